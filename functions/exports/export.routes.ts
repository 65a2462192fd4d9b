import { Hono } from "hono";
import { type AuthVariables, signedIn, signedInOnly } from "../auth/may.guard.ts";
import { isoInstant, now } from "../platform/clock.ts";
import { downloadUrl } from "../platform/files.ts";
import { decodeCursor, doc, encodeCursor, type HttpVariables, PageQuery, pageOf, valid } from "../platform/http.ts";
import { beginExport, cancelExport, exportOrNotFound } from "./begin-export.flow.ts";
import { criteriaOf } from "./criteria.ts";
import { exportFile, exportsOf } from "./export.store.ts";
import {
  asOf,
  Export,
  ExportAnswer,
  ExportQuestion,
  ExportWithUrl,
  expiryOf,
  NewExport,
  type StoredExport,
} from "./export.ts";
import { checkAllowed, kindOf } from "./kinds/kinds.flow.ts";

function shown(job: StoredExport): Export {
  const { asker, attempt: _attempt, leaseMs: _lease, uploadId: _upload, ...rest } = job;
  const expiry = expiryOf(job);
  return {
    ...rest,
    criteria: criteriaOf(job.kind, job.filter),
    createdBy: asker.id,
    expiresAt: expiry === undefined ? null : isoInstant(expiry),
  };
}

/** With an address that was signed this moment: whoever gets hold of an old one has nothing. */
async function withUrl(job: StoredExport) {
  const isThere = now() < (expiryOf(job) ?? 0);
  return { ...shown(job), url: isThere ? await downloadUrl(exportFile(job), job.fileName) : null };
}

/** `/exports`: lists as files, made in the background. Everybody sees only what they asked for themselves. */
export const exportRoutes = new Hono<{ Variables: AuthVariables & HttpVariables }>()
  .post(
    "/exports",
    doc("Export a list with its filters; needs the permission to read it", ExportWithUrl, 202),
    signedInOnly,
    valid("json", NewExport),
    async (c) => c.json(await withUrl(await beginExport(c.req.valid("json"), signedIn(c), now())), 202),
  )
  .post(
    "/exports/preview",
    doc("Say what an export would hold; needs the permission to read the list", ExportAnswer),
    signedInOnly,
    valid("json", ExportQuestion),
    async (c) => {
      const { kind, filter } = c.req.valid("json");
      const scope = { principal: signedIn(c), at: now() };
      await checkAllowed(kind, filter, scope);
      const { count, columns } = kindOf(kind);
      const rows = await count({ ...filter }, scope);
      return c.json({
        rows,
        criteria: criteriaOf(kind, { ...filter }),
        columns: columns.map(({ id, title }) => ({ id, title })),
      });
    },
  )
  .get(
    "/exports",
    doc("List the exports that you asked for, newest first", pageOf(Export)),
    signedInOnly,
    valid("query", PageQuery),
    async (c) => {
      const { limit, cursor } = c.req.valid("query");
      const at = now();
      const page = await exportsOf(signedIn(c).id, limit, decodeCursor(cursor));
      return c.json({ items: page.items.map((job) => shown(asOf(job, at))), nextCursor: encodeCursor(page.after) });
    },
  )
  .get(
    "/exports/:id",
    doc("Read an export, with a fresh address of its file", ExportWithUrl),
    signedInOnly,
    async (c) => c.json(await withUrl(await exportOrNotFound(c.req.param("id"), signedIn(c), now()))),
  )
  .post("/exports/:id/cancel", doc("Cancel an export that is not done", ExportWithUrl), signedInOnly, async (c) =>
    c.json(await withUrl(await cancelExport(c.req.param("id"), signedIn(c), now()))),
  );

import { Hono } from "hono";
import { operator } from "../auth/access.ts";
import { type AuthVariables, may, signedIn } from "../auth/may.guard.ts";
import { now } from "../platform/clock.ts";
import { downloadUrl, uploadUrl } from "../platform/files.ts";
import { decodeCursor, doc, encodeCursor, type HttpVariables, PageQuery, pageOf, valid } from "../platform/http.ts";
import { applyImport, beginImport, cancelImport, changeImport, importFor } from "./customer-import.flow.ts";
import { importsOf, rejectFile, rowPage, sheetFile } from "./customer-import.store.ts";
import {
  CustomerImport,
  CustomerImportChange,
  CustomerImportUpload,
  customerImportOf,
  ImportRow,
  NewCustomerImport,
  RowOutcome,
  type StoredCustomerImport,
} from "./customer-import.ts";

/** The import with a fresh address of its reject file. */
async function shown(job: StoredCustomerImport) {
  const hasRejects = job.counts.refused > 0 && job.status === "done";
  const name = `refused-${job.fileName.replace(/\.\w+$/, "")}.csv`;
  return customerImportOf(job, hasRejects ? await downloadUrl(rejectFile(job.id), name) : null);
}

const RowQuery = PageQuery.extend({ outcome: RowOutcome.optional() });

const path = "/customer-imports";

/** `/customer-imports`: send a sheet of customers or devices, look at what would become of each row, have it made. */
export const customerImportRoutes = new Hono<{ Variables: AuthVariables & HttpVariables }>()
  .get(
    path,
    doc("List imports of customers and devices, newest first", pageOf(CustomerImport)),
    may("customers:write"),
    valid("query", PageQuery),
    async (c) => {
      const { limit, cursor } = c.req.valid("query");
      const page = await importsOf(signedIn(c).account ?? operator, limit, decodeCursor(cursor));
      return c.json({ items: await Promise.all(page.items.map(shown)), nextCursor: encodeCursor(page.after) });
    },
  )
  .post(
    path,
    doc(
      "Begin an import: the answer says where to PUT the sheet (XLSX, or CSV, also packed)",
      CustomerImportUpload,
      201,
    ),
    may("customers:write"),
    valid("json", NewCustomerImport),
    async (c) => {
      const job = await beginImport(c.req.valid("json"), signedIn(c), now());
      const url = await uploadUrl(sheetFile(job.id));
      return c.json({ ...(await shown(job)), url, method: "PUT" as const }, 201);
    },
  )
  .get(`${path}/:id`, doc("Read an import: its status and counts", CustomerImport), may("customers:write"), async (c) =>
    c.json(await shown(await importFor(signedIn(c), c.req.param("id") ?? ""))),
  )
  .patch(
    `${path}/:id`,
    doc("Try the sheet again with another layout or mode", CustomerImport, 202),
    may("customers:write"),
    valid("json", CustomerImportChange),
    async (c) => {
      const job = await importFor(signedIn(c), c.req.param("id") ?? "");
      return c.json(await shown(await changeImport(job, c.req.valid("json"), now())), 202);
    },
  )
  .get(
    `${path}/:id/rows`,
    doc("List what becomes of each row", pageOf(ImportRow)),
    may("customers:write"),
    valid("query", RowQuery),
    async (c) => {
      const { limit, cursor, outcome } = c.req.valid("query");
      const job = await importFor(signedIn(c), c.req.param("id") ?? "");
      const page = await rowPage(job, outcome, { limit, after: decodeCursor(cursor) });
      return c.json({ items: page.items, nextCursor: encodeCursor(page.after) });
    },
  )
  .post(
    `${path}/:id/apply`,
    doc("Make what was tried, or go on with it", CustomerImport, 202),
    may("customers:write"),
    async (c) => {
      const job = await importFor(signedIn(c), c.req.param("id") ?? "");
      return c.json(await shown(await applyImport(job, signedIn(c), now())), 202);
    },
  )
  .post(
    `${path}/:id/cancel`,
    doc("Stop a trial or a change that is under way; what is made stays", CustomerImport),
    may("customers:write"),
    async (c) => {
      const job = await importFor(signedIn(c), c.req.param("id") ?? "");
      return c.json(await shown(await cancelImport(job, signedIn(c), now())));
    },
  );

import { Hono } from "hono";
import * as z from "zod";
import type { Principal } from "../auth/access.ts";
import { type AuthVariables, may, signedIn } from "../auth/may.guard.ts";
import { now } from "../platform/clock.ts";
import { downloadUrl, uploadUrl } from "../platform/files.ts";
import { decodeCursor, doc, encodeCursor, type HttpVariables, PageQuery, pageOf, valid } from "../platform/http.ts";
import { NoticeOverride } from "../rate-notices/rate-notice.ts";
import { ofTariff, type TariffVariables } from "./of-tariff.guard.ts";
import { applyImport, beginImport, changeImport, importOrNotFound, importSeenBy } from "./rate-import.flow.ts";
import { listRateImports } from "./rate-import.store.ts";
import {
  NewRateImport,
  RateImport,
  RateImportChange,
  RateImportUpload,
  rateImportOf,
  type StoredRateImport,
} from "./rate-import.ts";
import { rejectFile, sheetFile } from "./rate-sheet.store.ts";

/** The import with a fresh address of its reject file. */
async function shown(job: StoredRateImport, who: Principal) {
  const hasRejects = (job.findings?.rejected ?? 0) > 0;
  const name = `rejected-${job.fileName.replace(/\.\w+$/, "")}.csv`;
  const seen = await importSeenBy(who, job);
  return rateImportOf(seen, hasRejects ? await downloadUrl(rejectFile(job.id), name) : null);
}

const Confirmation = z.strictObject({
  /** Must be true where prices of the past change. */
  confirmPastChange: z.boolean().default(false),
  /** Why increases cannot wait for the notice that the tariff's customers get. */
  noticeOverride: NoticeOverride,
});

/** `/tariffs/{id}/rate-imports`: send a sheet, look at what it would do, apply it. */
export const rateImportRoutes = new Hono<{ Variables: AuthVariables & TariffVariables & HttpVariables }>()
  .get(
    "/tariffs/:id/rate-imports",
    doc("List a tariff's imports, newest first", pageOf(RateImport)),
    may("tariffs:read", "owned"),
    ofTariff,
    valid("query", PageQuery),
    async (c) => {
      const { limit, cursor } = c.req.valid("query");
      const { tariff } = c.var;
      const page = await listRateImports(tariff.id, limit, decodeCursor(cursor));
      return c.json({
        items: await Promise.all(page.items.map((job) => shown(job, signedIn(c)))),
        nextCursor: encodeCursor(page.after),
      });
    },
  )
  .post(
    "/tariffs/:id/rate-imports",
    doc(
      "Begin an import: the answer says where to PUT the sheet (XLSX, or CSV, also as gzip or zstd)",
      RateImportUpload,
      201,
    ),
    may("tariffs:write", "owned"),
    ofTariff,
    valid("json", NewRateImport),
    async (c) => {
      const { tariff } = c.var;
      const job = await beginImport(tariff, c.req.valid("json"), signedIn(c), now());
      const url = await uploadUrl(sheetFile(job.id));
      return c.json({ ...(await shown(job, signedIn(c))), url, method: "PUT" as const }, 201);
    },
  )
  .get(
    "/tariffs/:id/rate-imports/:import",
    doc("Read an import: its status and the dry run", RateImport),
    may("tariffs:read", "owned"),
    ofTariff,
    async (c) => {
      const { tariff } = c.var;
      return c.json(await shown(await importOrNotFound(tariff.id, c.req.param("import")), signedIn(c)));
    },
  )
  .patch(
    "/tariffs/:id/rate-imports/:import",
    doc("Read the sheet again with another layout or settings", RateImport, 202),
    may("tariffs:write", "owned"),
    ofTariff,
    valid("json", RateImportChange),
    async (c) => {
      const { tariff } = c.var;
      const job = await importOrNotFound(tariff.id, c.req.param("import"));
      const changed = await changeImport(tariff, job, c.req.valid("json"), signedIn(c));
      return c.json(await shown(changed, signedIn(c)), 202);
    },
  )
  .post(
    "/tariffs/:id/rate-imports/:import/apply",
    doc("Publish what the dry run found", RateImport),
    may("tariffs:write", "owned"),
    ofTariff,
    valid("json", Confirmation),
    async (c) => {
      const { tariff } = c.var;
      const job = await importOrNotFound(tariff.id, c.req.param("import"));
      const applying = { ...c.req.valid("json"), principal: signedIn(c), at: now() };
      return c.json(await shown(await applyImport(tariff, job, applying), signedIn(c)));
    },
  );

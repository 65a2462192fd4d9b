import { Hono } from "hono";
import { type AuthVariables, may, signedIn } from "../auth/may.guard.ts";
import { now } from "../platform/clock.ts";
import { decodeCursor, doc, encodeCursor, type HttpVariables, PageQuery, pageOf, valid } from "../platform/http.ts";
import { applyBulkJob, beginBulkJob, bulkJobFor } from "./bulk-job.flow.ts";
import { rowPage } from "./bulk-job.store.ts";
import { BulkJob, BulkRow, NewBulkJob } from "./bulk-job.ts";

/** `/bulk-jobs`: a change to many customers, tried first. */
export const bulkJobRoutes = new Hono<{ Variables: AuthVariables & HttpVariables }>()
  .post(
    "/bulk-jobs",
    doc("Try a change on many customers; nothing is changed yet", BulkJob, 202),
    may("customers:write", "owned"),
    valid("json", NewBulkJob),
    async (c) => c.json(await beginBulkJob(c.req.valid("json"), signedIn(c), now()), 202),
  )
  .get("/bulk-jobs/:id", doc("Read a bulk job", BulkJob), may("customers:write", "owned"), async (c) =>
    c.json(BulkJob.parse(await bulkJobFor(signedIn(c), c.req.param("id")))),
  )
  .post(
    "/bulk-jobs/:id/apply",
    doc("Make the change that was tried", BulkJob, 202),
    may("customers:write", "owned"),
    async (c) => c.json(await applyBulkJob(await bulkJobFor(signedIn(c), c.req.param("id"))), 202),
  )
  .get(
    "/bulk-jobs/:id/rows",
    doc("List what becomes of each customer", pageOf(BulkRow)),
    may("customers:write", "owned"),
    valid("query", PageQuery),
    async (c) => {
      const { limit, cursor } = c.req.valid("query");
      const job = await bulkJobFor(signedIn(c), c.req.param("id"));
      const page = await rowPage(job.id, { limit, after: decodeCursor(cursor) });
      return c.json({ items: page.items, nextCursor: encodeCursor(page.after) });
    },
  );

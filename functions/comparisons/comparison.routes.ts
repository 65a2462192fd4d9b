import { Hono } from "hono";
import * as z from "zod";
import { ownerOf, seesVendors } from "../auth/access.ts";
import { type AuthVariables, may, signedIn } from "../auth/may.guard.ts";
import { now } from "../platform/clock.ts";
import { downloadUrl, uploadUrl } from "../platform/files.ts";
import { decodeCursor, doc, encodeCursor, type HttpVariables, PageQuery, pageOf, valid } from "../platform/http.ts";
import { beginComparison, cancelComparison, changeComparison, comparisonFor } from "./comparison.flow.ts";
import { comparisonsOf, rejectFile, theirFile } from "./comparison.store.ts";
import {
  asOf,
  Comparison,
  ComparisonChange,
  ComparisonUpload,
  comparisonOf,
  DestinationLine,
  Difference,
  NewComparison,
  type StoredComparison,
} from "./comparison.ts";
import { DifferenceFilters } from "./difference.ts";
import { destinationLines, listDifferences } from "./list-differences.flow.ts";

/** With a fresh address of the rows that could not be used. */
async function shown(job: StoredComparison) {
  const isOver = job.status === "done" || job.status === "failed";
  const hasRejects = isOver && job.rows.refused + job.rows.outside > 0;
  const name = `not-compared-${(job.fileName ?? "").replace(/\.\w+$/, "")}.csv`;
  return comparisonOf(job, hasRejects ? await downloadUrl(rejectFile(job.id), name) : null);
}

const DifferenceQuery = PageQuery.extend(DifferenceFilters.shape);
const path = "/comparisons";

/** `/comparisons`: our calls of a customer or by a vendor against their own record of them. Nothing is changed by it. */
export const comparisonRoutes = new Hono<{ Variables: AuthVariables & HttpVariables }>()
  .get(
    path,
    doc("List comparisons, newest first", pageOf(Comparison)),
    may("calls:read", "owned"),
    valid("query", PageQuery),
    async (c) => {
      const { limit, cursor } = c.req.valid("query");
      const principal = signedIn(c);
      const page = await comparisonsOf(ownerOf(principal), limit, decodeCursor(cursor));
      const seen = page.items.filter(({ vendor }) => vendor === null || seesVendors(principal));
      const items = await Promise.all(seen.map((job) => shown(asOf(job, now()))));
      return c.json({ items, nextCursor: encodeCursor(page.after) });
    },
  )
  .post(
    path,
    doc(
      "Begin a comparison: the answer says where to PUT their file (XLSX, or CSV, also packed)",
      ComparisonUpload,
      201,
    ),
    may("calls:read", "owned"),
    valid("json", NewComparison),
    async (c) => {
      const job = await beginComparison(c.req.valid("json"), signedIn(c), now());
      const url = job.totals === null ? await uploadUrl(theirFile(job.id)) : null;
      return c.json({ ...(await shown(job)), url, method: "PUT" as const }, 201);
    },
  )
  .get(
    `${path}/:id`,
    doc("Read a comparison: how far it is, and what both sides come to", Comparison),
    may("calls:read", "owned"),
    async (c) => c.json(await shown(await comparisonFor(signedIn(c), c.req.param("id") ?? "", now()))),
  )
  .patch(
    `${path}/:id`,
    doc("Compare again with other tolerances or another layout", Comparison, 202),
    may("calls:read", "owned"),
    valid("json", ComparisonChange),
    async (c) => {
      const [principal, at] = [signedIn(c), now()];
      const job = await comparisonFor(principal, c.req.param("id") ?? "", at);
      return c.json(await shown(await changeComparison(job, c.req.valid("json"), { principal, at })), 202);
    },
  )
  .post(
    `${path}/:id/cancel`,
    doc("Stop a comparison that waits or is under way", Comparison),
    may("calls:read", "owned"),
    async (c) => {
      const [principal, at] = [signedIn(c), now()];
      const job = await comparisonFor(principal, c.req.param("id") ?? "", at);
      return c.json(await shown(await cancelComparison(job, principal, at)));
    },
  )
  .get(
    `${path}/:id/destinations`,
    doc("Both sides by destination, the farthest apart first", z.object({ items: z.array(DestinationLine) })),
    may("calls:read", "owned"),
    async (c) => {
      const job = await comparisonFor(signedIn(c), c.req.param("id") ?? "", now());
      return c.json({ items: await destinationLines(job) });
    },
  )
  .get(
    `${path}/:id/calls`,
    doc("List the calls that are not the same on both sides", pageOf(Difference)),
    may("calls:read", "owned"),
    valid("query", DifferenceQuery),
    async (c) => {
      const { limit, cursor, ...filters } = c.req.valid("query");
      const job = await comparisonFor(signedIn(c), c.req.param("id") ?? "", now());
      const page = await listDifferences(job, filters, { limit, after: decodeCursor(cursor) });
      return c.json({ items: page.items, nextCursor: encodeCursor(page.after) });
    },
  );

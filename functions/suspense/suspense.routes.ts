import { Hono } from "hono";
import * as z from "zod";
import { type AuthVariables, may, signedIn } from "../auth/may.guard.ts";
import { SuspenseReason } from "../cdrs/cdr.ts";
import { AccountCode } from "../customers/customer.ts";
import { decodeCursor, doc, encodeCursor, type HttpVariables, PageQuery, pageOf, valid } from "../platform/http.ts";
import { assignCode, sameCaller } from "./assign.flow.ts";
import { conflictOf } from "./conflict.flow.ts";
import { Conflict } from "./conflict.ts";
import { retryAll, retryOne } from "./retry.flow.ts";
import { SuspendedView, SuspenseFilters, suspendedView } from "./suspended.ts";
import { suspensePage } from "./suspense.store.ts";
import { countWaiting, WaitingCount } from "./waiting.ts";

const SuspenseQuery = PageQuery.extend(SuspenseFilters.shape);

const RetryFilter = z.strictObject({
  reason: SuspenseReason.optional(),
  source: z.string().max(64).optional(),
  /** Account code as the switch sent it. */
  code: z.string().max(256).optional(),
  /** UTC day of the call's setup. */
  day: z.iso.date().optional(),
});

/** Whose the record's account code is. */
const Assignment = z.strictObject({ account: AccountCode }).meta({ id: "SuspenseAssignment" });

const SameCaller = z
  .object({
    /** The account code that the record came with; null where none can be given away. */
    code: z.string().nullable(),
    /** Records of the source that wait for the customer of this code, this one included. */
    count: z.number().int(),
    /** Whether there may be more than were counted. */
    more: z.boolean(),
  })
  .meta({ id: "SuspenseSameCaller" });

const RetryReply = z
  .object({
    retried: z.number().int(),
    charged: z.number().int(),
    duplicates: z.number().int(),
    parked: z.number().int(),
    unreadable: z.number().int(),
    more: z.boolean(),
  })
  .meta({ id: "SuspenseRetry" });

const Counts = z.object({ items: z.array(WaitingCount) }).meta({ id: "SuspenseCounts" });

/** Records that are counted; beyond them the figures are "at least". */
const mostCounted = 5000;

const Place = z.object({ reason: SuspenseReason, after: z.record(z.string(), z.unknown()).optional() });

export const suspenseRoutes = new Hono<{ Variables: AuthVariables & HttpVariables }>()
  .get(
    "/suspense",
    doc("List CDRs that wait, with the reason", pageOf(SuspendedView)),
    may("intake:read"),
    valid("query", SuspenseQuery),
    async (c) => {
      const { limit, cursor, ...filter } = c.req.valid("query");
      const from = decodeCursor(cursor);
      const page = await suspensePage(filter, limit, from && Place.parse(from));
      return c.json({
        items: page.items.map(suspendedView),
        nextCursor: encodeCursor(page.after && { ...page.after }),
      });
    },
  )
  .get("/suspense/counts", doc("Count waiting CDRs by reason, source and day", Counts), may("intake:read"), async (c) =>
    c.json({ items: countWaiting((await suspensePage({}, mostCounted, undefined)).items) }),
  )
  .post(
    "/suspense/retry",
    doc("Try all waiting CDRs of a reason or source again", RetryReply),
    may("intake:write"),
    valid("json", RetryFilter),
    async (c) => c.json(await retryAll(c.req.valid("json"))),
  )
  .post("/suspense/:id/retry", doc("Try one waiting CDR again", RetryReply), may("intake:write"), async (c) =>
    c.json(await retryOne(c.req.param("id"))),
  )
  .get(
    "/suspense/:id/same-caller",
    doc("Count the waiting CDRs with the account code of one", SameCaller),
    may("intake:read"),
    async (c) => c.json(await sameCaller(c.req.param("id"))),
  )
  .get(
    "/suspense/:id/conflict",
    doc("Compare a waiting CDR with the call that was charged", Conflict),
    may("intake:read"),
    async (c) => c.json(await conflictOf(c.req.param("id"), signedIn(c))),
  )
  .post(
    "/suspense/:id/customer",
    doc("Give a waiting CDR's account code to a customer, then try all CDRs with it again", RetryReply),
    may("intake:write"),
    valid("json", Assignment),
    async (c) => c.json(await assignCode(c.req.param("id"), c.req.valid("json").account, signedIn(c))),
  );

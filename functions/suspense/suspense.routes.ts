import { Hono } from "hono";
import * as z from "zod";
import { type AuthVariables, may, signedIn } from "../auth/may.guard.ts";
import { SuspenseReason } from "../cdrs/cdr.ts";
import { AccountCode } from "../customers/customer.ts";
import { isoInstant } from "../platform/clock.ts";
import { decodeCursor, doc, encodeCursor, type HttpVariables, PageQuery, pageOf, valid } from "../platform/http.ts";
import { placeIn } from "../platform/pages.ts";
import { assignCode, sameCaller } from "./assign.flow.ts";
import { conflictOf } from "./conflict.flow.ts";
import { Conflict } from "./conflict.ts";
import { LateCall, NewRelease } from "./late-call.ts";
import { previewRelease, releaseLateCall } from "./release.flow.ts";
import { type RetryPlace, type RetryReport, retryAll, retryOne } from "./retry.flow.ts";
import { lastRun, runEveryMs } from "./retry-run.store.ts";
import { SuspendedView, SuspenseFilters, suspendedView } from "./suspended.ts";
import { waitingCells, writtenOffCells } from "./suspense.store.ts";
import { SuspensePlace, suspensePage } from "./suspense-page.store.ts";
import { countWaiting, WaitingCount } from "./waiting.ts";

const SuspenseQuery = PageQuery.extend(SuspenseFilters.shape);

const RetryFilter = z.strictObject({
  reason: SuspenseReason.optional(),
  source: z.string().max(64).optional(),
  /** Account code as the switch sent it. */
  code: z.string().max(256).optional(),
  /** Day of the call's setup in the source's time zone. */
  day: z.iso.date().optional(),
  /** Where the answer before said to go on. */
  cursor: z.string().max(2000).optional(),
  /** Records after which it answers, so that whoever waits sees it go on. As many as the time allows where it is left out. */
  most: z.number().int().min(1).max(100_000).optional(),
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
    /** Still wait. */
    parked: z.number().int(),
    /** Of those that still wait, how many for which reason. */
    reasons: z.partialRecord(SuspenseReason, z.number().int()),
    unreadable: z.number().int(),
    /** Whether some were not tried in the time of one answer. */
    more: z.boolean(),
    /** Where to go on, with `more`. Null where it is asked again from the start. */
    nextCursor: z.string().nullable(),
  })
  .meta({ id: "SuspenseRetry" });

const Counts = z
  .object({
    /** Exact: every record that waits is in one of them. */
    items: z.array(WaitingCount),
    /** The same of the records that were written off. They are in none of `items`. */
    writtenOff: z.array(WaitingCount),
    /** The run that tries again, by itself, what was mended. Null before the first. */
    automatic: z
      .object({
        lastRunAt: z.iso.datetime(),
        nextRunAt: z.iso.datetime(),
        /** What the last run tried, charged and left waiting. */
        retried: z.number().int(),
        charged: z.number().int(),
        parked: z.number().int(),
        /** Changes whose records it did not come to the end of. */
        changes: z.number().int(),
      })
      .nullable(),
  })
  .meta({ id: "SuspenseCounts" });

async function countsNow(): Promise<z.infer<typeof Counts>> {
  const [cells, offCells, run] = await Promise.all([waitingCells(), writtenOffCells(), lastRun()]);
  const [items, writtenOff] = [countWaiting(cells), countWaiting(offCells)];
  if (!run) return { items, writtenOff, automatic: null };
  const { at, ...told } = run;
  const automatic = { lastRunAt: isoInstant(at), nextRunAt: isoInstant(at + runEveryMs), ...told };
  return { items, writtenOff, automatic };
}

const replyOf = ({ next, ...report }: RetryReport & { next?: RetryPlace }): z.infer<typeof RetryReply> => ({
  ...report,
  nextCursor: encodeCursor(next && { ...next }),
});

export const suspenseRoutes = new Hono<{ Variables: AuthVariables & HttpVariables }>()
  .get(
    "/suspense",
    doc("List CDRs that wait, with the reason", pageOf(SuspendedView)),
    may("intake:read"),
    valid("query", SuspenseQuery),
    async (c) => {
      const { limit, cursor, ...filter } = c.req.valid("query");
      const page = await suspensePage(filter, limit, placeIn(SuspensePlace, decodeCursor(cursor)));
      return c.json({
        items: page.items.map(suspendedView),
        nextCursor: encodeCursor(page.after && { ...page.after }),
      });
    },
  )
  .get("/suspense/counts", doc("Count waiting CDRs by reason, source and day", Counts), may("intake:read"), async (c) =>
    c.json(await countsNow()),
  )
  .post(
    "/suspense/retry",
    doc("Try all waiting CDRs of a reason or source again", RetryReply),
    may("intake:write"),
    valid("json", RetryFilter),
    async (c) => {
      const { cursor, most, ...filter } = c.req.valid("json");
      const from = placeIn(SuspensePlace, decodeCursor(cursor));
      const extent = { ...(most ? { most } : {}), ...(from ? { from } : {}) };
      return c.json(replyOf(await retryAll(filter, extent)));
    },
  )
  .post("/suspense/:id/retry", doc("Try one waiting CDR again", RetryReply), may("intake:write"), async (c) =>
    c.json(replyOf(await retryOne(c.req.param("id")))),
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
  .get(
    "/suspense/:id/release",
    doc("See what releasing a CDR that is too old would charge", LateCall),
    may("money:write"),
    async (c) => c.json(await previewRelease(c.req.param("id"), signedIn(c))),
  )
  .post(
    "/suspense/:id/release",
    doc("Charge a CDR that is too old, once, as an adjustment of the open period", LateCall),
    may("money:write"),
    valid("json", NewRelease),
    async (c) => c.json(await releaseLateCall(c.req.param("id"), c.req.valid("json"), signedIn(c))),
  )
  .post(
    "/suspense/:id/customer",
    doc("Give a waiting CDR's account code to a customer, then try all CDRs with it again", RetryReply),
    may("intake:write"),
    valid("json", Assignment),
    async (c) => {
      const { account } = c.req.valid("json");
      return c.json(replyOf(await assignCode(c.req.param("id"), account, signedIn(c))));
    },
  );

import { Hono } from "hono";
import * as z from "zod";
import { allows, seesVendors } from "../auth/access.ts";
import { type AuthVariables, may, signedIn } from "../auth/may.guard.ts";
import { Call, callOf, withoutVendor } from "../cdrs/call.ts";
import { now } from "../platform/clock.ts";
import { decodeCursor, doc, encodeCursor, type HttpVariables, PageQuery, pageOf, valid } from "../platform/http.ts";
import { Problem } from "../platform/problem.ts";
import { dayCalls } from "./day-calls.flow.ts";
import { SourceDayView } from "./source-day.ts";
import { sourceDays } from "./source-days.flow.ts";

const DaysQuery = z.object({
  /** First and last day, both included. Left out: the last 31 days. At most 92 at once. */
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
});

const Days = z.object({ items: z.array(SourceDayView) }).meta({ id: "CdrSourceDays" });

const DayCallsQuery = PageQuery.extend({
  /** Day of the setups in the source's time zone. */
  day: z.iso.date(),
});

/** A call with the currency of its charge. */
const DayCall = Call.extend({ currency: z.string() }).meta({ id: "CdrSourceDayCall" });

/** `/cdr-sources/{id}/days`: what became of a source's records, to compare with its switch; `/calls`: those of a day. */
export const sourceDayRoutes = new Hono<{ Variables: AuthVariables & HttpVariables }>()
  .get(
    "/cdr-sources/:id/days",
    doc("Count a CDR source's records day by day, latest first, to compare with its switch", Days),
    may("intake:read"),
    valid("query", DaysQuery),
    async (c) => c.json({ items: await sourceDays(c.req.param("id"), c.req.valid("query"), now()) }),
  )
  .get(
    "/cdr-sources/:id/calls",
    doc("List the calls of a CDR source's day, one account after another, each one's newest first", pageOf(DayCall)),
    may("intake:read"),
    valid("query", DayCallsQuery),
    async (c) => {
      const principal = signedIn(c);
      if (!allows(principal, "calls:read")) throw new Problem("forbidden", "This needs the permission calls:read.");
      const { day, limit, cursor } = c.req.valid("query");
      const page = await dayCalls(c.req.param("id"), day, { limit, after: decodeCursor(cursor) });
      const shown = seesVendors(principal) ? (call: Call) => call : withoutVendor;
      const items = page.calls.map(({ account, call: { row, id } }) => ({
        ...shown(callOf(row, account, id)),
        currency: page.currencies.get(account) ?? "",
      }));
      return c.json({ items, nextCursor: encodeCursor(page.after) });
    },
  );

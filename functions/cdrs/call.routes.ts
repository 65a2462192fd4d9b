import { Hono } from "hono";
import * as z from "zod";
import { levelSeenBy, seesIntake, seesVendors } from "../auth/access.ts";
import { type AuthVariables, may, signedIn } from "../auth/may.guard.ts";
import { type AccountVariables, ofAccount } from "../auth/of-account.guard.ts";
import { now } from "../platform/clock.ts";
import { decodeCursor, doc, encodeCursor, type HttpVariables, PageQuery, pageOf, valid } from "../platform/http.ts";
import { Problem } from "../platform/problem.ts";
import { TraceStep } from "../rating/trace.ts";
import { Call, callOf, withoutVendor } from "./call.ts";
import { CallFilters, callFilterOf, checkVendorFilters } from "./call-filter.ts";
import { CallLevel, levelsOf } from "./call-levels.ts";
import { explainRow } from "./explain-call.flow.ts";
import { explainCost } from "./explain-cost.flow.ts";
import { explainLevels } from "./explain-levels.flow.ts";
import { listCalls } from "./list-calls.flow.ts";
import { getCall } from "./read-day.flow.ts";
import { CallTotals, totalCalls } from "./total-calls.flow.ts";

/** The call with its why. */
const CallWithTrace = Call.extend({
  trace: z.array(TraceStep),
  levels: z.array(CallLevel.extend({ trace: z.array(TraceStep) }).meta({ id: "ExplainedCallLevel" })),
  /** The same for what it cost us; empty for whoever may not see that (`vendors:read`). */
  costTrace: z.array(TraceStep),
}).meta({ id: "Call" });

/** What a call cost us is the operator's own business. */
const maySeeCost = (c: { var: AuthVariables }): boolean => seesVendors(signedIn(c));
const shownTo = (c: { var: AuthVariables }) => (maySeeCost(c) ? (call: Call) => call : withoutVendor);

const CallQuery = PageQuery.extend(CallFilters.shape);
const TotalsQuery = CallFilters.extend({ cursor: PageQuery.shape.cursor });

export const callRoutes = new Hono<{ Variables: AuthVariables & AccountVariables & HttpVariables }>()
  .get(
    "/customers/:account/calls",
    doc("List a customer's calls, newest first", pageOf(Call)),
    may("calls:read"),
    ofAccount,
    valid("query", CallQuery),
    async (c) => {
      const { limit, cursor, ...filters } = c.req.valid("query");
      const { account } = c.var.customer;
      checkVendorFilters(filters, maySeeCost(c));
      const wanted = callFilterOf(filters, now());
      const page = await listCalls(account, wanted, { limit, after: decodeCursor(cursor) });
      const upTo = levelSeenBy(signedIn(c));
      const items = page.calls.map(({ row, id }) => ({
        ...shownTo(c)(callOf(row, account, id)),
        levels: levelsOf(row, upTo),
      }));
      return c.json({ items, nextCursor: encodeCursor(page.after) });
    },
  )
  .get(
    "/customers/:account/calls/totals",
    doc("Add up a customer's calls", CallTotals),
    may("calls:read"),
    ofAccount,
    valid("query", TotalsQuery),
    async (c) => {
      const { cursor, ...filters } = c.req.valid("query");
      checkVendorFilters(filters, maySeeCost(c));
      const wanted = callFilterOf(filters, now());
      const { after, ...totals } = await totalCalls(c.var.customer.account, wanted, decodeCursor(cursor));
      return c.json({ ...totals, nextCursor: encodeCursor(after) });
    },
  )
  .get(
    "/customers/:account/calls/:id",
    doc("Read a call and why it cost what it did", CallWithTrace),
    may("calls:read"),
    ofAccount,
    async (c) => {
      const { account } = c.var.customer;
      const call = await getCall(account, c.req.param("id"));
      if (!call) throw new Problem("not_found", "There is no such call.");
      const trace = await explainRow(account, call.row, seesIntake(signedIn(c)));
      const costTrace = maySeeCost(c) ? await explainCost(call.row) : [];
      const levels = await explainLevels(call.row, levelSeenBy(signedIn(c)));
      return c.json({ ...shownTo(c)(callOf(call.row, account, call.id)), levels, trace, costTrace });
    },
  );

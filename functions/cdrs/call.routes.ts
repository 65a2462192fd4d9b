import { Hono } from "hono";
import * as z from "zod";
import { type AuthVariables, may } from "../auth/may.guard.ts";
import { type AccountVariables, ofAccount } from "../auth/of-account.guard.ts";
import { now } from "../platform/clock.ts";
import { decodeCursor, doc, encodeCursor, type HttpVariables, PageQuery, pageOf, valid } from "../platform/http.ts";
import { Problem } from "../platform/problem.ts";
import { TraceStep } from "../rating/trace.ts";
import { Call, callOf, Disposition } from "./call.ts";
import { getCall } from "./cdr.store.ts";
import { explainRow } from "./explain-call.flow.ts";
import { listCalls } from "./list-calls.flow.ts";

/** The call with its why. */
const CallWithTrace = Call.extend({ trace: z.array(TraceStep) }).meta({ id: "Call" });

const instant = z.iso.datetime({ offset: true, error: "Must be an instant such as 2026-10-13T00:00:00Z." });
const number = z.string().regex(/^[0-9*#+A-Da-d]{1,32}$/, "Must be the beginning of a number.");

const CallQuery = PageQuery.extend({
  /** Setup from this instant on. Left out: 90 days ago. */
  from: instant.optional(),
  /** Setup before this instant. Left out: now, and ten minutes for clocks that are ahead. */
  to: instant.optional(),
  /** Beginning of the calling number, as sent or as rated. */
  cli: number.optional(),
  /** Beginning of the called number, as sent or as rated. */
  cld: number.optional(),
  /** The rated prefix, whole. */
  prefix: number.optional(),
  disposition: Disposition.optional(),
  deviceId: z.string().max(64).optional(),
  source: z.string().max(64).optional(),
});

const dayMs = 86_400_000;

export const callRoutes = new Hono<{ Variables: AuthVariables & AccountVariables & HttpVariables }>()
  .get(
    "/customers/:account/calls",
    doc("List a customer's calls, newest first", pageOf(Call)),
    may("calls:read"),
    ofAccount,
    valid("query", CallQuery),
    async (c) => {
      const { limit, cursor, from, to, ...filter } = c.req.valid("query");
      const toMs = to ? Date.parse(to) : now() + 600_000;
      const range = { fromMs: from ? Date.parse(from) : toMs - 90 * dayMs, toMs };
      const { account } = c.var.customer;
      const page = await listCalls(account, { ...filter, ...range }, { limit, after: decodeCursor(cursor) });
      const items = page.calls.map(({ row, id }) => callOf(row, account, id));
      return c.json({ items, nextCursor: encodeCursor(page.after) });
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
      return c.json({ ...callOf(call.row, account, call.id), trace: await explainRow(account, call.row) });
    },
  );

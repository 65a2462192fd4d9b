import { Hono } from "hono";
import * as z from "zod";
import { type AuthVariables, may, signedIn } from "../auth/may.guard.ts";
import { type AccountVariables, ofAccount } from "../auth/of-account.guard.ts";
import { customerInReach } from "../customers/in-reach.flow.ts";
import { now } from "../platform/clock.ts";
import { decodeCursor, doc, encodeCursor, type HttpVariables, PageQuery, valid } from "../platform/http.ts";
import { placeIn } from "../platform/pages.ts";
import { type LivePage, listLiveCalls } from "./list-live-calls.flow.ts";
import { LiveCall, LiveCalls, liveFilters, StopCall } from "./live-call.ts";
import { stopCall } from "./stop-call.flow.ts";

const OwnQuery = PageQuery.extend(liveFilters);
const LiveQuery = OwnQuery.extend({ account: z.string().max(20).optional() });

/** Where the page before ended. */
const Place = z.object({ before: z.string() });

const beforeOf = (cursor: string | undefined): string | undefined => placeIn(Place, decodeCursor(cursor))?.before;

const pageOf = ({ last, ...page }: LivePage) => ({
  ...page,
  nextCursor: encodeCursor(last ? { before: last } : undefined),
});

/** Calls that are up, by what switches asked for. */
export const liveCallRoutes = new Hono<{ Variables: AuthVariables & AccountVariables & HttpVariables }>()
  .get(
    "/live-calls",
    doc("List the calls that are up, newest first", LiveCalls),
    may("calls:read", "owned"),
    valid("query", LiveQuery),
    async (c) => {
      const { cursor, ...asked } = c.req.valid("query");
      const principal = signedIn(c);
      if (asked.account !== undefined) await customerInReach(asked.account, principal);
      return c.json(pageOf(await listLiveCalls({ ...asked, before: beforeOf(cursor) }, principal)));
    },
  )
  .get(
    "/customers/:account/live-calls",
    doc("List the calls of a customer that are up, newest first", LiveCalls),
    may("calls:read"),
    ofAccount,
    valid("query", OwnQuery),
    async (c) => {
      const { cursor, ...asked } = c.req.valid("query");
      const { account } = c.var.customer;
      return c.json(pageOf(await listLiveCalls({ ...asked, account, before: beforeOf(cursor) }, signedIn(c))));
    },
  )
  .post(
    "/customers/:account/live-calls/:id/stop",
    doc("Give a call no more time: its switch ends it when it asks for more", LiveCall),
    may("customers:write"),
    ofAccount,
    valid("json", StopCall),
    async (c) => {
      const of = { account: c.var.customer.account, id: c.req.param("id"), note: c.req.valid("json").note };
      return c.json(await stopCall(of, signedIn(c), now()));
    },
  );

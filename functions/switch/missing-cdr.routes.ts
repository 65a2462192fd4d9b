import { Hono } from "hono";
import { type AuthVariables, may } from "../auth/may.guard.ts";
import { decodeCursor, doc, encodeCursor, type HttpVariables, PageQuery, pageOf, valid } from "../platform/http.ts";
import { listMissingCdrs } from "./missing-cdr.store.ts";
import { MissingCdr } from "./missing-cdr.ts";

/** Calls that were let go and of which no CDR has come: what a switch lost, or still keeps. */
export const missingCdrRoutes = new Hono<{ Variables: AuthVariables & HttpVariables }>().get(
  "/missing-cdrs",
  doc("Calls whose time is over and whose CDR has not come, newest first", pageOf(MissingCdr)),
  may("intake:read"),
  valid("query", PageQuery),
  async (c) => {
    const { limit, cursor } = c.req.valid("query");
    const after = decodeCursor(cursor);
    const page = await listMissingCdrs({ limit, ...(after ? { after } : {}) });
    return c.json({ items: page.items, nextCursor: encodeCursor(page.after) });
  },
);

import { Hono } from "hono";
import { type AuthVariables, may } from "../auth/may.guard.ts";
import { isoDay, now } from "../platform/clock.ts";
import { decodeCursor, doc, encodeCursor, type HttpVariables, PageQuery, pageOf, valid } from "../platform/http.ts";
import { auditPage } from "./audit.store.ts";
import { AuditEntry, AuditFilters } from "./audit.ts";

const AuditQuery = PageQuery.extend(AuditFilters.shape);

/** `/audit`: every change, newest first, of one day or of one customer; and of these, those that fit. */
export const auditRoutes = new Hono<{ Variables: AuthVariables & HttpVariables }>().get(
  "/audit",
  doc("List the changes of a day or of a customer; a page may be short and have more behind it", pageOf(AuditEntry)),
  may("audit:read"),
  valid("query", AuditQuery),
  async (c) => {
    const { limit, cursor, ...filters } = c.req.valid("query");
    const page = await auditPage(filters, isoDay(now()), { limit, after: decodeCursor(cursor) });
    return c.json({ items: page.items, nextCursor: encodeCursor(page.after) });
  },
);

import { Hono } from "hono";
import { type AuthVariables, may, signedIn } from "../auth/may.guard.ts";
import { isoDay, now } from "../platform/clock.ts";
import { decodeCursor, doc, encodeCursor, type HttpVariables, PageQuery, pageOf, valid } from "../platform/http.ts";
import { checkAccountInReach } from "../resellers/in-reach.flow.ts";
import { auditOfAccount, auditOfDay } from "./audit.store.ts";
import { AuditEntry, AuditFilters } from "./audit.ts";

const AuditQuery = PageQuery.extend(AuditFilters.shape);

/** `/audit`: every change, newest first, of one day or of one account; a reseller that names none sees its own. */
export const auditRoutes = new Hono<{ Variables: AuthVariables & HttpVariables }>().get(
  "/audit",
  doc("List the changes of a day or of a customer", pageOf(AuditEntry)),
  may("audit:read", "owned"),
  valid("query", AuditQuery),
  async (c) => {
    const { limit, cursor, day, account } = c.req.valid("query");
    const wanted = { limit, after: decodeCursor(cursor) };
    const whose = account ?? signedIn(c).account;
    if (whose) await checkAccountInReach(whose, signedIn(c));
    const page = whose ? await auditOfAccount(whose, wanted) : await auditOfDay(day ?? isoDay(now()), wanted);
    return c.json({ items: page.items, nextCursor: encodeCursor(page.after) });
  },
);

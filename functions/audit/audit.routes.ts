import { Hono } from "hono";
import { type AuthVariables, may, signedIn } from "../auth/may.guard.ts";
import { isoDay, now } from "../platform/clock.ts";
import { decodeCursor, doc, encodeCursor, type HttpVariables, PageQuery, pageOf, valid } from "../platform/http.ts";
import { Problem } from "../platform/problem.ts";
import { checkAccountInReach } from "../resellers/in-reach.flow.ts";
import { auditPage } from "./audit.store.ts";
import { AuditEntry, AuditFilters } from "./audit.ts";
import { sealPage } from "./audit-seal.store.ts";
import { AuditSeal, AuditSealCheck } from "./audit-seal.ts";
import { checkSeal } from "./seal-audit.flow.ts";

const AuditQuery = PageQuery.extend(AuditFilters.shape);

/**
 * `/audit`: every change, newest first, of one day or of one account; and of these, those that fit. A reseller that
 * names no account sees its own.
 */
export const auditRoutes = new Hono<{ Variables: AuthVariables & HttpVariables }>()
  .get(
    "/audit",
    doc("List the changes of a day or of a customer; a page may be short and have more behind it", pageOf(AuditEntry)),
    may("audit:read", "owned"),
    valid("query", AuditQuery),
    async (c) => {
      const { limit, cursor, ...asked } = c.req.valid("query");
      const { account: own } = signedIn(c);
      const account = asked.account ?? own;
      if (own && account) await checkAccountInReach(account, signedIn(c));
      const filters = { ...asked, ...(account ? { account } : {}) };
      const page = await auditPage(filters, isoDay(now()), { limit, after: decodeCursor(cursor) });
      return c.json({ items: page.items, nextCursor: encodeCursor(page.after) });
    },
  )
  .get(
    "/audit/seals",
    doc("List the sealed days of the audit, newest first", pageOf(AuditSeal)),
    may("audit:read"),
    valid("query", PageQuery),
    async (c) => {
      const { limit, cursor } = c.req.valid("query");
      const page = await sealPage(limit, decodeCursor(cursor));
      return c.json({ items: page.items, nextCursor: encodeCursor(page.after) });
    },
  )
  .get(
    "/audit/seals/:day",
    doc("Compare a sealed day of the audit with its lines, now", AuditSealCheck),
    may("audit:read"),
    valid("param", AuditSeal.pick({ day: true })),
    async (c) => {
      const check = await checkSeal(c.req.valid("param").day);
      if (!check) throw new Problem("not_found", "This day is not sealed.");
      return c.json(check);
    },
  );

import { Hono } from "hono";
import { type AuthVariables, may, signedIn } from "../auth/may.guard.ts";
import { type AccountVariables, ofAccount } from "../auth/of-account.guard.ts";
import { isoInstant, now } from "../platform/clock.ts";
import { decodeCursor, doc, encodeCursor, type HttpVariables, PageQuery, pageOf, valid } from "../platform/http.ts";
import { Problem } from "../platform/problem.ts";
import { checkAccount } from "./check-account.flow.ts";
import { checkPage, getCheck } from "./ledger-check.store.ts";
import { AccountCheck, checkOf, LedgerCheck, NewLedgerCheck } from "./ledger-check.ts";
import { beginCheck } from "./run-ledger-check.flow.ts";

/** `/ledger-checks`: whether all money is what the ledger says. */
export const ledgerCheckRoutes = new Hono<{ Variables: AuthVariables & AccountVariables & HttpVariables }>()
  .post(
    "/ledger-checks",
    doc("Check balances, rollups and what was received, over all accounts", LedgerCheck, 202),
    may("money:read"),
    valid("json", NewLedgerCheck),
    async (c) => c.json(checkOf(await beginCheck(c.req.valid("json").full, signedIn(c), now())), 202),
  )
  .get(
    "/ledger-checks",
    doc("List checks of the ledger, newest first", pageOf(LedgerCheck)),
    may("money:read"),
    valid("query", PageQuery),
    async (c) => {
      const { limit, cursor } = c.req.valid("query");
      const { checks, after } = await checkPage(limit, decodeCursor(cursor));
      return c.json({ items: checks.map(checkOf), nextCursor: encodeCursor(after) });
    },
  )
  .get("/ledger-checks/:id", doc("How a check stands and what it found", LedgerCheck), may("money:read"), async (c) => {
    const check = await getCheck(c.req.param("id"));
    if (!check) throw new Problem("not_found", "There is no such check.");
    return c.json(checkOf(check));
  })
  .get(
    "/customers/:account/ledger-check",
    doc("Check one account now: its balance, its periods and all of its calls", AccountCheck),
    may("money:read"),
    ofAccount,
    async (c) => {
      const { account } = c.var.customer;
      const checked = await checkAccount(account, 0);
      const { calls, findings } = checked ?? { calls: 0, findings: [] };
      return c.json({ account, checkedAt: isoInstant(now()), calls, findings });
    },
  );

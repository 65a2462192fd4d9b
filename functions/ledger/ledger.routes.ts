import { Hono } from "hono";
import { type AuthVariables, may } from "../auth/may.guard.ts";
import { type AccountVariables, ofAccount } from "../auth/of-account.guard.ts";
import { ofReseller, type ResellerVariables } from "../auth/of-reseller.guard.ts";
import { doc, type HttpVariables, valid } from "../platform/http.ts";
import { readStatement } from "./read-statement.flow.ts";
import { Statement, StatementFilters } from "./statement.ts";

export const ledgerRoutes = new Hono<{
  Variables: AuthVariables & AccountVariables & ResellerVariables & HttpVariables;
}>()
  .get(
    "/customers/:account/statement",
    doc("Read a customer's account statement", Statement),
    may("money:read"),
    ofAccount,
    valid("query", StatementFilters),
    async (c) => {
      const { from, to } = c.req.valid("query");
      return c.json(await readStatement(c.var.customer.account, from, to));
    },
  )
  .get(
    "/resellers/:reseller/statement",
    doc("Read a reseller's account statement", Statement),
    may("money:read", "owned"),
    ofReseller,
    valid("query", StatementFilters),
    async (c) => {
      const { from, to } = c.req.valid("query");
      return c.json(await readStatement(c.var.reseller.account, from, to));
    },
  );

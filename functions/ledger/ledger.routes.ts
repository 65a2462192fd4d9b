import { Hono } from "hono";
import * as z from "zod";
import { type AuthVariables, may } from "../auth/may.guard.ts";
import { type AccountVariables, ofAccount } from "../auth/of-account.guard.ts";
import { doc, type HttpVariables, valid } from "../platform/http.ts";
import { readStatement } from "./read-statement.flow.ts";
import { Statement } from "./statement.ts";

const StatementQuery = z
  .object({
    /** First and last day in the account's zone, both included. */
    from: z.iso.date("Must be a day such as 2026-10-13.").optional(),
    to: z.iso.date("Must be a day such as 2026-10-13.").optional(),
  })
  .refine(({ from, to }) => !from || !to || from <= to, { path: ["to"], message: "Must not be before `from`." });

export const ledgerRoutes = new Hono<{ Variables: AuthVariables & AccountVariables & HttpVariables }>().get(
  "/customers/:account/statement",
  doc("Read a customer's account statement", Statement),
  may("money:read"),
  ofAccount,
  valid("query", StatementQuery),
  async (c) => {
    const { from, to } = c.req.valid("query");
    return c.json(await readStatement(c.var.customer.account, from, to));
  },
);

import { Hono } from "hono";
import { type AuthVariables, may, signedIn } from "../auth/may.guard.ts";
import { type AccountVariables, ofAccount } from "../auth/of-account.guard.ts";
import { now } from "../platform/clock.ts";
import { doc, type HttpVariables, valid } from "../platform/http.ts";
import { changeTaxes } from "./change-tax.flow.ts";
import type { Customer } from "./customer.ts";
import { TaxChanges, taxChangeFaults } from "./tax-change.ts";

const shown = ({ taxChanges }: Customer): TaxChanges => ({
  items: taxChanges.map(({ fromMs: _, ...one }) => one),
});

const askedOf = (value: unknown): TaxChanges["items"] => {
  const parsed = TaxChanges.safeParse(value);
  return parsed.success ? parsed.data.items : [];
};

/** `/customers/{account}/tax-changes`: which tax holds from which day on. */
export const taxChangeRoutes = new Hono<{ Variables: AuthVariables & AccountVariables & HttpVariables }>()
  .get(
    "/customers/:account/tax-changes",
    doc("List a customer's taxes by date", TaxChanges),
    may("customers:read"),
    ofAccount,
    async (c) => c.json(shown(c.var.customer)),
  )
  .put(
    "/customers/:account/tax-changes",
    doc("Say which tax holds from which day on; what has begun stays", TaxChanges),
    may("customers:write"),
    ofAccount,
    valid("json", TaxChanges, (value, c) => {
      const parsed = TaxChanges.safeParse(value).success;
      return parsed ? taxChangeFaults(c.var.customer, askedOf(value), now()) : [];
    }),
    async (c) => c.json(shown(await changeTaxes(c.var.customer, c.req.valid("json").items, signedIn(c), now()))),
  );

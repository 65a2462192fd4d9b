import type { MiddlewareHandler } from "hono";
import { getCustomer } from "../customers/customer.store.ts";
import type { Customer } from "../customers/customer.ts";
import { Problem } from "../platform/problem.ts";
import { reaches } from "./access.ts";
import type { AuthVariables } from "./may.guard.ts";

export interface AccountVariables {
  customer: Customer;
}

/**
 * For routes with `:account`: the customer as `c.var.customer`. What does not exist and what is someone else's get the
 * same answer, so that account codes cannot be probed. Stands after `may()`.
 */
export const ofAccount: MiddlewareHandler<{ Variables: AuthVariables & AccountVariables }> = async (c, next) => {
  const principal = c.get("principal");
  if (!principal) throw new Problem("unauthenticated", "Please sign in.");
  const account = c.req.param("account") ?? "";
  const customer = /^C\d{8}$/.test(account) ? await getCustomer(account) : undefined;
  const chain = customer ? [customer.account, ...(customer.reseller ? [customer.reseller] : [])] : [];
  if (!customer || !reaches(principal, chain))
    throw new Problem("not_found", `There is no customer ${account.slice(0, 20)}.`);
  c.set("customer", customer);
  await next();
};

import type { MiddlewareHandler } from "hono";
import type { Customer } from "../customers/customer.ts";
import { customerInReach } from "../customers/in-reach.flow.ts";
import { Problem } from "../platform/problem.ts";
import { mayEdit } from "./access.ts";
import { type AuthVariables, signedIn } from "./may.guard.ts";

export interface AccountVariables {
  customer: Customer;
}

/** `/api/v1/customers/C…/ip-devices/dev_…` → `ip-devices`; a rule list is called as its list. */
function tabOf(path: string): string {
  const [, , , , , tab = "", list = ""] = path.split("/");
  return tab === "translation-rules" ? list : tab;
}

/**
 * For routes with `:account`: the customer as `c.var.customer`, where the principal reaches it. Stands after `may()`.
 */
export const ofAccount: MiddlewareHandler<{ Variables: AuthVariables & AccountVariables }> = async (c, next) => {
  const principal = signedIn(c);
  const customer = await customerInReach(c.req.param("account") ?? "", principal);
  if (c.get("needs")?.endsWith(":write") && !mayEdit(principal, customer.selfEdit, tabOf(c.req.path)))
    throw new Problem("forbidden", "Your operator has not opened this for you to edit.");
  c.set("customer", customer);
  await next();
};

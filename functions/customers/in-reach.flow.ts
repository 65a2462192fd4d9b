import { type Principal, reaches, upFrom } from "../auth/access.ts";
import { Problem } from "../platform/problem.ts";
import { getCustomer } from "./customer.store.ts";
import type { Customer } from "./customer.ts";

/**
 * The customer that an account code names. What does not exist and what is someone else's get the same answer, so that
 * account codes cannot be probed.
 * @throws Problem not_found
 */
export async function customerInReach(account: string, principal: Principal): Promise<Customer> {
  const customer = /^C\d{8}$/.test(account) ? await getCustomer(account) : undefined;
  if (!customer || !reaches(principal, upFrom(customer)))
    throw new Problem("not_found", `There is no customer ${account.slice(0, 20)}.`);
  return customer;
}

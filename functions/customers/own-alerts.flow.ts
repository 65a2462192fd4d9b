import type { Principal } from "../auth/access.ts";
import { Problem } from "../platform/problem.ts";
import { editCustomer } from "./change-customer.flow.ts";
import { getCustomer } from "./customer.store.ts";
import type { Customer } from "./customer.ts";
import { alertsIn, type OwnAlerts } from "./own-alerts.ts";

/** @throws Problem not_found for whoever is no customer */
async function ownCustomer({ kind, account }: Principal): Promise<Customer> {
  const customer = kind === "customer" && account !== undefined ? await getCustomer(account) : undefined;
  if (!customer) throw new Problem("not_found", "Only customers have alerts of their own.");
  return customer;
}

export const ownAlerts = async (principal: Principal): Promise<OwnAlerts> => alertsIn(await ownCustomer(principal));

/** @throws Problem not_found; conflict for a closed customer, and where it was changed at this moment */
export const changeOwnAlerts = async (wanted: OwnAlerts, principal: Principal, at: number): Promise<OwnAlerts> =>
  alertsIn(await editCustomer(await ownCustomer(principal), wanted, principal, at));

import type { Customer } from "../../functions/customers/customer.ts";
import { openBalance } from "../../functions/ledger/ledger.store.ts";
import { keys } from "../../functions/platform/keys.ts";
import { put, transact } from "../../functions/platform/table.ts";
import { listedCustomers } from "../support/listings.ts";
import type { Terms } from "./other-writers.ts";

/** Whose balances there are in a world: three customers, two of them below resellers. */

/** The operator's own customer, below no reseller. */
export const ownCustomer = "C00000003";
export const chains = [["C00000001", "C00000011"], ["C00000002", "C00000012", "C00000011"], [ownCustomer]] as const;
export const accounts = ["C00000001", "C00000002", ownCustomer, "C00000011", "C00000012"];
/** By account, the one above it. */
export const parents: Readonly<Record<string, string>> = {
  C00000001: "C00000011",
  C00000002: "C00000012",
  C00000012: "C00000011",
};

/** The accounts above one, the nearest first. */
export function aboveOf(account: string): string[] {
  const parent = parents[account];
  return parent === undefined ? [] : [parent, ...aboveOf(parent)];
}

/** A whole customer of the world, with little credit and a period a day. */
export function aCustomerOf(account: string): Customer {
  const timeZone = account === ownCustomer ? "America/New_York" : "Asia/Kolkata";
  const [usual] = listedCustomers("C00000010", [{ company: account, name: account, status: "ACTIVE" }]);
  const terms: Terms = { creditLimit: "5", timeZone, billingCycle: "DAILY", billingDay: 1 };
  return { ...(usual as Customer), account, resellers: aboveOf(account), maxCallSessions: 40, ...terms };
}

export async function openAccounts(at: number): Promise<void> {
  for (const account of accounts) {
    const customer = aCustomerOf(account);
    await transact([put({ ...keys.customer(account), ...customer }), openBalance(customer, at)]);
  }
}

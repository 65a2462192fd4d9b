import { keys } from "../platform/keys.ts";
import { absent, check, get, getMany, put, unchanged, type Write } from "../platform/table.ts";
import { Customer } from "./customer.ts";
import { addListing, changeListing } from "./listing.store.ts";

/** The customer, also a closed one. Undefined for an account that was never given. */
export const getCustomer = (account: string): Promise<Customer | undefined> => get(Customer, keys.customer(account));

/** By account; accounts that were never given are left out. Consistent, in reads of 100. */
export async function getCustomers(accounts: readonly string[]): Promise<Map<string, Customer>> {
  const items = await getMany(accounts.map((account) => keys.customer(account)));
  return new Map(items.map((item) => Customer.parse(item)).map((customer) => [customer.account, customer]));
}

/** The customer's item and its line in the list. The first fails its condition when the account code was ever given before. */
export const addCustomer = (customer: Customer): Write[] => [
  put({ ...keys.customer(customer.account), ...customer }, absent),
  ...addListing(customer),
];

/** Replaces the customer that was read, and its line. Fails its condition when it changed in between. */
export const changeCustomer = (seen: Customer, next: Customer): Write[] => [
  put({ ...keys.customer(seen.account), ...next }, unchanged("version", seen.version)),
  ...changeListing(seen, next),
];

/** Fails its condition when the customer was opened again in between. */
export const stillClosed = (account: string): Write => check(keys.customer(account), unchanged("status", "CLOSED"));

/** What is said where `stillOpen` refuses. */
export const closedWord = "This customer is closed and can no longer be changed.";

/** Part of every write to a customer's devices: fails its condition when the customer was closed in between. */
export const stillOpen = (account: string): Write => ({
  kind: "check",
  key: keys.customer(account),
  when: { expression: "#status <> :closed", values: { closed: "CLOSED" } },
});

import * as z from "zod";
import { indexed, keys, waitingIndexed } from "../platform/keys.ts";
import { absent, check, get, getMany, put, queryAll, queryPage, unchanged, type Write } from "../platform/table.ts";
import { Customer } from "./customer.ts";
import { runsOut } from "./demo.ts";
import { addListing, changeListing } from "./listing.store.ts";

/** The customer, also a closed one. Undefined for an account that was never given. */
export const getCustomer = (account: string): Promise<Customer | undefined> => get(Customer, keys.customer(account));

/** By account; accounts that were never given are left out. Consistent, in reads of 100. */
export async function getCustomers(accounts: readonly string[]): Promise<Map<string, Customer>> {
  const items = await getMany(accounts.map((account) => keys.customer(account)));
  return new Map(items.map((item) => Customer.parse(item)).map((customer) => [customer.account, customer]));
}

/** Whether there is such a customer, even one whose item cannot be read. */
export const isCustomer = async (account: string): Promise<boolean> =>
  (await get(z.unknown(), keys.customer(account))) !== undefined;

/** Whose money is looked at by the clock: demos play with none. */
const isWatched = ({ status, customerType }: Customer): boolean => status !== "CLOSED" && customerType === "LIVE";

/**
 * A demo stands in the index by its end for as long as it is to be blocked then; all others in the one of customers whose
 * money is looked at.
 */
const itemOf = (customer: Customer) => ({
  ...keys.customer(customer.account),
  ...(isWatched(customer) ? waitingIndexed(keys.watchedBalances().pk, customer.account) : {}),
  ...(customer.demoUntil && runsOut(customer) ? indexed(keys.demosByEnd().pk, customer.demoUntil) : {}),
  ...customer,
});

/** Accounts of the demos that end by then and are still open. Follows a change within a moment, not at once. */
export async function demosEndingBy(iso: string): Promise<string[]> {
  const due = await queryAll(Customer, { index: "gsi1", pk: keys.demosByEnd().pk, to: iso });
  return due.map(({ account }) => account);
}

/** A page of the customers whose money is looked at; one of the last moment may be missing. */
export async function watchedCustomers(limit: number, after: Record<string, unknown> | undefined) {
  const range = { index: "gsi2" as const, pk: keys.watchedBalances().pk, limit };
  const found = await queryPage(after ? { ...range, after } : range);
  return { customers: found.items.map((item) => Customer.parse(item)), after: found.after };
}

/** Puts a customer that was read into the index of those, where it belongs there. Fails its condition when it changed. */
export const enlistWatched = (customer: Customer): Write[] =>
  isWatched(customer) ? [put(itemOf(customer), unchanged("version", customer.version))] : [];

/** The customer's item and its line in the list. The first fails its condition when the account code was ever given before. */
export const addCustomer = (customer: Customer): Write[] => [put(itemOf(customer), absent), ...addListing(customer)];

/** Replaces the customer that was read, and its line. Fails its condition when it changed in between. */
export const changeCustomer = (seen: Customer, next: Customer): Write[] => [
  put(itemOf(next), unchanged("version", seen.version)),
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

import { operator } from "../auth/access.ts";
import { keys } from "../platform/keys.ts";
import { absent, get, getMany, put, queryAll, unchanged, type Write } from "../platform/table.ts";
import { Customer } from "./customer.ts";
import { Listing } from "./listing.ts";

/** The customer, also a closed one. Undefined for an account that was never given. */
export const getCustomer = (account: string): Promise<Customer | undefined> => get(Customer, keys.customer(account));

/** By account; accounts that were never given are left out. Consistent, in reads of 100. */
export async function getCustomers(accounts: readonly string[]): Promise<Map<string, Customer>> {
  const items = await getMany(accounts.map((account) => keys.customer(account)));
  return new Map(items.map((item) => Customer.parse(item)).map((customer) => [customer.account, customer]));
}

const listingKey = (customer: Customer) => keys.customerListing(customer.reseller ?? operator, customer.account);

const listed = (customer: Customer): Listing => Listing.parse({ ...customer, ips: {}, sips: {} });

/** The customer's item and its line in the list. The first fails its condition when the account code was ever given before. */
export const addCustomer = (customer: Customer): Write[] => [
  put({ ...keys.customer(customer.account), ...customer }, absent),
  put({ ...listingKey(customer), ...listed(customer) }, absent),
];

/** Replaces the customer that was read; its line keeps the devices. Fails its condition when it changed in between. */
export function changeCustomer(seen: Customer, next: Customer): Write[] {
  const { ips: _ips, sips: _sips, account: _account, ...shown } = listed(next);
  const names = Object.keys(shown);
  return [
    put({ ...keys.customer(seen.account), ...next }, unchanged("version", seen.version)),
    {
      kind: "update",
      key: listingKey(seen),
      change: `SET ${names.map((name) => `#${name} = :${name}`).join(", ")}`,
      values: shown,
    },
  ];
}

/** Part of every write to a customer's devices: fails its condition when the customer was closed in between. */
export const stillOpen = (account: string): Write => ({
  kind: "check",
  key: keys.customer(account),
  when: { expression: "#status <> :closed", values: { closed: "CLOSED" } },
});

/** Shows a device in the customer's line, or takes it out where `shown` is undefined. */
export const showDevice = (customer: Customer, kind: "ips" | "sips", id: string, shown: string | undefined): Write => ({
  kind: "update",
  key: listingKey(customer),
  ...(shown === undefined
    ? { change: `REMOVE #${kind}.#${id}` }
    : { change: `SET #${kind}.#${id} = :shown`, values: { shown } }),
});

export const getListing = (customer: Customer): Promise<Listing | undefined> => get(Listing, listingKey(customer));

/** Every line of one owner, in the order of the account codes. */
export const listingsOf = (owner: string): Promise<Listing[]> =>
  queryAll(Listing, { pk: keys.customerListing(owner, "").pk });

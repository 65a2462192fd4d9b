import * as z from "zod";
import { listsOf, operator } from "../auth/access.ts";
import { indexed, keys } from "../platform/keys.ts";
import {
  absent,
  type Freshness,
  get,
  getMany,
  put,
  queryAll,
  queryPage,
  remove,
  unchanged,
  type Write,
} from "../platform/table.ts";
import type { Customer } from "./customer.ts";
import type { KeptMark } from "./customer-mark.ts";
import { Listing } from "./listing.ts";
import { orderKey } from "./listing-order.ts";
import {
  deviceToken,
  markToken,
  movedTokens,
  shardOf,
  shardsOf,
  type Token,
  type TokenField,
  textTokens,
} from "./listing-token.ts";

const listed = (customer: Customer): Listing => Listing.parse({ ...customer, ips: {}, sips: {} });

/** The line's place in the order of the companies, kept by the index. */
const byCompany = (owner: string, { company, account }: Listing) =>
  indexed(keys.customerListing(owner, "").pk, keys.listingPlace(orderKey(company), account));

const tokenKey = (owner: string, account: string, { field, value, device }: Token) =>
  keys.customerToken(owner, { field, shard: shardOf(account, shardsOf[field]) }, { value, account, device });

const tokenWrites = (owner: string, account: string, moved: { gone: Token[]; come: Token[] }): Write[] => [
  ...moved.gone.map((token) => remove(tokenKey(owner, account, token))),
  ...moved.come.map((token) => put({ ...tokenKey(owner, account, token) })),
];

/** Counters of one owner's list; each change adds to one of them, so that changes of different customers rarely meet. */
const counters = 16;

const counted = (owner: string, account: string, more: 0 | 1): Write => ({
  kind: "update",
  key: keys.listingVersion(owner, shardOf(account, counters)),
  change: "ADD #version :one, #customers :more",
  values: { one: 1, more },
});

/** A new customer's line in every list that it stands in, with what it is found by. */
export function addListing(customer: Customer): Write[] {
  const { account, ...line } = listed(customer);
  const come = [...textTokens({ account, ...line }), markToken("NO_DEVICE")];
  return listsOf(customer).flatMap((owner) => [
    put(
      { ...keys.customerListing(owner, account), ...byCompany(owner, { account, ...line }), account, ...line },
      absent,
    ),
    ...tokenWrites(owner, account, { gone: [], come }),
    counted(owner, account, 1),
  ]);
}

/** Follows a change of the customer in every list; the line keeps its devices and marks. */
export function changeListing(seen: Customer, next: Customer): Write[] {
  const [before, after] = [listed(seen), listed(next)];
  const { ips: _ips, sips: _sips, marks: _marks, account, ...line } = after;
  return listsOf(seen).flatMap((owner) => {
    const shown = { ...line, ...byCompany(owner, after) };
    const change = `SET ${Object.keys(shown)
      .map((name) => `#${name} = :${name}`)
      .join(", ")}`;
    return [
      { kind: "update", key: keys.customerListing(owner, account), change, values: shown },
      ...tokenWrites(owner, account, movedTokens(textTokens(before), textTokens(after))),
      counted(owner, account, 0),
    ];
  });
}

/** How a device's address or login was and is shown; undefined where it is not. */
export interface DeviceShown {
  before?: string;
  after?: string;
}

/** Marks the customer in every list. Fails its condition when the marks are not those that were seen. */
export const markListing = (customer: Customer, seen: readonly KeptMark[], next: readonly KeptMark[]): Write[] =>
  listsOf(customer).flatMap((owner) => [
    {
      kind: "update",
      key: keys.customerListing(owner, customer.account),
      change: "SET #marks = :next",
      values: { next },
      when: unchanged("marks", seen),
    },
    ...tokenWrites(owner, customer.account, movedTokens(seen.map(markToken), next.map(markToken))),
    counted(owner, customer.account, 0),
  ]);

/**
 * What a device that comes or goes does to the token of who has none. Going leaves it also where another device stays,
 * because two may go at once; the line says who really has none.
 */
const deviceMark = ({ before, after }: DeviceShown): { gone: Token[]; come: Token[] } => {
  const none = [markToken("NO_DEVICE")];
  return { gone: before === undefined ? none : [], come: after === undefined ? none : [] };
};

/** Shows a device in the customer's lines and finds the customer by it, or takes it out. Nothing where nothing changes. */
export function showDevice(customer: Customer, kind: "ips" | "sips", id: string, shown: DeviceShown): Write[] {
  const { before, after } = shown;
  if (before === after) return [];
  const token = (value: string) => deviceToken(kind, id, value);
  const change = after === undefined ? `REMOVE #${kind}.#${id}` : `SET #${kind}.#${id} = :shown`;
  const moved = movedTokens(before === undefined ? [] : [token(before)], after === undefined ? [] : [token(after)]);
  const values = after === undefined ? {} : { values: { shown: after } };
  const { account } = customer;
  return listsOf(customer).flatMap((owner) => [
    { kind: "update", key: keys.customerListing(owner, account), change, ...values },
    ...tokenWrites(owner, account, moved),
    ...tokenWrites(owner, account, deviceMark(shown)),
    counted(owner, account, 0),
  ]);
}

/** Every customer stands in the operator's list. */
export const getListing = ({ account }: Customer): Promise<Listing | undefined> => listingOf(operator, account);

export const listingOf = (owner: string, account: string): Promise<Listing | undefined> =>
  get(Listing, keys.customerListing(owner, account));

/** The lines of those that are the owner's; the others are left out. Order is not kept. */
export async function listingsFor(
  owner: string,
  accounts: readonly string[],
  freshness?: Freshness,
): Promise<Listing[]> {
  const items = await getMany(
    accounts.map((account) => keys.customerListing(owner, account)),
    freshness,
  );
  return items.map((item) => Listing.parse(item));
}

/** Every line of one owner, in the order of the account codes. */
export const listingsOf = (owner: string): Promise<Listing[]> =>
  queryAll(Listing, { pk: keys.customerListing(owner, "").pk });

const Counter = z.object({ version: z.number(), customers: z.number() });

/** A number that every change of the owner's list makes larger, and how many customers the list has, closed ones too. */
export async function listState(owner: string): Promise<{ version: number; customers: number }> {
  const found = await queryAll(Counter, { pk: keys.listingVersion(owner, 0).pk });
  return found.reduce(
    (sum, { version, customers }) => ({ version: sum.version + version, customers: sum.customers + customers }),
    { version: 0, customers: 0 },
  );
}

/** Where a reading of a range stands; `undefined` is its beginning. */
export type Place = Record<string, unknown> | undefined;

interface Reading {
  place: Place;
  limit: number;
}

/** Accounts whose token of the field begins so, in one of its partitions. */
export async function tokenPage(owner: string, of: { field: TokenField; shard: number; start: string }, from: Reading) {
  const pk = keys.customerToken(owner, of, { value: "", account: "" }).pk;
  const begins = of.start === "" ? {} : { beginsWith: of.start };
  const page = await queryPage({ pk, ...begins, limit: from.limit, ...(from.place ? { after: from.place } : {}) });
  return { accounts: page.items.map(({ sk }) => keys.accountOfToken(sk)), after: page.after };
}

/** Lines whose account code begins so. */
export async function accountPage(owner: string, start: string, from: Reading & { down?: boolean }) {
  const { pk } = keys.customerListing(owner, "");
  const begins = start === "" ? {} : { beginsWith: start };
  const { place: after, limit, down } = from;
  const page = await queryPage({ pk, ...begins, limit, newestFirst: down ?? false, ...(after ? { after } : {}) });
  return { rows: page.items.map((item) => Listing.parse(item)), after: page.after };
}

/** Account codes of an owner's customers in their order: what of a line cannot be read stops nobody. */
export async function accountCodePage(owner: string, { place: after, limit }: Reading) {
  const { pk } = keys.customerListing(owner, "");
  const page = await queryPage({ pk, limit, ...(after ? { after } : {}) });
  return { accounts: page.items.map(({ sk }) => sk), after: page.after };
}

/** Lines by the order of their companies. The index follows a change within a moment, not at once. */
export async function companyPage(owner: string, { place: after, limit, down }: Reading & { down: boolean }) {
  const { pk } = keys.customerListing(owner, "");
  const page = await queryPage({ index: "gsi1", pk, limit, newestFirst: down, ...(after ? { after } : {}) });
  return { rows: page.items.map((item) => Listing.parse(item)), after: page.after };
}

/** The place behind a line, in the order of the account codes. */
export const behindAccount = (owner: string, account: string): Place => ({ ...keys.customerListing(owner, account) });

/** The place behind a line, in the order of the companies. */
export const behindCompany = (owner: string, line: Listing): Place => ({
  ...byCompany(owner, line),
  ...keys.customerListing(owner, line.account),
});

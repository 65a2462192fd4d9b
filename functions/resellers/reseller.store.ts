import * as z from "zod";
import { listsOf } from "../auth/access.ts";
import { type Nano, nanoOf, StoredNano } from "../money/money.ts";
import { keys } from "../platform/keys.ts";
import { absent, get, getMany, put, queryAll, queryPage, unchanged, type Write } from "../platform/table.ts";
import { Reseller } from "./reseller.ts";

export const getReseller = (account: string): Promise<Reseller | undefined> => get(Reseller, keys.reseller(account));

/** By account; accounts that are no resellers are left out. Consistent, in reads of 100. */
export async function getResellers(accounts: readonly string[]): Promise<Map<string, Reseller>> {
  const items = await getMany(accounts.map((account) => keys.reseller(account)));
  return new Map(items.map((item) => Reseller.parse(item)).map((reseller) => [reseller.account, reseller]));
}

/** The reseller with its place in every list that it stands in. Fails its condition when the code was ever given. */
export const addReseller = (reseller: Reseller): Write[] => [
  put({ ...keys.reseller(reseller.account), ...reseller }, absent),
  ...listsOf(reseller).map((owner) => put({ ...keys.resellerListing(owner, reseller.account) }, absent)),
  put({ ...keys.creditGrants(reseller.account), free: nanoOf(reseller.creditLimit), granted: 0n }, absent),
];

/** Replaces the reseller that was read. Fails its condition when it changed in between. */
export const changeReseller = (seen: Reseller, next: Reseller): Write =>
  put({ ...keys.reseller(seen.account), ...next }, unchanged("version", seen.version));

/** Those below an owner, by their account codes. */
export async function resellersOf(owner: string, page: { limit: number; after?: Record<string, unknown> }) {
  const found = await queryPage({ ...page, pk: keys.resellerListing(owner, "").pk });
  const resellers = [...(await getResellers(found.items.map(({ sk }) => sk))).values()];
  return { items: resellers.sort((a, b) => (a.account < b.account ? -1 : 1)), after: found.after };
}

/** The accounts of all resellers directly below the owner. */
export async function resellerAccountsOf(owner: string): Promise<string[]> {
  const listed = await queryAll(z.object({ sk: z.string() }), { pk: keys.resellerListing(owner, "").pk });
  return listed.map(({ sk }) => sk);
}

const Grants = z.object({ free: StoredNano, granted: StoredNano });

/** Credit that the reseller has granted. */
export const creditGranted = async (account: string): Promise<Nano> =>
  (await get(Grants, keys.creditGrants(account)))?.granted ?? 0n;

/**
 * Grants more credit out of the reseller's limit, or takes some back. What is left is kept beside it, because a
 * condition can compare but not add. Fails its condition when less is left.
 */
export const grantCredit = (account: string, more: Nano): Write => ({
  kind: "update",
  key: keys.creditGrants(account),
  change: "SET #free = #free - :more, #granted = #granted + :more",
  values: { more },
  ...(more > 0n ? { when: { expression: "#free >= :more" } } : {}),
});

/** Raises the reseller's own limit, or lowers it. Fails its condition when it has granted more than would be left. */
export const moveLimit = (account: string, more: Nano): Write => ({
  kind: "update",
  key: keys.creditGrants(account),
  change: "SET #free = #free + :more",
  values: { more },
  ...(more < 0n ? { when: { expression: "#free >= :less", values: { less: -more } } } : {}),
});

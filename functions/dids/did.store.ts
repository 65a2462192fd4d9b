import * as z from "zod";
import { indexed, keys, waitingIndexed } from "../platform/keys.ts";
import { absent, get, getMany, put, queryPage, remove, unchanged, type Write } from "../platform/table.ts";
import { StoredDid } from "./did.ts";
import { type DidCharge, rentsOf } from "./rent.ts";

export const getDid = (number: string): Promise<StoredDid | undefined> => get(StoredDid, keys.did(number));

/** Those that exist, by number, in as few reads as there are hundreds of them. */
export async function didsAmong(numbers: readonly string[]): Promise<Map<string, StoredDid>> {
  const items = await getMany(numbers.map((number) => keys.did(number)));
  return new Map(items.map((item) => StoredDid.parse(item)).map((did) => [did.number, did]));
}

interface Wanted {
  /** Beginning of the number. */
  prefix: string;
  limit: number;
  after: Record<string, unknown> | undefined;
}

/** By number; of one customer or of all. What was just changed may come a moment later. */
export async function listDids(account: string | undefined, { prefix, limit, after }: Wanted) {
  const where =
    account === undefined
      ? { index: "gsi1" as const, pk: keys.didListing().pk }
      : { index: "gsi2" as const, pk: keys.didsOf(account).pk };
  const page = await queryPage({ ...where, beginsWith: prefix, limit, ...(after ? { after } : {}) });
  return { items: page.items.map((item) => StoredDid.parse(item)), after: page.after };
}

const itemOf = (did: StoredDid) => ({
  ...keys.did(did.number),
  ...indexed(keys.didListing().pk, did.number),
  ...(did.account === null ? {} : waitingIndexed(keys.didsOf(did.account).pk, did.number)),
  ...did,
});

/** Fails its condition when the number is a DID already. */
export const addDid = (did: StoredDid): Write => put(itemOf(did), absent);

/** Replaces what was read. Fails its condition when it changed in between. */
export const changeDid = (seen: StoredDid, next: StoredDid): Write =>
  put(itemOf(next), unchanged("version", seen.version));

/** Fails its condition when it changed in between. */
export const removeDid = ({ number, version }: StoredDid): Write =>
  remove(keys.did(number), unchanged("version", version));

const BookedCharge = z.object({
  name: z.string(),
  /** First day that is not paid for, of rent. */
  until: z.string().nullable(),
});

/** Whether it is in the ledger. */
export const isBooked = async (account: string, { name }: DidCharge): Promise<boolean> =>
  (await get(BookedCharge, keys.didCharge(account, name))) !== undefined;

/** Guard of a charge, kept for ever. Fails its condition when it was booked before. */
export const bookCharge = (account: string, { name, period }: DidCharge, at: number): Write =>
  put({ ...keys.didCharge(account, name), name, until: period?.until ?? null, at }, absent);

/** How far the account has ever paid rent for the number: the first day that is not paid for. */
export async function paidUntil(account: string, number: string): Promise<string | undefined> {
  const { pk, sk } = keys.didCharge(account, rentsOf(number));
  const { items } = await queryPage({ pk, beginsWith: sk, newestFirst: true, limit: 1 });
  const [last] = items.map((item) => BookedCharge.parse(item));
  return last?.until ?? undefined;
}

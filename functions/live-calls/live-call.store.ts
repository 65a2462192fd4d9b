import { accountOfAuthorization, leaseShards } from "../ledger/reservation.ts";
import { keys } from "../platform/keys.ts";
import type { Range } from "../platform/range.ts";
import { get, type Item, queryPages } from "../platform/table.ts";
import { Authorization } from "../switch/authorization.ts";
import type { HeldCall } from "./live-call.ts";

/** Calls of a list that are looked through in one shard: 20,000 in all. */
const mostInShard = 2500;

export interface Read {
  calls: HeldCall[];
  isCut: boolean;
}

/** Only what still holds its sessions: a call that is over waits here for its CDR. */
function heldIn(item: Item): HeldCall[] {
  const account = accountOfAuthorization(item.sk);
  if (!account || item["live"] !== true) return [];
  return [{ id: item.sk, account, seen: Authorization.parse(item) }];
}

async function readRange(range: Range, most: number): Promise<Read> {
  const calls: HeldCall[] = [];
  for await (const { items } of queryPages(range)) {
    calls.push(...items.flatMap(heldIn));
    if (calls.length > most) return { calls: calls.slice(0, most), isCut: true };
  }
  return { calls, isCut: false };
}

/** All calls that are up, of an index: one that began or ended a moment ago may be missing or still there. */
export async function allLiveCalls(): Promise<Read> {
  const shards = await Promise.all(
    leaseShards.map((shard) => readRange({ index: "gsi1", pk: keys.leases(shard).pk }, mostInShard)),
  );
  return { calls: shards.flatMap(({ calls }) => calls), isCut: shards.some(({ isCut }) => isCut) };
}

/** Those of one customer, as they are now. */
export const liveCallsOf = (account: string): Promise<Read> =>
  readRange({ pk: keys.reservation(account, "").pk }, mostInShard * leaseShards.length);

/** One call as it is now; undefined where it is over, or not of this account. */
export async function getLiveCall(account: string, id: string): Promise<HeldCall | undefined> {
  const isOf = accountOfAuthorization(id) === account;
  const seen = isOf ? await get(Authorization, keys.reservation(account, id)) : undefined;
  return seen?.live ? { id, account, seen } : undefined;
}

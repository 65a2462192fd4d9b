import { callsIn, laterBlocks, type PlacedCall } from "./cdr.store.ts";
import { dayNumber } from "./day-set.ts";

/** A call that is looked for: whose, which and when. */
export interface Sought {
  account: string;
  identity: string;
  setupMs: number;
}

const placeOf = ({ account, setupMs }: Sought): string => `${account} ${dayNumber(setupMs)}`;

/** The calls of one account and day among the blocks that may hold them, read from the earliest setup on. */
async function foundIn(sought: readonly Sought[]): Promise<PlacedCall[]> {
  const setups = sought.map(({ setupMs }) => setupMs);
  const [first, last] = [Math.min(...setups), Math.max(...setups)];
  const wanted = new Set(sought.map(({ identity }) => identity));
  const found: PlacedCall[] = [];
  const [{ account }] = sought as [Sought];
  // The setup's second is part of the identity, its milliseconds are not.
  const fromMs = Math.floor(first / 1000) * 1000;
  for (let after: string | undefined, isLast = false; !isLast && found.length < wanted.size; ) {
    const page = await laterBlocks(account, dayNumber(first), fromMs, after);
    for (const block of page.blocks)
      if (block.firstSetupMs < last + 1000)
        found.push(...callsIn(account, block).filter(({ row }) => wanted.has(row.identity)));
    after = page.blocks.at(-1)?.name;
    isLast = page.isLast || after === undefined;
  }
  return found;
}

/** Calls that were charged, by identity. All blocks of the day that can hold them are read, however many there are. */
export async function postedCalls(sought: readonly Sought[]): Promise<Map<string, PlacedCall>> {
  const places = new Map<string, Sought[]>();
  for (const one of sought) places.set(placeOf(one), [...(places.get(placeOf(one)) ?? []), one]);
  const found = new Map<string, PlacedCall>();
  for (const some of places.values()) for (const call of await foundIn(some)) found.set(call.row.identity, call);
  return found;
}

import { now } from "../platform/clock.ts";
import { blockName } from "./call-id.ts";
import type { PlacedCall } from "./call-order.ts";
import { type CallBlock, callsIn, laterBlocks } from "./cdr.store.ts";
import { blockDays } from "./day-object.ts";
import { dayNumber } from "./day-set.ts";
import { filedBetween } from "./read-day.flow.ts";

/** A call that is looked for: whose, which and when. */
export interface Sought {
  account: string;
  identity: string;
  setupMs: number;
}

const placeOf = ({ account, setupMs }: Sought): string => `${account} ${dayNumber(setupMs)}`;

/** The setup's second is part of the identity, its milliseconds are not. */
const secondOf = ({ setupMs }: Sought): number => Math.floor(setupMs / 1000) * 1000;

/** What is looked for at first is mostly in the first block; what is not, is among many small ones. */
const firstPage = 5;
const laterPage = 100;

/**
 * The calls of one account and day among the blocks that may hold them, each block read once at most. Blocks are named by
 * their last setup, so those that end before the earliest call that is still looked for are passed over. What is in none is
 * looked for in the day's file.
 */
async function foundIn(sought: readonly Sought[]): Promise<PlacedCall[]> {
  const open = new Map(sought.map((one) => [one.identity, one]));
  const found: PlacedCall[] = [];
  const [{ account, setupMs }] = sought as [Sought];
  const take = (block: CallBlock) => {
    if ([...open.values()].every((one) => secondOf(one) + 1000 <= block.firstSetupMs)) return;
    for (const call of callsIn(account, block)) if (open.delete(call.row.identity)) found.push(call);
  };
  let after: string | undefined;
  for (let isLast = false; !isLast && open.size > 0; ) {
    const earliestMs = [...open.values()].reduce(
      (least, one) => Math.min(least, secondOf(one)),
      Number.POSITIVE_INFINITY,
    );
    const isPast = after !== undefined && after < blockName({ lastSetupMs: earliestMs, seq: 0, ordinal: 0 });
    const limit = after === undefined ? firstPage : laterPage;
    const page = await laterBlocks(account, dayNumber(setupMs), {
      fromMs: earliestMs,
      after: isPast ? undefined : after,
      limit,
    });
    for (const block of page.blocks) take(block);
    after = page.blocks.at(-1)?.name;
    isLast = page.isLast || after === undefined;
  }
  return [...found, ...(await foundInFile([...open.values()]))];
}

/** The same among the calls of the day's file. Before a day's blocks can be gone, all of its calls are in them. */
async function foundInFile(sought: readonly Sought[]): Promise<PlacedCall[]> {
  const [first] = sought;
  if (!first || dayNumber(first.setupMs) + blockDays >= dayNumber(now())) return [];
  const seconds = sought.map(secondOf);
  const [from, to] = [Math.min(...seconds), Math.max(...seconds) + 999];
  const wanted = new Set(sought.map(({ identity }) => identity));
  const calls = await filedBetween(first.account, dayNumber(first.setupMs), from, to);
  return calls.filter(({ row }) => wanted.has(row.identity));
}

/** Accounts and days that are read side by side. */
const placesAtOnce = 8;

/** Calls that were charged, by identity. All blocks of the day that can hold them are read, however many there are. */
export async function postedCalls(sought: readonly Sought[]): Promise<Map<string, PlacedCall>> {
  const places = [...Map.groupBy(sought, placeOf).values()];
  const found = new Map<string, PlacedCall>();
  for (let at = 0; at < places.length; at += placesAtOnce) {
    const calls = await Promise.all(places.slice(at, at + placesAtOnce).map(foundIn));
    for (const call of calls.flat()) found.set(call.row.identity, call);
  }
  return found;
}

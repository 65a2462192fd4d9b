import * as z from "zod";
import { keys } from "../platform/keys.ts";
import { get, getMany, type Item, queryAll, queryPage, queryPages } from "../platform/table.ts";
import { decodeBlock } from "./call-block.ts";
import { blockName, callId, parseBlockName, parseCallId } from "./call-id.ts";
import type { CallRow } from "./call-row.ts";
import { type Corrections, correctionsIn, correctionsOf, isCorrections } from "./correction.store.ts";
import { type BlockCorrections, overlaid } from "./correction.ts";
import { dayName, dayNumber, daysOf } from "./day-set.ts";

/** Reads calls back out of their blocks. Written they are only with the money, by the ledger. */

const StoredBlock = z.object({
  sk: z.string(),
  /** Earliest setup, epoch ms. */
  first: z.number().int(),
  block: z.instanceof(Uint8Array),
});

export interface CallBlock {
  name: string;
  firstSetupMs: number;
  lastSetupMs: number;
  bytes: Uint8Array;
  /** What re-rating changed of its calls. */
  corrections: BlockCorrections | undefined;
}

/** A row and where it stands. */
export interface PlacedCall {
  id: string;
  row: CallRow;
  block: string;
  index: number;
}

const blockOf = (item: unknown, corrections: Corrections): CallBlock => {
  const { sk, first, block } = StoredBlock.parse(item);
  const { lastSetupMs } = parseBlockName(sk);
  return { name: sk, firstSetupMs: first, lastSetupMs, bytes: block, corrections: corrections.get(sk) };
};

/** Behind the names of all blocks, and before what stands beside them. */
const namesEnd = "9999";

/** Blocks that were read together, with what was corrected of each. */
async function withCorrections(account: string, day: number, items: readonly Item[]): Promise<CallBlock[]> {
  const names = items.map(({ sk }) => sk);
  const corrections = await correctionsOf(account, day, names);
  return items.map((item) => blockOf(item, corrections));
}

/** Up to five blocks of a day (number since 1970), the one with the latest setup first, behind `after` where given. */
export async function blocksBefore(account: string, day: number, after: string | undefined) {
  const { pk } = keys.callBlock(account, dayName(day), "");
  const from = after ? { after: { pk, sk: after } } : {};
  const page = await queryPage({ pk, to: namesEnd, newestFirst: true, limit: 5, ...from });
  return { blocks: await withCorrections(account, day, page.items), isLast: page.after === undefined };
}

interface Later {
  fromMs: number;
  /** Name of the block behind which to go on. */
  after: string | undefined;
  limit: number;
}

/** Blocks of a day that end with a call set up at `fromMs` or later, the earliest first; as many as `limit` and 1 MB allow. */
export async function laterBlocks(account: string, day: number, { fromMs, after, limit }: Later) {
  const { pk } = keys.callBlock(account, dayName(day), "");
  const from = blockName({ lastSetupMs: fromMs, seq: 0, ordinal: 0 });
  const page = await queryPage({ pk, from, to: namesEnd, limit, ...(after ? { after: { pk, sk: after } } : {}) });
  return { blocks: await withCorrections(account, day, page.items), isLast: page.after === undefined };
}

/** Every block of a day, as it is stored and as it is read. */
async function* itemsOfDay(account: string, day: number): AsyncGenerator<{ item: Item; block: CallBlock }> {
  const { pk } = keys.callBlock(account, dayName(day), "");
  for await (const { items } of queryPages({ pk, to: namesEnd })) {
    const blocks = await withCorrections(account, day, items);
    for (const [i, block] of blocks.entries()) yield { item: items[i] as Item, block };
  }
}

const PeriodBlock = StoredBlock.extend({ period: z.number().int(), late: z.boolean().default(false) });

/**
 * Blocks of a day that belong to a billing period, the earliest first. `late`: they came when theirs was closed already.
 * The calls are as they were posted, which is what the period's figures have of them: a correction is a line of the
 * ledger in the period in which it was made.
 */
export async function* blocksOfPeriod(account: string, day: number, period: number) {
  for await (const { item, block } of itemsOfDay(account, day)) {
    const { period: of, late } = PeriodBlock.parse(item);
    if (of === period) yield { late, calls: callsIn(account, { ...block, corrections: undefined }) };
  }
}

export async function blocksNamed(account: string, day: number, names: readonly string[]): Promise<CallBlock[]> {
  const of = dayName(day);
  const wanted = names.flatMap((name) => [keys.callBlock(account, of, name), keys.callCorrections(account, of, name)]);
  const items = await getMany(wanted);
  const corrections = correctionsIn(items.filter(isCorrections));
  return items.filter((item) => !isCorrections(item)).map((item) => blockOf(item, corrections));
}

/** The one place at which blocks become calls: as they were posted, with what was corrected since. */
export const callsIn = (account: string, block: CallBlock): PlacedCall[] =>
  overlaid(decodeBlock(block.bytes), block.corrections).map((row, index) => ({
    id: callId({ account, ...parseBlockName(block.name), row: index }),
    row,
    block: block.name,
    index,
  }));

/** All blocks of a day, the earliest first. */
export async function* blocksOfDay(account: string, day: number): AsyncGenerator<CallBlock> {
  for await (const { block } of itemsOfDay(account, day)) yield block;
}

const StoredDays = z.object({ dirty: z.string() });
const CountedDay = z.object({ sk: z.string() });

/** First and last UTC day, both included. */
export interface DayRange {
  first: number;
  last: number;
}

const everyDay: DayRange = { first: 0, last: dayNumber(Date.parse("9999-12-31T00:00:00Z")) };

/** Days whose calls are counted already. */
async function countedDays(account: string, { first, last }: DayRange): Promise<number[]> {
  const from = keys.trafficDay(account, dayName(first));
  const to = keys.trafficDay(account, dayName(last)).sk;
  const days = await queryAll(CountedDay, { pk: from.pk, from: from.sk, to });
  return days.map(({ sk }) => dayNumber(Date.parse(`${sk.slice("DAY#".length)}T00:00:00Z`)));
}

/** Days with calls that were taken over from another system. */
async function takenDays(account: string, { first, last }: DayRange): Promise<number[]> {
  const { pk, sk: from } = keys.takenDay(account, dayName(first));
  const days = await queryAll(CountedDay, { pk, from, to: keys.takenDay(account, dayName(last)).sk });
  return days.map(({ sk }) => dayNumber(Date.parse(`${sk.slice("TAKEN#".length)}T00:00:00Z`)));
}

/**
 * UTC days on which the account has calls, the latest first: those that its balance names, those that are counted, and
 * those of before. The balance is read first: a day leaves it only after it is counted.
 */
export async function daysWithCalls(account: string, range: DayRange = everyDay): Promise<number[]> {
  const stored = await get(StoredDays, keys.balance(account));
  if (!stored) return [];
  const open = daysOf(stored.dirty).filter((day) => day >= range.first && day <= range.last);
  const [counted, taken] = await Promise.all([countedDays(account, range), takenDays(account, range)]);
  const days = new Set([...open, ...counted, ...taken]);
  return [...days].sort((a, b) => b - a);
}

/** The call of an id, if there is one and it is this account's. */
export async function getCall(account: string, id: string): Promise<PlacedCall | undefined> {
  const place = parseCallId(id);
  if (!place || place.account !== account) return undefined;
  const [block] = await blocksNamed(account, dayNumber(place.lastSetupMs), [blockName(place)]);
  return block ? callsIn(account, block)[place.row] : undefined;
}

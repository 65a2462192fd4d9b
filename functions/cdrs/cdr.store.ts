import * as z from "zod";
import { keys } from "../platform/keys.ts";
import { get, getMany, type Item, queryAll, queryPage, queryPages, type Write } from "../platform/table.ts";
import { CallColumns } from "./call-columns.ts";
import { blockName, parseBlockName } from "./call-id.ts";
import { type FoundCall, foundCall, type PlacedCall } from "./call-order.ts";
import type { SeenCall } from "./call-row.ts";
import { type Corrections, correctionsIn, correctionsOf, isCorrections } from "./correction.store.ts";
import { type BlockCorrections, overlayOf } from "./correction.ts";
import { DayObject } from "./day-object.ts";
import { dayName, dayNumber, daysOf } from "./day-set.ts";
import { PackedCalls } from "./packed-calls.ts";

/** Reads calls back out of their blocks. Written they are only with the money, by the ledger. */

const StoredBlock = z.object({
  sk: z.string(),
  /** Earliest setup, epoch ms. */
  first: z.number().int(),
  n: z.number().int(),
  /** Billing period of its calls. */
  period: z.number().int(),
  /** They came when theirs was closed already. */
  late: z.boolean().default(false),
  block: z.instanceof(Uint8Array),
  /** Epoch second from which the table may drop it: its calls are in the day's file. */
  ttl: z.number().int().optional(),
});

export interface CallBlock {
  name: string;
  firstSetupMs: number;
  lastSetupMs: number;
  calls: number;
  period: number;
  late: boolean;
  bytes: Uint8Array;
  expires: boolean;
  /** What re-rating changed of its calls. */
  corrections: BlockCorrections | undefined;
}

const blockOf = (item: unknown, corrections: Corrections): CallBlock => {
  const { sk, first, n, period, late, block, ttl } = StoredBlock.parse(item);
  const { lastSetupMs } = parseBlockName(sk);
  const facts = { name: sk, firstSetupMs: first, lastSetupMs, calls: n, period, late };
  return { ...facts, bytes: block, expires: ttl !== undefined, corrections: corrections.get(sk) };
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

export async function blocksNamed(account: string, day: number, names: readonly string[]): Promise<CallBlock[]> {
  const of = dayName(day);
  const wanted = names.flatMap((name) => [keys.callBlock(account, of, name), keys.callCorrections(account, of, name)]);
  const items = await getMany(wanted);
  const corrections = correctionsIn(items.filter(isCorrections));
  return items.filter((item) => !isCorrections(item)).map((item) => blockOf(item, corrections));
}

/** The one place at which blocks become calls. */
function openBlock(account: string, { name, bytes }: CallBlock): PackedCalls {
  const of = { ...parseBlockName(name), block: name };
  return new PackedCalls(account, new CallColumns(bytes), (index) => ({ of, index }));
}

/** The calls of a block as they were posted, whatever was corrected since. */
export const postedIn = (account: string, block: CallBlock): PlacedCall[] => openBlock(account, block).all();

/** The calls of a block as they were posted, with what was corrected since. */
export function callsIn(account: string, block: CallBlock): PlacedCall[] {
  if (!block.corrections) return postedIn(account, block);
  const overlay = overlayOf(block.corrections);
  return postedIn(account, block).map((call) => ({ ...call, row: overlay(call.row, call.index) }));
}

/** Those of them that pass a filter. */
export function foundIn(account: string, block: CallBlock, isWanted: (call: SeenCall) => boolean): FoundCall[] {
  if (!block.corrections) return openBlock(account, block).found(isWanted);
  return callsIn(account, block)
    .filter(({ row }) => isWanted(row))
    .map(foundCall);
}

/** All blocks of a day, the earliest first. */
export async function* blocksOfDay(account: string, day: number): AsyncGenerator<CallBlock> {
  const { pk } = keys.callBlock(account, dayName(day), "");
  for await (const { items } of queryPages({ pk, to: namesEnd })) yield* await withCorrections(account, day, items);
}

/** Lets a block go at an epoch second, said once. */
export const expireBlock = (account: string, day: number, name: string, ttl: number): Write => ({
  kind: "update",
  key: keys.callBlock(account, dayName(day), name),
  change: "SET #ttl = :ttl",
  values: { ttl },
  when: { expression: "attribute_exists(#pk) AND attribute_not_exists(#ttl)" },
});

const StoredDays = z.object({ dirty: z.string() });
const FiledDay = z.object({ sk: z.string(), object: DayObject.optional() });

/** First and last UTC day, both included. */
export interface DayRange {
  first: number;
  last: number;
}

const everyDay: DayRange = { first: 0, last: dayNumber(Date.parse("9999-12-31T00:00:00Z")) };

/** A UTC day on which an account has calls, and where they are. */
export interface CallDay {
  day: number;
  /** The table may hold calls of the day that are not in its file. */
  hasBlocks: boolean;
  /** The file with its calls, where it has one. */
  object: DayObject | undefined;
}

/** Days whose calls are counted already, and their files. */
async function countedDays(account: string, { first, last }: DayRange): Promise<Map<number, DayObject | undefined>> {
  const from = keys.trafficDay(account, dayName(first));
  const to = keys.trafficDay(account, dayName(last)).sk;
  const days = await queryAll(FiledDay, { pk: from.pk, from: from.sk, to });
  return new Map(days.map(({ sk, object }) => [dayNumber(Date.parse(`${sk.slice("DAY#".length)}T00:00:00Z`)), object]));
}

/** Days with calls that were taken over from another system. */
async function takenDays(account: string, { first, last }: DayRange): Promise<number[]> {
  const { pk, sk: from } = keys.takenDay(account, dayName(first));
  const days = await queryAll(FiledDay, { pk, from, to: keys.takenDay(account, dayName(last)).sk });
  return days.map(({ sk }) => dayNumber(Date.parse(`${sk.slice("TAKEN#".length)}T00:00:00Z`)));
}

/**
 * UTC days on which the account has calls, the latest first: those that its balance names, those that are counted, and
 * those of before. The balance is read first: a day leaves it only after it is counted, and after its file has whatever
 * was posted by then.
 */
export async function callDays(account: string, range: DayRange = everyDay): Promise<CallDay[]> {
  const stored = await get(StoredDays, keys.balance(account));
  if (!stored) return [];
  const open = new Set(daysOf(stored.dirty).filter((day) => day >= range.first && day <= range.last));
  const [counted, before] = await Promise.all([countedDays(account, range), takenDays(account, range)]);
  const taken = new Set(before);
  return [...new Set([...open, ...counted.keys(), ...taken])]
    .sort((a, b) => b - a)
    .map((day) => {
      const object = counted.get(day);
      return { day, hasBlocks: open.has(day) || taken.has(day) || object === undefined, object };
    });
}

/** The days alone. */
export const daysWithCalls = async (account: string, range: DayRange = everyDay): Promise<number[]> =>
  (await callDays(account, range)).map(({ day }) => day);

/** The file of a day's calls, where it has one. */
export async function dayObject(account: string, day: number): Promise<DayObject | undefined> {
  return (await get(FiledDay, keys.trafficDay(account, dayName(day))))?.object;
}

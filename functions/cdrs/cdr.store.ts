import * as z from "zod";
import { keys } from "../platform/keys.ts";
import {
  get,
  getAtOnce,
  getMany,
  type Item,
  type Key,
  queryAll,
  queryPage,
  queryPages,
  type Write,
} from "../platform/table.ts";
import { CallColumns } from "./call-columns.ts";
import { blockName, parseBlockName } from "./call-id.ts";
import { type FoundCall, foundCall, type PlacedCall } from "./call-order.ts";
import type { SeenCall } from "./call-row.ts";
import { type Corrections, correctionsIn, correctionsOf, isCorrections, noneCorrected } from "./correction.store.ts";
import { type BlockCorrections, overlayOf } from "./correction.ts";
import { DayObject } from "./day-object.ts";
import { dayName, dayNamed, daysOf } from "./day-set.ts";
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

/** A block as the table has it, with what was corrected of it. */
export const blockOf = (item: unknown, corrections: Corrections): CallBlock => {
  const { sk, first, n, period, late, block, ttl } = StoredBlock.parse(item);
  const { lastSetupMs } = parseBlockName(sk);
  const facts = { name: sk, firstSetupMs: first, lastSetupMs, calls: n, period, late };
  return { ...facts, bytes: block, expires: ttl !== undefined, corrections: corrections.get(sk) };
};

/** Behind the names of all blocks, and before what stands beside them. */
export const namesEnd = "9999";

/** Blocks that were read together, with what was corrected of each. */
export async function withCorrections(account: string, day: number, items: readonly Item[]): Promise<CallBlock[]> {
  const names = items.map(({ sk }) => sk);
  const corrections = await correctionsOf(account, day, names);
  return items.map((item) => blockOf(item, corrections));
}

/** A page of calls is mostly in so many blocks. */
export const fewBlocks = 5;

/** The newest blocks of a day (number since 1970), and what was corrected of the day, which stands behind them. */
export async function newestBlocks(account: string, day: number) {
  const { pk } = keys.callBlock(account, dayName(day), "");
  const corrected: Item[] = [];
  for await (const { items, after } of queryPages({ pk, newestFirst: true, limit: fewBlocks })) {
    corrected.push(...items.filter(isCorrections));
    const blocks = items.filter((item) => !isCorrections(item));
    if (blocks.length === 0 && after) continue;
    const corrections = correctionsIn(corrected);
    return { corrections, blocks: blocks.map((item) => blockOf(item, corrections)), isLast: after === undefined };
  }
  return { corrections: noneCorrected, blocks: [], isLast: true };
}

interface Earlier {
  /** Name of the block behind which to go on. */
  after: string | undefined;
  limit: number;
  /** What was corrected of the day. */
  corrections: Corrections;
}

/** Blocks of a day, the one with the latest setup first; as many as `limit` and 1 MB allow. */
export async function blocksBefore(account: string, day: number, { after, limit, corrections }: Earlier) {
  const { pk } = keys.callBlock(account, dayName(day), "");
  const from = after ? { after: { pk, sk: after } } : {};
  const page = await queryPage({ pk, to: namesEnd, newestFirst: true, limit, ...from });
  return { blocks: page.items.map((item) => blockOf(item, corrections)), isLast: page.after === undefined };
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

/** Lets a block go at an epoch second, said once. */
export const expireBlock = (account: string, day: number, name: string, ttl: number): Write => ({
  kind: "update",
  key: keys.callBlock(account, dayName(day), name),
  change: "SET #ttl = :ttl",
  values: { ttl },
  when: { expression: "attribute_exists(#pk) AND attribute_not_exists(#ttl)" },
});

const StoredDays = z.object({ dirty: z.string() });

/** Those of the accounts whose balances name days of calls, in their order; also whose cannot be read. */
export async function withOpenDays(accounts: readonly string[]): Promise<string[]> {
  const balances = await getMany(accounts.map(keys.balance));
  const open = new Set(balances.filter(({ dirty }) => dirty !== "").map(({ pk }) => pk));
  return accounts.filter((account) => open.has(keys.balance(account).pk));
}

const FiledDay = z.object({ sk: z.string(), object: DayObject.optional(), corrections: z.number().int().optional() });
type FiledDay = z.infer<typeof FiledDay>;
/** What a day comes to is most of it, and not wanted here. */
const filed = Object.keys(FiledDay.shape);

/** First and last UTC day, both included. */
export interface DayRange {
  first: number;
  last: number;
}

const everyDay: DayRange = { first: 0, last: dayNamed("9999-12-31") };

/** Where an account's calls of a UTC day are. */
export interface DayPlace {
  day: number;
  /** The table may hold calls of the day that are not in its file. */
  hasBlocks: boolean;
  /** The file with its calls, where it has one. */
  object: DayObject | undefined;
}

/** A UTC day on which an account has calls. */
export interface CallDay extends DayPlace {
  /** Nothing of its calls was corrected when the balance was read; false: that is not known. */
  isUncorrected: boolean;
}

/** @param open the balance names it @param hasTaken it has calls that were taken over */
const callDay = (day: number, open: boolean, hasTaken: boolean, counted: FiledDay | undefined): CallDay => ({
  day,
  hasBlocks: open || hasTaken || counted?.object === undefined,
  object: counted?.object,
  // Whatever is corrected of a day has the balance name it, until it is counted with that.
  isUncorrected: !open && counted?.corrections === 0,
});

interface CountedDays {
  /** Days whose calls are counted already. */
  counted: Map<number, FiledDay>;
  after: Record<string, unknown> | undefined;
}

/** What is wanted is mostly found on the latest days. */
const firstDays = 8;

/** Counted days, the latest first: a few, or, behind those, as many as come at once. */
async function countedDays(
  account: string,
  { first, last }: DayRange,
  after: CountedDays["after"],
): Promise<CountedDays> {
  const { pk, sk: from } = keys.trafficDay(account, dayName(first));
  const to = keys.trafficDay(account, dayName(last)).sk;
  const page = await queryPage({
    pk,
    from,
    to,
    newestFirst: true,
    only: filed,
    ...(after ? { after } : { limit: firstDays }),
  });
  const days = page.items.map((item) => FiledDay.parse(item));
  const dayOf = (sk: string) => dayNamed(sk.slice("DAY#".length));
  return { counted: new Map(days.map((one) => [dayOf(one.sk), one])), after: page.after };
}

/** Days with calls that were taken over from another system. */
async function takenDays(account: string, { first, last }: DayRange): Promise<number[]> {
  const { pk, sk: from } = keys.takenDay(account, dayName(first));
  const days = await queryAll(FiledDay, { pk, from, to: keys.takenDay(account, dayName(last)).sk });
  return days.map(({ sk }) => dayNamed(sk.slice("TAKEN#".length)));
}

/** Ranges of so few days are read in one request. */
const mostAtOnce = 2;

/** The days of a short range as they are at one moment. Undefined where that cannot be told just now. */
async function daysAtOnce(account: string, { first, last }: DayRange): Promise<CallDay[] | undefined> {
  const days = Array.from({ length: last - first + 1 }, (_, n) => last - n);
  const keysOf = (day: number) => [keys.trafficDay(account, dayName(day)), keys.takenDay(account, dayName(day))];
  const items = await getAtOnce([keys.balance(account), ...days.flatMap(keysOf)], [...filed, "dirty"]);
  const at = ({ sk }: Key) => items?.find((item) => item.sk === sk);
  const balance = at(keys.balance(account));
  if (!items || !balance) return items && [];
  const open = new Set(daysOf(StoredDays.parse(balance).dirty));
  return days.flatMap((day) => {
    const [counted, taken] = keysOf(day).map(at);
    if (!counted && !taken && !open.has(day)) return [];
    return [callDay(day, open.has(day), taken !== undefined, counted && FiledDay.parse(counted))];
  });
}

/**
 * UTC days on which the account has calls, the latest first and read as far as they are asked for: those that its balance
 * names, those that are counted, and those of before. The balance is read first: a day leaves it only after it is counted,
 * and after its file has whatever was posted by then.
 */
export async function* callDaysDown(account: string, range: DayRange = everyDay): AsyncGenerator<CallDay> {
  const few = range.last - range.first < mostAtOnce ? await daysAtOnce(account, range) : undefined;
  if (few) return yield* few;
  const stored = await get(StoredDays, keys.balance(account));
  if (!stored) return;
  const open = new Set(daysOf(stored.dirty).filter((day) => day >= range.first && day <= range.last));
  const [before, page] = await Promise.all([takenDays(account, range), countedDays(account, range, undefined)]);
  const taken = new Set(before);
  const others = [...open, ...taken];
  let above = Number.POSITIVE_INFINITY;
  for (let { counted, after }: CountedDays = page; ; { counted, after } = await countedDays(account, range, after)) {
    const down = after ? Math.min(...counted.keys()) : range.first;
    const days = new Set([...counted.keys(), ...others.filter((day) => day >= down && day < above)]);
    for (const day of [...days].sort((a, b) => b - a))
      yield callDay(day, open.has(day), taken.has(day), counted.get(day));
    if (!after) return;
    above = down;
  }
}

export async function callDays(account: string, range?: DayRange): Promise<CallDay[]> {
  const days: CallDay[] = [];
  for await (const day of callDaysDown(account, range)) days.push(day);
  return days;
}

/** The days alone. */
export const daysWithCalls = async (account: string, range: DayRange = everyDay): Promise<number[]> =>
  (await callDays(account, range)).map(({ day }) => day);

/** The file of a day's calls, where it has one. */
export async function dayObject(account: string, day: number): Promise<DayObject | undefined> {
  return (await get(FiledDay, keys.trafficDay(account, dayName(day))))?.object;
}

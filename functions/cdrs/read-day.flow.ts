import { blockName, parseBlockName, parseCallId } from "./call-id.ts";
import type { PlacedCall } from "./call-order.ts";
import { blocksNamed, callsIn, type DayPlace, dayObject, postedIn } from "./cdr.store.ts";
import { correctionsOf, noneCorrected } from "./correction.store.ts";
import { type BlockCorrections, noCorrections, overlayOf } from "./correction.ts";
import { blocksOfDay, type DayInTable } from "./day-blocks.store.ts";
import { type DayFile, openDayFile, openPostedFile } from "./day-file.store.ts";
import { dayNumber } from "./day-set.ts";

/** An account's calls of a day, out of its file and of the blocks that are not in it. */

/** Calls that came together. */
export interface CallGroup {
  period: number;
  late: boolean;
  calls: PlacedCall[];
}

function groupsOf({ head }: DayFile, calls: PlacedCall[]): CallGroup[] {
  const groups = Map.groupBy(calls, ({ block }) => {
    const { period = 0, late = false } = head.blocks[head.folded.get(block) ?? -1] ?? {};
    return `${period} ${late}`;
  });
  return [...groups].map(([name, some]) => {
    const [period, late] = name.split(" ");
    return { period: Number(period), late: late === "true", calls: some };
  });
}

/**
 * All calls of a day, each once: those of its file, the earliest part first, then those of blocks, as they end.
 * @param read what the table holds of the day, where that was read already
 */
export async function* callsOfDay(
  account: string,
  { day, hasBlocks, object }: DayPlace,
  read?: DayInTable,
): AsyncGenerator<PlacedCall[]> {
  const file = object && (await openDayFile(account, day, object, read?.corrections));
  for (const part of file?.head.parts.toReversed() ?? []) yield file ? await file.calls(part, "newer") : [];
  if (!hasBlocks) return;
  for await (const block of read?.blocks ?? blocksOfDay(account, day))
    if (!file?.head.folded.has(block.name)) yield callsIn(account, block);
}

/** The same where nothing is known of the day yet. */
export async function* everyCallOf(account: string, day: number): AsyncGenerator<PlacedCall[]> {
  yield* callsOfDay(account, { day, hasBlocks: true, object: await dayObject(account, day) });
}

/**
 * The calls of a day that belong to a billing period, in the same order, as they were posted, which is what the period's
 * figures have of them: a correction is a line of the ledger in the period in which it was made.
 */
export async function* postedOfDay(
  account: string,
  { day, hasBlocks, object }: DayPlace,
  period: number,
): AsyncGenerator<CallGroup> {
  const isWanted = (one: { period: number }) => one.period === period;
  const file = object && (await openPostedFile(account, object));
  if (file?.head.blocks.some(isWanted))
    for (const part of file.head.parts.toReversed())
      yield* groupsOf(file, await file.calls(part, "newer")).filter(isWanted);
  if (!hasBlocks) return;
  for await (const block of blocksOfDay(account, day, noneCorrected))
    if (isWanted(block) && !file?.head.folded.has(block.name))
      yield { period, late: block.late, calls: postedIn(account, block) };
}

/** Calls of a day's file that were set up from the one instant to the other, both included. */
export async function filedBetween(account: string, day: number, fromMs: number, toMs: number): Promise<PlacedCall[]> {
  const object = await dayObject(account, day);
  if (!object) return [];
  const calls = await callsBetween(await openDayFile(account, day, object), fromMs, toMs);
  return calls.filter(({ row }) => row.cdr.setupMs >= fromMs && row.cdr.setupMs <= toMs);
}

/** The calls of a block, and what of them was corrected when they were read. */
export interface BlockCalls {
  name: string;
  corrections: BlockCorrections;
  calls: readonly PlacedCall[];
}

/** Blocks of a day by their names: those that are there, and, out of the day's file, those that are gone. */
export async function callsOfBlocks(account: string, day: number, names: readonly string[]): Promise<BlockCalls[]> {
  const blocks = await blocksNamed(account, day, names);
  const there = blocks.map((block): BlockCalls => {
    const { name, corrections = noCorrections } = block;
    return { name, corrections, calls: callsIn(account, block) };
  });
  const isThere = new Set(blocks.map(({ name }) => name));
  const gone = names.filter((name) => !isThere.has(name));
  return gone.length === 0 ? there : [...there, ...(await filedBlocks(account, day, gone))];
}

async function filedBlocks(account: string, day: number, names: readonly string[]): Promise<BlockCalls[]> {
  const object = await dayObject(account, day);
  if (!object) return [];
  const corrections = await correctionsOf(account, day, names);
  const file = await openPostedFile(account, object);
  const filed = names.flatMap((name) => file.head.blocks[file.head.folded.get(name) ?? -1] ?? []);
  const from = Math.min(...filed.map(({ firstSetupMs }) => firstSetupMs));
  const to = Math.max(...filed.map(({ name }) => parseBlockName(name).lastSetupMs));
  const posted = await callsBetween(file, from, to);
  return filed.map(({ name }) => {
    const of = corrections.get(name) ?? noCorrections;
    const overlay = overlayOf(of);
    const calls = posted.filter(({ block }) => block === name);
    return { name, corrections: of, calls: calls.map((call) => ({ ...call, row: overlay(call.row, call.index) })) };
  });
}

/** Calls of the parts of a file in which there may be some of that time, both ends included. */
async function callsBetween(file: DayFile, fromMs: number, toMs: number): Promise<PlacedCall[]> {
  const calls: PlacedCall[] = [];
  for (const part of file.head.parts)
    if (part.lastSetupMs >= fromMs && part.firstSetupMs <= toMs) calls.push(...(await file.calls(part)));
  return calls;
}

/** The call of an id, if there is one and it is this account's: in its block, or, once that is gone, in the day's file. */
export async function getCall(account: string, id: string): Promise<PlacedCall | undefined> {
  const place = parseCallId(id);
  if (!place || place.account !== account) return undefined;
  const [day, name] = [dayNumber(place.lastSetupMs), blockName(place)];
  const [block] = await blocksNamed(account, day, [name]);
  if (block) return callsIn(account, block)[place.row];
  const object = await dayObject(account, day);
  const file = object && (await openDayFile(account, day, object));
  const filed = file?.head.blocks[file.head.folded.get(name) ?? -1];
  if (!filed) return undefined;
  const calls = await filedBetween(account, day, filed.firstSetupMs, place.lastSetupMs);
  return calls.find((call) => call.block === name && call.index === place.row);
}

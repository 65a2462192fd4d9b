import { now } from "../platform/clock.ts";
import { log } from "../platform/log.ts";
import { writeFigures } from "../platform/metric.ts";
import { transact, write } from "../platform/table.ts";
import { isTaken } from "../platform/write-refused.ts";
import { dayMs } from "../time/day.ts";
import { outsideTheLedger, parseBlockName } from "./call-id.ts";
import { NewestFirst, nothingLeft, type PlacedCall, type Side } from "./call-order.ts";
import { type CallBlock, dayObject, expireBlock, postedIn } from "./cdr.store.ts";
import { type DayInTable, dayInTable } from "./day-blocks.store.ts";
import { DayFileLost, openPostedFile, pointAt, putDayFile, readDayFile } from "./day-file.store.ts";
import { blockDays, type DayHead, type DayObject, DayWriter, openPart, readHead } from "./day-object.ts";
import { dayName } from "./day-set.ts";
import { addToTally, emptyTally, isSameTally, type Tally } from "./day-tally.ts";

/**
 * Puts the calls of a day into one file. Blocks may go only after the file is read back and has every call of theirs and
 * of the file before it. Whatever stops it, it is begun again, and any number of runs may be at it at once: what is in
 * the file already is told by the names of its blocks.
 */

/**
 * What became of a day. FILED: its file has all calls that were posted before. OVERTAKEN: another run wrote a file
 * meanwhile. DIFFERS: the file that was written does not read back as it was, LOST: the one before does not, and blocks
 * of it are gone; in both cases every block stays.
 */
export type Compaction =
  | { kind: "FILED"; object: DayObject }
  | { kind: "NOTHING" }
  | { kind: "OVERTAKEN" }
  | { kind: "DIFFERS" }
  | { kind: "LOST" };

const seqOf = ({ name }: { name: string }): number => parseBlockName(name).seq;

/** Calls that were taken over from another system stay in their blocks: they come without a word to the balance. */
const postedBlocks = ({ blocks }: DayInTable): CallBlock[] =>
  blocks.filter((block) => seqOf(block) !== outsideTheLedger);

/** What was read of a day before it is put away. */
export interface ReadDay extends DayInTable {
  /** The file that the day named. */
  object: DayObject | undefined;
}

/** In this order: whatever a file has that is named by then is still in the table, or of that file alone. */
export async function readDay(account: string, day: number): Promise<ReadDay> {
  const object = await dayObject(account, day);
  return { object, ...(await dayInTable(account, day)) };
}

/** The file of before, read and checked. */
interface Before {
  object: DayObject;
  head: DayHead;
  bytes: Uint8Array;
}

async function fileBefore(object: DayObject): Promise<Before | undefined> {
  try {
    const bytes = await readDayFile(object);
    return { object, head: readHead(bytes, object.head), bytes };
  } catch (error) {
    if (error instanceof DayFileLost) return undefined;
    throw error;
  }
}

/** Whether the blocks that are left make up everything that a lost file held: whatever was posted by then. */
const replace = (blocks: readonly CallBlock[], { seq, n }: DayObject): boolean =>
  blocks.filter((block) => seqOf(block) <= seq).reduce((sum, { calls }) => sum + calls, 0) === n;

function sideOfFile(account: string, { head, bytes }: Before): Side<PlacedCall> {
  const parts = [...head.parts];
  return {
    get horizon() {
      return parts[0]?.lastSetupMs ?? nothingLeft;
    },
    readOn: async () => {
      const part = parts.shift();
      return part ? openPart(account, bytes.subarray(part.from, part.until), part).all() : [];
    },
  };
}

function sideOfBlocks(account: string, blocks: readonly CallBlock[]): Side<PlacedCall> {
  const waiting = blocks.toSorted((a, b) => b.lastSetupMs - a.lastSetupMs);
  return {
    get horizon() {
      return waiting[0]?.lastSetupMs ?? nothingLeft;
    },
    readOn: async () => {
      const block = waiting.shift();
      return block ? postedIn(account, block) : [];
    },
  };
}

/** Adds up what comes out of a side, before anything is done with it. */
const talliedInto = (tally: Tally, side: Side<PlacedCall>): Side<PlacedCall> => ({
  get horizon() {
    return side.horizon;
  },
  readOn: async () => {
    const calls = await side.readOn();
    addToTally(tally, calls);
    return calls;
  },
});

/** One file of all that the file before and the blocks hold, what that comes to, and how many calls those say they have. */
async function merge(account: string, before: Before | undefined, blocks: readonly CallBlock[]) {
  const tally = emptyTally();
  const sides = [...(before ? [sideOfFile(account, before)] : []), sideOfBlocks(account, blocks)];
  const calls = new NewestFirst(sides.map((side) => talliedInto(tally, side)));
  const writer = new DayWriter();
  for (let call = await calls.next(); call; call = await calls.next()) writer.add(call);
  const file = writer.finish([...(before?.head.blocks ?? []), ...blocks]);
  const expected = blocks.reduce((sum, one) => sum + one.calls, before?.object.n ?? 0);
  return { ...file, tally, expected };
}

function tallyOf(account: string, bytes: Uint8Array, headBytes: number): Tally {
  const tally = emptyTally();
  for (const part of readHead(bytes, headBytes).parts)
    addToTally(tally, openPart(account, bytes.subarray(part.from, part.until), part).all());
  return tally;
}

/** Whether a file, read from where it is kept, holds what it should. */
async function isSound(account: string, object: DayObject, tally: Tally): Promise<boolean> {
  try {
    return isSameTally(tallyOf(account, await readDayFile(object), object.head), tally);
  } catch (error) {
    if (error instanceof DayFileLost) return false;
    throw error;
  }
}

const blocksAtOnce = 8;

/** Lets the blocks go in a while. One that is gone or goes already is no fault. */
async function expire(account: string, day: number, blocks: readonly CallBlock[]): Promise<void> {
  const ttl = Math.floor((now() + blockDays * dayMs) / 1000);
  const staying = blocks.filter(({ expires }) => !expires);
  for (let at = 0; at < staying.length; at += blocksAtOnce)
    await Promise.all(
      staying.slice(at, at + blocksAtOnce).map(({ name }) =>
        write(expireBlock(account, day, name, ttl)).catch((error) => {
          if (!isTaken(error)) throw error;
        }),
      ),
    );
}

/** Writes the file that a day should have, checks it, and has the day point at it. */
async function file(
  account: string,
  day: number,
  old: DayObject | undefined,
  merged: Awaited<ReturnType<typeof merge>>,
  seq: number,
): Promise<Compaction> {
  const { tally, expected, ...content } = merged;
  if (tally.n !== expected) return { kind: "DIFFERS" };
  const written = await putDayFile(account, day, content, now());
  const object = { ...written, seq, n: tally.n, seconds: tally.seconds, charge: tally.charge };
  if (!(await isSound(account, object, tally))) return { kind: "DIFFERS" };
  try {
    await transact(pointAt(account, day, object, old, now()));
    return { kind: "FILED", object };
  } catch (error) {
    if (isTaken(error)) return { kind: "OVERTAKEN" };
    throw error;
  }
}

async function compact(account: string, day: number, { object: old, ...table }: ReadDay): Promise<Compaction> {
  const blocks = postedBlocks(table);
  if (!old && blocks.length === 0) return { kind: "NOTHING" };
  const before = old && (await fileBefore(old));
  if (old && !before && !replace(blocks, old)) return { kind: "LOST" };
  const merged = await merge(
    account,
    before,
    blocks.filter(({ name }) => !before?.head.folded.has(name)),
  );
  const seq = Math.max(old?.seq ?? 0, ...blocks.map(seqOf));
  const isThere = before !== undefined && Buffer.compare(before.bytes, merged.bytes) === 0;
  const done: Compaction = isThere
    ? { kind: "FILED", object: before.object }
    : await file(account, day, old, merged, seq);
  if (done.kind === "FILED") await expire(account, day, blocks);
  return done;
}

/**
 * Puts a day's calls into its file. The day must be counted: its file is named by the item of the count.
 * @param read what was read of the day already
 */
export async function compactDay(account: string, day: number, read?: ReadDay): Promise<Compaction> {
  const done = await compact(account, day, read ?? (await readDay(account, day)));
  if (done.kind === "DIFFERS" || done.kind === "LOST") {
    log.error("the calls of a day could not be put into a file", { account, day: dayName(day), reason: done.kind });
    writeFigures({ CallDaysDamaged: 1 }, now());
  }
  return done;
}

/** Whether the day's file has every block that is in the table. */
export async function isCompact(account: string, day: number): Promise<boolean> {
  const object = await dayObject(account, day);
  const folded = object && (await openPostedFile(account, object)).head.folded;
  return postedBlocks(await dayInTable(account, day)).every(({ name }) => folded?.has(name) === true);
}

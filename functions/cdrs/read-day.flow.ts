import * as z from "zod";
import { blockName, parseBlockName, parseCallId } from "./call-id.ts";
import { NewestFirst, newestFirst, nothingLeft, type PlacedCall, placeOf, type Side } from "./call-order.ts";
import {
  blocksBefore,
  blocksNamed,
  blocksOfDay,
  type CallBlock,
  type CallDay,
  callsIn,
  dayObject,
  postedIn,
} from "./cdr.store.ts";
import { correctionsOf } from "./correction.store.ts";
import { type BlockCorrections, noCorrections, overlayOf } from "./correction.ts";
import { type DayFile, openDayFile, openPostedFile } from "./day-file.store.ts";
import type { DayPart } from "./day-object.ts";
import { dayNumber } from "./day-set.ts";

/** An account's calls of a day, out of its file and of the blocks that are not in it. */

/** Where a reader goes on. `open` blocks were read and hold calls that were not handed out yet. */
export const DayCursor = z.object({
  day: z.number().int(),
  /** The last block that was read. */
  read: z.string().optional(),
  open: z.array(z.string()),
  /** The last call that was handed out: setup, block, row. All that is in the file is found by this alone. */
  shown: z.tuple([z.number(), z.string(), z.number()]),
});
export type DayCursor = z.infer<typeof DayCursor>;

/** Setups that are wanted, epoch ms: from the first on, before the second. */
export interface Span {
  fromMs: number;
  toMs: number;
}

/** More open blocks than fit into a cursor: the blocks of the day are read from the top again. */
const mostOpen = 20;

/** The file of a day, from the newest call down. */
class FileSide implements Side {
  private next = 0;
  private readonly file: DayFile;
  private readonly span: Span;

  constructor(file: DayFile, span: Span) {
    this.file = file;
    this.span = span;
  }

  private get part(): DayPart | undefined {
    return this.file.head.parts[this.next];
  }

  holds = (block: string): boolean => this.file.head.folded.has(block);

  /** Latest setup that an unread part can hold. */
  get horizon(): number {
    while (this.part && this.part.firstSetupMs >= this.span.toMs) this.next++;
    return this.part && this.part.lastSetupMs >= this.span.fromMs ? this.part.lastSetupMs : nothingLeft;
  }

  /** Passes over the parts of which everything was handed out. */
  seek([setupMs]: DayCursor["shown"]): void {
    while (this.part && this.part.firstSetupMs > setupMs) this.next++;
  }

  async readOn(): Promise<PlacedCall[]> {
    const { part } = this;
    this.next++;
    return part ? this.file.calls(part) : [];
  }
}

/** The blocks of a day that are not in its file, the one with the latest setup first. */
class BlockSide implements Side {
  /** Blocks that were read and are not in the file. */
  readonly taken = new Set<string>();
  read: string | undefined;
  horizon = Number.POSITIVE_INFINITY;
  private readonly account: string;
  private readonly day: number;
  private readonly span: Span;
  private readonly isFiled: (block: string) => boolean;

  constructor(account: string, day: number, span: Span, isFiled: (block: string) => boolean) {
    this.account = account;
    this.day = day;
    this.span = span;
    this.isFiled = isFiled;
  }

  private take(blocks: readonly CallBlock[]): PlacedCall[] {
    const wanted = blocks.filter((one) => one.firstSetupMs < this.span.toMs && !this.isFiled(one.name));
    for (const { name } of wanted) this.taken.add(name);
    return wanted.flatMap((block) => callsIn(this.account, block));
  }

  async resume({ read, open }: DayCursor): Promise<PlacedCall[]> {
    this.read = read;
    if (read) this.horizon = Date.parse(read.slice(0, read.indexOf("#")));
    const names = open.filter((name) => !this.isFiled(name));
    return names.length === 0 ? [] : this.take(await blocksNamed(this.account, this.day, names));
  }

  async readOn(): Promise<PlacedCall[]> {
    const { blocks, isLast } = await blocksBefore(this.account, this.day, this.read);
    const last = blocks.at(-1);
    if (last) this.read = last.name;
    this.horizon = isLast || !last || last.lastSetupMs < this.span.fromMs ? nothingLeft : last.lastSetupMs;
    return this.take(blocks);
  }
}

/** A day's calls, the newest first. */
export class DayReader {
  private readonly day: number;
  private readonly calls: NewestFirst;
  private readonly file: FileSide | undefined;
  private readonly blocks: BlockSide | undefined;

  private constructor(account: string, { day, hasBlocks }: CallDay, file: DayFile | undefined, span: Span) {
    this.day = day;
    const side = file && new FileSide(file, span);
    this.file = side;
    this.blocks = hasBlocks ? new BlockSide(account, day, span, (block) => side?.holds(block) ?? false) : undefined;
    this.calls = new NewestFirst([this.file, this.blocks].filter((one) => one !== undefined));
  }

  /** @param from where an earlier reader of the day stopped */
  static async open(account: string, day: CallDay, span: Span, from?: DayCursor): Promise<DayReader> {
    const file = day.object && (await openDayFile(account, day.day, day.object));
    const reader = new DayReader(account, day, file, span);
    if (from?.day === day.day) await reader.resume(from);
    return reader;
  }

  private async resume(from: DayCursor): Promise<void> {
    this.file?.seek(from.shown);
    const open = (await this.blocks?.resume(from)) ?? [];
    this.calls.add(open.filter((call) => newestFirst(placeOf(call), from.shown) > 0));
  }

  /** The next call of the day, or undefined at its end. */
  next = (): Promise<PlacedCall | undefined> => this.calls.next();

  cursorAfter(call: PlacedCall): DayCursor {
    const { taken, read } = this.blocks ?? { taken: new Set<string>(), read: undefined };
    const open = [...new Set(this.calls.read.map(({ block }) => block))].filter((block) => taken.has(block));
    const shown = [...placeOf(call)] as DayCursor["shown"];
    if (open.length > mostOpen) return { day: this.day, open: [], shown };
    return { day: this.day, ...(read ? { read } : {}), open, shown };
  }
}

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

/** All calls of a day, each once: those of its file, the earliest part first, then those of blocks, as they end. */
export async function* callsOfDay(account: string, { day, hasBlocks, object }: CallDay): AsyncGenerator<PlacedCall[]> {
  const file = object && (await openDayFile(account, day, object));
  for (const part of file?.head.parts.toReversed() ?? []) yield file ? await file.calls(part, "newer") : [];
  if (!hasBlocks) return;
  for await (const block of blocksOfDay(account, day))
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
  { day, hasBlocks, object }: CallDay,
  period: number,
): AsyncGenerator<CallGroup> {
  const isWanted = (one: { period: number }) => one.period === period;
  const file = object && (await openPostedFile(account, object));
  if (file?.head.blocks.some(isWanted))
    for (const part of file.head.parts.toReversed())
      yield* groupsOf(file, await file.calls(part, "newer")).filter(isWanted);
  if (!hasBlocks) return;
  for await (const block of blocksOfDay(account, day))
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

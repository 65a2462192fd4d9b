import * as z from "zod";
import { dayMs } from "../time/day.ts";
import { blockName, parseBlockName, parseCallId } from "./call-id.ts";
import {
  type FoundCall,
  NewestFirst,
  newestFirst,
  nothingLeft,
  type Place,
  type PlacedCall,
  placeBefore,
  placeOf,
  type Side,
} from "./call-order.ts";
import type { SeenCall } from "./call-row.ts";
import {
  blocksBefore,
  blocksNamed,
  blocksOfDay,
  type CallBlock,
  type CallDay,
  callsIn,
  dayObject,
  foundIn,
  postedIn,
} from "./cdr.store.ts";
import { correctionsOf } from "./correction.store.ts";
import { type BlockCorrections, noCorrections, overlayOf } from "./correction.ts";
import { type DayFile, openDayFile, openPostedFile } from "./day-file.store.ts";
import type { DayPart } from "./day-object.ts";
import { dayNumber } from "./day-set.ts";

/** An account's calls of a day, out of its file and of the blocks that are not in it. */

/** Where a reader goes on, of the same filter. `open` blocks were read and hold calls that were not handed out yet. */
export const DayCursor = z.object({
  day: z.number().int(),
  /** The last block that was read. */
  read: z.string().optional(),
  open: z.array(z.string()),
  /** Up to where calls were handed out: setup, block, row. All that is in the file is found by this alone. */
  shown: z.tuple([z.number(), z.string(), z.number()]),
});
export type DayCursor = z.infer<typeof DayCursor>;

/** Which calls are wanted. */
export interface Wanted {
  /** Setups, epoch ms: from the first on, before the second. */
  fromMs: number;
  toMs: number;
  passes: (call: SeenCall) => boolean;
}

/** More open blocks than fit into a cursor: the blocks of the day are read from the top again. */
const mostOpen = 20;

/** The file of a day, from the newest call down. */
class FileSide implements Side<FoundCall> {
  /** Calls that were looked at. */
  lookedAt = 0;
  private next = 0;
  private readonly file: DayFile;
  private readonly wanted: Wanted;

  constructor(file: DayFile, wanted: Wanted) {
    this.file = file;
    this.wanted = wanted;
  }

  private get part(): DayPart | undefined {
    return this.file.head.parts[this.next];
  }

  holds = (block: string): boolean => this.file.head.folded.has(block);

  /** Latest setup that an unread part can hold. */
  get horizon(): number {
    while (this.part && this.part.firstSetupMs >= this.wanted.toMs) this.next++;
    return this.part && this.part.lastSetupMs >= this.wanted.fromMs ? this.part.lastSetupMs : nothingLeft;
  }

  /** Passes over the parts of which everything was handed out. */
  seek([setupMs]: DayCursor["shown"]): void {
    while (this.part && this.part.firstSetupMs > setupMs) this.next++;
  }

  async readOn(): Promise<FoundCall[]> {
    const { part } = this;
    this.next++;
    this.lookedAt += part?.rows ?? 0;
    return part ? this.file.found(part, this.wanted.passes) : [];
  }
}

/** The blocks of a day that are not in its file, the one with the latest setup first. */
class BlockSide implements Side<FoundCall> {
  /** Calls that were looked at. */
  lookedAt = 0;
  /** Blocks that were read and are not in the file. */
  readonly taken = new Set<string>();
  read: string | undefined;
  horizon = Number.POSITIVE_INFINITY;
  private readonly account: string;
  private readonly day: number;
  private readonly wanted: Wanted;
  private readonly isFiled: (block: string) => boolean;

  constructor(account: string, day: number, wanted: Wanted, isFiled: (block: string) => boolean) {
    this.account = account;
    this.day = day;
    this.wanted = wanted;
    this.isFiled = isFiled;
  }

  private take(blocks: readonly CallBlock[]): FoundCall[] {
    const wanted = blocks.filter((one) => one.firstSetupMs < this.wanted.toMs && !this.isFiled(one.name));
    for (const { name, calls } of wanted) {
      this.taken.add(name);
      this.lookedAt += calls;
    }
    return wanted.flatMap((block) => foundIn(this.account, block, this.wanted.passes));
  }

  async resume({ read, open }: DayCursor): Promise<FoundCall[]> {
    this.read = read;
    if (read) this.horizon = Date.parse(read.slice(0, read.indexOf("#")));
    const names = open.filter((name) => !this.isFiled(name));
    return names.length === 0 ? [] : this.take(await blocksNamed(this.account, this.day, names));
  }

  async readOn(): Promise<FoundCall[]> {
    const { blocks, isLast } = await blocksBefore(this.account, this.day, this.read);
    const last = blocks.at(-1);
    if (last) this.read = last.name;
    this.horizon = isLast || !last || last.lastSetupMs < this.wanted.fromMs ? nothingLeft : last.lastSetupMs;
    return this.take(blocks);
  }
}

/** The calls of a day that are wanted, the newest first. */
export class DayReader {
  private readonly day: number;
  private readonly calls: NewestFirst<FoundCall>;
  private readonly file: FileSide | undefined;
  private readonly blocks: BlockSide | undefined;

  private constructor(account: string, { day, hasBlocks }: CallDay, file: DayFile | undefined, wanted: Wanted) {
    this.day = day;
    const side = file && new FileSide(file, wanted);
    this.file = side;
    this.blocks = hasBlocks ? new BlockSide(account, day, wanted, (block) => side?.holds(block) ?? false) : undefined;
    this.calls = new NewestFirst<FoundCall>([this.file, this.blocks].filter((one) => one !== undefined));
  }

  /** @param from where an earlier reader of the day stopped */
  static async open(account: string, day: CallDay, wanted: Wanted, from?: DayCursor): Promise<DayReader> {
    const file = day.object && (await openDayFile(account, day.day, day.object));
    const reader = new DayReader(account, day, file, wanted);
    if (from?.day === day.day) await reader.resume(from);
    return reader;
  }

  private async resume(from: DayCursor): Promise<void> {
    this.file?.seek(from.shown);
    const open = (await this.blocks?.resume(from)) ?? [];
    this.calls.add(open.filter((call) => newestFirst(placeOf(call), from.shown) > 0));
  }

  /** Calls that were looked at, wanted or not. */
  get lookedAt(): number {
    return (this.file?.lookedAt ?? 0) + (this.blocks?.lookedAt ?? 0);
  }

  /** Latest setup of what was not looked at. */
  get horizon(): number {
    return this.calls.horizon;
  }

  /** The next call, unless something must be read before it. */
  take = (): FoundCall | undefined => this.calls.take();

  /** Reads on. @returns whether there was anything */
  readOn = (): Promise<boolean> => this.calls.readOn();

  private cursorAt(shown: Place): DayCursor {
    const { taken, read } = this.blocks ?? { taken: new Set<string>(), read: undefined };
    const open = [...new Set(this.calls.read.map(({ block }) => block))].filter((block) => taken.has(block));
    const place = { day: this.day, shown: [...shown] as DayCursor["shown"] };
    if (open.length > mostOpen) return { ...place, open: [] };
    return { ...place, ...(read ? { read } : {}), open };
  }

  cursorAfter = (call: FoundCall): DayCursor => this.cursorAt(placeOf(call));

  /** Behind all that was looked at, once every call that may be handed out is. */
  cursorHere = (): DayCursor => this.cursorAt(placeBefore(this.horizon));
}

/** Where the readers of a day begin. */
export const topOfDay = (day: number): DayCursor => ({
  day,
  open: [],
  shown: [...placeBefore((day + 1) * dayMs)] as DayCursor["shown"],
});

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

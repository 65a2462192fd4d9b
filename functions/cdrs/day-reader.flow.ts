import * as z from "zod";
import { dayMs } from "../time/day.ts";
import {
  type FoundCall,
  NewestFirst,
  newestFirst,
  nothingLeft,
  type Place,
  placeBefore,
  placeOf,
  type Side,
} from "./call-order.ts";
import type { SeenCall } from "./call-row.ts";
import {
  blocksBefore,
  blocksNamed,
  type CallBlock,
  type CallDay,
  fewBlocks,
  foundIn,
  newestBlocks,
} from "./cdr.store.ts";
import { type Corrections, correctionsOfDay, noneCorrected } from "./correction.store.ts";
import { type DayFile, openDayFile } from "./day-file.store.ts";
import type { DayPart } from "./day-object.ts";

/** Reads the calls of a day that a filter wants, out of its file and of the blocks that are not in it. */

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
  /** All but the setup. */
  passes: (call: SeenCall) => boolean;
}

interface Span {
  firstSetupMs: number;
  lastSetupMs: number;
}

/** What is asked of calls of that time, whose setups are looked at only where some may lie outside. */
const asking = ({ fromMs, toMs, passes }: Wanted, { firstSetupMs, lastSetupMs }: Span): Wanted["passes"] =>
  firstSetupMs >= fromMs && lastSetupMs < toMs
    ? passes
    : (call) => call.cdr.setupMs >= fromMs && call.cdr.setupMs < toMs && passes(call);

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
    return part ? this.file.found(part, asking(this.wanted, part)) : [];
  }
}

interface Asked {
  wanted: Wanted;
  /** What was corrected of the day, where that is known. */
  corrections: Corrections | undefined;
}

/** The blocks of a day that are not in its file, the one with the latest setup first. */
class BlockSide implements Side<FoundCall> {
  /** Calls that were looked at. */
  lookedAt = 0;
  private passed = 0;
  /** Blocks that were read and are not in the file. */
  readonly taken = new Set<string>();
  read: string | undefined;
  horizon = Number.POSITIVE_INFINITY;
  private readonly account: string;
  private readonly day: number;
  private readonly wanted: Wanted;
  private readonly isFiled: (block: string) => boolean;
  /** Undefined: it comes with the newest blocks. */
  private corrections: Corrections | undefined;

  constructor(account: string, day: number, { wanted, corrections }: Asked, isFiled: (block: string) => boolean) {
    this.account = account;
    this.day = day;
    this.wanted = wanted;
    this.corrections = corrections;
    this.isFiled = isFiled;
  }

  private take(blocks: readonly CallBlock[]): FoundCall[] {
    const wanted = blocks.filter((one) => one.firstSetupMs < this.wanted.toMs && !this.isFiled(one.name));
    for (const { name, calls } of wanted) {
      this.taken.add(name);
      this.lookedAt += calls;
    }
    const found = wanted.flatMap((block) => foundIn(this.account, block, asking(this.wanted, block)));
    this.passed += found.length;
    return found;
  }

  async resume({ read, open }: DayCursor): Promise<FoundCall[]> {
    this.read = read;
    if (read) this.horizon = Date.parse(read.slice(0, read.indexOf("#")));
    const names = open.filter((name) => !this.isFiled(name));
    return names.length === 0 ? [] : this.take(await blocksNamed(this.account, this.day, names));
  }

  private async nextBlocks() {
    const { account, day, read, corrections } = this;
    // Where few calls pass more is read at once, but no more than a cursor has room for.
    const limit = this.passed * 10 < this.lookedAt ? fewBlocks * 2 : fewBlocks;
    if (corrections) return blocksBefore(account, day, { after: read, limit, corrections });
    const newest = await newestBlocks(account, day);
    this.corrections = newest.corrections;
    return newest;
  }

  async readOn(): Promise<FoundCall[]> {
    const { blocks, isLast } = await this.nextBlocks();
    const last = blocks.at(-1);
    if (last) this.read = last.name;
    this.horizon = isLast || !last || last.lastSetupMs < this.wanted.fromMs ? nothingLeft : last.lastSetupMs;
    return this.take(blocks);
  }
}

/** What was corrected of a day. Undefined: nothing is read before its newest blocks, with which it comes. */
async function knownOf(account: string, day: CallDay, isResumed: boolean): Promise<Corrections | undefined> {
  if (day.isUncorrected) return noneCorrected;
  return day.object || isResumed ? correctionsOfDay(account, day.day) : undefined;
}

/** The calls of a day that are wanted, the newest first. */
export class DayReader {
  private readonly day: number;
  private readonly calls: NewestFirst<FoundCall>;
  private readonly file: FileSide | undefined;
  private readonly blocks: BlockSide | undefined;

  private constructor(account: string, { day, hasBlocks }: CallDay, file: DayFile | undefined, asked: Asked) {
    this.day = day;
    const side = file && new FileSide(file, asked.wanted);
    this.file = side;
    this.blocks = hasBlocks ? new BlockSide(account, day, asked, (block) => side?.holds(block) ?? false) : undefined;
    this.calls = new NewestFirst<FoundCall>([this.file, this.blocks].filter((one) => one !== undefined));
  }

  /** @param from where an earlier reader of the day stopped */
  static async open(account: string, day: CallDay, wanted: Wanted, from?: DayCursor): Promise<DayReader> {
    const isResumed = from?.day === day.day;
    const corrections = await knownOf(account, day, isResumed);
    const file = day.object && (await openDayFile(account, day.day, day.object, corrections));
    const reader = new DayReader(account, day, file, { wanted, corrections });
    if (isResumed) await reader.resume(from);
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

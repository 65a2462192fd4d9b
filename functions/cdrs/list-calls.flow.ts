import * as z from "zod";
import { type CallFilter, passes } from "./call-filter.ts";
import { blocksBefore, blocksNamed, type CallBlock, callsIn, daysWithCalls, type PlacedCall } from "./cdr.store.ts";
import { dayNumber } from "./day-set.ts";

/**
 * An account's calls, newest first, out of blocks that overlap in time: a call may be shown once no block that is still
 * unread can hold a later one.
 */

/** Where a list went on reading. `open` blocks were read and hold calls that were not shown yet. */
const Cursor = z.object({
  day: z.number().int(),
  /** The last block that was read. */
  read: z.string().optional(),
  open: z.array(z.string()),
  /** The last call that was shown: setup, block, row. */
  shown: z.tuple([z.number(), z.string(), z.number()]),
});
type Cursor = z.infer<typeof Cursor>;
type Place = Cursor["shown"];

const placeOf = ({ row, block, index }: PlacedCall): Place => [row.cdr.setupMs, block, index];
/** Later calls first; calls of one millisecond in an order that never changes. */
const later = (a: Place, b: Place): number => b[0] - a[0] || (a[1] < b[1] ? 1 : a[1] > b[1] ? -1 : b[2] - a[2]);

/** More open blocks than fit into a cursor: the day is read from its top again. */
const mostOpen = 20;
/** Calls that one request looks at before it hands out what it found: a filter that matches nothing still answers soon. */
const mostLookedAt = 20_000;

class DayReader {
  private waiting: PlacedCall[] = [];
  private read: string | undefined;
  private isLast = false;
  /** Latest setup that an unread block can hold. */
  private horizon = Number.POSITIVE_INFINITY;
  private readonly account: string;
  readonly day: number;
  private readonly filter: CallFilter;

  constructor(account: string, day: number, filter: CallFilter) {
    this.account = account;
    this.day = day;
    this.filter = filter;
  }

  async resume({ read, open, shown }: Cursor): Promise<void> {
    this.read = read;
    for (const block of await blocksNamed(this.account, this.day, open)) this.take(block);
    this.waiting = this.waiting
      .filter((call) => later(placeOf(call), shown) > 0)
      .sort((a, b) => later(placeOf(a), placeOf(b)));
    if (read) this.horizon = Date.parse(read.slice(0, read.indexOf("#")));
  }

  private take(block: CallBlock): void {
    if (block.firstSetupMs < this.filter.toMs) this.waiting.push(...callsIn(this.account, block));
  }

  /** The next call of the day, or undefined at its end. */
  async next(): Promise<PlacedCall | undefined> {
    while (!this.isLast && (this.waiting[0]?.row.cdr.setupMs ?? -1) <= this.horizon) await this.readOn();
    return this.waiting.shift();
  }

  private async readOn(): Promise<void> {
    const { blocks, isLast } = await blocksBefore(this.account, this.day, this.read);
    for (const block of blocks) this.take(block);
    const last = blocks.at(-1);
    this.isLast = isLast || !last || last.lastSetupMs < this.filter.fromMs;
    if (last) {
      this.read = last.name;
      this.horizon = last.lastSetupMs;
    }
    this.waiting.sort((a, b) => later(placeOf(a), placeOf(b)));
  }

  cursorAfter(call: PlacedCall): Cursor {
    const open = [...new Set(this.waiting.map(({ block }) => block))];
    const shown = placeOf(call);
    if (open.length > mostOpen) return { day: this.day, open: [], shown };
    return { day: this.day, ...(this.read ? { read: this.read } : {}), open, shown };
  }
}

export interface CallPage {
  calls: PlacedCall[];
  after: Record<string, unknown> | undefined;
}

/** One page of calls that pass the filter. `after` is what `after` of the next request is. */
export async function listCalls(
  account: string,
  filter: CallFilter,
  page: { limit: number; after: Record<string, unknown> | undefined },
): Promise<CallPage> {
  const cursor = page.after ? Cursor.parse(page.after) : undefined;
  const last = Math.min(dayNumber(filter.toMs - 1), cursor?.day ?? Number.POSITIVE_INFINITY);
  const days = await daysWithCalls(account, { first: Math.max(0, dayNumber(filter.fromMs)), last });
  const calls: PlacedCall[] = [];
  let lookedAt = 0;
  for (const day of days) {
    const reader = new DayReader(account, day, filter);
    if (cursor?.day === day) await reader.resume(cursor);
    for (let call = await reader.next(); call; call = await reader.next()) {
      // A day that was read from its top again begins behind what was shown.
      if (cursor?.day === day && later(placeOf(call), cursor.shown) <= 0) continue;
      lookedAt++;
      if (passes(call.row, filter)) calls.push(call);
      if (calls.length === page.limit || lookedAt === mostLookedAt)
        return { calls, after: { ...reader.cursorAfter(call) } };
    }
  }
  return { calls, after: undefined };
}

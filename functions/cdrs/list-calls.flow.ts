import { placeIn } from "../platform/pages.ts";
import { asking, type CallFilter } from "./call-filter.ts";
import { type FoundCall, newestFirst, type PlacedCall, placeOf } from "./call-order.ts";
import { callDaysDown } from "./cdr.store.ts";
import { DayCursor, DayReader, topOfDay } from "./day-reader.flow.ts";
import { dayNumber } from "./day-set.ts";

/** Calls that one request looks at before it hands out what it found: a filter that matches nothing still answers soon. */
const mostLookedAt = 20_000;

export interface CallPage {
  calls: PlacedCall[];
  after: Record<string, unknown> | undefined;
}

interface Walk {
  /** What the walk before returned: begins there. */
  after: Record<string, unknown> | undefined;
  /** Calls that are looked at before it stops, some more when they are packed together. */
  most: number;
  /** Whether to stop behind this call. */
  visit: (call: FoundCall) => boolean;
}

/** Hands out the calls of a day. @returns where it stopped, or how many calls it looked at in all */
async function walkDay(reader: DayReader, cursor: DayCursor | undefined, { most, visit }: Walk) {
  // Pieces that are read once more begin with what was shown, and do not count.
  const begins = cursor?.shown[0] ?? Number.POSITIVE_INFINITY;
  let again = reader.lookedAt;
  do {
    for (let call = reader.take(); call; call = reader.take()) {
      if (cursor && newestFirst(placeOf(call), cursor.shown) <= 0) continue;
      if (visit(call)) return reader.cursorAfter(call);
    }
    if (reader.horizon >= begins) again = reader.lookedAt;
    if (reader.lookedAt - again >= most && Number.isFinite(reader.horizon)) return reader.cursorHere();
  } while (await reader.readOn());
  return reader.lookedAt - again;
}

/**
 * Visits an account's calls that pass a filter, newest first. A cursor stays good while the days are put into files.
 * @returns where the next walk goes on, undefined at the end
 * @throws Problem bad_request for the cursor of another list
 */
export async function walkDown(account: string, filter: CallFilter, walk: Walk): Promise<DayCursor | undefined> {
  const cursor = placeIn(DayCursor, walk.after);
  const last = Math.min(dayNumber(filter.toMs - 1), cursor?.day ?? Number.POSITIVE_INFINITY);
  const wanted = { fromMs: filter.fromMs, toMs: filter.toMs, passes: asking(filter) };
  let left = walk.most;
  for await (const day of callDaysDown(account, { first: Math.max(0, dayNumber(filter.fromMs)), last })) {
    if (left <= 0) return topOfDay(day.day);
    const from = cursor?.day === day.day ? cursor : undefined;
    const reader = await DayReader.open(account, day, wanted, from);
    const end = await walkDay(reader, from, { ...walk, most: left });
    if (typeof end !== "number") return end;
    left -= end;
  }
  return undefined;
}

/** One page of calls that pass the filter. `after` is what `after` of the next request is. */
export async function listCalls(
  account: string,
  filter: CallFilter,
  page: { limit: number; after: Record<string, unknown> | undefined },
): Promise<CallPage> {
  const calls: PlacedCall[] = [];
  const visit = (call: FoundCall) => calls.push(call.placed()) === page.limit;
  const after = await walkDown(account, filter, { after: page.after, most: mostLookedAt, visit });
  return { calls, after: after && { ...after } };
}

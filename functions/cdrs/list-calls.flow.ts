import { type CallFilter, passes } from "./call-filter.ts";
import { newestFirst, type PlacedCall, placeOf } from "./call-order.ts";
import { callDays } from "./cdr.store.ts";
import { dayNumber } from "./day-set.ts";
import { DayCursor, DayReader } from "./read-day.flow.ts";

/** Calls that one request looks at before it hands out what it found: a filter that matches nothing still answers soon. */
const mostLookedAt = 20_000;

export interface CallPage {
  calls: PlacedCall[];
  after: Record<string, unknown> | undefined;
}

export interface Seen {
  call: PlacedCall;
  /** Where a reader goes on behind it. */
  cursor: () => Record<string, unknown>;
}

/**
 * An account's calls that a filter may want, newest first. A cursor stays good while the days are put into files.
 * @param after what `cursor` of a call said: begins behind it
 */
export async function* callsDown(
  account: string,
  filter: Pick<CallFilter, "fromMs" | "toMs">,
  after: Record<string, unknown> | undefined,
): AsyncGenerator<Seen, void, undefined> {
  const cursor = after ? DayCursor.parse(after) : undefined;
  const last = Math.min(dayNumber(filter.toMs - 1), cursor?.day ?? Number.POSITIVE_INFINITY);
  for (const day of await callDays(account, { first: Math.max(0, dayNumber(filter.fromMs)), last })) {
    const reader = await DayReader.open(account, day, filter, cursor);
    for (let call = await reader.next(); call; call = await reader.next()) {
      // Parts and blocks that are read once more begin with what was shown.
      if (cursor?.day === day.day && newestFirst(placeOf(call), cursor.shown) <= 0) continue;
      const found = call;
      yield { call: found, cursor: () => ({ ...reader.cursorAfter(found) }) };
    }
  }
}

/** One page of calls that pass the filter. `after` is what `after` of the next request is. */
export async function listCalls(
  account: string,
  filter: CallFilter,
  page: { limit: number; after: Record<string, unknown> | undefined },
): Promise<CallPage> {
  const calls: PlacedCall[] = [];
  let lookedAt = 0;
  for await (const { call, cursor } of callsDown(account, filter, page.after)) {
    lookedAt++;
    if (passes(call.row, filter)) calls.push(call);
    if (calls.length === page.limit || lookedAt === mostLookedAt) return { calls, after: cursor() };
  }
  return { calls, after: undefined };
}

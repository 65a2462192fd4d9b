import { daysAfter } from "../time/day.ts";
import { dateIn, instantsOf } from "../time/zone.ts";

/**
 * Which calls a file holds: those set up from where the file before it ended to the end of that day, by the clocks of a
 * zone. So every call is in one file also when the zone is changed: the file after the change is a longer or shorter one.
 */
export interface DaySpan {
  /** Epoch ms, included. */
  fromMs: number;
  /** Epoch ms, not included. */
  toMs: number;
  /** The date at its beginning: `2026-01-31`. */
  day: string;
}

/** The instant at which the day began that a zone's calendars show, epoch ms. */
export const dayBegin = (zone: string, atMs: number): number => instantsOf(Date.parse(dateIn(zone, atMs)), zone)[0];

/** When the file of a span is to be delivered, epoch ms. */
export const dueMs = ({ delayHours }: { delayHours: number }, { toMs }: DaySpan): number =>
  toMs + delayHours * 3_600_000;

/** The rest of the day, from an instant on: of 23 or 25 hours where clocks change. */
export function spanFrom(fromMs: number, zone: string): DaySpan {
  const day = dateIn(zone, fromMs);
  return { fromMs, toMs: instantsOf(Date.parse(daysAfter(day, 1)), zone)[0], day };
}

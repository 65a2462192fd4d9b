import { hourOf } from "../analysis/group-traffic.ts";
import { quarterMs } from "../analysis/traffic-cell.ts";
import { dayMs, daysAfter } from "../time/day.ts";
import { dateIn, instantsOf, offsetAt } from "../time/zone.ts";

/**
 * Which calls the home page tells of: those of today by a zone's calendar, up to where they are counted, beside those of
 * the same hours by the clock of the same weekday before.
 */

export interface Span {
  /** `2026-01-31`. */
  date: string;
  /** Epoch ms, on a quarter of an hour: from here on, to before `until`. */
  from: number;
  until: number;
  /** When the day is over; 23 or 25 hours after `from` where the clocks change. */
  end: number;
}

export interface HomeDays {
  today: Span;
  before: Span;
}

const firstOf = (date: string, zone: string): number => instantsOf(Date.parse(date), zone)[0];

const dayOf = (date: string, zone: string) => ({
  date,
  from: firstOf(date, zone),
  end: firstOf(daysAfter(date, 1), zone),
});

const within = (at: number, { from, end }: Pick<Span, "from" | "end">): number => Math.min(Math.max(at, from), end);

/**
 * @param at now, epoch ms
 * @param countedUpTo what was posted before is counted, epoch ms; undefined: nothing is
 */
export function homeDays(zone: string, at: number, countedUpTo: number | undefined): HomeDays {
  const date = dateIn(zone, at);
  const [today, before] = [dayOf(date, zone), dayOf(daysAfter(date, -7), zone)];
  const counted = Math.min(countedUpTo ?? 0, at);
  const until = within(counted - (counted % quarterMs), today);
  // Of a clock time that comes twice in a week's distance the first one is meant: as many hours as most days have.
  const [sameClock] = instantsOf(until + offsetAt(zone, until) - 7 * dayMs, zone);
  return {
    today: { ...today, until },
    before: { ...before, until: until === today.from ? before.from : within(sameClock, before) },
  };
}

export interface Hour {
  /** When it began, as cells are grouped by it. */
  at: string;
  /** What the clock shows, `02`; twice where the clocks go back. */
  clock: string;
}

/** The hours of a day by the zone's clocks. */
export function hoursIn({ from, end }: Pick<Span, "from" | "end">, zone: string): Hour[] {
  const hours = new Map<string, Hour>();
  for (let at = from; at < end; at += quarterMs) {
    const begin = hourOf(zone, { quarter: at / quarterMs });
    if (!hours.has(begin)) hours.set(begin, { at: begin, clock: clockOf(zone, at) });
  }
  return [...hours.values()];
}

const clockOf = (zone: string, at: number): string => new Date(at + offsetAt(zone, at)).toISOString().slice(11, 13);

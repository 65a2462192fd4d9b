import * as z from "zod";
import { dayMs } from "../time/day.ts";

/**
 * Billing periods. A period is half-open [from, until) and ends at a midnight of the account's zone: every midnight,
 * that of one weekday, or that of one day of the month. Where a zone skips midnight, the day begins at its first instant.
 */
export const BillingCycle = z.enum(["DAILY", "WEEKLY", "MONTHLY", "ON_DEMAND"]);
export type BillingCycle = z.infer<typeof BillingCycle>;

export interface PeriodTerms {
  /** IANA name. */
  zone: string;
  cycle: BillingCycle;
  /** WEEKLY: 1 = Monday to 7 = Sunday. MONTHLY: 1–28, so that every month has it. */
  cycleDay: number;
}

/** The end of a period that only a person ends. */
export const never = Date.UTC(9999, 11, 31);

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" });
    formats.set(zone, format);
  }
  return format;
}

/** `yyyy-mm-dd` on the wall in the zone. */
const wallDate = (epochMs: number, zone: string): string => formatOf(zone).format(epochMs);
const shiftDate = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00Z`) + days * dayMs).toISOString().slice(0, 10);

const starts = new Map<string, number>();

/** Epoch ms at which the date begins in the zone: the first second that shows it or a later one. Zones are at most 14 hours from UTC. */
export function startOfDay(date: string, zone: string): number {
  const name = `${zone} ${date}`;
  const known = starts.get(name);
  if (known !== undefined) return known;
  const utc = Date.parse(`${date}T00:00Z`) / 1000;
  let before = utc - 15 * 3600;
  let reached = utc + 15 * 3600;
  while (reached - before > 1) {
    const middle = Math.floor((before + reached) / 2);
    if (wallDate(middle * 1000, zone) >= date) reached = middle;
    else before = middle;
  }
  if (starts.size > 5000) starts.clear();
  starts.set(name, reached * 1000);
  return reached * 1000;
}

/** Epoch ms at which the day after the date begins in the zone. */
export const endOfDay = (date: string, zone: string): number => startOfDay(shiftDate(date, 1), zone);

export interface LocalDay {
  /** `yyyy-mm-dd` in the zone. */
  date: string;
  /** Epoch ms of the next day's start. */
  until: number;
}

/** The day of the zone that an instant lies in. Days follow each other without gap or overlap even where clocks go back across midnight. */
export function localDay(epochMs: number, zone: string): LocalDay {
  let date = wallDate(epochMs, zone);
  while (epochMs < startOfDay(date, zone)) date = shiftDate(date, -1);
  for (;;) {
    const until = startOfDay(shiftDate(date, 1), zone);
    if (epochMs < until) return { date, until };
    date = shiftDate(date, 1);
  }
}

/**
 * Whether a period ends where the date begins. A day that the cycle does not have (15 in a weekly one, left over from a
 * monthly) is taken round: an end must exist, or the search for it would not.
 */
function isBoundary(date: string, terms: PeriodTerms): boolean {
  const day = new Date(`${date}T00:00Z`);
  if (terms.cycle === "DAILY") return true;
  if (terms.cycle === "WEEKLY") return day.getUTCDay() === terms.cycleDay % 7;
  return day.getUTCDate() === Math.min(28, Math.max(1, terms.cycleDay));
}

/** The first end of a period that lies after the instant. `never` for ON_DEMAND. */
export function periodEnd(epochMs: number, terms: PeriodTerms): number {
  if (terms.cycle === "ON_DEMAND" || epochMs >= never) return never;
  let { date } = localDay(epochMs, terms.zone);
  for (;;) {
    date = shiftDate(date, 1);
    if (isBoundary(date, terms) && startOfDay(date, terms.zone) > epochMs) return startOfDay(date, terms.zone);
  }
}

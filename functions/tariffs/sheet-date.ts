import { monthOf } from "../time/month-name.ts";
import { instantsOf } from "../time/zone.ts";
import type { SheetLayout } from "./sheet-layout.ts";
import { quoted, refuse } from "./sheet-refusal.ts";

/** Dates as sheets write them. Where the year does not come first, the order of day and month is what was declared. */

/** `2026-10-31`, `2026/10/31`, `20261031`. */
const yearFirst = /^(?<year>\d{4})(?:(?<sign>[-/.])(?<month>\d{1,2})\k<sign>(?<day>\d{1,2})|(?<mm>\d{2})(?<dd>\d{2}))$/;
/** `31/10/2026`, `31.10.26`. */
const yearLast = /^(?<first>\d{1,2})(?<sign>[-/.])(?<second>\d{1,2})\k<sign>(?<year>\d{4}|\d{2})$/;
/** `31-Oct-2026`, `31 October 26`: nothing to declare, the month is a word. */
const monthNamed = /^(?<day>\d{1,2})[\s-]+(?<month>[A-Za-z]{3})[a-z]*\.?[\s,-]+(?<year>\d{4}|\d{2})$/;
/** `Oct 31, 2026`. */
const monthFirst = /^(?<month>[A-Za-z]{3})[a-z]*\.?\s+(?<day>\d{1,2}),?\s+(?<year>\d{4})$/;
/** A time behind the date; with an offset the instant is exact. */
const timed =
  /^(?<date>.+?)(?:[T\s]+(?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:\.\d{1,9})?)?\s*(?<zone>Z|[+-]\d{2}:?\d{2})?)?$/;

interface Day {
  year: number;
  month: number;
  day: number;
}

const fullYear = (year: string): number => Number(year) + (year.length === 2 ? 2000 : 0);

function dayOf(date: string, order: SheetLayout["dates"]): Day | undefined {
  const first = yearFirst.exec(date)?.groups;
  if (first) {
    const { year, month = first["mm"], day = first["dd"] } = first;
    return { year: Number(year), month: Number(month), day: Number(day) };
  }
  const named = (monthNamed.exec(date) ?? monthFirst.exec(date))?.groups;
  if (named)
    return { year: fullYear(named["year"] ?? ""), month: monthOf(named["month"] ?? ""), day: Number(named["day"]) };
  const last = yearLast.exec(date)?.groups;
  if (!last || order === "ISO") return undefined;
  const [one, two] = [Number(last["first"]), Number(last["second"])];
  const year = fullYear(last["year"] ?? "");
  return order === "DMY" ? { year, month: two, day: one } : { year, month: one, day: two };
}

/** @returns minutes east of UTC of `Z`, `+02:00` or `-0530` */
function offsetMinutes(zone: string): number {
  if (zone === "Z") return 0;
  const digits = zone.slice(1).replace(":", "");
  return (zone[0] === "-" ? -1 : 1) * (Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2)));
}

/**
 * The instant of a date, at 00:00 unless it has a time, in `timeZone` unless it has an offset.
 * @throws CellRefused BAD_DATE
 */
export function instantOf(cell: string, field: string, order: SheetLayout["dates"], timeZone: string): number {
  const parts = timed.exec(cell)?.groups;
  const day = dayOf(parts?.["date"] ?? "", order);
  if (!parts || !day) {
    const wanted = order === "ISO" ? "such as 2026-10-31; declare the order of day and month" : `in the order ${order}`;
    return refuse("BAD_DATE", `${field} ${quoted(cell)} is not a date ${wanted}`);
  }
  const [hour, minute, second] = ["hour", "minute", "second"].map((name) => Number(parts[name] ?? 0));
  const midnight = Date.UTC(day.year, day.month - 1, day.day);
  const back = new Date(midnight);
  const isDay = back.getUTCMonth() === day.month - 1 && back.getUTCDate() === day.day && day.year >= 1990;
  if (!isDay || day.year > 2200 || (hour ?? 0) > 23 || (minute ?? 0) > 59 || (second ?? 0) > 59)
    return refuse("BAD_DATE", `${field} ${quoted(cell)} is not a day of the calendar`);
  const wall = midnight + (((hour ?? 0) * 60 + (minute ?? 0)) * 60 + (second ?? 0)) * 1000;
  const zone = parts["zone"];
  return zone === undefined ? instantsOf(wall, timeZone)[0] : wall - offsetMinutes(zone) * 60_000;
}

import { dayMs } from "../time/day.ts";

/**
 * A set of UTC days in a few bytes, because a balance may not outgrow one write unit: the first day's number since
 * 1970, a colon, and one bit a day in hex, lowest first. `20738:5` = days 20738 and 20740.
 */
export type DaySet = string;

export const emptyDaySet: DaySet = "";
export const dayNumber = (epochMs: number): number => Math.floor(epochMs / dayMs);
/** `2026-10-13` of a day number. */
export const dayName = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10);
/** Day number of `2026-10-13`. */
export const dayNamed = (date: string): number => dayNumber(Date.parse(date));

export function daysOf(set: DaySet): number[] {
  const [first, bits = ""] = set.split(":");
  return [...bits].flatMap((hex, nibble) =>
    [0, 1, 2, 3].filter((bit) => (Number.parseInt(hex, 16) >> bit) & 1).map((bit) => Number(first) + nibble * 4 + bit),
  );
}

export function hasDay(set: DaySet, day: number): boolean {
  const colon = set.indexOf(":");
  const offset = day - Number(set.slice(0, colon));
  const hex = colon > 0 && offset >= 0 ? set[colon + 1 + (offset >> 2)] : undefined;
  return hex !== undefined && ((Number.parseInt(hex, 16) >> (offset & 3)) & 1) === 1;
}

export function withDays(set: DaySet, added: readonly number[]): DaySet {
  if (added.every((day) => hasDay(set, day))) return set;
  return setOf(new Set([...daysOf(set), ...added]));
}

export const withoutDays = (set: DaySet, gone: readonly number[]): DaySet =>
  setOf(new Set(daysOf(set).filter((day) => !gone.includes(day))));

function setOf(days: ReadonlySet<number>): DaySet {
  if (days.size === 0) return emptyDaySet;
  const first = Math.min(...days);
  const nibbles = new Array<number>(Math.floor((Math.max(...days) - first) / 4) + 1).fill(0);
  for (const day of days) nibbles[(day - first) >> 2] = (nibbles[(day - first) >> 2] ?? 0) | (1 << ((day - first) & 3));
  return `${first}:${nibbles.map((nibble) => nibble.toString(16)).join("")}`;
}

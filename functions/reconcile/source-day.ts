import * as z from "zod";
import { dayMs } from "../time/day.ts";
import { FiguresView } from "./figures.ts";
import type { Gap } from "./number-gaps.ts";

/** Gaps that an answer names, the largest; all are counted. */
const mostNamed = 100;

const Missing = z
  .object({
    /** Running numbers that have not come. */
    count: z.number().int(),
    /** They, as ranges with both ends included, in the order of the count; the largest 100 of them. */
    ranges: z.array(z.object({ from: z.number().int(), to: z.number().int() })),
    /** Whether there are more ranges than are named. */
    more: z.boolean(),
  })
  .meta({ id: "CdrMissingNumbers" });

/** What became of the records of calls that were set up on one day, to compare with the switch. */
export const SourceDayView = FiguresView.extend({
  /** Date of the setups in the source's time zone. Of lines that could not be read the date on which they came. */
  day: z.iso.date(),
  /** Null for a layout without running numbers. */
  missing: Missing.nullable(),
}).meta({ id: "CdrSourceDay" });
export type SourceDayView = z.infer<typeof SourceDayView>;

const sizeOf = ({ from, to }: Gap): number => to - from + 1;

export function missingOf(gaps: readonly Gap[]): NonNullable<SourceDayView["missing"]> {
  const largest = new Set([...gaps].sort((a, b) => sizeOf(b) - sizeOf(a)).slice(0, mostNamed));
  return {
    count: gaps.reduce((sum, gap) => sum + sizeOf(gap), 0),
    ranges: gaps.filter((gap) => largest.has(gap)),
    more: gaps.length > mostNamed,
  };
}

/** The date so many days later; earlier where `days` is negative. */
export const dateAfter = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);

/** Days that are shown unless others are asked for, and the most that one answer has. */
export const daysShown = 31;
export const mostDays = 92;

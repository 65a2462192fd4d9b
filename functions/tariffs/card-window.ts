import * as z from "zod";
import { isKnownZone, offsetAt } from "../time/zone.ts";

/**
 * A card may hold only at certain hours of the week: peak and off-peak. Hours are wall-clock time in the tariff's zone,
 * so a window that begins at 18:00 begins at 18:00 in summer and in winter.
 */

const minutesPerDay = 1440;
const minutesPerWeek = 7 * minutesPerDay;

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, "Must be a time such as 18:00.");

export const CardWindow = z
  .object({
    /** Days on which the window begins: 1 Monday … 7 Sunday (ISO 8601). */
    days: z.array(z.number().int().min(1).max(7)).min(1, "Must name at least one day.").max(7),
    /** First minute that belongs to it. */
    from: timeOfDay.default("00:00"),
    /** First minute that no longer does. Not later than `from`: the window runs over midnight into the next day. */
    to: timeOfDay.default("24:00"),
  })
  .meta({ id: "CardWindow" });
export type CardWindow = z.infer<typeof CardWindow>;

/** Name of the IANA time zone database, such as Europe/Berlin. */
export const TimeZone = z
  .string()
  .max(64)
  .refine((name) => /^[A-Za-z]/.test(name) && isKnownZone(name), "Is not a time zone of the IANA database.");

const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** One byte per minute of the week from Monday 00:00; 1 where some window covers it. Undefined: no windows, always. */
export function compileWindows(windows: readonly CardWindow[]): Uint8Array | undefined {
  if (windows.length === 0) return undefined;
  const covered = new Uint8Array(minutesPerWeek);
  for (const window of windows)
    for (const day of window.days) {
      const from = minuteOf(window.from);
      const to = minuteOf(window.to);
      const length = to > from ? to - from : to + minutesPerDay - from;
      const start = (day - 1) * minutesPerDay + from;
      for (let minute = start; minute < start + length; minute++) covered[minute % minutesPerWeek] = 1;
    }
  return covered;
}

/** Minutes since Monday 00:00 on the wall clock of the zone. */
export function minuteOfWeek(timeZone: string, atMs: number): number {
  const localMinutes = Math.floor((atMs + offsetAt(timeZone, atMs)) / 60_000);
  // 1970-01-01 was a Thursday, three days after a Monday.
  const minute = (localMinutes + 3 * minutesPerDay) % minutesPerWeek;
  return minute < 0 ? minute + minutesPerWeek : minute;
}

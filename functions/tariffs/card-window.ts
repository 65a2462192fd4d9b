import * as z from "zod";

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
export const TimeZone = z.string().max(64).refine(isTimeZone, "Is not a time zone of the IANA database.");

function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

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

/** Since 1972 every zone has changed its offset on a quarter of an hour of UTC, so an offset holds for a whole one. */
const slotMs = 900_000;
const rememberedSlots = 20_000;
const offsetsOfZone = new Map<string, { format: Intl.DateTimeFormat; offsets: Map<number, number> }>();

function zoneOf(timeZone: string) {
  const known = offsetsOfZone.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  const made = { format, offsets: new Map<number, number>() };
  offsetsOfZone.set(timeZone, made);
  return made;
}

/** What to add to UTC to get the wall clock of the zone at that instant, in milliseconds. */
export function zoneOffsetMs(timeZone: string, atMs: number): number {
  const zone = zoneOf(timeZone);
  const slot = Math.floor(atMs / slotMs);
  const known = zone.offsets.get(slot);
  if (known !== undefined) return known;
  const part = Object.fromEntries(
    zone.format.formatToParts(slot * slotMs).map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  const offset = Date.UTC(year, month - 1, day, hour, minute, second) - slot * slotMs;
  if (zone.offsets.size >= rememberedSlots) zone.offsets.clear();
  zone.offsets.set(slot, offset);
  return offset;
}

/** Minutes since Monday 00:00 on the wall clock of the zone. */
export function minuteOfWeek(timeZone: string, atMs: number): number {
  const localMinutes = Math.floor((atMs + zoneOffsetMs(timeZone, atMs)) / 60_000);
  // 1970-01-01 was a Thursday, three days after a Monday.
  const minute = (localMinutes + 3 * minutesPerDay) % minutesPerWeek;
  return minute < 0 ? minute + minutesPerWeek : minute;
}

/**
 * The instant at which the zone's wall clock shows `wallMs` (the wall clock read as if it were UTC). An hour that the
 * clock skips counts on from before the jump; of an hour that it shows twice the first is meant.
 */
export function wallClockInstant(timeZone: string, wallMs: number): number {
  const withOffsetOf = (day: number): number => wallMs - zoneOffsetMs(timeZone, wallMs + day * 86_400_000);
  const [before, after] = [withOffsetOf(-1), withOffsetOf(1)];
  return [before, after].find((at) => at + zoneOffsetMs(timeZone, at) === wallMs) ?? before;
}

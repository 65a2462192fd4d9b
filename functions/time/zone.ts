import { dayMs } from "./day.ts";

/**
 * Time zones by their IANA names. A wall clock of a zone shows one text for two instants in the hour when clocks go back
 * (a fold) and skips an hour when they go forward (a gap).
 */

/** Some six hundred there are; spelled otherwise in large and small letters they are more. */
const rememberedZones = 2000;
const knownZones = new Set<string>();

/** Whether the runtime's zone data knows the name. Asking it takes longer than all else of reading a customer. */
export function isKnownZone(name: string): boolean {
  if (knownZones.has(name)) return true;
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
  } catch {
    return false;
  }
  if (knownZones.size < rememberedZones) knownZones.add(name);
  return true;
}

/** Since 1972 every zone has changed its offset on a quarter of an hour of UTC, so an offset holds for a whole one. */
const slotMs = 900_000;
/** Far more than one delivery speaks of; keeps a fuzzed file from filling the memory. */
const rememberedSlots = 20_000;
const offsetsOfZone = new Map<string, { format: Intl.DateTimeFormat; offsets: Map<number, number> }>();

function zoneOf(zone: string) {
  const known = offsetsOfZone.get(zone);
  if (known) return known;
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  const made = { format, offsets: new Map<number, number>() };
  offsetsOfZone.set(zone, made);
  return made;
}

/** Milliseconds that the zone's clocks are ahead of UTC at an instant. */
export function offsetAt(zone: string, instantMs: number): number {
  if (zone === "UTC") return 0;
  const { format, offsets } = zoneOf(zone);
  const slot = Math.floor(instantMs / slotMs);
  const known = offsets.get(slot);
  if (known !== undefined) return known;
  const part = Object.fromEntries(format.formatToParts(slot * slotMs).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  const offset = Date.UTC(year, month - 1, day, hour, minute, second) - slot * slotMs;
  if (offsets.size >= rememberedSlots) offsets.clear();
  offsets.set(slot, offset);
  return offset;
}

/** The date that the zone's calendars show at an instant: `2026-01-31`. */
export const dateIn = (zone: string, instantMs: number): string =>
  new Date(instantMs + offsetAt(zone, instantMs)).toISOString().slice(0, 10);

/**
 * The instants that a wall clock of the zone may mean by this time (given as if it were UTC): one, two in a fold with
 * the earlier first, and in a gap the one that a clock shows which was not put forward.
 */
export function instantsOf(wallMs: number, zone: string): [number, ...number[]] {
  const before = offsetAt(zone, wallMs - dayMs);
  const after = offsetAt(zone, wallMs + dayMs);
  const [first, ...more] = [...new Set([before, after])]
    .map((offset) => ({ offset, instant: wallMs - offset }))
    .filter(({ offset, instant }) => offsetAt(zone, instant) === offset)
    .map(({ instant }) => instant)
    .sort((a, b) => a - b);
  return first === undefined ? [wallMs - before] : [first, ...more];
}

/** Stamps of switches, in words and numbers, to instants. A stamp without a zone may mean two of them (`functions/time/zone.ts`). */

/** `2026-10-12 09:14:07`, `T` between, fractions of a second allowed: as if it were UTC. Undefined when it is no date. */
export function wallTimeOf(text: string): number | undefined {
  const parts = /^(\d{4})-(\d\d)-(\d\d)[ T](\d\d):(\d\d):(\d\d)(?:[.,](\d{1,9}))?$/.exec(text.trim());
  if (!parts) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.slice(1, 7).map(Number);
  const ms = Number((parts[7] ?? "").slice(0, 3).padEnd(3, "0"));
  return wallTime({ year, month, day, hour, minute, second, ms });
}

export interface Wall {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  ms: number;
}

/** Undefined for the 31st of February, 25 o'clock and years before 2000. A leap second counts as the next second. */
export function wallTime(wall: Wall): number | undefined {
  const { year, month, day, hour, minute, second, ms } = wall;
  if (year < 2000 || hour > 23 || minute > 59 || second > 60) return undefined;
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  return Date.UTC(year, month - 1, day, hour, minute, second, ms);
}

/** The possible instants of the stamps of one call. `answer` is empty when it was never answered. */
export interface CallStamps {
  setup: readonly number[];
  answer: readonly number[];
  end: readonly number[];
  /** Setup to end, as the switch counted it; undefined when it does not say. */
  totalMs: number | undefined;
  /** Something that is close to the setup whatever the wall clock says, such as an epoch inside an id. */
  nearMs?: number | undefined;
}

export interface CallInstants {
  setupMs: number;
  answeredMs: number | null;
  endedMs: number | null;
}

/** How far a choice of instants is from what the switch says of the call; smaller is better. */
function distance(stamps: CallStamps, choice: CallInstants): number {
  const { setupMs, answeredMs, endedMs } = choice;
  const misorder =
    Math.max(0, setupMs - (answeredMs ?? setupMs)) + Math.max(0, (answeredMs ?? setupMs) - (endedMs ?? Infinity));
  const length = endedMs === null || stamps.totalMs === undefined ? 0 : Math.abs(endedMs - setupMs - stamps.totalMs);
  const near = stamps.nearMs === undefined ? 0 : Math.abs(setupMs - stamps.nearMs);
  return misorder + length + near;
}

/** The instants that agree best with the order of the stamps, the call's duration and its id; of equals the earlier. */
export function resolveInstants(stamps: CallStamps): CallInstants {
  const answers = stamps.answer.length > 0 ? stamps.answer : [null];
  const ends = stamps.end.length > 0 ? stamps.end : [null];
  const choices = stamps.setup.flatMap((setupMs) =>
    answers.flatMap((answeredMs) => ends.map((endedMs) => ({ setupMs, answeredMs, endedMs }))),
  );
  return choices.reduce((best, choice) => (distance(stamps, choice) < distance(stamps, best) ? choice : best));
}

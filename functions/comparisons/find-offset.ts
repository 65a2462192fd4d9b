import * as z from "zod";
import type { Matchable } from "./match-calls.ts";

/**
 * By how much their clock is ahead of UTC: of all quarters of an hour from 14 hours behind to 14 ahead, the one by which
 * most of a sample of their calls are calls of ours.
 */

const stepSeconds = 900;
const mostSteps = 56;
/** Calls of theirs that are tried. */
const mostTried = 2000;
/** A number that is called more often within a day than this tells nothing of the clock. */
const mostOfNumber = 200;

export const Sureness = z.enum([
  /** Half of the calls fit, and at most half as many do by any other offset. */
  "SURE",
  /** A fifth of the calls fit, and clearly fewer do by any other offset. */
  "LIKELY",
  /** Some fit, by chance perhaps: times are taken as they are written. */
  "UNSURE",
  /** Nothing fits by any offset: times are taken as they are written. */
  "NONE",
]);
export type Sureness = z.infer<typeof Sureness>;

export const FoundOffset = z.object({
  /** Minutes that their clock is ahead of what it was read as; a multiple of 15. 0 where nothing was found. */
  minutes: z.int(),
  sureness: Sureness,
  /** Calls of theirs that were tried, and how many of them fit. */
  tried: z.int(),
  matched: z.int(),
  /** How many fit by the next best offset. */
  matchedByNext: z.int(),
});
export type FoundOffset = z.infer<typeof FoundOffset>;

/** A call and the number by which it is known. */
export type Numbered = Matchable & { key: string };

export interface OffsetTolerance {
  /** Below half of a quarter of an hour. */
  timeToleranceSeconds: number;
  durationToleranceSeconds: number;
}

/** Evenly out of all. */
function sampleOf<T>(all: readonly T[]): T[] {
  const every = Math.max(1, all.length / mostTried);
  return Array.from({ length: Math.min(all.length, mostTried) }, (_, i) => all[Math.floor(i * every)] as T);
}

function stepsThatFit(their: Numbered, ours: readonly Numbered[], tolerance: OffsetTolerance): Set<number> {
  const steps = new Set<number>();
  for (const our of ours) {
    if (Math.abs(our.seconds - their.seconds) > tolerance.durationToleranceSeconds) continue;
    const apart = their.atSeconds - our.atSeconds;
    const step = Math.round(apart / stepSeconds);
    const isNear = Math.abs(apart - step * stepSeconds) <= tolerance.timeToleranceSeconds;
    if (isNear && Math.abs(step) <= mostSteps) steps.add(step);
  }
  return steps;
}

function surenessOf(tried: number, matched: number, next: number): Sureness {
  if (matched === 0) return "NONE";
  if (matched >= tried / 2 && matched >= next * 2) return "SURE";
  return matched >= tried / 5 && matched >= next * 1.5 ? "LIKELY" : "UNSURE";
}

/** Of equally good offsets the one nearest to none, then the one ahead. */
const better = ([a, votesA]: [number, number], [b, votesB]: [number, number]): number =>
  votesB - votesA || Math.abs(a) - Math.abs(b) || b - a;

/**
 * @param ours of the days around those of theirs
 * @param theirs in the order of the file; a call of no length says nothing
 */
export function findOffset(
  ours: readonly Numbered[],
  theirs: readonly Numbered[],
  tolerance: OffsetTolerance,
): FoundOffset {
  const byNumber = Map.groupBy(
    ours.filter(({ seconds }) => seconds > 0),
    ({ key }) => key,
  );
  const tried = sampleOf(theirs.filter(({ seconds }) => seconds > 0));
  const votes = new Map<number, number>();
  for (const their of tried) {
    const same = byNumber.get(their.key) ?? [];
    if (same.length > mostOfNumber) continue;
    for (const step of stepsThatFit(their, same, tolerance)) votes.set(step, (votes.get(step) ?? 0) + 1);
  }
  const [first = [0, 0], second = [0, 0]] = [...votes].sort(better);
  const [[step, matched], [, matchedByNext]] = [first, second];
  const sureness = surenessOf(tried.length, matched, matchedByNext);
  const isFound = sureness === "SURE" || sureness === "LIKELY";
  return { minutes: isFound ? (step * stepSeconds) / 60 : 0, sureness, tried: tried.length, matched, matchedByNext };
}

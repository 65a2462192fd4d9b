import type { NumberSpan } from "../cdrs/number-span.ts";

/**
 * Which of a switch's running numbers have not come. Asterisk counts from 0 again when it is started, so the same number
 * may come twice a day: numbers are of one count where they grow with the calls' setups. VOS never begins anew.
 */

export interface Counting {
  /** Whether the count begins at 0 again with the switch. */
  restarts: boolean;
  /** So many numbers in a row must be missing to be a gap. */
  smallestGap: number;
}

/** Setups of calls may be so much out of the order of their numbers: two processes, a clock that is set. */
const slackMs = 120_000;
/** Spans that are kept of a day; with more of them the smallest gaps are no longer told. */
const mostSpans = 2000;

const inTime = (before: NumberSpan, after: NumberSpan): boolean => after.fromMs >= before.toMs - slackMs;

/** Whether the two are of one count with no gap between them. */
function touches(a: NumberSpan, b: NumberSpan, { restarts, smallestGap }: Counting): boolean {
  if (b.from > a.to + smallestGap || a.from > b.to + smallestGap) return false;
  if (!restarts) return true;
  if (b.from > a.to) return inTime(a, b);
  if (a.from > b.to) return inTime(b, a);
  return a.fromMs - slackMs <= b.toMs && b.fromMs - slackMs <= a.toMs;
}

const joined = (a: NumberSpan, b: NumberSpan): NumberSpan => ({
  from: Math.min(a.from, b.from),
  to: Math.max(a.to, b.to),
  fromMs: Math.min(a.fromMs, b.fromMs),
  toMs: Math.max(a.toMs, b.toMs),
});

/** In the order of the count. */
const ordered = (spans: readonly NumberSpan[], { restarts }: Counting): NumberSpan[] =>
  [...spans].sort((a, b) => (restarts ? a.fromMs - b.fromMs : 0) || a.from - b.from || a.to - b.to);

/** So many spans before one are looked at where the count restarts: they are in the order of time, and what touches is near. */
const mostLookedAt = 200;

/** One pass: each span into the latest before it that it touches. */
function pass(spans: readonly NumberSpan[], counting: Counting): NumberSpan[] {
  const done: NumberSpan[] = [];
  for (const span of ordered(spans, counting)) {
    const first = Math.max(0, done.length - (counting.restarts ? mostLookedAt : 1));
    const at = first + done.slice(first).findLastIndex((one) => touches(one, span, counting));
    const known = at < first ? undefined : done[at];
    if (known) done[at] = joined(known, span);
    else done.push(span);
  }
  return done;
}

/** The fewest spans that say the same; beyond `mostSpans` without the smallest gaps. The same spans again change nothing. */
export function joinedSpans(spans: readonly NumberSpan[], counting: Counting): NumberSpan[] {
  let some = [...spans];
  for (let next = pass(some, counting); next.length < some.length; next = pass(some, counting)) some = next;
  const coarser = { ...counting, smallestGap: counting.smallestGap * 2 };
  return some.length > mostSpans ? joinedSpans(some, coarser) : ordered(some, counting);
}

export interface Gap {
  from: number;
  to: number;
}

/** Whether the count began at 0 again between the two, of which the second came later: it is lower, or it is of numbers that had come long before. */
const beganAgain = (before: NumberSpan, after: NumberSpan, { restarts }: Counting): boolean =>
  restarts && after.from <= before.to && (after.to < before.from || after.fromMs > before.toMs + slackMs);

/** What is missing between two spans of which the later follows; with a count that began anew, what its beginning lacks. */
function between(before: NumberSpan, after: NumberSpan, counting: Counting): Gap | undefined {
  if (after.from > before.to) return { from: before.to + 1, to: after.from - 1 };
  return beganAgain(before, after, counting) ? { from: 0, to: after.from - 1 } : undefined;
}

const sizeOf = ({ from, to }: Gap): number => to - from + 1;

/**
 * The gaps before and among the numbers of a day.
 * @param near the spans of the day before and the day after: a number may stand there, and the first gap begins there
 */
export function gapsOf(
  day: readonly NumberSpan[],
  near: { before: readonly NumberSpan[]; after: readonly NumberSpan[] },
  counting: Counting,
): Gap[] {
  const own = new Set(day);
  const all = ordered([...near.before, ...day, ...near.after], counting);
  const gaps: Gap[] = [];
  let highest: NumberSpan | undefined;
  for (const span of all) {
    const gap = highest && between(highest, span, counting);
    if (gap && own.has(span) && sizeOf(gap) >= counting.smallestGap) gaps.push(gap);
    if (!highest || span.to > highest.to || beganAgain(highest, span, counting)) highest = span;
  }
  return gaps;
}

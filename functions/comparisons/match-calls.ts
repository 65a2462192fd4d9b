import { Heap } from "./heap.ts";

/**
 * Which call of theirs is which of ours, among calls to one number: the two that are nearest in time are the same call,
 * then the nearest two of the rest, and so on; of equally near ones those whose durations are nearest. Each call is
 * matched once, the outcome does not depend on the order in which files stand, and the work grows as n log n: on a line the
 * nearest two of different sides always stand next to each other.
 */

/** A call as far as matching looks at it. */
export interface Matchable {
  /** Setup, epoch seconds. */
  atSeconds: number;
  /** How long it was. */
  seconds: number;
}

export interface Matches<O, T> {
  pairs: { our: O; their: T }[];
  ours: O[];
  theirs: T[];
}

type Call = Matchable;
type Key = (call: Call) => number;
const byTime: Key = ({ atSeconds }) => atSeconds;
const byLength: Key = ({ seconds }) => seconds;

/** Calls of one side at one place of the line. */
interface Slot {
  isOurs: boolean;
  at: number;
  calls: Call[];
  before: Slot | undefined;
  after: Slot | undefined;
}

/** Two neighbours of different sides. */
interface Neighbours {
  left: Slot;
  right: Slot;
  gap: number;
  /** How near their nearest calls are by length. */
  nearest: number;
  /** How many calls they had when this was said: what is out of date is said anew. */
  calls: number;
}

const isBefore = (a: Neighbours, b: Neighbours): boolean =>
  a.gap - b.gap < 0 ||
  (a.gap === b.gap && (a.nearest < b.nearest || (a.nearest === b.nearest && a.left.at < b.left.at)));

function slotsOf(ours: readonly Call[], theirs: readonly Call[], key: Key): Slot[] {
  const side = (calls: readonly Call[], isOurs: boolean) => calls.map((call) => ({ call, isOurs, at: key(call) }));
  const all = [...side(ours, true), ...side(theirs, false)];
  all.sort((a, b) => a.at - b.at || Number(b.isOurs) - Number(a.isOurs) || a.call.seconds - b.call.seconds);
  const slots: Slot[] = [];
  for (const { call, isOurs, at } of all) {
    const last = slots.at(-1);
    if (last?.at === at && last.isOurs === isOurs) last.calls.push(call);
    else {
      const slot: Slot = { isOurs, at, calls: [call], before: last, after: undefined };
      if (last) last.after = slot;
      slots.push(slot);
    }
  }
  return slots;
}

/** The least difference of length between a call of one slot and one of the other; calls stand by their length. */
function nearestLengths({ calls: a }: Slot, { calls: b }: Slot): number {
  const [few, many] = a.length < b.length ? [a, b] : [b, a];
  let least = Number.POSITIVE_INFINITY;
  for (const { seconds } of few) {
    let [low, high] = [0, many.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((many[middle]?.seconds ?? 0) < seconds) low = middle + 1;
      else high = middle;
    }
    for (const near of [many[low - 1], many[low]]) if (near) least = Math.min(least, Math.abs(near.seconds - seconds));
  }
  return least;
}

function unlink({ before, after }: Slot): void {
  if (before) before.after = after;
  if (after) after.before = before;
}

const bySides = (left: Slot, right: Slot) => (left.isOurs ? [left, right] : [right, left]) as [Slot, Slot];

/** Pairs calls by their place on a line, those at equal distance and at one place by the next key, and the rest as they come. */
function paired(ours: readonly Call[], theirs: readonly Call[], [key, ...next]: readonly Key[], most: number) {
  const pairs: { our: Call; their: Call }[] = [];
  if (key === undefined) {
    const n = Math.min(ours.length, theirs.length);
    for (let at = 0; at < n; at++) pairs.push({ our: ours[at] as Call, their: theirs[at] as Call });
    return { pairs, ours: ours.slice(n), theirs: theirs.slice(n) };
  }
  if (ours.length === 0 || theirs.length === 0) return { pairs, ours: [...ours], theirs: [...theirs] };
  const slots = slotsOf(ours, theirs, key);
  const heap = new Heap<Neighbours>(isBefore);
  const offer = (left: Slot | undefined, right: Slot | undefined) => {
    if (!left || !right || left.isOurs === right.isOurs || right.at - left.at > most) return;
    const nearest = next.length > 0 ? nearestLengths(left, right) : 0;
    heap.push({ left, right, gap: right.at - left.at, nearest, calls: left.calls.length + right.calls.length });
  };
  for (const slot of slots) offer(slot, slot.after);
  for (let best = heap.pop(); best; best = heap.pop()) {
    const { left, right } = best;
    if (left.calls.length === 0 || right.calls.length === 0 || left.after !== right) continue;
    if (left.calls.length + right.calls.length !== best.calls) {
      offer(left, right);
      continue;
    }
    const [our, their] = bySides(left, right);
    const found = paired(our.calls, their.calls, next, Number.POSITIVE_INFINITY);
    for (const pair of found.pairs) pairs.push(pair);
    our.calls = found.ours;
    their.calls = found.theirs;
    for (const slot of [left, right]) {
      if (slot.calls.length > 0) continue;
      unlink(slot);
      offer(slot.before, slot.after);
    }
  }
  const left = (isOurs: boolean) => slots.filter((slot) => slot.isOurs === isOurs).flatMap(({ calls }) => calls);
  return { pairs, ours: left(true), theirs: left(false) };
}

/**
 * Matches calls to one number.
 * @param toleranceSeconds how far apart the setups of one call may be, included
 */
export const matchCalls = <O extends Matchable, T extends Matchable>(
  ours: readonly O[],
  theirs: readonly T[],
  toleranceSeconds: number,
): Matches<O, T> => paired(ours, theirs, [byTime, byLength], toleranceSeconds) as Matches<O, T>;

import { type DifferenceClass, differenceOf, type Told, type Tolerances } from "./difference.ts";
import { matchCalls } from "./match-calls.ts";
import type { TheirCall } from "./their-call.ts";

/** A call of ours, as far as it is compared. */
export interface OurCall extends Told {
  id: string;
  account: string;
  number: string;
  key: string;
  /** The instant that theirs is compared with, epoch seconds. */
  atSeconds: number;
  /** Setup, epoch ms: decides whether the call is of the period. */
  setupMs: number;
  prefix: string | null;
  destination: string | null;
}

export type Compared = { kind: "SAME" | DifferenceClass } & (
  | { our: OurCall; their: TheirCall }
  | { our: OurCall; their: null }
  | { our: null; their: TheirCall }
);

export interface ComparisonRules extends Tolerances {
  timeToleranceSeconds: number;
  /** The period: of a matched call by our setup, of a lone one by its own. */
  fromMs: number;
  /** Not included. */
  toMs: number;
}

/** Whether there is anything to pay or to talk about: an attempt alone is no difference. */
export const isCall = ({ seconds, amount }: Told): boolean => seconds > 0 || (amount ?? 0n) !== 0n;

/** Lines like one that is matched: same length, within the tolerance of it. */
function saidTwice(matched: readonly TheirCall[], toleranceSeconds: number): (their: TheirCall) => boolean {
  const byLength = Map.groupBy(matched, ({ seconds }) => seconds);
  for (const calls of byLength.values()) calls.sort((a, b) => a.atSeconds - b.atSeconds);
  return ({ seconds, atSeconds }) => {
    const calls = byLength.get(seconds) ?? [];
    let [low, high] = [0, calls.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((calls[middle]?.atSeconds ?? 0) < atSeconds - toleranceSeconds) low = middle + 1;
      else high = middle;
    }
    return (calls[low]?.atSeconds ?? Number.POSITIVE_INFINITY) <= atSeconds + toleranceSeconds;
  };
}

/**
 * Calls to one number, of which no other call to it is within the tolerance. Calls with talk are matched first; then those
 * that are left with attempts, which one side may have taken for a call.
 */
function compareGroup(ours: readonly OurCall[], theirs: readonly TheirCall[], rules: ComparisonRules): Compared[] {
  const { timeToleranceSeconds: most, fromMs, toMs } = rules;
  const isOfPeriod = (ms: number) => ms >= fromMs && ms < toMs;
  const talked = matchCalls(ours.filter(isCall), theirs.filter(isCall), most);
  const tried = [ours.filter((call) => !isCall(call)), theirs.filter((call) => !isCall(call))] as const;
  const ourTried = matchCalls(tried[0], talked.theirs, most);
  const theirTried = matchCalls(talked.ours, tried[1], most);
  const pairs = [...talked.pairs, ...ourTried.pairs, ...theirTried.pairs];
  const isTwice = saidTwice(
    talked.pairs.map(({ their }) => their),
    most,
  );
  return [
    ...pairs
      .filter(({ our }) => isOfPeriod(our.setupMs))
      .map(({ our, their }) => ({ kind: differenceOf(our, their, rules) ?? ("SAME" as const), our, their })),
    ...theirTried.ours
      .filter(({ setupMs }) => isOfPeriod(setupMs))
      .map((our) => ({ kind: "ONLY_OURS" as const, our, their: null })),
    ...ourTried.theirs
      .filter(({ atSeconds }) => isOfPeriod(atSeconds * 1000))
      .map((their) => ({ kind: isTwice(their) ? ("TWICE" as const) : ("ONLY_THEIRS" as const), our: null, their })),
  ];
}

interface Open {
  ours: OurCall[];
  theirs: TheirCall[];
}

/**
 * Compares calls as days of them come in. What it holds is the calls of a day: those to a number are settled as soon as
 * no call that is yet to come can be within the tolerance of them, so cutting by days changes nothing.
 */
export class CallComparer {
  private readonly open = new Map<string, Open>();
  private readonly rules: ComparisonRules;

  constructor(rules: ComparisonRules) {
    this.rules = rules;
  }

  private of(key: string): Open {
    const known = this.open.get(key);
    if (known) return known;
    const made = { ours: [], theirs: [] };
    this.open.set(key, made);
    return made;
  }

  addOurs(call: OurCall): void {
    this.of(call.key).ours.push(call);
  }

  addTheirs(call: TheirCall): void {
    this.of(call.key).theirs.push(call);
  }

  /**
   * What is settled, in the order of setup.
   * @param untilSeconds all calls before it were added
   */
  settle(untilSeconds: number): Compared[] {
    const settled: Compared[] = [];
    for (const [key, { ours, theirs }] of this.open) {
      const { closed, rest } = this.groupsOf(ours, theirs, untilSeconds);
      for (const group of closed)
        for (const one of compareGroup(group.ours, group.theirs, this.rules)) settled.push(one);
      if (rest) this.open.set(key, rest);
      else this.open.delete(key);
    }
    return settled.sort(inOrder);
  }

  /** Cuts the calls to a number where more than the tolerance lies between two of them. */
  private groupsOf(ours: OurCall[], theirs: TheirCall[], untilSeconds: number): { closed: Open[]; rest?: Open } {
    const most = this.rules.timeToleranceSeconds;
    ours.sort((a, b) => a.atSeconds - b.atSeconds || (a.id < b.id ? -1 : 1));
    theirs.sort((a, b) => a.atSeconds - b.atSeconds || a.line - b.line);
    const groups: (Open & { last: number })[] = [];
    for (let [i, j] = [0, 0]; i < ours.length || j < theirs.length; ) {
      const [our, their] = [ours[i], theirs[j]];
      const isOurs = our !== undefined && (their === undefined || our.atSeconds <= their.atSeconds);
      const at = (isOurs ? our : their)?.atSeconds ?? 0;
      const before = groups.at(-1);
      const group = before && at - before.last <= most ? before : { ours: [], theirs: [], last: at };
      if (group !== before) groups.push(group);
      group.last = at;
      if (isOurs) group.ours.push(ours[i++] as OurCall);
      else group.theirs.push(theirs[j++] as TheirCall);
    }
    const last = groups.at(-1);
    if (!last || last.last + most < untilSeconds) return { closed: groups };
    return { closed: groups.slice(0, -1), rest: { ours: last.ours, theirs: last.theirs } };
  }
}

const placeOf = ({ our, their }: Compared): [number, number, string] => [
  our?.atSeconds ?? their?.atSeconds ?? 0,
  their?.line ?? 0,
  our?.id ?? "",
];

function inOrder(a: Compared, b: Compared): number {
  const [[atA, lineA, idA], [atB, lineB, idB]] = [placeOf(a), placeOf(b)];
  return atA - atB || lineA - lineB || (idA < idB ? -1 : 1);
}

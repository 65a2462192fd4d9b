import { dayNumber } from "../cdrs/day-set.ts";
import { nanoOf } from "../money/money.ts";
import { isoInstant } from "../platform/clock.ts";
import { CallComparer, type Compared, isCall } from "./compare-calls.ts";
import type { FaultyRow, StoredComparison } from "./comparison.ts";
import { DestinationTotals, KnownDestinations, unknownDestination } from "./destination-totals.ts";
import { type FoundOffset, findOffset, type Numbered } from "./find-offset.ts";
import { type AccountsByDay, daysOf, endOfDay, ourCalls } from "./read-ours.flow.ts";
import type { Theirs } from "./read-theirs.flow.ts";
import { ResultFiles } from "./result-files.flow.ts";
import type { TheirCall } from "./their-call.ts";

/** Told after each day: how much of the work is done, 0 to 1. @throws what ends the run */
export type Progress = (done: number) => Promise<void>;

const dayOf = ({ atSeconds }: TheirCall): number => dayNumber(atSeconds * 1000);

/** How their clock goes, by their busiest day and what of ours is around it. */
export async function offsetOf(job: StoredComparison, theirs: Theirs, accounts: AccountsByDay): Promise<FoundOffset> {
  const byDay = Map.groupBy(theirs.calls, dayOf);
  const [busiest] = [...byDay].sort(([a, callsA], [b, callsB]) => callsB.length - callsA.length || a - b);
  const [day, sample] = busiest ?? [0, []];
  const ours: Numbered[] = [];
  for (const near of [day - 1, day, day + 1])
    for await (const { key, atSeconds, seconds } of ourCalls(job, near, accounts, theirs.isBilledOnly))
      ours.push({ key, atSeconds, seconds });
  return findOffset(ours, sample, job.settings);
}

/** Their calls by the day of our clock. */
function shifted(job: StoredComparison, calls: readonly TheirCall[], { minutes }: FoundOffset): TheirCall[] {
  const ahead = job.settings.timeZone === null ? minutes * 60 : 0;
  return calls.map((call) => ({ ...call, atSeconds: call.atSeconds - ahead }));
}

const rulesOf = ({ settings, from, to }: StoredComparison) => ({
  ...settings,
  amountTolerance: nanoOf(settings.amountTolerance),
  roundingTolerance: nanoOf(settings.roundingTolerance),
  fromMs: Date.parse(from),
  toMs: Date.parse(to),
});

export interface Outcome {
  totals: DestinationTotals;
  /** Rows of theirs that are of another period. */
  outside: FaultyRow[];
  /** The instants between which theirs lie, epoch seconds; undefined where there is none. */
  span: { first: number; last: number } | undefined;
}

const outsideRow = ({ line, atSeconds }: TheirCall): FaultyRow => {
  const message = `${isoInstant(atSeconds * 1000)} is outside of the period.`;
  return { line, reason: "OUTSIDE", faults: [{ path: "time", message }] };
};

function spanOf(calls: readonly TheirCall[]): Outcome["span"] {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { atSeconds } of calls) {
    first = Math.min(first, atSeconds);
    last = Math.max(last, atSeconds);
  }
  return calls.length > 0 ? { first, last } : undefined;
}

/** One run over the days: what is settled is written out, and what only they have waits for its destination's name. */
class Comparing {
  private readonly known = new KnownDestinations();
  private readonly alone: Compared[] = [];
  private readonly unsettled: Set<number>;
  private readonly files: ResultFiles;
  readonly totals = new DestinationTotals();

  constructor(calls: readonly TheirCall[], files: ResultFiles) {
    this.files = files;
    this.unsettled = new Set(calls.filter(isCall).map(({ line }) => line));
  }

  private named(compared: Compared) {
    const { our, their } = compared;
    if (our) this.known.note(our);
    const called = their?.destination ?? "";
    const destination = our?.destination ?? this.known.nameOf(our?.number ?? their?.number ?? "", called);
    this.totals.add(destination, compared);
    return { compared, destination };
  }

  async take(settled: readonly Compared[]): Promise<void> {
    for (const one of settled) {
      if (one.their) this.unsettled.delete(one.their.line);
      if (one.our === null) this.alone.push(one);
    }
    await this.files.add(settled.filter(({ our }) => our !== null).map((one) => this.named(one)));
  }

  async end(calls: readonly TheirCall[]): Promise<FaultyRow[]> {
    await this.files.add(this.alone.map((one) => this.named(one)));
    return calls.filter(({ line }) => this.unsettled.has(line)).map(outsideRow);
  }
}

/** Compares call by call, a day of ours after the other. */
export async function compareCalls(
  job: StoredComparison,
  theirs: Theirs,
  { accounts, clock, progress }: { accounts: AccountsByDay; clock: FoundOffset; progress: Progress },
): Promise<Outcome> {
  const calls = shifted(job, theirs.calls, clock);
  const byDay = Map.groupBy(calls, dayOf);
  const comparer = new CallComparer(rulesOf(job));
  const files = new ResultFiles(job);
  const comparing = new Comparing(calls, files);
  const days = daysOf(job);
  try {
    for (const [index, day] of days.entries()) {
      for (const call of byDay.get(day) ?? []) comparer.addTheirs(call);
      for await (const call of ourCalls(job, day, accounts, theirs.isBilledOnly)) comparer.addOurs(call);
      await comparing.take(comparer.settle(endOfDay(day)));
      await progress((index + 1) / days.length);
    }
    await comparing.take(comparer.settle(Number.POSITIVE_INFINITY));
    const outside = await comparing.end(calls);
    await files.close(comparing.totals.rows());
    return { totals: comparing.totals, outside, span: spanOf(calls) };
  } catch (error) {
    await files.abort();
    throw error;
  }
}

/** Compares what calls come to, by destination. */
export async function compareTotals(job: StoredComparison, accounts: AccountsByDay, progress: Progress) {
  const totals = new DestinationTotals();
  const [fromMs, toMs] = [Date.parse(job.from), Date.parse(job.to)];
  const days = daysOf(job);
  for (const [index, day] of days.entries()) {
    for await (const call of ourCalls(job, day, accounts))
      if (isCall(call) && call.setupMs >= fromMs && call.setupMs < toMs)
        totals.addOurs(call.destination ?? unknownDestination, call);
    await progress((index + 1) / days.length);
  }
  for (const total of job.totals ?? []) totals.addTotal(total);
  await new ResultFiles(job).close(totals.rows());
  return totals;
}

import type { CdrBatch, SuspenseReason } from "../cdrs/cdr.ts";
import { postedCalls } from "../cdrs/posted-call.flow.ts";
import { getSources } from "../intake/source.store.ts";
import { isoInstant, now } from "../platform/clock.ts";
import { Problem } from "../platform/problem.ts";
import { rateAndPost } from "../rating/rate-batch.flow.ts";
import type { RatedBatch } from "../rating/rated-batch.ts";
import { countLines } from "../reconcile/count-lines.flow.ts";
import type { Estimate } from "./estimate.ts";
import { mayBeTried } from "./former-reading.flow.ts";
import { changeRows, type Decide } from "./park.flow.ts";
import type { Suspended } from "./suspended.ts";
import { type SuspenseFilter, type SuspensePlace, suspensePage } from "./suspense-page.store.ts";
import { waitingRecord } from "./waiting-record.flow.ts";
import { waitOf } from "./waits-for.ts";

export interface RetryReport {
  /** Records that were tried. */
  retried: number;
  charged: number;
  /** Charged before by another delivery. */
  duplicates: number;
  /** Still wait, perhaps for another reason now. */
  parked: number;
  /** Of those that still wait, how many for which reason. */
  reasons: Partial<Record<SuspenseReason, number>>;
  /** Lines that cannot be retried because they could not be read. */
  unreadable: number;
  /** Whether the time was up before all were tried; ask again. */
  more: boolean;
}

export const nothing = (): RetryReport => ({
  retried: 0,
  charged: 0,
  duplicates: 0,
  parked: 0,
  reasons: {},
  unreadable: 0,
  more: false,
});

/** A gateway gives 29 s: 20 of work leave room for the last batch. */
const workMs = 20_000;
export const recordsAtOnce = 200;

type Readable = Suspended & { cdr: NonNullable<Suspended["cdr"]> };

export const batchOf = (record: Readable): CdrBatch => ({
  source: record.source,
  delivery: record.delivery,
  ...(record.upload === null ? {} : { upload: record.upload }),
  part: 0,
  cdrs: [record.cdr],
  parked: [],
});

type Waiting = RatedBatch["waiting"][number];

/** What the records in conflict would have been charged more, or less, than the calls that were charged. */
async function differences(waiting: readonly Waiting[]): Promise<Map<string, Estimate>> {
  const conflicts = waiting.flatMap(({ record: { id, reason }, call, currency }) =>
    reason === "CONFLICT" && call && currency ? [{ id, call, currency }] : [],
  );
  const posted = await postedCalls(
    conflicts.map(({ call: { account, row } }) => ({ account, identity: row.identity, setupMs: row.cdr.setupMs })),
  );
  return new Map(
    conflicts.flatMap(({ id, call, currency }) => {
      const first = posted.get(call.row.identity);
      if (!first) return [];
      const amount = call.row.charge - first.row.charge;
      return [[id, { currency, amount, kind: "DIFFERENCE" as const }]];
    }),
  );
}

/** The row after a try that did not charge it: as it was, with why it waits now, and for what. */
async function triedAgain(
  waiting: readonly Waiting[],
  at: number,
): Promise<Map<string, (seen: Suspended) => Suspended>> {
  const estimates = await differences(waiting);
  const sources = await getSources([...new Set(waiting.map(({ record }) => record.source))]);
  return new Map(
    waiting.map(({ record, tariffId }) => {
      const { id, cdr, reason, detail, account, source } = record;
      return [
        id,
        (seen) => {
          const tried = { source: sources.get(source), tariffId, tries: seen.tries + 1, at };
          const estimate = estimates.get(id) ?? record.estimate;
          const wait = cdr ? waitOf(reason, { cdr, ...tried }) : { waitsFor: null, nextTryAt: null };
          return {
            ...seen,
            reason,
            detail,
            account,
            estimate,
            ...wait,
            tries: seen.tries + 1,
            triedAt: isoInstant(at),
          };
        },
      ];
    }),
  );
}

/** Another try or a redelivery may have been there meanwhile: what it wrote is newer, and a row that is gone stays gone. */
const ifUnchanged =
  (seen: Suspended, next: (seen: Suspended) => Suspended): Decide =>
  (known) =>
    known && known.v === seen.v ? next(known) : "leave";

/** Counts what became of a record, and says what becomes of its row. A record whose time was up stays as it is. */
function settle(record: Readable, outcome: RatedBatch, report: RetryReport): "remove" | "tried" | "leave" {
  const { settled, counts } = outcome;
  if (!settled) {
    report.more = true;
    return "leave";
  }
  report.charged += counts.accepted;
  report.duplicates += counts.duplicates;
  report.parked += counts.parked;
  for (const { record: again } of outcome.waiting)
    if (again.id === record.id) report.reasons[again.reason] = (report.reasons[again.reason] ?? 0) + 1;
  return counts.parked === 0 ? "remove" : "tried";
}

/**
 * The way that every record goes, once more, under its first delivery: what was charged meanwhile is found by its mark.
 * A record is taken out only after it is charged; a crash in between leaves one more try that changes nothing.
 */
export async function retryThese(records: readonly Suspended[], deadline: number): Promise<RetryReport> {
  const readable = records.flatMap((record) => (record.cdr ? [{ ...record, cdr: record.cdr }] : []));
  const report = { ...nothing(), retried: readable.length, unreadable: records.length - readable.length };
  if (readable.length === 0) return report;
  const at = now();
  const { tried, decisions } = await mayBeTried(readable, at);
  const held = readable.length - tried.length;
  if (held > 0) {
    report.parked += held;
    report.reasons.CONFLICT = held;
  }
  const outcomes = await rateAndPost(tried.map(batchOf), { at, deadline });
  const after = await triedAgain(
    outcomes.flatMap(({ waiting }) => waiting),
    at,
  );
  for (const [i, record] of tried.entries()) {
    const became = settle(record, outcomes[i] as RatedBatch, report);
    const next = after.get(record.id);
    if (became === "remove") decisions.set(record.id, () => "remove");
    else if (became === "tried" && next) decisions.set(record.id, ifUnchanged(record, next));
  }
  // Counted as what they are before they are taken out: a crash in between leaves one more try, which counts nothing twice.
  await countLines(
    outcomes.flatMap(({ aside }) => aside),
    at,
  );
  await changeRows(decisions);
  return report;
}

/** Tries one record again. @throws Problem not_found, or conflict for what was written off and a line that no retry can help. */
export async function retryOne(id: string): Promise<RetryReport> {
  const record = await waitingRecord(id);
  if (!record.cdr)
    throw new Problem("conflict", "This line could not be read, so a retry cannot help. Correct it and send it again.");
  return retryThese([record], now() + workMs);
}

export function add(total: RetryReport, report: RetryReport): void {
  for (const name of ["retried", "charged", "duplicates", "parked", "unreadable"] as const) total[name] += report[name];
  for (const [reason, count] of Object.entries(report.reasons) as [SuspenseReason, number][])
    total.reasons[reason] = (total.reasons[reason] ?? 0) + count;
}

/** Where a retry of many goes on. */
export type RetryPlace = SuspensePlace | undefined;

interface Extent {
  /** Records that are tried before the others, and not again among them. */
  first?: readonly Suspended[];
  from?: RetryPlace;
  /** Records after which it answers, so that whoever waits for it sees it go on. */
  most?: number;
}

/**
 * Tries all records of a reason, source and code again, as far as the time goes. What still waits keeps its place and is
 * not tried a second time.
 * @returns also where to go on, with `more`
 */
export async function retryAll(
  filter: SuspenseFilter,
  { first = [], from, most = Number.POSITIVE_INFINITY }: Extent = {},
): Promise<RetryReport & { next: RetryPlace }> {
  const began = now();
  const deadline = began + workMs;
  const done = new Set(first.map(({ id }) => id));
  const total = first.length > 0 ? await retryThese(first, deadline) : nothing();
  let place = from;
  do {
    const page = await suspensePage(filter, recordsAtOnce, place);
    const due = page.items.filter((one) => !done.has(one.id) && Date.parse(one.triedAt || one.parkedAt) <= began);
    const report = await retryThese(due, deadline);
    add(total, report);
    // What was not settled in time is tried again from the same place; what was is found by its marks.
    if (report.more) return { ...total, more: true, next: place };
    place = page.after;
  } while (place && now() < deadline && total.retried < most);
  return { ...total, more: place !== undefined, next: place };
}

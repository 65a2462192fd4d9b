import type { CdrBatch } from "../cdrs/cdr.ts";
import { now } from "../platform/clock.ts";
import { Problem } from "../platform/problem.ts";
import { rateBatch } from "../rating/rate-batch.flow.ts";
import type { Suspended } from "./suspended.ts";
import { getSuspended, release, type SuspenseFilter, suspensePage } from "./suspense.store.ts";

export interface RetryReport {
  /** Records that were tried. */
  retried: number;
  charged: number;
  /** Charged before by another delivery. */
  duplicates: number;
  /** Still wait, perhaps for another reason now. */
  parked: number;
  /** Lines that cannot be retried because they could not be read. */
  unreadable: number;
  /** Whether the time was up before all were tried; ask again. */
  more: boolean;
}

const nothing: RetryReport = { retried: 0, charged: 0, duplicates: 0, parked: 0, unreadable: 0, more: false };

/** A gateway gives 29 s: 20 of work leave room for the last batch. */
const workMs = 20_000;
const recordsAtOnce = 200;

const batchOf = (record: Suspended & { cdr: NonNullable<Suspended["cdr"]> }): CdrBatch => ({
  source: record.source,
  delivery: record.delivery,
  part: 0,
  cdrs: [record.cdr],
  parked: [],
});

/**
 * The way that every record goes, once more, under its first delivery: what was charged meanwhile is found by its mark.
 * A record is taken out only after it is charged; a crash in between leaves one more try that changes nothing.
 */
async function retryThese(records: readonly Suspended[], deadline: number): Promise<RetryReport> {
  const readable = records.flatMap((record) => (record.cdr ? [{ ...record, cdr: record.cdr }] : []));
  const report = { ...nothing, retried: readable.length, unreadable: records.length - readable.length };
  const outcomes = await rateBatch(readable.map(batchOf), { at: now(), deadline });
  for (const [i, { settled, counts }] of outcomes.entries()) {
    const record = readable[i];
    if (!record || !settled) report.more = true;
    else {
      report.charged += counts.accepted;
      report.duplicates += counts.duplicates;
      report.parked += counts.parked;
      if (counts.parked === 0) await release(record.id);
    }
  }
  return report;
}

/** Tries one record again. @throws Problem not_found, or conflict for a line that no retry can help. */
export async function retryOne(id: string): Promise<RetryReport> {
  const record = await getSuspended(id);
  if (!record) throw new Problem("not_found", "There is no such record in suspense. It may have been charged already.");
  if (!record.cdr)
    throw new Problem("conflict", "This line could not be read, so a retry cannot help. Correct it and send it again.");
  return retryThese([record], now() + workMs);
}

const add = (total: RetryReport, report: RetryReport): void => {
  for (const name of ["retried", "charged", "duplicates", "parked", "unreadable"] as const) total[name] += report[name];
};

/**
 * Tries all records of a reason, source and code again, as far as the time goes. What is parked once more stands behind
 * the others and is not tried a second time.
 * @param first records that are tried before the others, and not again among them
 */
export async function retryAll(filter: SuspenseFilter, first: readonly Suspended[] = []): Promise<RetryReport> {
  const began = now();
  const deadline = began + workMs;
  const done = new Set(first.map(({ id }) => id));
  const total = first.length > 0 ? await retryThese(first, deadline) : { ...nothing };
  let place: Awaited<ReturnType<typeof suspensePage>>["after"];
  do {
    const page = await suspensePage(filter, recordsAtOnce, place);
    const due = page.items.filter(({ id, parkedAt }) => !done.has(id) && Date.parse(parkedAt) <= began);
    const report = await retryThese(due, deadline);
    add(total, report);
    place = page.after;
    total.more ||= report.more || (place !== undefined && now() >= deadline);
  } while (place && !total.more);
  return total;
}

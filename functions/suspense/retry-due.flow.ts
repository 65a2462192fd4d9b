import { causeMarks, endMark, markTried } from "../cdrs/cause.store.ts";
import { type CauseMark, causes } from "../cdrs/cause.ts";
import type { SuspenseReason } from "../cdrs/cdr.ts";
import { isoInstant, now } from "../platform/clock.ts";
import type { After } from "../platform/pages.ts";
import { add, nothing, type RetryReport, recordsAtOnce, retryThese } from "./retry.flow.ts";
import { lastRun, type RetryRun, saveRun } from "./retry-run.store.ts";
import type { Suspended } from "./suspended.ts";
import { dropEmptyCells, dueAt, waitingFor } from "./suspense.store.ts";
import { suspensePage } from "./suspense-page.store.ts";
import { triesEndMs } from "./waits-for.ts";

/**
 * Tries again what may be charged now: the records whose cause changed, and those whose time has come. Nothing else is
 * read, so a run costs what changed and not what waits. Marks of changes are taken away only after their records were
 * tried; a run that is killed, or two at once, try some of them once more and charge nothing twice.
 */

/** Clocks of two machines may differ by this much: what was tried so shortly after a change is tried again. */
const clocksApartMs = 5_000;
/** A batch that was being rated when the cause changed parks its records with the old answer until then at the latest. */
const settledAfterMs = triesEndMs;

/** What is judged by the source's settings. */
const bySource: readonly SuspenseReason[] = ["UNKNOWN_CUSTOMER", "CLOCK", "TOO_LONG", "BAD_NUMBER"];

const ofSource = causes.source("");

type Pages = (after: After) => Promise<{ items: Suspended[]; after: After }>;

/** The records that a change may concern: those that wait for the cause, or are judged by the source's settings. */
function pagesOf(mark: CauseMark): Pages[] {
  const triedUntil = isoInstant(mark.at + clocksApartMs);
  return mark.causes.flatMap((cause): Pages[] => {
    const source = cause.startsWith(ofSource) ? cause.slice(ofSource.length) : undefined;
    if (source === undefined) return [(after) => waitingFor(cause, triedUntil, { limit: recordsAtOnce, after })];
    return bySource.map(
      (reason): Pages =>
        async (after) => {
          const page = await suspensePage({ reason, source }, recordsAtOnce, { reason, source, after });
          const items = page.items.filter(({ triedAt, parkedAt }) => (triedAt || parkedAt) <= triedUntil);
          return { items, after: page.after?.after };
        },
    );
  });
}

const concerns = (mark: CauseMark, { account }: Suspended): boolean =>
  mark.account === null || mark.account === account;

/** Tries what the pages bring, each once. @returns whether all of it was tried before the time was up */
async function tryAll(pages: Pages, wanted: (record: Suspended) => boolean, report: RetryReport, deadline: number) {
  const done = new Set<string>();
  let after: After;
  do {
    if (now() >= deadline) return false;
    const page = await pages(after);
    const due = page.items.filter((record) => !done.has(record.id) && wanted(record));
    for (const { id } of due) done.add(id);
    const tried = await retryThese(due, deadline);
    add(report, tried);
    if (tried.more) return false;
    after = page.after;
  } while (after);
  return true;
}

/** A mark is looked at when it is new, and once more when every batch of before the change has come to its end. */
const isDue = (mark: CauseMark, at: number): boolean =>
  mark.triedMs === undefined || (at >= mark.at + settledAfterMs && mark.triedMs < mark.at + settledAfterMs);

async function tryMark(mark: CauseMark, report: RetryReport, deadline: number): Promise<void> {
  const began = now();
  for (const pages of pagesOf(mark))
    if (!(await tryAll(pages, (record) => concerns(mark, record), report, deadline))) return;
  if (began >= mark.at + settledAfterMs) await endMark(mark);
  else await markTried(mark, began);
}

const hourOf = (epochMs: number): number => Math.floor(epochMs / 3_600_000);

/**
 * One run by the clock.
 * @param deadline epoch ms at which to stop beginning something
 */
export async function retryDue(deadline: number): Promise<RetryRun> {
  const at = now();
  const report = nothing();
  for (const mark of await causeMarks()) if (isDue(mark, at) && now() < deadline) await tryMark(mark, report, deadline);
  const due: Pages = (after) => dueAt(isoInstant(at), { limit: recordsAtOnce, after });
  await tryAll(due, () => true, report, deadline);
  if (hourOf(at) !== hourOf((await lastRun())?.at ?? 0)) await dropEmptyCells();
  const left = (await causeMarks()).filter(({ triedMs }) => triedMs === undefined);
  const { retried, charged, parked } = report;
  const run = { at, retried, charged, parked, changes: left.length };
  await saveRun(run);
  return run;
}

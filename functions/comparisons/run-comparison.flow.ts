import { allows, seesVendors } from "../auth/access.ts";
import { customerInReach } from "../customers/in-reach.flow.ts";
import { askerNow } from "../exports/asker.flow.ts";
import { isoInstant, now } from "../platform/clock.ts";
import { FileReplaced } from "../platform/files.ts";
import { log } from "../platform/log.ts";
import { Problem } from "../platform/problem.ts";
import { write } from "../platform/table.ts";
import { isConditionFailed } from "../platform/write-refused.ts";
import { SheetUnreadable } from "../sheets/sheet-unreadable.ts";
import { counted } from "../time/counted.ts";
import { getVendor } from "../vendors/vendor.store.ts";
import { compareCalls, compareTotals, offsetOf, type Progress } from "./compare-theirs.flow.ts";
import { getComparison, keepComparison, theirFacts } from "./comparison.store.ts";
import { type ComparisonFailure, type FaultyRow, noRows, type StoredComparison } from "./comparison.ts";
import { accountsByDay } from "./read-ours.flow.ts";
import { readTheirs, type Theirs, writeRejects } from "./read-theirs.flow.ts";

/** Kept for writing the end of the result. */
const endingMs = 30_000;
/** Faults that are shown with the comparison; all of them are in the file. */
const mostShown = 20;
/** How much of the work is done once their file is read. */
const readShare = 0.3;

/** The comparison ends here, with a reason that people can read. */
class Stopped extends Error {
  readonly reason: ComparisonFailure;
  readonly found: Partial<StoredComparison>;
  constructor(reason: ComparisonFailure, message: string, found: Partial<StoredComparison> = {}) {
    super(message);
    this.reason = reason;
    this.found = found;
  }
}

/** One run, and the state under which it may go on. */
class Run {
  job: StoredComparison;
  private notedMs = 0;
  private readonly workMsLeft: () => number;

  constructor(job: StoredComparison, workMsLeft: () => number) {
    this.job = job;
    this.workMsLeft = workMsLeft;
  }

  /** Writes the next state. @throws WriteRefused when another run, a cancel or a change came between */
  async say(change: Partial<StoredComparison>): Promise<void> {
    const next = { ...this.job, ...change, aliveAt: isoInstant(now()) };
    await write(keepComparison(next));
    this.job = { ...next, seq: next.seq + 1 };
  }

  readonly progress: Progress = async (done) => {
    if (this.workMsLeft() < endingMs)
      throw new Stopped(
        "OUT_OF_TIME",
        "Time was up before every day was compared. Please compare parts of the period.",
      );
    if (now() < this.notedMs + 1000) return;
    this.notedMs = now();
    await this.say({ progress: Math.min(99, Math.floor(100 * (readShare + (1 - readShare) * done))) });
  };
}

/** @throws Stopped where whoever began it may no longer have it, or it is about nobody any more */
async function checkAsker({ asker, account, vendor }: StoredComparison): Promise<void> {
  const principal = await askerNow(asker, now());
  if (!principal || !allows(principal, "calls:read") || (vendor !== null && !seesVendors(principal)))
    throw new Stopped("NO_LONGER_ALLOWED", "Whoever began this may no longer do it, or is no longer there.");
  if (vendor !== null && !(await getVendor(vendor))) throw new Stopped("GONE", "The vendor is no longer there.");
  try {
    if (account !== null) await customerInReach(account, principal);
  } catch (error) {
    if (error instanceof Problem) throw new Stopped("GONE", error.message);
    throw error;
  }
}

const rowsOf = ({ rows, calls, faulty }: Theirs, outside: number) => ({
  all: rows,
  used: calls.length - outside,
  refused: faulty.length,
  outside,
});

const first = (faulty: readonly FaultyRow[]) => ({ faults: faulty.slice(0, mostShown) });

/** @throws Stopped EMPTY, NO_ROWS where nothing can be compared */
async function checkUsable({ job }: Run, theirs: Theirs, etag: string): Promise<void> {
  const { rows, calls, faulty, seen, mapping } = theirs;
  if (rows === 0) throw new Stopped("EMPTY", "The file has headers and no rows.", { seen, mapping });
  if (calls.length > 0) return;
  await writeRejects(job, etag, faulty);
  const [one] = faulty;
  const why = one?.faults.map(({ message }) => message).join(" ") ?? "";
  const found = { seen, mapping, rows: rowsOf(theirs, 0), ...first(faulty) };
  throw new Stopped("NO_ROWS", `None of ${counted(rows, "row")} could be used. Line ${one?.line}: ${why}`, found);
}

async function compareFile(run: Run, etag: string): Promise<void> {
  const theirs = await readTheirs(run.job, etag);
  await checkUsable(run, theirs, etag);
  const { seen, mapping } = theirs;
  await run.say({ progress: readShare * 100, seen, mapping, rows: rowsOf(theirs, 0) });
  const accounts = await accountsByDay(run.job);
  const clock = await offsetOf(run.job, theirs, accounts);
  const { totals, outside, span } = await compareCalls(run.job, theirs, { accounts, clock, progress: run.progress });
  const faulty = [...theirs.faulty, ...outside];
  if (faulty.length > 0) await writeRejects(run.job, etag, faulty);
  const found = { clock, rows: rowsOf(theirs, outside.length), ...first(faulty) };
  if (outside.length === theirs.calls.length && span) {
    const [from, to] = [isoInstant(span.first * 1000), isoInstant(span.last * 1000)];
    const message = `Nothing in the file is of the period: ${counted(outside.length, "call")}, set up between ${from} and ${to}.`;
    throw new Stopped("ALL_OUTSIDE", message, found);
  }
  await run.say({ ...found, total: totals.total(), status: "done", progress: 100 });
}

async function compare(run: Run, etag: string): Promise<void> {
  await checkAsker(run.job);
  if (run.job.totals === null) return compareFile(run, etag);
  const totals = await compareTotals(run.job, await accountsByDay(run.job), run.progress);
  await run.say({ total: totals.total(), status: "done", progress: 100 });
}

/** Tells whoever looks at it why it ended. @throws what is a fault of ours */
async function settle(run: Run, error: unknown): Promise<void> {
  // Whoever put the file there anew is told of by an event of its own.
  const isOvertaken = error instanceof FileReplaced || isConditionFailed(error);
  if (isOvertaken) return log.info("a comparison was overtaken or cancelled", { job: run.job.id, reason: "OVERTAKEN" });
  if (!(error instanceof Stopped || error instanceof SheetUnreadable)) throw error;
  const { reason, message } = error;
  const found = error instanceof Stopped ? error.found : error.seen ? { seen: error.seen } : {};
  await run.say({ ...found, status: "failed", failure: { reason, message } });
}

/** One run of a comparison. May be told of the same file any number of times: what has ended stays as it is. */
export async function runComparison(id: string, workMsLeft: () => number): Promise<void> {
  const seen = await getComparison(id);
  if (!seen) return log.warn("a file that no comparison waits for", { job: id, reason: "UNKNOWN_COMPARISON" });
  const file = await theirFacts(id);
  if (!file || (seen.status !== "queued" && seen.status !== "running")) return;
  const run = new Run(seen, workMsLeft);
  try {
    const begun = { failure: null, rows: noRows, faults: [], clock: null, total: null };
    await run.say({ ...begun, status: "running", progress: 0, run: seen.run + 1 });
    await compare(run, file.etag);
  } catch (error) {
    await settle(run, error);
  }
}

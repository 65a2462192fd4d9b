import { isoInstant, now } from "../platform/clock.ts";
import { FileReplaced } from "../platform/files.ts";
import { log } from "../platform/log.ts";
import { write } from "../platform/table.ts";
import { isConditionFailed } from "../platform/write-refused.ts";
import { SheetUnreadable } from "../sheets/sheet-unreadable.ts";
import {
  allRows,
  dropSheet,
  getCustomerImport,
  hashOf,
  keepImport,
  type SentSheet,
  sentSheet,
} from "./customer-import.store.ts";
import { type Counts, countRow, noCounts, type StoredCustomerImport } from "./customer-import.ts";
import { benchOf } from "./judge-rows.flow.ts";
import { makeRows } from "./make-rows.flow.ts";
import { withoutSecrets } from "./read-sheet.flow.ts";
import { writeRejects } from "./reject-file.flow.ts";
import { tryRows } from "./try-rows.flow.ts";

/** The sheet that a run is about. */
type Hashed = SentSheet & { sha256: string };

/** Writes the next state. @throws WriteRefused when another run, a cancel or an edit came between */
async function say(job: StoredCustomerImport, change: Partial<StoredCustomerImport>): Promise<StoredCustomerImport> {
  const next = { ...job, ...change, aliveAt: isoInstant(now()) };
  await write(keepImport(next));
  return { ...next, seq: job.seq + 1 };
}

type Failure = NonNullable<StoredCustomerImport["failure"]>;
const fail = (job: StoredCustomerImport, failure: Failure, seen = job.seen) =>
  say(job, { status: "failed", failure, seen });

const notAllowed: Failure = {
  reason: "NO_LONGER_ALLOWED",
  message: "Whoever began this may no longer do it, or is no longer there.",
};
const otherFile: Failure = {
  reason: "FILE_CHANGED",
  message: "Another file was sent after the trial. Start a new import.",
};

async function tryOut(job: StoredCustomerImport, sheet: Hashed, workMsLeft: () => number): Promise<void> {
  const { sha256 } = sheet;
  const running = await say(job, { status: "running", progress: 0, failure: null, sha256, reading: job.reading + 1 });
  const bench = await benchOf(running);
  if (!bench) return void (await fail(running, notAllowed));
  const found = await tryRows(running, sheet, bench, workMsLeft);
  if (found.counts.refused > 0) await writeRejects(running, sheet);
  await say(running, { ...found, status: "done", progress: 100 });
}

async function counted(job: StoredCustomerImport): Promise<Counts> {
  const counts = { ...noCounts };
  for await (const row of allRows(job)) countRow(counts, row);
  return counts;
}

async function makeAll(job: StoredCustomerImport, sheet: Hashed, workMsLeft: () => number): Promise<void> {
  if (job.sha256 !== sheet.sha256) return void (await fail(job, otherFile));
  const running = await say(job, { status: "running" });
  const bench = await benchOf(running);
  if (!bench) return void (await fail(running, notAllowed));
  if (!(await makeRows(running, sheet, bench, workMsLeft))) return;
  const counts = await counted(running);
  if (counts.refused > 0) await writeRejects(running, sheet);
  await say(running, { counts, status: "done", progress: 100 });
  await dropSheet(job.id);
}

/** The sheet cannot be read: whoever looks at the import is told, if it is still this run's. */
async function tellUnreadable(id: string, error: SheetUnreadable): Promise<void> {
  const job = await getCustomerImport(id);
  if (job?.status !== "running") return;
  const { reason, message, seen } = error;
  await fail(job, { reason, message }, seen && withoutSecrets(seen));
}

/** Whether the event says anything new: what is tried or made already is left alone. */
const isSettled = ({ status, phase, sha256 }: StoredCustomerImport, sheet: Hashed): boolean =>
  status === "cancelled" ||
  ((status === "done" || status === "failed") && (phase === "change" || sha256 === sheet.sha256));

async function runWith(job: StoredCustomerImport, sent: SentSheet, workMsLeft: () => number): Promise<void> {
  const sheet = { ...sent, sha256: await hashOf(sent) };
  if (isSettled(job, sheet)) return;
  if (job.phase === "trial") await tryOut(job, sheet, workMsLeft);
  else await makeAll(job, sheet, workMsLeft);
}

/** One run of the import's phase. May be told of the same file any number of times. */
export async function runCustomerImport(id: string, workMsLeft: () => number): Promise<void> {
  const job = await getCustomerImport(id);
  if (!job) return log.warn("a sheet that no import waits for", { job: id, reason: "UNKNOWN_IMPORT" });
  const sent = await sentSheet(id);
  if (!sent) return;
  try {
    await runWith(job, sent, workMsLeft);
  } catch (error) {
    if (error instanceof SheetUnreadable) return tellUnreadable(id, error);
    // Whoever put the file there anew, or had it read again, is told of by an event of its own.
    const isOvertaken = error instanceof FileReplaced || isConditionFailed(error);
    if (!isOvertaken) throw error;
    log.info("a run of an import was overtaken or cancelled", { job: id, reason: "OVERTAKEN" });
  }
}

import { now } from "../platform/clock.ts";
import { abortParts, FileSink } from "../platform/file-sink.ts";
import { removeFile } from "../platform/files.ts";
import { log } from "../platform/log.ts";
import { pauseMs } from "../platform/pause.ts";
import { Problem } from "../platform/problem.ts";
import { counted } from "../time/counted.ts";
import { askerNow } from "./asker.flow.ts";
import { chosenColumns } from "./column.ts";
import { criteriaOf } from "./criteria.ts";
import { exportFile, finishedAt, getExport, replaceExport } from "./export.store.ts";
import { contentTypes, type ExportFailure, interrupted, type StoredExport } from "./export.ts";
import { openTableFile } from "./formats/open-file.flow.ts";
import { checkAllowed, kindOf } from "./kinds/kinds.flow.ts";
import { letterheadNow } from "./letterhead.flow.ts";
import { mostRows } from "./row-limits.ts";

/** A run that has not said anything for this long is taken for dead. It says something with every page of rows. */
const leaseMs = 60_000;
/** A job that ended three runs without a word would end a fourth. */
const mostRuns = 3;
/** Kept for writing the end of the file. */
const endingMs = 30_000;

/** The job ends here, with a reason that its owner can read. */
class Stopped extends Error {
  readonly reason: ExportFailure;
  constructor(reason: ExportFailure, message: string) {
    super(message);
    this.reason = reason;
  }
}

/** The job was cancelled, or another run took it over. */
class Overtaken extends Error {}

const isOpen = ({ status }: StoredExport): boolean => status === "queued" || status === "running";

/**
 * The job, once no other run is alive on it; undefined where there is nothing to do. A second delivery of the start
 * waits for a sign of life of the first.
 */
async function takeable(id: string): Promise<StoredExport | undefined> {
  const first = await getExport(id);
  if (!first) log.warn("a start of an export that does not exist", { job: id, reason: "UNKNOWN_EXPORT" });
  let job = first;
  while (job && isOpen(job) && job.status === "running" && now() < job.leaseMs) {
    if (job.leaseMs !== first?.leaseMs || job.attempt !== first.attempt) return undefined;
    await pauseMs(1000);
    job = await getExport(id);
  }
  return job && isOpen(job) ? job : undefined;
}

/** One run of a job: what it has written so far, and the state under which it may go on. */
class Run {
  job: StoredExport;
  readonly sink: FileSink;

  constructor(job: StoredExport) {
    this.job = job;
    this.sink = new FileSink(exportFile(job), contentTypes[job.format]);
  }

  /** Writes the next state. @throws Overtaken where the job is no longer this run's */
  async say(change: Partial<StoredExport>): Promise<void> {
    const next = { ...this.job, leaseMs: now() + leaseMs, uploadId: this.sink.uploadId ?? null, ...change };
    if (!(await replaceExport(this.job, next))) throw new Overtaken();
    this.job = next;
  }
}

async function begin(seen: StoredExport): Promise<Run | undefined> {
  // Parts of a run that died are nobody's.
  if (seen.uploadId !== null) await abortParts(exportFile(seen), seen.uploadId);
  if (seen.attempt >= mostRuns) {
    await replaceExport(seen, { ...seen, status: "failed", failure: interrupted, ...finishedAt(now()) });
    return undefined;
  }
  const next: StoredExport = {
    ...seen,
    ...{ status: "running", attempt: seen.attempt + 1, leaseMs: now() + leaseMs },
    ...{ progress: 0, rows: 0, uploadId: null },
  };
  return (await replaceExport(seen, next)) ? new Run(next) : undefined;
}

/** @throws Stopped where whoever asked may no longer have it */
async function scopeOf({ asker, kind, filter, createdAt }: StoredExport) {
  const principal = await askerNow(asker, now());
  if (!principal) throw new Stopped("NO_LONGER_ALLOWED", "Whoever asked for this export is no longer there.");
  const scope = { principal, at: Date.parse(createdAt) };
  try {
    await checkAllowed(kind, filter, scope);
  } catch (error) {
    if (error instanceof Problem) throw new Stopped("NO_LONGER_ALLOWED", error.message);
    throw error;
  }
  return scope;
}

const tooMany = ({ format }: StoredExport) =>
  new Stopped(
    "TOO_MANY_ROWS",
    `${format.toUpperCase()} is made for up to ${mostRows[format].toLocaleString("en")} rows. Please take CSV or XLSX, or narrow the filters.`,
  );

/** Reads page by page and writes it out, saying after each how far it is. */
async function writeRows(run: Run, msLeft: () => number): Promise<void> {
  const { job, sink } = run;
  const { kind, format, filter, columns: ids, timeZone, decimalSeparator, dateFormat } = job;
  const { columns, pages, count } = kindOf(kind);
  const scope = await scopeOf(job);
  if (((await count(filter, scope)) ?? 0) > mostRows[format]) throw tooMany(job);
  const file = await openTableFile(format, sink, {
    title: `${kind.charAt(0).toUpperCase()}${kind.slice(1)}`,
    columns: chosenColumns(columns, ids),
    style: { timeZone, decimalSeparator, dateFormat },
    criteria: criteriaOf(kind, filter),
    madeAt: job.createdAt,
    ...(format === "pdf" ? { letterhead: await letterheadNow(job) } : {}),
  });
  let progress = 0;
  for await (const { rows, done } of pages(filter, scope, ids)) {
    const written = run.job.rows + rows.length;
    if (written > mostRows[format]) throw tooMany(job);
    if (msLeft() < endingMs)
      throw new Stopped("OUT_OF_TIME", `Time was up after ${counted(run.job.rows, "row")}. Please narrow the filters.`);
    await file.write(rows);
    progress = done === undefined ? progress : Math.min(99, Math.max(progress, Math.floor(done * 100)));
    await run.say({ rows: written, progress });
  }
  await file.close();
  // The last moment at which it can be cancelled without a file having been there.
  await run.say({ progress: 99 });
  await sink.close();
}

/** The file is whole and the job is done, or the file is taken away again. */
async function finish(run: Run): Promise<void> {
  const done = { status: "done" as const, progress: 100, bytes: run.sink.bytes, ...finishedAt(now()) };
  try {
    await run.say(done);
  } catch (error) {
    if (error instanceof Overtaken && (await getExport(run.job.id))?.status === "cancelled")
      await removeFile(exportFile(run.job));
    throw error;
  }
}

/** What becomes of a job whose run ended by an error. @throws the error, where the start should come again */
async function settle(run: Run, error: unknown): Promise<void> {
  await run.sink.abort();
  if (error instanceof Overtaken) return log.info("an export was cancelled or taken over", { job: run.job.id });
  const stopped = error instanceof Stopped ? error : undefined;
  const isLast = run.job.attempt >= mostRuns;
  if (!stopped && !isLast) {
    await replaceExport(run.job, { ...run.job, status: "queued", leaseMs: now(), uploadId: null });
    throw error;
  }
  if (!stopped) log.error("an export failed for the last time", { job: run.job.id, error });
  const failure = stopped
    ? { reason: stopped.reason, message: stopped.message }
    : { reason: "INTERNAL" as const, message: "Something went wrong on our side. Please run it again." };
  await replaceExport(run.job, { ...run.job, status: "failed", failure, ...finishedAt(now()) });
}

/**
 * Runs the job of an export: safe to start any number of times. A run that is killed leaves parts that the next one
 * takes away, never a file; a job has ended once its status is done, failed or cancelled.
 */
export async function writeExport(id: string, msLeft: () => number): Promise<void> {
  const seen = await takeable(id);
  const run = seen && (await begin(seen));
  if (!run) return;
  try {
    await writeRows(run, msLeft);
    await finish(run);
  } catch (error) {
    await settle(run, error);
  }
}

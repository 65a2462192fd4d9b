import { ownerOf, type Principal } from "../auth/access.ts";
import { keptPrincipal } from "../auth/kept-principal.ts";
import { isoInstant } from "../platform/clock.ts";
import { newId } from "../platform/id.ts";
import { Problem } from "../platform/problem.ts";
import { write } from "../platform/table.ts";
import { WriteRefused } from "../platform/write-refused.ts";
import { getBulkJob, keepBulkJob, type StoredBulkJob, startRun } from "./bulk-job.store.ts";
import { BulkJob, type NewBulkJob, noCounts } from "./bulk-job.ts";

const keptDays = 30;

/** A job whose trial begins at once. */
export async function beginBulkJob(asked: NewBulkJob, principal: Principal, at: number): Promise<BulkJob> {
  const job: StoredBulkJob = {
    id: newId("bulkJob"),
    owner: ownerOf(principal),
    actor: keptPrincipal(principal),
    ...(asked.accounts ? { accounts: [...new Set(asked.accounts)] } : {}),
    ...(asked.filters ? { filters: asked.filters } : {}),
    change: asked.change,
    phase: "trial",
    status: "queued",
    progress: 0,
    customers: 0,
    counts: noCounts,
    refusals: [],
    createdAt: isoInstant(at),
    seq: 0,
    ttl: Math.ceil(at / 1000) + keptDays * 86_400,
  };
  await write(keepBulkJob(job));
  await startRun(job.id);
  return BulkJob.parse(job);
}

/** @throws Problem not_found, also for a job of another owner's list. */
export async function bulkJobFor(principal: Principal, id: string): Promise<StoredBulkJob> {
  const job = await getBulkJob(id);
  if (!job || job.owner !== ownerOf(principal)) throw new Problem("not_found", "There is no such job.");
  return job;
}

/**
 * Makes the change that was tried. Asking twice is asking once; one that was broken off goes on.
 * @throws Problem conflict while the trial runs
 */
export async function applyBulkJob(job: StoredBulkJob): Promise<BulkJob> {
  if (job.phase === "change") {
    if (job.status !== "done") await startRun(job.id);
    return BulkJob.parse(job);
  }
  if (job.status !== "done") throw new Problem("conflict", "The trial is not over yet.");
  const next: StoredBulkJob = { ...job, phase: "change", status: "queued", progress: 0 };
  try {
    await write(keepBulkJob(next));
  } catch (error) {
    if (!(error instanceof WriteRefused)) throw error;
    throw new Problem("conflict", "The job has just been started. Load it again.", { cause: error });
  }
  await startRun(job.id);
  return BulkJob.parse(next);
}

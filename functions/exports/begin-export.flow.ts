import { auditEntry } from "../audit/audit.store.ts";
import type { Principal } from "../auth/access.ts";
import { isoInstant } from "../platform/clock.ts";
import { newId } from "../platform/id.ts";
import { Problem } from "../platform/problem.ts";
import { transact } from "../platform/table.ts";
import { getSettings } from "../settings/settings.store.ts";
import { addExport, finishedAt, getExport, replaceExport, startExport } from "./export.store.ts";
import { asOf, fileNameOf, interrupted, type NewExport, type StoredExport } from "./export.ts";
import { checkAllowed, kindOf } from "./kinds/kinds.flow.ts";

/** @throws Problem invalid that names every column which the list does not have */
function checkColumns({ kind, columns }: NewExport): void {
  const known = new Set(kindOf(kind).columns.map(({ id }) => id));
  const fields = (columns ?? []).flatMap((id, index) =>
    known.has(id) ? [] : [{ path: `columns.${index}`, message: `There is no column ${id}.` }],
  );
  if (fields.length > 0) throw new Problem("invalid", "Please correct: columns.", { fields });
}

const newJob = (
  asked: NewExport & { timeZone: string },
  { id, kind, account }: Principal,
  at: number,
): StoredExport => ({
  id: newId("export"),
  ...asked,
  asker: { id, kind, account: account ?? null },
  fileName: fileNameOf(asked.kind, asked.format, isoInstant(at)),
  status: "queued",
  failure: null,
  progress: 0,
  rows: 0,
  bytes: null,
  createdAt: isoInstant(at),
  finishedAt: null,
  attempt: 0,
  leaseMs: 0,
  uploadId: null,
});

/**
 * Takes a job on: it and its audit line are written together, then the file that starts it.
 * @throws Problem forbidden, not_found or invalid for what may not or cannot be exported
 */
export async function beginExport(asked: NewExport, principal: Principal, at: number): Promise<StoredExport> {
  await checkAllowed(asked.kind, asked.filter, { principal, at });
  checkColumns(asked);
  const timeZone = asked.timeZone ?? (await getSettings()).timeZone;
  const job = newJob({ ...asked, timeZone }, principal, at);
  const account = "account" in asked.filter ? asked.filter.account : undefined;
  const { kind, format, filter, columns, id: subject } = job;
  const after = { kind, format, filter, columns };
  const isOfOne = account !== undefined && /^C\d{8}$/.test(account);
  const change = { actor: principal, action: "export.create", subject, after, ...(isOfOne ? { account } : {}) };
  await transact([addExport(job), auditEntry(change, at)]);
  try {
    await startExport(job.id);
  } catch (cause) {
    // Nothing would ever start it.
    await replaceExport(job, { ...job, status: "failed", failure: interrupted, ...finishedAt(at) });
    throw new Problem("unavailable", "The export could not be started. Please try again.", { cause });
  }
  return job;
}

/** @throws Problem not_found, also for the job of somebody else */
export async function exportOrNotFound(id: string, principal: Principal, at: number): Promise<StoredExport> {
  const job = /^exp_[0-9A-Z]{26}$/.test(id) ? await getExport(id) : undefined;
  if (!job || job.asker.id !== principal.id) throw new Problem("not_found", "There is no such export.");
  return asOf(job, at);
}

/** Ends a job that waits or runs; one that has ended stays as it is. A run notices before its next rows. */
export async function cancelExport(id: string, principal: Principal, at: number): Promise<StoredExport> {
  for (;;) {
    const job = await exportOrNotFound(id, principal, at);
    if (job.status !== "queued" && job.status !== "running") return job;
    const { uploadId } = job;
    const cancelled = { ...job, status: "cancelled" as const, ...finishedAt(at), uploadId };
    if (await replaceExport(job, cancelled)) return cancelled;
  }
}

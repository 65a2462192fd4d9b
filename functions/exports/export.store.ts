import { isoInstant } from "../platform/clock.ts";
import { type FileAddress, putFile } from "../platform/files.ts";
import { indexed, keys } from "../platform/keys.ts";
import { absent, get, put, queryPage, type Write, write } from "../platform/table.ts";
import { isConditionFailed } from "../platform/write-refused.ts";
import { StoredExport } from "./export.ts";

/** How long a job stays in the list of exports; its file goes after seven days. */
const keptDays = 60;

/** Made of what nobody can guess and of nothing that changes, so that a second run writes over the first. */
export const exportFile = ({ id, asker }: StoredExport): FileAddress => ({
  bucket: "files",
  key: `exports/${asker.account ?? "operator"}/${id}`,
});

/** Putting this file is what starts a run: its "Object Created" event comes at least once. */
export const startExport = (id: string): Promise<void> =>
  putFile({ bucket: "uploads", key: `export-requests/${id}` }, id, "text/plain");

const itemOf = (job: StoredExport) => ({
  ...keys.export(job.id),
  ...indexed(keys.exportsOf(job.asker.id).pk, job.id),
  ...job,
  ttl: Math.floor(Date.parse(job.createdAt) / 1000) + keptDays * 86_400,
});

export const addExport = (job: StoredExport): Write => put(itemOf(job), absent);

export const getExport = (id: string): Promise<StoredExport | undefined> => get(StoredExport, keys.export(id));

/** Newest first. */
export async function exportsOf(asker: string, limit: number, after: Record<string, unknown> | undefined) {
  const { pk } = keys.exportsOf(asker);
  const page = await queryPage({ index: "gsi1", pk, newestFirst: true, limit, ...(after ? { after } : {}) });
  return { items: page.items.map((item) => StoredExport.parse(item)), after: page.after };
}

/** Replaces the job if it is still in the state that was seen; answers whether it was. */
export async function replaceExport(seen: StoredExport, next: StoredExport): Promise<boolean> {
  const when = {
    expression: "#attempt = :seenAttempt AND #status = :seenStatus AND #leaseMs = :seenLease",
    values: { seenAttempt: seen.attempt, seenStatus: seen.status, seenLease: seen.leaseMs },
  };
  try {
    await write(put(itemOf(next), when));
    return true;
  } catch (error) {
    if (isConditionFailed(error)) return false;
    throw error;
  }
}

export const finishedAt = (at: number) => ({ finishedAt: isoInstant(at), leaseMs: 0, uploadId: null });

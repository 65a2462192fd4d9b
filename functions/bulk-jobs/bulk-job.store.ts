import * as z from "zod";
import { KeptPrincipal } from "../auth/kept-principal.ts";
import { CustomerFilters } from "../customers/listing.ts";
import { announceFile, putFile } from "../platform/files.ts";
import { keys } from "../platform/keys.ts";
import {
  absent,
  check,
  get,
  put,
  queryAll,
  queryPage,
  transact,
  unchanged,
  type Write,
  write,
} from "../platform/table.ts";
import { BulkJob, BulkRow } from "./bulk-job.ts";

/** A job as it is stored: with whose list it is about, and in whose name each customer is edited. */
export const StoredBulkJob = BulkJob.extend({
  owner: z.string(),
  actor: KeptPrincipal,
  accounts: z.array(z.string()).optional(),
  filters: CustomerFilters.optional(),
  /** Counts the writes of the job. */
  seq: z.int(),
  /** Epoch seconds after which job and rows may be gone. */
  ttl: z.number(),
});
export type StoredBulkJob = z.infer<typeof StoredBulkJob>;

export const getBulkJob = (id: string): Promise<StoredBulkJob | undefined> => get(StoredBulkJob, keys.bulkJob(id));

/** Fails its condition when the job was written since it was read. */
export const keepBulkJob = (job: StoredBulkJob): Write =>
  put({ ...keys.bulkJob(job.id), ...job, seq: job.seq + 1 }, job.seq === 0 ? absent : unchanged("seq", job.seq));

/** Says how far the job is. @throws WriteRefused of kind `condition` when another run has ended it */
export const noteProgress = ({ id, seq }: StoredBulkJob, progress: number): Promise<void> =>
  write({
    kind: "update",
    key: keys.bulkJob(id),
    change: "SET #progress = :progress, #status = :running",
    values: { progress, running: "running" },
    when: unchanged("seq", seq),
  });

/** Fails its condition unless the row is as far as the job takes it to be. */
export const settleRow = (job: StoredBulkJob, row: BulkRow): Write =>
  put({ ...keys.bulkRow(job.id, row.account), ...row, ttl: job.ttl }, unchanged("outcome", "READY"));

/** Beside the job itself in one transaction. */
const rowsAtOnce = 99;

/**
 * The rows of a trial, over whatever an earlier try of it wrote. @throws WriteRefused of kind `condition` when another run
 * has ended it: its rows may be changed already
 */
export async function putTrial(job: StoredBulkJob, rows: readonly BulkRow[]): Promise<void> {
  const same = check(keys.bulkJob(job.id), unchanged("seq", job.seq));
  for (let at = 0; at < rows.length; at += rowsAtOnce) {
    const some = rows.slice(at, at + rowsAtOnce);
    await transact([same, ...some.map((row) => put({ ...keys.bulkRow(job.id, row.account), ...row, ttl: job.ttl }))]);
  }
}

export const rowsOf = (id: string): Promise<BulkRow[]> =>
  queryAll(BulkRow, { pk: keys.bulkRow(id, "").pk, beginsWith: keys.bulkRow(id, "").sk });

export async function rowPage(id: string, wanted: { limit: number; after: Record<string, unknown> | undefined }) {
  const { pk, sk } = keys.bulkRow(id, "");
  const { limit, after } = wanted;
  const page = await queryPage({ pk, beginsWith: sk, limit, ...(after ? { after } : {}) });
  return { items: page.items.map((item) => BulkRow.parse(item)), after: page.after };
}

/** The object whose arrival starts a run; what is to be done stands in the table. */
const startOf = (id: string) => ({ bucket: "uploads", key: `bulk-jobs/${id}` }) as const;

export const startRun = (id: string): Promise<void> => putFile(startOf(id), id, "text/plain");
/** Another run takes over where this one stops. */
export const startRunAgain = (id: string): Promise<void> => announceFile(startOf(id));

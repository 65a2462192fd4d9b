import { principalOf } from "../auth/kept-principal.ts";
import { editCustomer } from "../customers/change-customer.flow.ts";
import { getCustomer, getCustomers } from "../customers/customer.store.ts";
import type { Customer } from "../customers/customer.ts";
import { type FaultSources, faultSources, faultsOfChange } from "../customers/customer-faults.flow.ts";
import { linesThatFit } from "../customers/list-customers.flow.ts";
import { listingsFor } from "../customers/listing.store.ts";
import { now } from "../platform/clock.ts";
import { log } from "../platform/log.ts";
import { isConflict, type Problem } from "../platform/problem.ts";
import { write } from "../platform/table.ts";
import { isConditionFailed } from "../platform/write-refused.ts";
import {
  getBulkJob,
  keepBulkJob,
  noteProgress,
  putTrial,
  rowsOf,
  type StoredBulkJob,
  settleRow,
  startRunAgain,
} from "./bulk-job.store.ts";
import { type BulkReason, type BulkRow, editFor, isSame, summed } from "./bulk-job.ts";

/** Customers that are looked at together; between them a run may stop. */
const atOnce = 200;
/** Edits under way at the same time: each is a transaction of its own. */
const sideBySide = 8;

const refused = (row: BulkRow, reason: BulkReason, message: string): BulkRow => ({
  ...row,
  outcome: "REFUSED",
  reason,
  message,
});

/** What would become of the customer. */
async function judge(row: BulkRow, customer: Customer | undefined, job: StoredBulkJob, sources: FaultSources) {
  if (!customer) return refused(row, "GONE", "There is no such customer.");
  if (customer.status === "CLOSED") return refused(row, "CLOSED", "This customer is closed.");
  const edit = editFor(customer, job.change);
  if (isSame(customer, edit)) return { ...row, outcome: "SAME" as const };
  const [fault] = await faultsOfChange(customer, edit, sources);
  return fault ? refused(row, "NOT_ALLOWED", fault.message) : row;
}

const freshRow = (account: string, company: string): BulkRow => ({
  account,
  company,
  outcome: "READY",
  reason: null,
  message: null,
});

async function* partsOf(job: StoredBulkJob): AsyncGenerator<BulkRow[]> {
  if (job.accounts) {
    const lines = await listingsFor(job.owner, job.accounts);
    const companies = new Map(lines.map(({ account, company }) => [account, company]));
    const rows = job.accounts.map((account) => freshRow(account, companies.get(account) ?? ""));
    for (let at = 0; at < rows.length; at += atOnce) yield rows.slice(at, at + atOnce);
    return;
  }
  const asked = { filters: job.filters ?? {}, sort: "account", limit: 2000 };
  for (let after: string | undefined; ; ) {
    const page = await linesThatFit(job.owner, { ...asked, after });
    yield page.lines.map(({ account, company }) => freshRow(account, company));
    after = page.after;
    if (after === undefined) return;
  }
}

async function tryOut(job: StoredBulkJob, sources: FaultSources): Promise<void> {
  const all: BulkRow[] = [];
  for await (const part of partsOf(job)) {
    const listed = new Set(part.filter(({ company }) => company !== "").map(({ account }) => account));
    // Only customers of the owner's list are looked up: an account of somebody else is as good as none.
    const customers = await getCustomers([...listed]);
    const rows = await Promise.all(part.map((row) => judge(row, customers.get(row.account), job, sources)));
    await putTrial(job, rows);
    all.push(...rows);
  }
  await finish(job, all);
}

const finish = (job: StoredBulkJob, rows: readonly BulkRow[]): Promise<void> =>
  write(keepBulkJob({ ...job, ...summed(rows), status: "done", progress: 100, customers: rows.length }));

async function settleUnlessSettled(job: StoredBulkJob, row: BulkRow): Promise<void> {
  try {
    await write(settleRow(job, row));
  } catch (error) {
    if (!isConditionFailed(error)) throw error;
  }
}

/** Changes the customer and its row in one transaction, so that a repeated event changes it once. */
async function change(job: StoredBulkJob, row: BulkRow, sources: FaultSources): Promise<void> {
  for (let tries = 0; ; tries++) {
    const customer = await getCustomer(row.account);
    const verdict = await judge(row, customer, job, sources);
    try {
      if (verdict.outcome !== "READY" || !customer) return await write(settleRow(job, verdict));
      const done = settleRow(job, { ...row, outcome: "CHANGED" });
      await editCustomer(customer, editFor(customer, job.change), principalOf(job.actor), now(), [done]);
      return;
    } catch (error) {
      // The row is settled: by another run of the same event.
      if (isConditionFailed(error)) return;
      if (!isConflict(error)) throw error;
      if (tries < 2) continue;
      const message = (error as Problem).message;
      return settleUnlessSettled(job, refused(row, "CHANGED_MEANWHILE", message));
    }
  }
}

async function changeAll(job: StoredBulkJob, sources: FaultSources, workMsLeft: () => number): Promise<void> {
  const open = (await rowsOf(job.id)).filter(({ outcome }) => outcome === "READY");
  const before = job.customers - open.length;
  for (let at = 0; at < open.length; at += atOnce) {
    if (workMsLeft() <= 30_000) return startRunAgain(job.id);
    const part = open.slice(at, at + atOnce);
    for (let next = 0; next < part.length; next += sideBySide)
      await Promise.all(part.slice(next, next + sideBySide).map((row) => change(job, row, sources)));
    await noteProgress(job, Math.floor((99 * (before + at + part.length)) / job.customers));
  }
  await finish(job, await rowsOf(job.id));
}

/** One run of the job's phase. Events come at least once: a phase that is done is not done again. */
export async function runBulkJob(id: string, workMsLeft: () => number): Promise<void> {
  const job = await getBulkJob(id);
  if (!job || job.status === "done") return;
  const sources = await faultSources();
  try {
    await (job.phase === "trial" ? tryOut(job, sources) : changeAll(job, sources, workMsLeft));
  } catch (error) {
    // Another run of the same event has ended it, with the same rows.
    if (!isConditionFailed(error)) throw error;
    log.info("a job was ended by another run", { job: id, reason: "OVERTAKEN" });
  }
}

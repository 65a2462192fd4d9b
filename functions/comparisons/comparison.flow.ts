import { auditEntry } from "../audit/audit.store.ts";
import { ownerOf, type Principal, seesVendors } from "../auth/access.ts";
import { customerInReach } from "../customers/in-reach.flow.ts";
import { isoInstant } from "../platform/clock.ts";
import { newId } from "../platform/id.ts";
import { Problem } from "../platform/problem.ts";
import { transact, type Write } from "../platform/table.ts";
import { isRefusedForNow } from "../platform/write-refused.ts";
import { withChange } from "../sheets/with-change.ts";
import { getVendor } from "../vendors/vendor.store.ts";
import { getComparison, keepComparison, startAgain, startWithoutFile, theirFacts } from "./comparison.store.ts";
import {
  asOf,
  type ComparisonChange,
  type NewComparison,
  noRows,
  type StoredComparison,
  usualSettings,
} from "./comparison.ts";
import { plainLayout } from "./their-fields.ts";

/** Job and result are kept this long; the file that was sent, 30 days. */
const keptDays = 90;

const nothingFound = {
  ...{ status: "queued", progress: 0, failure: null, rows: noRows, faults: [], seen: null, mapping: {} },
  ...{ clock: null, total: null },
} as const satisfies Partial<StoredComparison>;

/** Whom it is about. @throws Problem not_found, forbidden */
async function partyOf({ account, vendor }: NewComparison, principal: Principal) {
  if (account !== undefined) {
    const { company, name, currency } = await customerInReach(account, principal);
    return { account, vendor: null, name: company || name, currency };
  }
  if (!seesVendors(principal)) throw new Problem("forbidden", "Vendors are the operator's own business.");
  const found = await getVendor(vendor ?? "");
  if (!found) throw new Problem("not_found", "There is no such vendor.");
  return { account: null, vendor: found.id, name: found.name, currency: found.currency };
}

const subjectOf = ({ account, vendor, from, to, fileName }: StoredComparison) => ({
  account,
  vendor,
  from,
  to,
  fileName,
});

/** The line of the audit; of a customer's comparison it is the customer's, too. */
const entryOf = (action: string, job: StoredComparison, actor: Principal, at: number): Write =>
  auditEntry(
    { actor, action, subject: job.id, after: subjectOf(job), ...(job.account ? { account: job.account } : {}) },
    at,
  );

/**
 * A comparison that waits for its file, or that begins at once with the totals.
 * @throws Problem not_found, forbidden; invalid where their currency is not the one of our amounts
 */
export async function beginComparison(asked: NewComparison, principal: Principal, at: number) {
  const party = await partyOf(asked, principal);
  if (asked.currency !== undefined && asked.currency !== party.currency) {
    const message = `Must be ${party.currency}, the currency of our amounts: they are not compared across currencies.`;
    throw new Problem("invalid", "Please correct: currency.", { fields: [{ path: "currency", message }] });
  }
  const job: StoredComparison = {
    id: newId("comparison"),
    ...party,
    ...{ from: isoInstant(Date.parse(asked.from)), to: isoInstant(Date.parse(asked.to)) },
    fileName: asked.fileName ?? null,
    settings: withChange(usualSettings, asked.settings),
    layout: withChange(plainLayout, asked.layout),
    ...nothingFound,
    ...{ createdAt: isoInstant(at), aliveAt: isoInstant(at) },
    owner: ownerOf(principal),
    asker: { id: principal.id, kind: principal.kind, account: principal.account ?? null },
    totals: asked.totals ?? null,
    ...{ run: 0, seq: 0, ttl: Math.ceil(at / 1000) + keptDays * 86_400 },
  };
  await transact([keepComparison(job), entryOf("comparison.create", job, principal, at)]);
  if (job.totals !== null) await startWithoutFile(job.id);
  return { ...job, seq: 1 };
}

/** @throws Problem not_found, also for a comparison of another list or of vendors that are not to be seen */
export async function comparisonFor(principal: Principal, id: string, at: number): Promise<StoredComparison> {
  const job = /^cmp_[0-9A-Z]{26}$/.test(id) ? await getComparison(id) : undefined;
  const isOpen = job && job.owner === ownerOf(principal) && (job.vendor === null || seesVendors(principal));
  if (!isOpen) throw new Problem("not_found", "There is no such comparison.");
  return asOf(job, at);
}

/** Writes the next state with what goes with it. @throws Problem conflict when another came between */
async function next(job: StoredComparison, change: Partial<StoredComparison>, entry: Write) {
  const changed = { ...job, ...change };
  try {
    await transact([keepComparison(changed), entry]);
  } catch (cause) {
    if (!isRefusedForNow(cause)) throw cause;
    throw new Problem("conflict", "This comparison changed meanwhile. Load it again and repeat.", { cause });
  }
  return { ...changed, seq: job.seq + 1 };
}

/**
 * Other tolerances or another layout; everything is compared anew by them.
 * @throws Problem conflict where the file is no longer kept
 */
export async function changeComparison(
  job: StoredComparison,
  change: ComparisonChange,
  { principal, at }: { principal: Principal; at: number },
) {
  const settings = withChange(job.settings, change.settings);
  const layout = withChange(job.layout, change.layout);
  const begun = { ...nothingFound, settings, layout, aliveAt: isoInstant(at) };
  const isThere = (await theirFacts(job.id)) !== undefined;
  if (!isThere && job.run > 0)
    throw new Problem("conflict", "The file that was sent is no longer kept. Start a new comparison.");
  const changed = await next(job, begun, entryOf("comparison.change", job, principal, at));
  if (isThere) await startAgain(job.id);
  return changed;
}

/** Ends a comparison that waits or is under way. */
export async function cancelComparison(job: StoredComparison, principal: Principal, at: number) {
  if (job.status !== "queued" && job.status !== "running") return job;
  return next(job, { status: "cancelled" }, entryOf("comparison.cancel", job, principal, at));
}

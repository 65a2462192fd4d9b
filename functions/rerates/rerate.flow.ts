import { auditEntry } from "../audit/audit.store.ts";
import { actorOf, type Principal, seesVendors } from "../auth/access.ts";
import { customerInReach } from "../customers/in-reach.flow.ts";
import { checkSecond } from "../payments/four-eyes.flow.ts";
import { isoInstant } from "../platform/clock.ts";
import { guarded, transactGuarded } from "../platform/guarded.ts";
import { newId } from "../platform/id.ts";
import { type FieldFault, Problem } from "../platform/problem.ts";
import { getTariff } from "../tariffs/tariff.store.ts";
import { counted } from "../time/counted.ts";
import { getVendor } from "../vendors/vendor.store.ts";
import { allAccounts, getRerate, keepRerate, startRun } from "./rerate.store.ts";
import type { NewRerate, StoredRerate } from "./rerate.ts";
import { movedTariffs } from "./rerate-book.flow.ts";

/** What people do with jobs of re-rating: begin, agree, cancel. The work is done by runs in the background. */

/** The corrections name their job, so it is kept as long as calls are asked for. */
const keptDays = 400;

/** Every name in the request that leads nowhere. */
async function faultsOf(asked: NewRerate): Promise<FieldFault[]> {
  const faults: FieldFault[] = [];
  const { tariffId, withTariff, vendor } = asked;
  for (const [path, id] of [["tariffId", tariffId] as const, ["withTariff", withTariff] as const]) {
    const tariff = id === undefined ? undefined : await getTariff(id);
    if (id !== undefined && !tariff) faults.push({ path, message: "There is no such tariff." });
    if (path === "withTariff" && tariff?.kind === "COST")
      faults.push({ path, message: "Customers are not charged by what vendors bill." });
  }
  if (vendor !== undefined && !(await getVendor(vendor)))
    faults.push({ path: "vendor", message: "There is no such vendor." });
  return faults;
}

/**
 * A job whose trial begins at once.
 * @throws Problem invalid that names every fault; forbidden where costs are asked for by who may not see vendors
 */
export async function beginRerate(asked: NewRerate, actor: Principal, at: number): Promise<StoredRerate> {
  if ((asked.what !== "CHARGES" || asked.vendor !== undefined) && !seesVendors(actor))
    throw new Problem("forbidden", "Vendors and what they take need the permission vendors:read.");
  const customer = asked.account === undefined ? undefined : await customerInReach(asked.account, actor);
  const faults = await faultsOf(asked);
  if (faults.length > 0) throw new Problem("invalid", "There is nothing to re-rate like this.", { fields: faults });
  const job: StoredRerate = {
    ...{ id: newId("rerate"), status: "TRYING", progress: 0, asked, by: actorOf(actor), createdAt: isoInstant(at) },
    ...{ totals: [], costs: [], takesTwo: null, approvedBy: null, approvedAt: null, finishedAt: null },
    ...{ done: 0, faults: 0, message: null, versions: {}, after: null, v: 0 },
    ttl: Math.ceil(at / 1000) + keptDays * 86_400,
  };
  const account = customer ? { account: customer.account } : {};
  const change = { actor, action: "rerate.try", subject: job.id, ...account, after: asked };
  await transactGuarded(guarded([keepRerate(job, job), auditEntry(change, at)], "It was begun at this moment."));
  await startRun(job.id);
  return { ...job, v: 1 };
}

/** @throws Problem not_found */
export async function rerateOf(id: string): Promise<StoredRerate> {
  const job = await getRerate(id);
  if (!job) throw new Problem("not_found", "There is no such re-rating.");
  return job;
}

const decidedAlready = "The job has changed at this moment. Load it again.";

async function change(seen: StoredRerate, next: StoredRerate, actor: Principal, action: string, at: number) {
  const { account } = seen.asked;
  const told = {
    ...{ actor, action, subject: seen.id, ...(account === undefined ? {} : { account }) },
    ...{ before: { status: seen.status }, after: { status: next.status } },
  };
  await transactGuarded(guarded([keepRerate(seen, next), auditEntry(told, at)], decidedAlready));
  return { ...next, v: seen.v + 1 };
}

/** @throws Problem conflict, and the job is out of date from then on */
async function refuseOutdated(seen: StoredRerate, actor: Principal, at: number): Promise<void> {
  const moved = await movedTariffs(seen.versions);
  if (moved.length === 0) return;
  const message = `Prices have changed since the trial (${moved.slice(0, 5).join(", ")}). Try it again.`;
  const next = { ...seen, status: "OUTDATED" as const, message, finishedAt: isoInstant(at) };
  await change(seen, next, actor, "rerate.outdated", at);
  throw new Problem("conflict", message);
}

/**
 * Agrees to what was tried; a job that broke off behind that goes on. Above the four-eyes amount whoever asked cannot.
 * @throws Problem forbidden; conflict where it is not tried, changes nothing, or prices have changed since
 */
export async function approveRerate(id: string, actor: Principal, at: number): Promise<StoredRerate> {
  const seen = await rerateOf(id);
  if (seen.takesTwo) await checkSecond(seen.by, actor);
  if (seen.approvedBy !== null && ["CHECKING", "RUNNING", "FAILED"].includes(seen.status)) return goOn(seen, actor, at);
  if (seen.status !== "TRIED") throw new Problem("conflict", "Only what is tried and not decided is agreed to.");
  if (seen.totals.every(({ changed }) => changed === 0)) throw new Problem("conflict", "There is nothing to correct.");
  await refuseOutdated(seen, actor, at);
  const agreed = { approvedBy: actorOf(actor), approvedAt: isoInstant(at) };
  const next = { ...seen, ...agreed, status: "CHECKING" as const, progress: 0, after: null };
  const job = await change(seen, next, actor, "rerate.approve", at);
  await startRun(id);
  return job;
}

async function goOn(seen: StoredRerate, actor: Principal, at: number): Promise<StoredRerate> {
  const again = { status: "RUNNING" as const, progress: 0, finishedAt: null, message: null };
  const job = seen.status === "FAILED" ? await change(seen, { ...seen, ...again }, actor, "rerate.goOn", at) : seen;
  await startRun(seen.id);
  return job;
}

/** Ends a job that is not over. What it has corrected by then stays. @throws Problem conflict for one that is over */
export async function cancelRerate(id: string, actor: Principal, at: number): Promise<StoredRerate> {
  const seen = await rerateOf(id);
  if (seen.finishedAt !== null && seen.status !== "FAILED") throw new Problem("conflict", "It is over already.");
  const done = (await allAccounts(id)).reduce((sum, one) => sum + one.done, 0);
  const message = done === 0 ? "Nothing was corrected." : `${counted(done, "call")} corrected before: that stays so.`;
  const next = { ...seen, status: "CANCELLED" as const, done, message, finishedAt: isoInstant(at) };
  return change(seen, next, actor, "rerate.cancel", at);
}

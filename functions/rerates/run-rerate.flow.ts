import { auditEntry } from "../audit/audit.store.ts";
import { getCustomer } from "../customers/customer.store.ts";
import { isoInstant, now } from "../platform/clock.ts";
import { log } from "../platform/log.ts";
import { transactPatiently } from "../platform/table.ts";
import { isConditionFailed } from "../platform/write-refused.ts";
import { counted } from "../time/counted.ts";
import { type BlockPlace, type Correcting, chainKey, correctBlocks } from "./correct-calls.flow.ts";
import { plannedCalls } from "./plan-account.flow.ts";
import { allAccounts, getRerate, keepRerate, noteFault, noteProgress, startRunAgain } from "./rerate.store.ts";
import type { StoredRerate, StoredRerateAccount } from "./rerate.ts";
import { RerateBook } from "./rerate-book.flow.ts";
import { AccountSums } from "./rerate-sums.ts";
import { tryRerate } from "./try-rerate.flow.ts";

/** Blocks and calls of one transaction: with balances, lines and vendors it stays below what one may have. */
const [blocksAtOnce, callsAtOnce] = [20, 4000];
/** Left for the end of the part that is under way. */
const endingMs = 30_000;

/** Another run, or a person, has changed the status meanwhile. Of a table that is busy nothing is learnt: the run comes again. */
const isOvertaken = isConditionFailed;

/** @returns undefined where the job is no longer as it was read */
async function become(seen: StoredRerate, change: Partial<StoredRerate>): Promise<StoredRerate | undefined> {
  const next = { ...seen, ...change };
  const { status, done, faults, message } = next;
  const after = { status, done, faults, ...(message === null ? {} : { message }) };
  const isOver = next.finishedAt !== null && seen.finishedAt === null;
  const told = { actor: undefined, action: `rerate.${status.toLowerCase()}`, subject: seen.id, after };
  try {
    await transactPatiently([keepRerate(seen, next), ...(isOver ? [auditEntry(told, now())] : [])]);
    return { ...next, v: seen.v + 1 };
  } catch (error) {
    if (isOvertaken(error)) return undefined;
    throw error;
  }
}

const atEnd = () => ({ progress: 100, finishedAt: isoInstant(now()) });

/** Whether the account's calls would still become what the trial said. */
async function isAsTried(job: StoredRerate, { account, currency, print }: StoredRerateAccount, book: RerateBook) {
  const sums = new AccountSums(false);
  for await (const calls of plannedCalls(job, { account, currency }, book)) sums.take(calls);
  return sums.found === print;
}

const toCorrect = (accounts: readonly StoredRerateAccount[]) => accounts.filter(({ changed }) => changed > 0);

/** Looks at everything before anything is written. @returns the job as it goes on, if it does */
async function checkAll(job: StoredRerate, workMsLeft: () => number): Promise<StoredRerate | undefined> {
  const book = new RerateBook(job.asked, job.versions);
  const open = toCorrect(await allAccounts(job.id)).filter(({ account }) => job.after === null || account > job.after);
  for (const one of open) {
    if (workMsLeft() <= endingMs) {
      await startRunAgain(job.id);
      return undefined;
    }
    if (!(await isAsTried(job, one, book))) {
      const message = `Calls of ${one.account} have changed since the trial. Nothing was corrected; try it again.`;
      await become(job, { status: "OUTDATED", message, ...atEnd() });
      return undefined;
    }
    await noteProgress(job, 0, { after: one.account, versions: job.versions });
  }
  return become(job, { status: "RUNNING", progress: 0, after: null });
}

interface Part {
  places: Map<string, BlockPlace>;
  calls: number;
}

const newPart = (): Part => ({ places: new Map(), calls: 0 });
const isFull = ({ places, calls }: Part): boolean => calls >= callsAtOnce || places.size >= blocksAtOnce;

/** Corrects an account, part by part; false: time is up, or the job was cancelled. */
export async function correctAccount(of: Correcting, mayGoOn: () => Promise<boolean>): Promise<boolean> {
  const parts = new Map<string, Part>();
  const flush = async (chain: string, { places }: Part): Promise<boolean> => {
    parts.delete(chain);
    if (!(await mayGoOn())) return false;
    await correctBlocks(of, [...places.values()], chain);
    return true;
  };
  for await (const calls of plannedCalls(of.job, of, of.book))
    for (const call of calls) {
      if (call.outcome.kind !== "changed") continue;
      const chain = chainKey(call);
      let part = parts.get(chain) ?? newPart();
      if (isFull(part) && !part.places.has(call.block)) {
        if (!(await flush(chain, part))) return false;
        part = newPart();
      }
      part.places.set(call.block, { day: call.day, name: call.block });
      part.calls++;
      parts.set(chain, part);
    }
  for (const [chain, part] of [...parts]) if (!(await flush(chain, part))) return false;
  return true;
}

/** One account; what cannot be corrected is said, and keeps no other waiting. */
async function correctOne(
  job: StoredRerate,
  one: StoredRerateAccount,
  book: RerateBook,
  mayGoOn: () => Promise<boolean>,
) {
  const { account, currency } = one;
  const customer = await getCustomer(account);
  try {
    const isPlay = customer?.customerType === "DEMO";
    if (!(await correctAccount({ job, account, currency, isPlay, book }, mayGoOn))) return false;
    if (one.fault !== null) await noteFault(job.id, account, null);
  } catch (error) {
    log.error("an account could not be re-rated", { job: job.id, account, error });
    await noteFault(job.id, account, "Its calls could not be corrected now. Start the job again.");
  }
  return true;
}

async function finish(job: StoredRerate): Promise<void> {
  const accounts = toCorrect(await allAccounts(job.id));
  const done = accounts.reduce((sum, one) => sum + one.done, 0);
  const faults = accounts.filter(({ fault }) => fault !== null).length;
  const message = faults === 0 ? null : `The calls of ${counted(faults, "account")} could not be corrected.`;
  await become(job, { status: faults === 0 ? "DONE" : "FAILED", done, faults, message, ...atEnd() });
}

async function correctAll(job: StoredRerate, workMsLeft: () => number): Promise<void> {
  const book = new RerateBook(job.asked, job.versions);
  const accounts = toCorrect(await allAccounts(job.id));
  const isMine = async () => (await getRerate(job.id))?.v === job.v;
  const mayGoOn = async () => workMsLeft() > endingMs && (await isMine());
  for (const [i, one] of accounts.entries()) {
    if (one.done >= one.changed) continue;
    if (!(await correctOne(job, one, book, mayGoOn))) {
      if (await isMine()) await startRunAgain(job.id);
      return;
    }
    await noteProgress(job, Math.floor((99 * (i + 1)) / accounts.length), { after: null, versions: job.versions });
  }
  await finish(job);
}

/** A trial that cannot be ended is begun anew, by a job of its own: nothing depends on it. */
async function tryOut(job: StoredRerate, workMsLeft: () => number): Promise<void> {
  try {
    await tryRerate(job, workMsLeft);
  } catch (error) {
    if (isOvertaken(error)) throw error;
    log.error("a trial of re-rating broke off", { job: job.id, error });
    await become(job, { status: "FAILED", message: "The trial broke off. Please try it again.", ...atEnd() });
  }
}

/**
 * One run of the job, wherever it stands. Events come at least once, runs are killed, two may be at it: what is done is
 * read off the calls, never remembered.
 */
export async function runRerate(id: string, workMsLeft: () => number): Promise<void> {
  const job = await getRerate(id);
  try {
    if (job?.status === "TRYING") await tryOut(job, workMsLeft);
    const running = job?.status === "CHECKING" ? await checkAll(job, workMsLeft) : job;
    if (running?.status === "RUNNING") await correctAll(running, workMsLeft);
  } catch (error) {
    if (isOvertaken(error)) return;
    throw error;
  }
}

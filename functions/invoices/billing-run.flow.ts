import * as z from "zod";
import { actorOf, operator, type Principal, reaches, upFrom } from "../auth/access.ts";
import { principalOf } from "../auth/kept-principal.ts";
import { getCustomer, isCustomer } from "../customers/customer.store.ts";
import { accountCodePage, behindAccount, listState } from "../customers/listing.store.ts";
import { closePeriodAt, closePeriodsBefore } from "../ledger/close-period.flow.ts";
import { decimalOf, nanoOf } from "../money/money.ts";
import { isoInstant, now } from "../platform/clock.ts";
import { log } from "../platform/log.ts";
import { type FieldFault, Problem } from "../platform/problem.ts";
import { write } from "../platform/table.ts";
import { getReseller } from "../resellers/reseller.store.ts";
import { getSettings } from "../settings/settings.store.ts";
import type { Settings } from "../settings/settings.ts";
import { dayMs } from "../time/day.ts";
import type { Billable } from "./billable.ts";
import { addRun, getRun, goOnLater, newRun, noteFault, saveRun, startBillingRun } from "./billing-run.store.ts";
import {
  type BillingFault,
  type BillingRun,
  billingRunView,
  graceMs,
  type NewBillingRun,
  noonOf,
  type StoredBillingRun,
  unreadableWords,
} from "./billing-run.ts";
import { closeWithInvoice } from "./close-with-invoice.flow.ts";
import { billableOf, billableResellers, type Due, dueOf, dueResellers, isAnyDue } from "./due-accounts.flow.ts";
import type { StoredInvoice, UnratedCalls } from "./invoice.ts";
import { issueDue } from "./issue-invoice.flow.ts";
import { unratedByAccount } from "./unrated.flow.ts";
import { writeInvoiceFiles, writeLeftFiles } from "./write-documents.flow.ts";

/** Customers that are looked at together; between them a run may stop. */
const atOnce = 200;
/** Customers that are invoiced at the same time. */
const sideBySide = 4;
/** Kept for the end of what is under way. */
const endingMs = 60_000;

const mostDaysBack = 90;

function dateFaults({ date }: NewBillingRun, at: number): FieldFault[] {
  const isNear = date === undefined || (noonOf(date) <= at && noonOf(date) > at - mostDaysBack * dayMs);
  return isNear
    ? []
    : [{ path: "date", message: `Must be one of the last ${mostDaysBack} days, with its noon (UTC) over.` }];
}

const isInvoiced = async (account: string): Promise<boolean> =>
  (await isCustomer(account)) || (await getReseller(account)) !== undefined;

/**
 * Begins a run in the background.
 * @throws Problem invalid for an account that does not exist, or a day that is too far away
 */
export async function beginRun(asked: NewBillingRun, principal: Principal, at: number): Promise<BillingRun> {
  const isKnown = asked.account === undefined || (await isInvoiced(asked.account));
  const unknown = isKnown ? [] : [{ path: "account", message: "There is no such customer or reseller." }];
  const fields = [...unknown, ...dateFaults(asked, at)];
  if (fields.length > 0)
    throw new Problem("invalid", `Please correct: ${fields.map(({ path }) => path).join(", ")}.`, { fields });
  const run = newRun(asked, actorOf(principal), at);
  await write(addRun(run));
  await startBillingRun(run.id);
  return billingRunView(run);
}

/**
 * A run that a principal may see: the operator's people all, a reseller those of one customer of its own.
 * @throws Problem not_found
 */
export async function runInReach(id: string, principal: Principal): Promise<StoredBillingRun> {
  const run = await getRun(id);
  // The operator's people read the run of a customer that cannot be read itself.
  const customer = run?.account && principal.account !== undefined ? await getCustomer(run.account) : undefined;
  const isSeen = principal.account === undefined || (customer && reaches(principal, upFrom(customer)));
  if (!run || !isSeen) throw new Problem("not_found", "There is no such billing run.");
  return run;
}

/** What a run knows beside the customers. What waits in suspense is read when the first invoice needs it. */
class Ledgers {
  readonly settings: Settings;
  private unrated: Promise<Map<string, UnratedCalls[]>> | undefined;
  constructor(settings: Settings) {
    this.settings = settings;
  }
  async unratedOf(account: string): Promise<UnratedCalls[]> {
    this.unrated ??= unratedByAccount();
    return (await this.unrated).get(account) ?? [];
  }
}

type Counts = Pick<StoredBillingRun, "due" | "issued" | "empty" | "failed" | "gross">;

async function fail(run: StoredBillingRun, account: string, reason: BillingFault, message: string): Promise<void> {
  await noteFault(run.id, { account, reason, message, at: isoInstant(now()) });
}

/** A run for a day leaves alone what ended after it; the last period of a final run ends at its instant. */
const datedBy = ({ date, final, at }: StoredBillingRun) => ({
  ...(date === null ? {} : { asOf: at }),
  ...(final ? { finalUntil: at } : {}),
});

/** Closes the account behind its final invoice; what is missing of that keeps it open. */
async function closeBehind(run: StoredBillingRun, account: string, counts: Counts): Promise<void> {
  if (!run.closer || counts.failed > 0) return;
  const refused = await closeWithInvoice(account, principalOf(run.closer));
  if (refused === undefined) return;
  counts.failed++;
  await fail(run, account, "NOT_CLOSED", refused);
}

async function invoiceCustomer(run: StoredBillingRun, customer: Billable, ledgers: Ledgers, counts: Counts) {
  const { account, currency } = customer;
  counts.due++;
  try {
    if (run.closeNow) await closePeriodAt(account, run.at);
    else await closePeriodsBefore(account, run.at - graceMs);
    const { settings } = ledgers;
    const unrated = await ledgers.unratedOf(account);
    for (const outcome of await issueDue({ customer, settings, unrated, by: run.createdBy, ...datedBy(run) })) {
      if (outcome.kind === "empty") counts.empty++;
      if (outcome.kind === "unfinished") {
        counts.failed++;
        const message = "The calls that were read are not those of the closed period. The next run tries again.";
        await fail(run, account, "FIGURES_DIFFER", message);
      }
      if (outcome.kind !== "issued" && outcome.kind !== "done") continue;
      if (outcome.kind === "issued") {
        counts.issued++;
        counts.gross[currency] = decimalOf(nanoOf(counts.gross[currency] ?? "0") + outcome.invoice.body.gross);
      }
      await writeFiles(run, outcome.invoice, counts);
    }
    await closeBehind(run, account, counts);
  } catch (error) {
    counts.failed++;
    await failFor(run, account, error);
  }
}

/** A run goes on behind files that cannot be written: the invoice stands. */
async function writeFiles(run: StoredBillingRun, invoice: StoredInvoice, counts: Counts): Promise<void> {
  try {
    await writeInvoiceFiles(invoice);
  } catch (error) {
    counts.failed++;
    const { account, number } = invoice;
    log.error("the files of an invoice could not be written", { account, job: run.id, error });
    await fail(run, account, "FILES_NOT_WRITTEN", unwrittenWords(number));
  }
}

const unwrittenWords = (number: string): string =>
  `${number} is issued, but its files could not be written. The next run tries again.`;

async function failFor(run: StoredBillingRun, account: string, error: unknown): Promise<void> {
  log.error("a customer could not be invoiced", { account, job: run.id, error });
  if (error instanceof z.ZodError) return fail(run, account, "NOT_READABLE", unreadableWords(error));
  await fail(run, account, "INTERNAL", "Invoicing ended with a fault of ours. The next run tries again.");
}

async function invoiceAll(run: StoredBillingRun, { billable, unreadable }: Due, ledgers: Ledgers): Promise<Counts> {
  const { due, issued, empty, failed, gross } = run;
  const counts: Counts = { due, issued, empty, failed: failed + unreadable.size, gross: { ...gross } };
  for (const [account, error] of unreadable) await failFor(run, account, error);
  const queue = [...billable];
  const worker = async () => {
    for (let customer = queue.shift(); customer; customer = queue.shift())
      await invoiceCustomer(run, customer, ledgers, counts);
  };
  await Promise.all(Array.from({ length: sideBySide }, worker));
  return counts;
}

async function pageOf(run: StoredBillingRun): Promise<{ accounts: string[]; isLast: boolean }> {
  if (run.account !== null) return { accounts: [run.account], isLast: true };
  const place = run.behind === null ? undefined : behindAccount(operator, run.behind);
  const { accounts, after } = await accountCodePage(operator, { place, limit: atOnce });
  return { accounts, isLast: after === undefined };
}

/** Whom a page of accounts, and at the end the resellers, give the run to do. A single account may be either. */
async function workOf(run: StoredBillingRun, accounts: readonly string[], isLast: boolean): Promise<Due> {
  const customers = await (run.closeNow ? billableOf(accounts) : dueOf(accounts, run.at));
  if (!isLast) return customers;
  const one = run.account === null ? undefined : accounts;
  const resellers = await (run.closeNow && one ? billableResellers(one) : dueResellers(run.at, one));
  return {
    billable: [...customers.billable, ...resellers.billable],
    unreadable: new Map([...customers.unreadable, ...resellers.unreadable]),
  };
}

/** One page of customers, and the run as it stands behind it. Undefined where another function has taken it over. */
async function step(run: StoredBillingRun, ledgers: Ledgers): Promise<StoredBillingRun | undefined> {
  const { accounts, isLast } = await pageOf(run);
  const counts = await invoiceAll(run, await workOf(run, accounts, isLast), ledgers);
  const done = isLast ? { status: "done" as const, finishedAt: isoInstant(now()) } : {};
  const customers = run.customers + accounts.length;
  const all = isLast ? customers : (await listState(operator)).customers;
  const progress = isLast ? 100 : Math.min(99, Math.floor((100 * customers) / Math.max(1, all)));
  return saveRun(run, { ...counts, customers, progress, behind: accounts.at(-1) ?? run.behind, ...done });
}

/**
 * Carries a run on until it is done or the time is up, when another function takes over. A run that is started twice does
 * nothing twice: each invoice is issued once, and of two functions at one run the later one stops.
 */
export async function runBilling(id: string, workMsLeft: () => number): Promise<void> {
  const seen = await getRun(id);
  if (!seen || seen.status === "done") return;
  const left = await writeLeftFiles(workMsLeft);
  for (const { account, number } of left) await fail(seen, account, "FILES_NOT_WRITTEN", unwrittenWords(number));
  const ledgers = new Ledgers(await getSettings());
  // A function that takes over has found them already.
  const failed = seen.status === "queued" ? left.length : seen.failed;
  let run = await saveRun(seen, { status: "running", failed });
  while (run && run.status !== "done") {
    if (workMsLeft() < endingMs) return goOnLater(id);
    run = await step(run, ledgers);
  }
}

/** By the clock, every hour. */
export async function runDue(workMsLeft: () => number): Promise<void> {
  const at = now();
  await writeLeftFiles(workMsLeft);
  if (!(await isAnyDue(at))) return;
  const run = newRun({ closeNow: false }, "system", at);
  await write(addRun(run));
  await runBilling(run.id, workMsLeft);
}

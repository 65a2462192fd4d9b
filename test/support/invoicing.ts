import { runBilling } from "../../functions/invoices/billing-run.flow.ts";
import { addRun, getRun, newRun } from "../../functions/invoices/billing-run.store.ts";
import type { StoredBillingRun } from "../../functions/invoices/billing-run.ts";
import { documentFile } from "../../functions/invoices/document-file.store.ts";
import { invoicesOf } from "../../functions/invoices/invoice.store.ts";
import type { StoredInvoice } from "../../functions/invoices/invoice.ts";
import { now } from "../../functions/platform/clock.ts";
import { getFile } from "../../functions/platform/files.ts";
import { write } from "../../functions/platform/table.ts";
import { aBatch, aCallOf, type Operator, rate } from "./charging.ts";

export const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;
/** Long after the end of the month that runs now, and of the next days. */
export const afterMonthMs = 40 * dayMs;

const noEnd = () => 15 * 60_000;

/** Writes down a run that may then be carried out, several times if need be. */
export async function aRun(account?: string, closeNow = false): Promise<string> {
  const run = newRun({ ...(account === undefined ? {} : { account }), closeNow }, "system", now());
  await write(addRun(run));
  return run.id;
}

/** Invoices what is due of an account. */
export async function bill(account: string, closeNow = false): Promise<StoredBillingRun> {
  const id = await aRun(account, closeNow);
  await runBilling(id, noEnd);
  const run = await getRun(id);
  if (!run) throw new Error("the run is gone");
  return run;
}

export const carryOut = (id: string): Promise<void> => runBilling(id, noEnd);

/** An account's invoices, the oldest first. */
export const invoiced = async (account: string): Promise<StoredInvoice[]> =>
  (await invoicesOf(account, 100, undefined)).invoices.reverse();

export async function fileOf({ account, number }: StoredInvoice, type: "pdf" | "csv"): Promise<Buffer> {
  const bytes = await getFile(documentFile(account, number, type));
  if (!bytes) throw new Error(`there is no ${type} of ${number}`);
  return Buffer.from(bytes);
}

/** Delivers answered calls of so many seconds each. */
export async function call(operator: Operator, account: string, seconds: readonly number[], setupMs = now() - hourMs) {
  const calls = seconds.map((one, n) =>
    aCallOf(account, operator.source, { setupMs: setupMs + n, billableMs: one * 1000 }),
  );
  const left = await rate(aBatch(operator.source, calls));
  if (left.length > 0) throw new Error("calls were not posted");
}

import { editCustomer } from "../customers/change-customer.flow.ts";
import { getCustomer } from "../customers/customer.store.ts";
import type { Customer } from "../customers/customer.ts";
import { changeInvoice, getInvoice, openInvoicePage, openInvoicesOf, stillAsSeen } from "../invoices/invoice.store.ts";
import { openOf, type StoredInvoice } from "../invoices/invoice.ts";
import { balanceOf } from "../ledger/ledger.store.ts";
import { mailToCustomer } from "../mail/outbox.flow.ts";
import { currencyExponent, fixedDecimalOf } from "../money/money.ts";
import { isoDay, isoInstant } from "../platform/clock.ts";
import { isOvertaken } from "../platform/guarded.ts";
import { log } from "../platform/log.ts";
import { type After, pagesOf } from "../platform/pages.ts";
import { transact, write } from "../platform/table.ts";
import { getSettings } from "../settings/settings.store.ts";
import type { Settings } from "../settings/settings.ts";
import { dayMs } from "../time/day.ts";
import { daysSinceDue, isLongUnpaid, reminderDue } from "./reminder.ts";
import { allSuspensions, forgetSuspension, noteSuspension, type Suspension, suspensionOf } from "./suspension.store.ts";

/** Reminders and suspensions. A step that somebody else's write overtakes is left to the next run. */

async function valuesOf(invoice: StoredInvoice) {
  const { account, currency, number, dueOn: due, sellerBlock } = invoice;
  const money = (nano: bigint) => fixedDecimalOf(nano, currencyExponent(currency));
  const balance = money((await balanceOf(account))?.bal ?? 0n);
  return { account, currency, number, due, balance, open: money(openOf(invoice)), operator: sellerBlock.name };
}

/** The mark on the invoice and the mail of it, together or not at all. */
async function remind(customer: Customer, invoice: StoredInvoice, day: number, at: number): Promise<void> {
  const values = { ...(await valuesOf(invoice)), days: String(daysSinceDue(invoice, at)) };
  const cause = `${invoice.account} ${invoice.number} ${day}`;
  const mail = await mailToCustomer(customer, { kind: "REMINDER", cause, values }, at);
  await transact([changeInvoice(invoice, { reminded: day }), ...mail]);
}

/** @param listed as the list of what is open has it, which may not know yet of a payment */
async function suspend(customer: Customer, listed: StoredInvoice, settings: Settings, at: number): Promise<void> {
  const { account } = customer;
  // Whom a person let call again although it has not paid is left alone until it has.
  if (customer.status !== "ACTIVE" || (await suspensionOf(account))) return;
  const invoice = await getInvoice(account, listed.period);
  if (!invoice || !isLongUnpaid(invoice, settings, at)) return;
  const cause = `${account} ${invoice.number}`;
  const mail = await mailToCustomer(customer, { kind: "SUSPENDED", cause, values: await valuesOf(invoice) }, at);
  const note = noteSuspension({ account, invoice: invoice.number, at: isoInstant(at) });
  await editCustomer(customer, { status: "SUSPENDED" }, undefined, at, [note, stillAsSeen(invoice), ...mail]);
  log.info("a customer is suspended for an unpaid invoice", { account, reason: "UNPAID" });
}

/** Whether it was done, or overtaken by somebody else's write. */
async function unlessOvertaken(account: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!isOvertaken(error)) throw error;
    log.info("an account was just changed", { account, reason: "OVERTAKEN" });
  }
}

async function lookAt(invoice: StoredInvoice, settings: Settings, at: number): Promise<void> {
  const { account } = invoice;
  const [day, isLong] = [reminderDue(invoice, settings, at), isLongUnpaid(invoice, settings, at)];
  // Nothing is to be done about most of them, and nothing is read for that.
  const customer = day !== undefined || isLong ? await getCustomer(account) : undefined;
  if (!customer || customer.status === "CLOSED") return;
  if (day !== undefined) await unlessOvertaken(account, () => remind(customer, invoice, day, at));
  if (isLong) await unlessOvertaken(account, () => suspend(customer, invoice, settings, at));
}

/** Lets those call again that have paid since, if nobody else has changed their status. */
async function letIn(seen: Suspension, settings: Settings, at: number): Promise<void> {
  const { account } = seen;
  const customer = await getCustomer(account);
  const open = await openInvoicesOf(account);
  if (open.some((invoice) => isLongUnpaid(invoice, settings, at))) return;
  const forget = forgetSuspension(seen);
  if (customer?.status !== "SUSPENDED" || seen.isLeftAlone) return write(forget);
  await editCustomer(customer, { status: "ACTIVE" }, undefined, at, [forget]);
  log.info("a customer has paid and may call again", { account, reason: "PAID" });
}

/** Looks at every open invoice that a setting may be about, as far as the time goes. Run again it does nothing twice. */
export async function dunInvoices(at: number, msLeft: () => number): Promise<void> {
  const settings = await getSettings();
  const { reminderDays, suspendAfterDays } = settings;
  for (const one of await allSuspensions()) await unlessOvertaken(one.account, () => letIn(one, settings, at));
  if (reminderDays.length === 0 && suspendAfterDays === null) return;
  // A day more than any zone is ahead.
  const ahead = 2 + Math.max(0, ...reminderDays.map((day) => -day));
  const dueBy = isoDay(at + ahead * dayMs);
  for await (const { invoices } of pagesOf((after: After) => openInvoicePage(dueBy, 100, after)))
    for (const invoice of invoices) {
      if (msLeft() < 10_000) return;
      await lookAt(invoice, settings, at);
    }
}

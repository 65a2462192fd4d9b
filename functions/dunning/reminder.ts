import { openOf, type StoredInvoice } from "../invoices/invoice.ts";
import type { Settings } from "../settings/settings.ts";
import { dayMs } from "../time/day.ts";
import { dateIn } from "../time/zone.ts";

/** What is done about an invoice that is not paid: reminders on the days of the settings, then no more calls. */

/** Days since the invoice was due, in the customer's zone; less than 0 before it. */
export function daysSinceDue({ dueOn, timeZone }: Pick<StoredInvoice, "dueOn" | "timeZone">, at: number): number {
  return Math.round((Date.parse(dateIn(timeZone, at)) - Date.parse(dueOn)) / dayMs);
}

/**
 * The day of the reminder that is due: the latest that has come and was not sent. A run that was late, or settings that
 * are new, make one reminder and not several; none for a day that was over when the invoice was issued.
 */
export function reminderDue(
  invoice: StoredInvoice,
  { reminderDays }: Pick<Settings, "reminderDays">,
  at: number,
): number | undefined {
  if (openOf(invoice) === 0n) return undefined;
  const termDays = Math.round((Date.parse(invoice.dueOn) - Date.parse(invoice.issuedOn)) / dayMs);
  const today = daysSinceDue(invoice, at);
  const come = reminderDays.filter(
    (day) => day <= today && day > -termDays && (invoice.reminded === null || day > invoice.reminded),
  );
  return come.length === 0 ? undefined : Math.max(...come);
}

/** Whether it has been open for so long that its customer is suspended. */
export const isLongUnpaid = (
  invoice: StoredInvoice,
  { suspendAfterDays }: Pick<Settings, "suspendAfterDays">,
  at: number,
): boolean =>
  suspendAfterDays !== null &&
  openOf(invoice) > 0n &&
  daysSinceDue(invoice, at) > 0 &&
  daysSinceDue(invoice, at) >= suspendAfterDays;

import { auditEntry } from "../audit/audit.store.ts";
import { listsOf, type Principal } from "../auth/access.ts";
import type { Billable } from "../invoices/billable.ts";
import { addInvoice, getInvoice, invoiceByNumber, invoicesOfAccount } from "../invoices/invoice.store.ts";
import { mostTakenInvoices, openOf, type StoredInvoice, takenPlace } from "../invoices/invoice.ts";
import { buyerOf, sellerOf } from "../invoices/parties.ts";
import { sellerBy } from "../invoices/seller.flow.ts";
import { endOfDay } from "../ledger/period.ts";
import { decimalOf, type Nano, nanoOf } from "../money/money.ts";
import { isoDay } from "../platform/clock.ts";
import { guarded, transactGuarded } from "../platform/guarded.ts";
import { Problem } from "../platform/problem.ts";
import { getSettings } from "../settings/settings.store.ts";
import { dayMs } from "../time/day.ts";
import { isOfSeries, type TakenInvoice, takenBody, takenInvoiceFaults } from "./taken-invoice.ts";

const taken = "Somebody else is taking over invoices of this account. Please try again.";

const invalid = (fields: { path: string; message: string }[]) =>
  new Problem("invalid", `Please correct: ${[...new Set(fields.map(({ path }) => path))].join(", ")}.`, { fields });

async function documentOf(customer: Billable, asked: TakenInvoice, place: number): Promise<StoredInvoice> {
  const { account, timeZone, currency, billingType, billingDecimals, reseller } = customer;
  const [settings, seller] = await Promise.all([getSettings(), sellerBy(reseller)]);
  const template = seller?.letterhead.invoiceNumbers ?? settings.invoiceNumbers;
  if (isOfSeries(asked.number, { template, seller: reseller }))
    throw invalid([
      { path: "number", message: `May be a number of our own one day (${template}). Change how ours look first.` },
    ]);
  const startOf = (day: string): number => endOfDay(isoDay(Date.parse(day) - dayMs), timeZone);
  return {
    ...{ account, period: place, number: asked.number, seller: reseller, currency, timeZone, billingType },
    ...{ decimals: billingDecimals, from: startOf(asked.periodFrom), until: endOfDay(asked.periodTo, timeZone) },
    ...{ issuedAt: startOf(asked.issuedOn), issuedOn: asked.issuedOn, dueOn: asked.dueOn },
    overdueFrom: endOfDay(asked.dueOn, timeZone),
    termDays: Math.round((Date.parse(asked.dueOn) - Date.parse(asked.issuedOn)) / dayMs),
    ...{ sellerBlock: sellerOf(settings, seller), buyerBlock: buyerOf(customer), note: "" },
    ...{
      paper: settings.invoicePaper,
      logo: null,
      isDemo: false,
      isFinal: false,
      isReseller: customer.isReseller ?? false,
    },
    ...{ isTakenOver: true, body: takenBody(asked), calls: 0, itemised: false, state: "ISSUED" },
    ...{ paid: nanoOf(asked.paid), covered: 0n, credited: 0n, creditedLines: {} },
    // Its files are those of the other system.
    ...{ filesReady: true, reminded: null, v: 0 },
  };
}

const isSame = ({ isTakenOver, issuedOn, dueOn, body }: StoredInvoice, asked: TakenInvoice): boolean =>
  isTakenOver &&
  issuedOn === asked.issuedOn &&
  dueOn === asked.dueOn &&
  body.net === nanoOf(asked.net) &&
  body.tax === nanoOf(asked.tax);

/**
 * An open invoice of another system, with its number. The same again is the one that is there, whatever was paid of it
 * since.
 * @throws Problem invalid; conflict where the number is another invoice's
 */
export async function takeInvoice(
  customer: Billable,
  asked: TakenInvoice,
  actor: Principal,
  at: number,
): Promise<StoredInvoice> {
  const { account } = customer;
  const fields = takenInvoiceFaults(asked);
  if (fields.length > 0) throw invalid(fields);
  const known = await invoiceByNumber(account, asked.number);
  if (known && isSame(known, asked)) return known;
  if (known) throw new Problem("conflict", `The account has another invoice ${asked.number}.`);
  const before = (await invoicesOfAccount(account)).filter(({ isTakenOver }) => isTakenOver).length;
  if (before >= mostTakenInvoices) throw new Problem("too_large", "The account has too many invoices of before.");
  const invoice = await documentOf(customer, asked, takenPlace(before + 1));
  const after = { origin: asked.origin, number: asked.number, gross: decimalOf(invoice.body.gross) };
  await transactGuarded(
    guarded(
      [
        ...addInvoice(invoice, listsOf(customer)),
        auditEntry({ actor, action: "takeover.invoice", subject: asked.number, account, after }, at),
      ],
      taken,
    ),
  );
  return (await getInvoice(account, invoice.period)) ?? invoice;
}

/** How many invoices were taken over, and what of them is still to be paid. */
export async function takenInvoices(account: string): Promise<{ invoices: number; open: Nano }> {
  const all = (await invoicesOfAccount(account)).filter(({ isTakenOver }) => isTakenOver);
  return { invoices: all.length, open: all.reduce((sum, one) => sum + openOf(one), 0n) };
}

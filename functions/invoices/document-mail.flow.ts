import { getCustomer } from "../customers/customer.store.ts";
import type { Customer } from "../customers/customer.ts";
import { balanceOf } from "../ledger/ledger.store.ts";
import { mailToCustomer } from "../mail/outbox.flow.ts";
import { currencyExponent, fixedDecimalOf } from "../money/money.ts";
import { now } from "../platform/clock.ts";
import type { Write } from "../platform/table.ts";
import { dateIn } from "../time/zone.ts";
import type { StoredCreditNote } from "./credit-note.ts";
import { documentFile } from "./document-file.store.ts";
import { openOf, type StoredInvoice } from "./invoice.ts";

/** Documents by e-mail: written in the step that says that their files are there, so each is mailed once and whole. */

/** Undefined: who gets no invoices by e-mail, and demos. */
async function wanting(account: string): Promise<Customer | undefined> {
  const customer = await getCustomer(account);
  return customer?.invoiceByEmail && customer.customerType === "LIVE" ? customer : undefined;
}

const attached = (account: string, number: string, name: string) => [
  { fileName: `${name}-${number}.pdf`, contentType: "application/pdf", key: documentFile(account, number, "pdf").key },
];

async function common({ account, currency, sellerBlock, number }: StoredInvoice | StoredCreditNote, total: bigint) {
  const money = (nano: bigint) => fixedDecimalOf(nano, currencyExponent(currency));
  const balance = money((await balanceOf(account))?.bal ?? 0n);
  return { account, currency, number, balance, total: money(total), operator: sellerBlock.name };
}

export async function invoiceMail(invoice: StoredInvoice): Promise<Write[]> {
  const { account, number, from, until, timeZone, dueOn: due } = invoice;
  const customer = await wanting(account);
  if (!customer) return [];
  const period = `${dateIn(timeZone, from)} to ${dateIn(timeZone, until - 1)}`;
  const payment = openOf(invoice) > 0n ? `It is due on ${due}.` : "It is paid already.";
  const values = { ...(await common(invoice, invoice.body.gross)), due, period, payment };
  const order = { kind: "INVOICE" as const, cause: `${account} ${number}`, values };
  return mailToCustomer(customer, { ...order, attachments: attached(account, number, "invoice") }, now());
}

export async function creditNoteMail(note: StoredCreditNote): Promise<Write[]> {
  const { account, number, invoice, reason } = note;
  const customer = await wanting(account);
  if (!customer) return [];
  const values = { ...(await common(note, note.gross)), invoice, reason };
  const order = { kind: "CREDIT_NOTE" as const, cause: `${account} ${number}`, values };
  return mailToCustomer(customer, { ...order, attachments: attached(account, number, "credit-note") }, now());
}

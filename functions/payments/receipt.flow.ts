import { getCustomer } from "../customers/customer.store.ts";
import type { Customer } from "../customers/customer.ts";
import { buyerOf, sellerOf } from "../invoices/parties.ts";
import { currencyWords, grouped, type Printable } from "../invoices/printable.ts";
import { logoBy, sellerBy } from "../invoices/seller.flow.ts";
import type { PaymentEntry } from "../ledger/entry.ts";
import { methodWords } from "../ledger/method-words.ts";
import { currencyExponent, fixedDecimalOf } from "../money/money.ts";
import { isoInstant } from "../platform/clock.ts";
import { fileExists, putFile } from "../platform/files.ts";
import { logoBytes } from "../settings/logo.store.ts";
import { getSettings } from "../settings/settings.store.ts";
import { minuteText } from "../time/minute-text.ts";
import { bookedPayment } from "./payment.store.ts";
import { ofReceipt, receiptFile } from "./receipt.ts";

const rowsOf = ({ allocations = [] }: PaymentEntry, amount: (nano: bigint) => string): string[][] => {
  const set = allocations.map((one) => [`Set against invoice ${one.invoice}`, amount(one.amount)]);
  return set.length > 0 ? set : [["On account", ""]];
};

async function printed(customer: Customer, entry: PaymentEntry): Promise<Printable> {
  const settings = await getSettings();
  const { currency, reseller } = customer;
  const amount = (nano: bigint) => grouped(fixedDecimalOf(nano, currencyExponent(currency)));
  const seller = await sellerBy(reseller);
  return {
    title: "Receipt",
    number: entry.id,
    stamp: null,
    seller: sellerOf(settings, seller),
    buyer: buyerOf(customer),
    facts: [
      ["Number", entry.id],
      ["Received", minuteText(isoInstant(entry.at))],
      ["Method", methodWords(entry.method)],
      ["Reference", entry.reference || "–"],
      ["Currency", currencyWords(currency)],
    ],
    columns: [
      { title: "Payment", isAmount: false, share: 9 },
      { title: `Amount ${currency}`, isAmount: true, share: 2.4 },
    ],
    rows: rowsOf(entry, amount),
    totals: [{ label: "Received", value: amount(entry.amount), isSum: true }],
    account: [],
    notes: entry.note ? [entry.note] : [],
    paper: settings.invoicePaper,
    logo: seller ? await logoBy(seller) : settings.logo,
    madeAt: entry.at,
  };
}

/** Makes the receipt of a payment. The same payment is the same bytes, whoever asks. False: there is no such payment. */
export async function makeReceipt(key: string): Promise<boolean> {
  const of = ofReceipt(key);
  const [customer, booked] = of ? await Promise.all([getCustomer(of.account), bookedPayment(of.account, of.id)]) : [];
  if (!customer || booked?.entry.kind !== "PAYMENT") return false;
  // The writer of pages is large and loaded only where it is used.
  const { documentPdf } = await import("../invoices/document-pdf.store.ts");
  const receipt = await printed(customer, booked.entry);
  const logo = receipt.logo ? await logoBytes(receipt.logo) : undefined;
  const bytes = await documentPdf(receipt, undefined, logo);
  await putFile({ bucket: "files", key }, bytes, "application/pdf");
  return true;
}

/** The receipt's file, made now where it is not there; undefined for what is no payment. */
export async function receiptOf(account: string, id: string) {
  const file = receiptFile(account, id);
  const isThere = (await fileExists({ bucket: "files", key: file.key })) || (await makeReceipt(file.key));
  return isThere ? file : undefined;
}

import * as z from "zod";
import { type Nano, StoredNano } from "../money/money.ts";
import { Logo } from "../settings/logo.ts";
import { PaperSize } from "./paper-size.ts";

/**
 * An invoice says what an account used in one billing period and how its balance went from the last invoice to this
 * one. There is one for each account and period. Once issued nothing in it changes; what was wrong is given back by
 * credit notes. Amounts are nano; positive in `opening` and `closing` is the customer's money.
 */

/** What is sold together with the same taxes. A change of terms in the middle of a period makes a second class. */
export const TaxClass = z.object({
  /** WITH_CALL: taken gross from the balance, tax inside. AT_INVOICE: charged net, taxed here. */
  taken: z.enum(["WITH_CALL", "AT_INVOICE"]),
  taxFlag: z.enum(["NONE", "VAT", "TAX"]),
  net: StoredNano,
  tax: StoredNano,
  taxes: z.array(z.object({ name: z.string(), percent: z.string(), amount: StoredNano })),
});
export type TaxClass = z.infer<typeof TaxClass>;

export const LineKind = z.enum([
  "CALLS",
  "LATE_CALLS",
  "RELEASED_CALL",
  "DID_SETUP",
  "DID_RENT",
  "DID_CANCELLATION",
  "TAKEN_OVER",
]);

export const InvoiceLine = z.object({
  /** 1, 2, 3 … in the order of the document: what a credit note refers to. */
  line: z.number().int(),
  /** CALLS: of the period, by destination. LATE_CALLS: of an earlier one, that came after its invoice. RELEASED_CALL: one that a person charged. DID_…: for having numbers. TAKEN_OVER: all of an invoice of another system. */
  kind: LineKind,
  text: z.string(),
  calls: z.number().int(),
  /** Billed seconds. */
  seconds: z.number().int(),
  net: StoredNano,
  /** Place in the list of tax classes. */
  taxClass: z.number().int(),
});
export type InvoiceLine = z.infer<typeof InvoiceLine>;

/** Calls of the account that could not be rated when it was issued. They are in no figure of it. */
export const UnratedCalls = z.object({ reason: z.string(), calls: z.number().int(), seconds: z.number().int() });
export type UnratedCalls = z.infer<typeof UnratedCalls>;

export const Party = z.object({
  name: z.string(),
  lines: z.array(z.string()),
  taxNumber: z.string().nullable(),
});
export type Party = z.infer<typeof Party>;

/** How the account's balance went. closing = opening + payments + credits + creditNotes − gross. */
export const AccountFigures = z.object({
  opening: StoredNano,
  /** Payments less refunds. */
  payments: StoredNano,
  /** Credits less debits that are neither payment nor document. */
  credits: StoredNano,
  creditNotes: StoredNano,
  closing: StoredNano,
});
export type AccountFigures = z.infer<typeof AccountFigures>;

/** What the document says, without number and date. The same for the same period, whenever it is made. */
export const InvoiceBody = z.object({
  lines: z.array(InvoiceLine),
  classes: z.array(TaxClass),
  account: AccountFigures,
  /** Net of calls of the period and late ones. */
  usage: StoredNano,
  /** Net of everything else. */
  charges: StoredNano,
  net: StoredNano,
  tax: StoredNano,
  /** What brings net and tax to whole minor units; 0 where all was taken with the calls. */
  rounding: StoredNano,
  gross: StoredNano,
  /** Part of gross that left the balance with the calls. */
  taken: StoredNano,
  unrated: z.array(UnratedCalls),
});
export type InvoiceBody = z.infer<typeof InvoiceBody>;

/** What the invoice itself books: tax and rounding of what was charged net. Debited. */
export const bookedBy = ({ gross, net, classes }: Pick<InvoiceBody, "gross" | "net" | "classes">): Nano =>
  gross - net - classes.reduce((sum, one) => sum + (one.taken === "WITH_CALL" ? one.tax : 0n), 0n);

/** An invoice as it is kept. `v` counts the changes of what may change: what was paid and credited, and whether the files are there. */
export const StoredInvoice = z.object({
  account: z.string(),
  period: z.number().int(),
  number: z.string(),
  /** Account of the reseller that sells; null for the operator. */
  seller: z.string().nullable(),
  currency: z.string(),
  timeZone: z.string(),
  billingType: z.enum(["PREPAID", "POSTPAID"]),
  decimals: z.number().int(),
  /** Epoch ms, half-open. */
  from: z.number().int(),
  until: z.number().int(),
  issuedAt: z.number().int(),
  /** Day of the account's zone. */
  issuedOn: z.string(),
  dueOn: z.string(),
  /** Epoch ms from which it is overdue: the start of the day after `dueOn`. */
  overdueFrom: z.number().int(),
  termDays: z.number().int(),
  /** Who sells and who pays, as they were called when it was issued. */
  sellerBlock: Party,
  buyerBlock: Party,
  /** What is printed under the totals; empty: nothing. */
  note: z.string(),
  paper: PaperSize,
  logo: Logo.nullable(),
  isDemo: z.boolean(),
  /** The last one, behind which the account was closed. */
  isFinal: z.boolean().default(false),
  /** A reseller is asked for it, by whoever stands above it. */
  isReseller: z.boolean().default(false),
  /** Another system issued it, and has its paper. Its money is in the opening balance. */
  isTakenOver: z.boolean().default(false),
  body: InvoiceBody,
  /** Calls of it, for the appendix and the CDR file. */
  calls: z.number().int(),
  itemised: z.boolean(),
  state: z.enum(["ISSUED", "VOID"]),
  /** Of gross: what left the balance with the calls, what was paid ahead, and payments that are set against it. */
  paid: StoredNano,
  /** Part of `paid`: money that was there before the invoice. */
  covered: StoredNano.default(0n),
  credited: StoredNano,
  /** Credited net of each line, by its number. */
  creditedLines: z.record(z.string(), StoredNano),
  filesReady: z.boolean(),
  /** Day after `dueOn` (before it: less than 0) of the last reminder that was written; null: none was. */
  reminded: z.number().int().nullable().default(null),
  v: z.number().int(),
});
export type StoredInvoice = z.infer<typeof StoredInvoice>;

/**
 * The place of the n-th invoice (from 1) that was taken over, where others have their period: as text it stands before
 * those, in the order in which they were taken.
 */
export const takenPlace = (n: number): number => -(10_000 + n);
export const mostTakenInvoices = 89_999;

/** What is still to be paid. Never below 0: what is more than the invoice is the customer's money. */
export function openOf({ body, paid, credited, state }: StoredInvoice): Nano {
  const open = body.gross - paid - credited;
  return state === "VOID" || open < 0n ? 0n : open;
}

export const InvoiceStatus = z.enum(["DRAFT", "ISSUED", "PART_PAID", "PAID", "OVERDUE", "VOID"]);
export type InvoiceStatus = z.infer<typeof InvoiceStatus>;

export function statusOf(invoice: StoredInvoice, at: number): InvoiceStatus {
  if (invoice.state === "VOID") return "VOID";
  if (openOf(invoice) === 0n) return "PAID";
  if (at >= invoice.overdueFrom) return "OVERDUE";
  return invoice.paid - invoice.body.taken + invoice.credited > 0n ? "PART_PAID" : "ISSUED";
}

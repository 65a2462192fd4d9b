import * as z from "zod";
import { AccountCode } from "../customers/customer.ts";
import { ChosenDay, chosen } from "../customers/customer-fields.ts";
import { Amount, decimalOf, type Nano, SignedAmount } from "../money/money.ts";
import { isoInstant } from "../platform/clock.ts";
import type { StoredCreditNote } from "./credit-note.ts";
import { InvoiceStatus, LineKind, openOf, type StoredInvoice, statusOf, type TaxClass } from "./invoice.ts";

/** Invoices and credit notes as the API shows them. */

const taxes = z.array(
  z.object({
    name: z.string(),
    percent: z.string(),
    /** What it is raised on. */
    net: SignedAmount,
    amount: SignedAmount,
    /** WITH_CALL: taken from the balance with each call. AT_INVOICE: raised here. */
    taken: z.enum(["WITH_CALL", "AT_INVOICE"]),
  }),
);

const summary = {
  number: z.string(),
  /** Whether it is a reseller's that is asked for it. */
  isReseller: z.boolean(),
  /** Whether another system issued it, which has its paper: there is no file of it here. */
  takenOver: z.boolean(),
  status: InvoiceStatus,
  account: z.string(),
  company: z.string(),
  currency: z.string(),
  /** Half-open. */
  periodFrom: z.iso.datetime(),
  periodTo: z.iso.datetime(),
  timeZone: z.string(),
  issuedAt: z.iso.datetime(),
  /** Day of the account's zone. */
  issuedOn: z.string(),
  dueOn: z.string(),
  /** From this instant on it is overdue. */
  dueAt: z.iso.datetime(),
  /** Below 0 where re-rating gave back more than was used. */
  net: SignedAmount,
  tax: SignedAmount,
  gross: SignedAmount,
  /** Left the balance with the calls, or was paid. */
  paid: SignedAmount,
  /** Given back by credit notes. */
  credited: Amount,
  /** Still to be paid. */
  open: Amount,
};

export const InvoiceSummary = z.object(summary).meta({ id: "InvoiceSummary" });
export type InvoiceSummary = z.infer<typeof InvoiceSummary>;

export const Invoice = z
  .object({
    ...summary,
    /** Account of the reseller that sells; null for the operator. */
    seller: z.string().nullable(),
    /** Balances; positive is the customer's money. closing = opening + payments + credits + creditNotes − gross. */
    opening: SignedAmount,
    payments: SignedAmount,
    credits: SignedAmount,
    creditNotes: SignedAmount,
    closing: SignedAmount,
    /** Net of calls, and of everything else. */
    usage: Amount,
    charges: SignedAmount,
    taxes,
    rounding: SignedAmount,
    lines: z.array(
      z.object({
        line: z.int(),
        kind: LineKind,
        text: z.string(),
        calls: z.int(),
        /** Billed. */
        seconds: z.int(),
        /** Below 0 where re-rating gave back. */
        net: SignedAmount,
        /** Of net, what credit notes gave back. */
        credited: Amount,
      }),
    ),
    /** Calls that waited in suspense when it was issued. They are in none of the figures. */
    unrated: z.array(z.object({ reason: z.string(), calls: z.int(), seconds: z.int() })),
    /** The last one, behind which the account was closed. */
    final: z.boolean(),
    /** Whether the PDF and CDR file are there; they follow within a moment. */
    filesReady: z.boolean(),
  })
  .meta({ id: "Invoice" });
export type Invoice = z.infer<typeof Invoice>;

const money = (nano: Nano): string => decimalOf(nano);

const taxesOf = (classes: readonly TaxClass[]) =>
  classes.flatMap(({ taken, net, taxes: parts }) =>
    parts.map(({ name, percent, amount }) => ({ name, percent, net: money(net), amount: money(amount), taken })),
  );

/** @param at epoch ms, by which it is judged whether it is overdue */
export function summaryOf(invoice: StoredInvoice, at: number): InvoiceSummary {
  const { number, account, currency, timeZone, issuedAt, issuedOn, dueOn, overdueFrom, body } = invoice;
  return {
    ...{
      number,
      isReseller: invoice.isReseller,
      takenOver: invoice.isTakenOver,
      status: statusOf(invoice, at),
      account,
      company: invoice.buyerBlock.name,
      currency,
      timeZone,
    },
    ...{ periodFrom: isoInstant(invoice.from), periodTo: isoInstant(invoice.until) },
    ...{ issuedAt: isoInstant(issuedAt), issuedOn, dueOn, dueAt: isoInstant(overdueFrom) },
    ...{ net: money(body.net), tax: money(body.tax), gross: money(body.gross) },
    ...{ paid: money(invoice.paid), credited: money(invoice.credited), open: money(openOf(invoice)) },
  };
}

export function invoiceView(invoice: StoredInvoice, at: number): Invoice {
  const { body, creditedLines, seller, filesReady } = invoice;
  const { opening, payments, credits, creditNotes, closing } = body.account;
  return {
    ...summaryOf(invoice, at),
    ...{
      seller,
      filesReady,
      final: invoice.isFinal,
      unrated: body.unrated,
      taxes: taxesOf(body.classes),
      rounding: money(body.rounding),
    },
    ...{ opening: money(opening), payments: money(payments), credits: money(credits) },
    ...{ creditNotes: money(creditNotes), closing: money(closing) },
    ...{ usage: money(body.usage), charges: money(body.charges) },
    lines: body.lines.map(({ taxClass: _, ...line }) => ({
      ...line,
      net: money(line.net),
      credited: money(creditedLines[String(line.line)] ?? 0n),
    })),
  };
}

export const CreditNote = z
  .object({
    number: z.string(),
    account: z.string(),
    company: z.string(),
    /** Number of the invoice. */
    invoice: z.string(),
    currency: z.string(),
    issuedAt: z.iso.datetime(),
    issuedOn: z.string(),
    reason: z.string(),
    /** Whether the invoice is void since. */
    voids: z.boolean(),
    lines: z.array(z.object({ line: z.int(), text: z.string(), net: Amount })),
    net: Amount,
    taxes,
    tax: Amount,
    rounding: SignedAmount,
    gross: Amount,
    filesReady: z.boolean(),
  })
  .meta({ id: "CreditNote" });
export type CreditNote = z.infer<typeof CreditNote>;

export function creditNoteView(note: StoredCreditNote): CreditNote {
  const { number, account, invoice, currency, issuedAt, issuedOn, reason, voids, filesReady } = note;
  return {
    ...{ number, account, company: note.buyerBlock.name, invoice, currency, issuedAt: isoInstant(issuedAt) },
    ...{ issuedOn, reason, voids, filesReady, taxes: taxesOf(note.classes) },
    lines: note.lines.map(({ line, text, net }) => ({ line, text, net: money(net) })),
    ...{ net: money(note.net), tax: money(note.tax), rounding: money(note.rounding), gross: money(note.gross) },
  };
}

/** What a list of invoices can be narrowed by. Days are those of the issue, UTC, both included. */
export const InvoiceFilters = z.object({
  status: chosen(InvoiceStatus.exclude(["DRAFT"]).optional()),
  account: chosen(AccountCode.optional()),
  from: ChosenDay,
  to: ChosenDay,
});
export type InvoiceFilters = z.infer<typeof InvoiceFilters>;

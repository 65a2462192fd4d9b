import { auditEntry } from "../audit/audit.store.ts";
import { actorOf, listsOf, type Principal, payerBy } from "../auth/access.ts";
import { attempt, mostTries, pauseAfter } from "../ledger/attempt.flow.ts";
import { documentBooking } from "../ledger/book-document.ts";
import { makeRoomFor } from "../ledger/close-period.flow.ts";
import { balanceOf, balanceUpdate, lineWrite, usageWrite } from "../ledger/ledger.store.ts";
import { localDay } from "../ledger/period.ts";
import { decimalOf } from "../money/money.ts";
import { now } from "../platform/clock.ts";
import { Problem } from "../platform/problem.ts";
import type { Write } from "../platform/table.ts";
import { letterheadOf } from "../resellers/letterhead.store.ts";
import { getSettings } from "../settings/settings.store.ts";
import type { Billable } from "./billable.ts";
import { requestRendering } from "./billing-run.store.ts";
import { addCreditNote } from "./credit-note.store.ts";
import { creditFigures, type NewCreditNote, type StoredCreditNote } from "./credit-note.ts";
import { numberAt, seriesOf } from "./document-number.ts";
import { changeInvoice, invoiceByNumber, lastNumberOf, takeNumber } from "./invoice.store.ts";
import type { StoredInvoice } from "./invoice.ts";
import { documentPassedUp } from "./pass-document-up.flow.ts";

export interface Crediting {
  /** Who was invoiced: a customer, or a reseller. */
  customer: Pick<Billable, "account" | "resellers">;
  /** Number of the invoice. */
  invoice: string;
  request: NewCreditNote;
  /** The invoice counts as void from then on: all that is left of it is given back. */
  voids: boolean;
  principal: Principal;
}

/** @throws Problem not_found, and conflict for an invoice that is void or, where it is to be void, was paid */
export async function invoiceOf(account: string, number: string): Promise<StoredInvoice> {
  const invoice = await invoiceByNumber(account, number);
  if (!invoice) throw new Problem("not_found", `${account} has no invoice ${number.slice(0, 60)}.`);
  return invoice;
}

function checkOpen({ number, state, paid, covered, body }: StoredInvoice, voids: boolean): void {
  if (state === "VOID") throw new Problem("conflict", `Invoice ${number} is void.`);
  if (voids && paid > body.taken + covered)
    throw new Problem("conflict", `Payments are set against invoice ${number}. Take them off, or issue a credit note.`);
}

async function noteOf(crediting: Crediting, invoice: StoredInvoice, at: number) {
  const { request, voids } = crediting;
  const { account, seller, currency, decimals, timeZone, sellerBlock, buyerBlock, paper, logo, period } = invoice;
  const { creditedLines, ...figures } = creditFigures(invoice, request.lines);
  const issuedOn = localDay(at, timeZone).date;
  const own = seller === null ? null : (await letterheadOf(seller)).creditNoteNumbers;
  const series = seriesOf({ template: own ?? (await getSettings()).creditNoteNumbers, seller, date: issuedOn });
  const last = await lastNumberOf(series);
  const note: StoredCreditNote = {
    ...{ account, number: numberAt(series, last + 1), invoice: invoice.number, period, seller, currency, decimals },
    ...{ timeZone, issuedAt: at, issuedOn, reason: request.reason, voids, ...figures },
    ...{ sellerBlock, buyerBlock, paper, logo, filesReady: false },
  };
  return { note, creditedLines, series, last };
}

async function creditWrites(crediting: Crediting, at: number): Promise<{ note: StoredCreditNote; writes: Write[] }> {
  const { customer, principal, voids } = crediting;
  const { account } = customer;
  const invoice = await invoiceOf(account, crediting.invoice);
  checkOpen(invoice, voids);
  const { note, creditedLines, series, last } = await noteOf(crediting, invoice, at);
  await makeRoomFor(account, at);
  const row = await balanceOf(account);
  if (!row) throw new Problem("not_found", `Account ${account} has no balance.`);
  const words = `Credit note ${note.number} to invoice ${invoice.number}: ${note.reason}`;
  const document = { kind: "CREDIT_NOTE" as const, id: note.number, amount: note.gross, tax: note.tax, note: words };
  const { after, entry, finished } = documentBooking(row, { ...document, by: actorOf(principal) }, at);
  const change = { credited: invoice.credited + note.gross, creditedLines, state: voids ? "VOID" : invoice.state };
  const shown = { invoice: invoice.number, gross: decimalOf(note.gross), reason: note.reason };
  const action = voids ? "invoice.void" : "creditNote.issue";
  const writes = [
    changeInvoice(invoice, change as Parameters<typeof changeInvoice>[1]),
    ...addCreditNote(note, listsOf(customer)),
    takeNumber(series, last),
    balanceUpdate(account, row, after),
    lineWrite(account, entry),
    ...(finished ? [usageWrite(account, finished)] : []),
    ...(await documentPassedUp(row, after, account, entry, payerBy(principal) !== undefined)),
    auditEntry({ actor: principal, action, subject: note.number, account, after: shown }, at),
  ];
  return { note, writes };
}

/**
 * Issues a credit note: its number, what is left of the invoice and the balance change together or not at all. Its file
 * is written afterwards.
 * @throws Problem not_found, invalid for lines that have less left, conflict where nothing is left or the invoice is void
 */
export async function creditInvoice(crediting: Crediting): Promise<StoredCreditNote> {
  for (let tries = 0; tries < mostTries; tries++) {
    const { note, writes } = await creditWrites(crediting, now());
    const outcome = await attempt(writes);
    if (outcome === "done") {
      await requestRendering(note.account, "credit-note", note.number);
      return note;
    }
    if (outcome === "bug") throw new Error(`a credit note of ${note.account} cannot be written`);
    // Without an answer it may stand: a second one would give the money back twice, so the person looks first.
    if (outcome === "unknown")
      throw new Problem("unavailable", "No answer came. Look at the invoice before you try again.");
    await pauseAfter(outcome, tries);
  }
  throw new Problem("unavailable", "The account is very busy. Please try again.", { retryAfterSeconds: 5 });
}

import { auditEntry } from "../audit/audit.store.ts";
import { listsOf } from "../auth/access.ts";
import { type Attempt, attempt, mostTries, pauseAfter } from "../ledger/attempt.flow.ts";
import type { BalanceRow, FrozenPeriod } from "../ledger/balance.ts";
import { documentBooking } from "../ledger/book-document.ts";
import { makeRoomFor } from "../ledger/close-period.flow.ts";
import { frozenPeriod } from "../ledger/frozen-period.store.ts";
import { balanceOf, balanceUpdate, entriesOf, lineWrite, usageWrite } from "../ledger/ledger.store.ts";
import { endOfDay, localDay } from "../ledger/period.ts";
import { decimalOf, type Nano } from "../money/money.ts";
import { isoDay, now } from "../platform/clock.ts";
import { Problem } from "../platform/problem.ts";
import type { Write } from "../platform/table.ts";
import { billingTermsOf } from "../rating/rate-record.ts";
import type { Settings } from "../settings/settings.ts";
import { dayMs } from "../time/day.ts";
import type { Billable } from "./billable.ts";
import { numberAt, seriesOf } from "./document-number.ts";
import { closingByLedger, type DraftBasis, draftOf, isWhole } from "./draft-invoice.ts";
import { foldedBelow, foldPeriod } from "./fold-period.flow.ts";
import {
  addInvoice,
  getInvoice,
  type InvoicedUpTo,
  invoicedUpTo,
  lastNumberOf,
  moveInvoicedUpTo,
  openInvoicesOf,
  takeNumber,
} from "./invoice.store.ts";
import { bookedBy, openOf, type StoredInvoice, type UnratedCalls } from "./invoice.ts";
import { buyerOf, sellerOf } from "./parties.ts";
import { documentPassedUp } from "./pass-document-up.flow.ts";
import { logoBy, sellerBy } from "./seller.flow.ts";

/** Who asks, and by what. `by`: id of a user or key, `system` for the clock. */
export interface Closing {
  customer: Billable;
  settings: Settings;
  unrated: readonly UnratedCalls[];
  by: string;
  /** Epoch ms: what its date is, and by when a period has ended. Undefined: now. */
  asOf?: number;
  /** Epoch ms: end of the period behind which the account is closed. Undefined: it goes on. */
  finalUntil?: number;
}

/** The invoice of a closed period, computed but not issued. Undefined while its figures are not all there. */
export async function draftFor({ customer, unrated }: Closing, frozen: FrozenPeriod, opening: bigint) {
  const { account, currency, isReseller } = customer;
  const termsAt = (callAt: number) => billingTermsOf(customer, callAt);
  const folded = isReseller ? foldedBelow(frozen, termsAt(frozen.until - 1)) : await foldPeriod(account, frozen);
  if (!isWhole(frozen, folded)) return undefined;
  // Documents of this period are booked at its own instants; a day around it covers every zone.
  const until = Math.min(frozen.until, now());
  const entries = await entriesOf(account, isoDay(frozen.from - dayMs), isoDay(until + dayMs));
  const basis: DraftBasis = { frozen, currency, opening, groups: folded.groups, entries, termsAt, unrated };
  const body = draftOf(basis);
  if (body.account.closing !== closingByLedger(basis, body))
    throw new Error(`the invoice of ${account} for period ${frozen.period} does not close as the ledger does`);
  // The calls of a reseller are listed with the customers that made them.
  return { body, calls: isReseller ? 0 : folded.n };
}

type Draft = NonNullable<Awaited<ReturnType<typeof draftFor>>>;

export async function documentOf(closing: Closing, frozen: FrozenPeriod, draft: Draft, at: number) {
  const { customer, settings } = closing;
  const { account, timeZone, currency, billingType, billingDecimals, reseller, paymentTermDays } = customer;
  const issuedOn = localDay(at, timeZone).date;
  const dueOn = isoDay(Date.parse(issuedOn) + paymentTermDays * dayMs);
  const seller = await sellerBy(reseller);
  const template = seller?.letterhead.invoiceNumbers ?? settings.invoiceNumbers;
  const series = seriesOf({ template, seller: reseller, date: issuedOn });
  const last = await lastNumberOf(series);
  const isUntaxed = draft.body.tax === 0n && settings.untaxedNote !== "";
  const invoice: StoredInvoice = {
    ...{ account, period: frozen.period, number: numberAt(series, last + 1), seller: reseller },
    ...{ currency, timeZone, billingType, decimals: billingDecimals, from: frozen.from, until: frozen.until },
    ...{ issuedAt: at, issuedOn, dueOn, overdueFrom: endOfDay(dueOn, timeZone), termDays: paymentTermDays },
    sellerBlock: sellerOf(settings, seller),
    buyerBlock: buyerOf(customer),
    // A reseller's customer pays the reseller, to its account.
    note: [seller ? seller.letterhead.note : settings.invoiceNote, ...(isUntaxed ? [settings.untaxedNote] : [])]
      .filter(Boolean)
      .join("\n\n"),
    ...{
      paper: settings.invoicePaper,
      logo: seller ? await logoBy(seller) : settings.logo,
      itemised: settings.invoiceItemised,
      isDemo: false,
      isFinal: closing.finalUntil === frozen.until,
      isReseller: customer.isReseller ?? false,
      isTakenOver: false,
    },
    ...{ body: draft.body, calls: draft.calls, state: "ISSUED", filesReady: false, reminded: null, v: 0 },
    ...{ paid: draft.body.taken, covered: 0n, credited: 0n, creditedLines: {} },
  };
  return { invoice, series, last };
}

/** Tax and rounding, in the ledger: the calls of the invoice are there already. */
async function bookingWrites(
  row: BalanceRow,
  { account, number, body }: StoredInvoice,
  by: string,
  at: number,
): Promise<Write[]> {
  const amount = bookedBy(body);
  if (amount === 0n) return [];
  const tax = amount - body.rounding;
  const words = [
    tax === 0n ? [] : `tax ${decimalOf(tax)}`,
    body.rounding === 0n ? [] : `rounding ${decimalOf(body.rounding)}`,
  ];
  const note = `Invoice ${number}: ${words.flat().join(", ")}`;
  const { after, entry, finished } = documentBooking(row, { kind: "INVOICE", id: number, amount, tax, note, by }, at);
  return [
    balanceUpdate(account, row, after),
    lineWrite(account, entry),
    ...(finished ? [usageWrite(account, finished)] : []),
    ...(await documentPassedUp(row, after, account, entry)),
  ];
}

/**
 * What of a new invoice is paid already, by money that came before it and is set against no other: a customer who paid
 * ahead owes nothing.
 */
async function coveredBy(row: BalanceRow, { account, period, body }: StoredInvoice): Promise<Nano> {
  const later = row.openPeriod === period + 1 ? row.roll.pay + row.next.pay : 0n;
  const money = body.account.closing + later;
  const asked = body.gross - body.taken;
  if (asked <= 0n || money + asked <= 0n) return 0n;
  if (money >= 0n) return asked;
  const open = (await openInvoicesOf(account)).reduce((sum, one) => sum + openOf(one), 0n);
  const owed = -money - open;
  return owed <= 0n ? asked : owed >= asked ? 0n : asked - owed;
}

async function issueWrites(closing: Closing, frozen: FrozenPeriod, draft: Draft, seen: InvoicedUpTo | undefined) {
  const { customer, by } = closing;
  const { account } = customer;
  const next = { period: frozen.period, closing: draft.body.account.closing };
  if (draft.body.lines.length === 0 && !closing.settings.emptyInvoices)
    return { invoice: undefined, writes: [moveInvoicedUpTo(account, seen, next)] };
  const at = now();
  await makeRoomFor(account, at);
  const row = await balanceOf(account);
  if (!row) throw new Problem("not_found", `Account ${account} has no balance.`);
  const found = await documentOf(closing, frozen, draft, closing.asOf ?? at);
  const { series, last } = found;
  const covered = await coveredBy(row, found.invoice);
  const invoice = { ...found.invoice, covered, paid: found.invoice.paid + covered };
  const after = { number: invoice.number, period: frozen.period, gross: decimalOf(invoice.body.gross) };
  const actor = by === "system" ? undefined : ({ id: by, kind: "admin" } as const);
  const writes = [
    moveInvoicedUpTo(account, seen, next),
    ...addInvoice(invoice, listsOf(customer)),
    takeNumber(series, last),
    ...(await bookingWrites(row, invoice, by, at)),
    auditEntry({ actor, action: "invoice.issue", subject: invoice.number, account, after }, at),
  ];
  return { invoice: { ...invoice, v: 1 }, writes };
}

/**
 * What became of a period: `issued` by this call; `done` by another one, or earlier; `empty`, nothing was used and no
 * invoice is wanted; `unfinished`, its calls are not all there yet; `open`, the period runs still.
 */
export type PeriodOutcome =
  | { kind: "issued" | "done"; invoice: StoredInvoice }
  | { kind: "empty" | "unfinished" | "open" };

let turn: Promise<unknown> = Promise.resolve();

/** One after another in this process: all of a seller's documents take their number from one item. */
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const mine = turn.then(work, work);
  turn = mine.catch(() => undefined);
  return mine;
}

/**
 * Issues the invoice of the account's next closed period, once, whoever else is at it. Number, document, chain and ledger
 * stand in one transaction, so a run that is killed anywhere left all of it or nothing.
 */
async function issueNext(closing: Closing): Promise<PeriodOutcome> {
  const { account } = closing.customer;
  const first = await invoicedUpTo(account);
  const period = (first?.period ?? 0) + 1;
  const frozen = await frozenPeriod(account, period);
  if (!frozen || frozen.until > (closing.asOf ?? frozen.until)) return { kind: "open" };
  const draft = await draftFor(closing, frozen, first?.closing ?? 0n);
  if (!draft) return { kind: "unfinished" };
  return inTurn(() => issue(closing, frozen, draft, first));
}

async function issue(
  closing: Closing,
  frozen: FrozenPeriod,
  draft: Draft,
  first: InvoicedUpTo | undefined,
): Promise<PeriodOutcome> {
  const { account } = closing.customer;
  const { period } = frozen;
  for (let tries = 0; tries < mostTries; tries++) {
    const seen = tries === 0 ? first : await invoicedUpTo(account);
    if ((seen?.period ?? 0) >= period) {
      const invoice = await getInvoice(account, period);
      return invoice ? { kind: "done", invoice } : { kind: "empty" };
    }
    const { invoice, writes } = await issueWrites(closing, frozen, draft, seen);
    const outcome: Attempt = await attempt(writes);
    if (outcome === "done") return invoice ? { kind: "issued", invoice } : { kind: "empty" };
    if (outcome === "bug") throw new Error(`the invoice of ${account} for period ${period} cannot be written`);
    await pauseAfter(outcome, tries);
  }
  throw new Problem("unavailable", "Too many invoices are issued at once. Please try again.", { retryAfterSeconds: 5 });
}

/** Issues what is due of the account, period after period, until one is open or unfinished. Demos are not invoiced. */
export async function issueDue(closing: Closing): Promise<PeriodOutcome[]> {
  const outcomes: PeriodOutcome[] = [];
  if (closing.customer.customerType === "DEMO") return outcomes;
  for (;;) {
    const outcome = await issueNext(closing);
    if (outcome.kind === "open") return outcomes;
    outcomes.push(outcome);
    if (outcome.kind === "unfinished") return outcomes;
  }
}

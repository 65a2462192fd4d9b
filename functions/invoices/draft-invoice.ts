import type { FrozenPeriod } from "../ledger/balance.ts";
import { type DidEntry, effectOf, isOfDid, type LedgerEntry } from "../ledger/entry.ts";
import { currencyExponent, type Nano, roundNano } from "../money/money.ts";
import { isoInstant } from "../platform/clock.ts";
import { appliedTaxes, type BillingTerms } from "../rating/billing-terms.ts";
import { splitTax, taxOnNet } from "../tax/tax.ts";
import { minuteText } from "../time/minute-text.ts";
import { bookedBy, type InvoiceBody, type InvoiceLine, type TaxClass, type UnratedCalls } from "./invoice.ts";

/** From a frozen period and what was folded out of its calls to what the invoice says. Pure: the same again, always. */

/** Calls with the same destination and the same terms. */
export interface CallGroup {
  /** They came when their own period was closed already. */
  late: boolean;
  /** The terms that are frozen with each of them. */
  terms: BillingTerms;
  destination: string;
  /** Answered ones; the others cost nothing and are not counted on an invoice. */
  calls: number;
  seconds: number;
  charge: Nano;
  tax: Nano;
}

export interface DraftBasis {
  frozen: FrozenPeriod;
  currency: string;
  /** Closing of the invoice before. */
  opening: Nano;
  groups: readonly CallGroup[];
  /** Ledger lines of about the period; the draft picks its own. */
  entries: readonly LedgerEntry[];
  /** Terms of the customer for a call of that instant (epoch ms): for calls that a person released. */
  termsAt: (callAt: number) => BillingTerms;
  unrated: readonly UnratedCalls[];
}

interface Item extends Omit<InvoiceLine, "line" | "taxClass"> {
  terms: BillingTerms;
  taken: TaxClass["taken"];
  tax: Nano;
}

const isOf = (frozen: FrozenPeriod, { at, period }: { at: number; period?: number | undefined }): boolean =>
  period === undefined ? at >= frozen.from && at < frozen.until : period === frozen.period;

const takenBy = ({ billingType }: BillingTerms): TaxClass["taken"] =>
  billingType === "PREPAID" ? "WITH_CALL" : "AT_INVOICE";

function itemOf(group: CallGroup): Item {
  const { late, terms, destination, calls, seconds, charge, tax } = group;
  const kind = late ? ("LATE_CALLS" as const) : ("CALLS" as const);
  return { kind, text: destination, calls, seconds, net: charge - tax, tax, terms, taken: takenBy(terms) };
}

function releasedItems({ entries, frozen, termsAt }: DraftBasis): Item[] {
  return entries.flatMap((entry) => {
    if (entry.kind !== "LATE_CALL" || !isOf(frozen, entry)) return [];
    const terms = termsAt(entry.callAt);
    const text = `Call of ${minuteText(isoInstant(entry.callAt))} to ${entry.cld}`;
    const taken = entry.tax > 0n ? ("WITH_CALL" as const) : takenBy(terms);
    return [
      {
        kind: "RELEASED_CALL" as const,
        text,
        calls: 1,
        seconds: 0,
        net: entry.amount - entry.tax,
        tax: entry.tax,
        terms,
        taken,
      },
    ];
  });
}

/** What re-rating moved in the period: one line a job and way of being taxed. */
function reratedItems({ entries, frozen }: DraftBasis): Item[] {
  const lines = entries.flatMap((entry) => (entry.kind === "RERATE" && isOf(frozen, entry) ? [entry] : []));
  const alike = Map.groupBy(lines, ({ id, terms }) => JSON.stringify([id, terms]));
  return [...alike.values()].flatMap((group) => {
    const [entry] = group;
    if (!entry) return [];
    const { terms, note } = entry;
    const [calls, amount] = [group.reduce((n, one) => n + one.calls, 0), sum(group, (one) => one.amount)];
    const tax = sum(group, (one) => one.tax);
    const text = `Calls re-rated: ${note}`;
    return [{ kind: "RERATED", text, calls, seconds: 0, net: amount - tax, tax, terms, taken: takenBy(terms) }];
  });
}

/** Numbers with the same charge that are listed one by one; more of them are one line. */
const mostListed = 20;

/** What having numbers cost, by what was charged. */
function numberItems({ entries, frozen }: DraftBasis): Item[] {
  const charges = entries.filter(isOfDid).filter((entry) => isOf(frozen, entry));
  const alike = Map.groupBy(charges, ({ kind, from, until, amount, tax, terms }) =>
    JSON.stringify([kind, from, until, String(amount), String(tax), terms]),
  );
  return [...alike.values()].flatMap((group) => {
    const lines = group.length > mostListed ? [group] : group.map((entry) => [entry]);
    return lines.flatMap((of) => numberItem(of) ?? []);
  });
}

function numberItem(of: readonly DidEntry[]): Item | undefined {
  const [entry] = of;
  if (!entry) return undefined;
  const { kind, note, number, amount, tax, terms } = entry;
  const text = of.length === 1 ? note : note.replace(number, `${of.length} numbers`);
  const times = BigInt(of.length);
  const figures = { calls: 0, seconds: 0, net: (amount - tax) * times, tax: tax * times };
  return { kind, text, ...figures, terms, taken: takenBy(terms) };
}

const order = {
  ...{ CALLS: 0, LATE_CALLS: 1, RELEASED_CALL: 2, RERATED: 3 },
  ...{ DID_SETUP: 4, DID_RENT: 5, DID_CANCELLATION: 6, TAKEN_OVER: 7 },
} as const;
const classKey = ({ terms, taken }: Item): string => JSON.stringify([taken, terms.taxFlag, appliedTaxes(terms)]);
const sortKey = (item: Item): string => `${order[item.kind]}\t${item.text}\t${classKey(item)}`;

function inOrder(items: readonly Item[]): Item[] {
  return [...items].sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : sortKey(a) > sortKey(b) ? 1 : 0));
}

/** What was taken with the calls is summed; what was charged net is taxed once, on the sum. */
function classOf(items: readonly Item[], decimals: number): TaxClass {
  const [{ terms, taken } = { terms: undefined, taken: "AT_INVOICE" as const }] = items;
  if (!terms) throw new Error("a tax class without a line");
  const net = items.reduce((sum, item) => sum + item.net, 0n);
  const applied = appliedTaxes(terms);
  const places = taken === "WITH_CALL" ? Math.max(...items.map((item) => item.terms.billingDecimals)) : decimals;
  const tax = taken === "WITH_CALL" ? items.reduce((sum, item) => sum + item.tax, 0n) : taxOnNet(net, applied, places);
  const parts = splitTax(tax, applied, places);
  const taxes = applied.map((one, index) => ({ ...one, amount: parts[index] ?? 0n }));
  return { taken, taxFlag: terms.taxFlag, net, tax, taxes };
}

function linesAndClasses(items: readonly Item[], decimals: number) {
  const keys = [...new Set(items.map(classKey))];
  const classes = keys.map((key) =>
    classOf(
      items.filter((item) => classKey(item) === key),
      decimals,
    ),
  );
  const lines = items.map((item, index): InvoiceLine => {
    const { kind, text, calls, seconds, net } = item;
    return { line: index + 1, kind, text, calls, seconds, net, taxClass: keys.indexOf(classKey(item)) };
  });
  return { lines, classes };
}

const sum = <One>(all: readonly One[], of: (one: One) => Nano): Nano => all.reduce((total, one) => total + of(one), 0n);

/** What the documents of earlier periods booked in this one, and what was released or re-rated in it. */
function bookedIn({ entries, frozen }: DraftBasis) {
  // What a line brought a reseller from below is no part of the document.
  const own = (entry: LedgerEntry): Nano => effectOf(entry) - ("below" in entry ? entry.below : 0n);
  const of = (...kinds: LedgerEntry["kind"][]) =>
    sum(
      entries.filter((entry) => kinds.includes(entry.kind) && isOf(frozen, entry)),
      own,
    );
  const numbers = of("DID_SETUP", "DID_RENT", "DID_CANCELLATION");
  return { invoices: of("INVOICE"), creditNotes: of("CREDIT_NOTE"), released: of("LATE_CALL", "RERATE"), numbers };
}

export function draftOf(basis: DraftBasis): InvoiceBody {
  const { frozen, opening, unrated } = basis;
  const decimals = currencyExponent(basis.currency);
  const items = inOrder([
    ...basis.groups.map(itemOf),
    ...releasedItems(basis),
    ...reratedItems(basis),
    ...numberItems(basis),
  ]);
  const { lines, classes } = linesAndClasses(items, decimals);
  const net = sum(lines, (line) => line.net);
  const tax = sum(classes, (one) => one.tax);
  const taken = sum(
    classes.filter((one) => one.taken === "WITH_CALL"),
    (one) => one.net + one.tax,
  );
  const isTaken = classes.every((one) => one.taken === "WITH_CALL");
  const gross = isTaken ? net + tax : roundNano(net + tax, decimals, "HALF_UP");
  const usage = sum(
    lines.filter(({ kind }) => kind === "CALLS" || kind === "LATE_CALLS"),
    (line) => line.net,
  );
  const booked = bookedIn(basis);
  const { pay, adj, below } = frozen.totals;
  // What a reseller put on the balances of those below it, or had of them, is neither payment nor document.
  const credits = adj + below - booked.invoices - booked.creditNotes - booked.released - booked.numbers;
  const closing = opening + pay + credits + booked.creditNotes - gross;
  const account = { opening, payments: pay, credits, creditNotes: booked.creditNotes, closing };
  const totals = { usage, charges: net - usage, net, tax, rounding: gross - net - tax, gross, taken };
  return { lines, classes, account, ...totals, unrated: [...unrated] };
}

/**
 * Whether the folded calls are the calls of the frozen period: count, seconds, charge and tax, to the last unit.
 * A difference means that something was not read yet or is lost; nothing is issued before it is gone.
 */
export function isWhole(
  { totals }: FrozenPeriod,
  folded: { n: number; seconds: number; charge: Nano; tax: Nano },
): boolean {
  const { n, sec, charge, tax } = totals;
  return n === folded.n && sec === folded.seconds && charge === folded.charge && tax === folded.tax;
}

/** How the balance stands after this invoice, by the ledger: what its closing must be. */
export const closingByLedger = (basis: DraftBasis, body: InvoiceBody): Nano => {
  const { pay, adj, charge, below } = basis.frozen.totals;
  return basis.opening + pay + adj + below - charge - bookedIn(basis).invoices - bookedBy(body);
};

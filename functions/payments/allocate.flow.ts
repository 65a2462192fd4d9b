import {
  changeInvoice,
  invoiceByNumber,
  invoicedUpTo,
  invoicesOfAccount,
  openInvoicesOf,
  payInvoice,
} from "../invoices/invoice.store.ts";
import { openOf, type StoredInvoice } from "../invoices/invoice.ts";
import type { BalanceRow } from "../ledger/balance.ts";
import type { Allocation, PaymentEntry } from "../ledger/entry.ts";
import { frozenPeriod } from "../ledger/frozen-period.store.ts";
import { decimalOf, type Nano, nanoOf } from "../money/money.ts";
import { type FieldFault, Problem } from "../platform/problem.ts";
import type { Write } from "../platform/table.ts";
import { type Booking, settlesInvoices } from "./payment.ts";

export interface Allocated {
  allocations: Allocation[];
  /** Fail their condition when an invoice changed meanwhile. */
  writes: Write[];
}

/** Invoices that one payment settles: each is a write of its transaction. */
const mostInvoices = 40;

/** Money set against open amounts in their order, as far as it goes. */
export function oldestFirst(amount: Nano, open: readonly { number: string; open: Nano }[]): Allocation[] {
  let left = amount;
  const allocations: Allocation[] = [];
  for (const one of open.slice(0, mostInvoices)) {
    const isEnough = one.open < left;
    const part = isEnough ? one.open : left;
    if (part > 0n) allocations.push({ invoice: one.number, amount: part });
    left -= part;
  }
  return allocations;
}

const written = (invoices: readonly StoredInvoice[], allocations: readonly Allocation[]): Allocated => ({
  allocations: [...allocations],
  writes: allocations.flatMap(({ invoice, amount }) =>
    invoices.filter(({ number }) => number === invoice).map((one) => payInvoice(one, amount)),
  ),
});

/** @throws Problem invalid for an invoice that is not the account's, or of which less is open */
async function asChosen(account: string, chosen: NonNullable<Booking["allocations"]>): Promise<Allocated> {
  const found = await Promise.all(chosen.map(({ invoice }) => invoiceByNumber(account, invoice)));
  const fields = chosen.flatMap(({ invoice, amount }, n): FieldFault[] => {
    const one = found[n];
    if (!one) return [{ path: `allocations.${n}.invoice`, message: `The customer has no invoice ${invoice}.` }];
    if (nanoOf(amount) <= openOf(one)) return [];
    return [{ path: `allocations.${n}.amount`, message: `Of ${invoice} only ${decimalOf(openOf(one))} are open.` }];
  });
  if (fields.length > 0) throw new Problem("invalid", "Please correct: allocations.", { fields });
  const allocations = chosen.map(({ invoice, amount }) => ({ invoice, amount: nanoOf(amount) }));
  return written(
    found.flatMap((one) => one ?? []),
    allocations,
  );
}

/** What a payment is set against: the invoices that are named, or the oldest first. */
export async function allocate(account: string, booking: Booking): Promise<Allocated> {
  const { kind, amount, allocations: chosen } = booking;
  if (!settlesInvoices(kind) || chosen?.length === 0) return { allocations: [], writes: [] };
  if (chosen) return asChosen(account, chosen);
  const open = await openInvoicesOf(account);
  return written(
    open,
    oldestFirst(
      nanoOf(amount),
      open.map((one) => ({ number: one.number, open: openOf(one) })),
    ),
  );
}

/** The change of what is paid of each invoice, by its period. */
type Changes = Map<number, { invoice: StoredInvoice; paid: Nano; covered: Nano }>;

function change(changes: Changes, invoice: StoredInvoice, paid: Nano, covered: Nano): void {
  const known = changes.get(invoice.period) ?? { invoice, paid: 0n, covered: 0n };
  changes.set(invoice.period, { invoice, paid: known.paid + paid, covered: known.covered + covered });
}

const writesOf = (changes: Changes): Write[] =>
  [...changes.values()].map(({ invoice, paid, covered }) =>
    changeInvoice(invoice, { paid: invoice.paid + paid, covered: invoice.covered + covered }),
  );

/** Payments less refunds since the last invoice. */
async function paidSince(account: string, row: BalanceRow, period: number): Promise<Nano> {
  let sum = row.roll.pay + row.next.pay;
  for (let one = period + 1; one < row.openPeriod; one++) sum += (await frozenPeriod(account, one))?.totals.pay ?? 0n;
  return sum;
}

/**
 * Money that was paid ahead and is gone again covers no invoice any more: the newest are open again, as far as what is
 * left does not cover them.
 * @param left what of the money that goes was set against no invoice
 * @param row the balance after it
 */
async function uncover(account: string, changes: Changes, left: Nano, row: BalanceRow): Promise<void> {
  const upTo = left > 0n ? await invoicedUpTo(account) : undefined;
  if (!upTo) return;
  const money = upTo.closing + (await paidSince(account, row, upTo.period));
  if (money >= 0n) return;
  const all = await invoicesOfAccount(account);
  const open = all.reduce(
    (sum, one) => sum + openOf({ ...one, paid: one.paid + (changes.get(one.period)?.paid ?? 0n) }),
    0n,
  );
  let rest = least(left, -money - open);
  for (const one of all.toReversed()) {
    const part = one.state === "VOID" ? 0n : least(rest, one.covered);
    if (part <= 0n) continue;
    change(changes, one, -part, -part);
    rest -= part;
  }
}

const least = (a: Nano, b: Nano): Nano => (a < b ? a : b);

/**
 * What money that goes again takes off the invoices: those that it was set against, and those that it covered before
 * they were issued.
 * @param gone how much goes
 * @param row the balance after it
 */
export async function takeOff(
  account: string,
  { allocations = [] }: Pick<PaymentEntry, "allocations">,
  gone: Nano,
  row: BalanceRow,
): Promise<Write[]> {
  const found = await Promise.all(allocations.map(({ invoice }) => invoiceByNumber(account, invoice)));
  const changes: Changes = new Map();
  let left = gone;
  for (const [n, { amount }] of allocations.entries()) {
    const one = found[n];
    left -= amount;
    if (one) change(changes, one, -amount, 0n);
  }
  await uncover(account, changes, left, row);
  return writesOf(changes);
}

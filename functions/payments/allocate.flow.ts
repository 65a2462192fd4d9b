import { invoiceByNumber, openInvoicesOf, payInvoice } from "../invoices/invoice.store.ts";
import { openOf, type StoredInvoice } from "../invoices/invoice.ts";
import type { Allocation, PaymentEntry } from "../ledger/entry.ts";
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

/** What a reversal takes off the invoices again. */
export async function takeOff(account: string, { allocations = [] }: PaymentEntry): Promise<Write[]> {
  const found = await Promise.all(allocations.map(({ invoice }) => invoiceByNumber(account, invoice)));
  return allocations.flatMap(({ amount }, n) => {
    const one = found[n];
    return one ? [payInvoice(one, -amount)] : [];
  });
}

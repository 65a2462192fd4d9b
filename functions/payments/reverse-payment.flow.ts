import type { BookableKind, PaymentEntry } from "../ledger/entry.ts";
import { decimalOf } from "../money/money.ts";
import { Problem } from "../platform/problem.ts";
import type { Write } from "../platform/table.ts";
import { bookPayment, type PaymentOrder } from "./book-payment.flow.ts";
import { bookedPayment } from "./payment.store.ts";

export interface ReversalOrder {
  account: string;
  /** The payment that is taken back. */
  id: string;
  note: string;
  idempotencyKey: string;
  by: string;
  /** A reseller that asks: it takes back only what it paid out of its own balance. */
  payer?: string;
  approvedBy?: string;
  also?: readonly Write[];
}

const isReversible = (entry: PaymentEntry): entry is PaymentEntry & { kind: BookableKind } => entry.kind !== "REVERSAL";

/**
 * What takes a payment back: an entry of the opposite effect, once; what it was set against is open again. A reseller
 * that paid it has it again.
 * @throws Problem not_found; conflict for a reversal and for what was taken back already; forbidden for another's payment
 */
export async function reversalBooking(order: ReversalOrder): Promise<PaymentOrder> {
  const { account, id, note, idempotencyKey, by, approvedBy, also = [] } = order;
  const original = (await bookedPayment(account, id))?.entry;
  if (!original) throw new Problem("not_found", `There is no payment ${id.slice(0, 40)}.`);
  if (!isReversible(original))
    throw new Problem("conflict", "A reversal is not taken back. Book the payment again under a new key.");
  if (order.payer !== undefined && original.payer !== order.payer)
    throw new Problem("forbidden", "You take back only what you paid out of your own balance.");
  const { method, reference, payer } = original;
  const request = { kind: "REVERSAL" as const, amount: decimalOf(original.amount), method, reference, note };
  const agreed = approvedBy === undefined ? {} : { approvedBy };
  const payee = payer === undefined ? {} : { payer };
  return { account, request, idempotencyKey, by, reverses: original, also, ...payee, ...agreed };
}

/** Takes it back at once: what needs nobody's word, such as a temporary credit that has run out. */
export const reversePayment = async (order: ReversalOrder): Promise<PaymentEntry> =>
  bookPayment(await reversalBooking(order));

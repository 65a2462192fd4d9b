import type { BookableKind, PaymentEntry } from "../ledger/entry.ts";
import { decimalOf } from "../money/money.ts";
import { Problem } from "../platform/problem.ts";
import { bookPayment } from "./book-payment.flow.ts";
import { bookedPayment } from "./payment.store.ts";

export interface ReversalOrder {
  account: string;
  /** The payment that is taken back. */
  id: string;
  note: string;
  idempotencyKey: string;
  by: string;
  /** The resellers above the account, the nearest first. */
  above?: readonly string[];
  /** The reseller that asks: it takes back what it has paid, and nothing else. */
  payer?: string;
}

const isReversible = (entry: PaymentEntry): entry is PaymentEntry & { kind: BookableKind } => entry.kind !== "REVERSAL";

/**
 * Takes a payment back by an entry of the opposite effect, once; what it was set against is open again.
 * @throws Problem not_found, and conflict for a reversal and for what was taken back already
 */
export async function reversePayment(order: ReversalOrder): Promise<PaymentEntry> {
  const { account, id, note, idempotencyKey, by, above = [], payer } = order;
  const original = (await bookedPayment(account, id))?.entry;
  if (!original) throw new Problem("not_found", `There is no payment ${id.slice(0, 40)}.`);
  if (!isReversible(original))
    throw new Problem("conflict", "A reversal is not taken back. Book the payment again under a new key.");
  if (payer !== undefined && original.payer !== payer)
    throw new Problem("forbidden", "Only who has booked it can take it back.");
  const { method, reference } = original;
  const request = { kind: "REVERSAL" as const, amount: decimalOf(original.amount), method, reference, note };
  const back = original.payer === undefined ? {} : { payer: original.payer };
  return bookPayment({ account, request, idempotencyKey, by, above, reverses: original, ...back });
}

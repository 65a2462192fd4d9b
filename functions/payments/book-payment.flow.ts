import { attempt, mostTries, pauseAfter } from "../ledger/attempt.flow.ts";
import { type BalanceRow, move, turnDay } from "../ledger/balance.ts";
import { makeRoomFor } from "../ledger/close-period.flow.ts";
import type { PaymentEntry } from "../ledger/entry.ts";
import { balanceOf, balanceUpdate, paymentWrite, usageWrite } from "../ledger/ledger.store.ts";
import { nanoOf } from "../money/money.ts";
import { now } from "../platform/clock.ts";
import { Problem } from "../platform/problem.ts";
import type { Write } from "../platform/table.ts";
import { bookedPayment, paymentMark } from "./payment.store.ts";
import { movementOf, type NewPayment, paymentId, requestHash } from "./payment.ts";

export interface PaymentOrder {
  account: string;
  request: NewPayment;
  idempotencyKey: string;
  /** Id of the user or key that asks. */
  by: string;
}

/** The entry of an order against a balance, and the balance after it. `finished`: usage of a day that is over by now. */
export function bookedOn(order: PaymentOrder, row: BalanceRow, at: number) {
  const { account, request } = order;
  const { row: today, finished } = turnDay(row, at);
  const entry: PaymentEntry = {
    kind: request.kind,
    id: paymentId(account, order.idempotencyKey),
    date: today.day.date,
    at,
    opening: today.day.opening,
    seq: row.seq + 1,
    amount: nanoOf(request.amount),
    method: request.method,
    reference: request.reference,
    note: request.note,
    by: order.by,
  };
  // A clock behind the last close books into the open period: a payment is never late.
  const periodAt = Math.max(at, row.periodFrom);
  const after = move(today, { periodAt, calls: 0, seconds: 0, charge: 0n, tax: 0n, ...movementOf(entry) });
  return { entry, after, finished };
}

/** The entry of an order against the balance as it was read, and the writes that book it all or not at all. */
export function bookingOf(order: PaymentOrder, row: BalanceRow, at: number): { entry: PaymentEntry; writes: Write[] } {
  const { account, request } = order;
  const { entry, after, finished } = bookedOn(order, row, at);
  const writes = [
    balanceUpdate(account, row, after),
    paymentWrite(account, entry),
    paymentMark(account, entry, requestHash(request)),
    ...(finished ? [usageWrite(account, finished)] : []),
  ];
  return { entry, writes };
}

/** The entry of an earlier request with this key. @throws Problem conflict when that request was another one. */
async function already(order: PaymentOrder): Promise<PaymentEntry | undefined> {
  const booked = await bookedPayment(order.account, paymentId(order.account, order.idempotencyKey));
  if (booked && booked.request !== requestHash(order.request))
    throw new Problem(
      "conflict",
      "This Idempotency-Key was used for another payment. Use a new key for a new payment.",
    );
  return booked?.entry;
}

/**
 * Books a payment once per key: balance, ledger entry and the key's mark in one transaction. The same request again
 * answers with the entry of the first.
 */
export async function bookPayment(order: PaymentOrder): Promise<PaymentEntry> {
  for (let tries = 0; tries < mostTries; tries++) {
    const booked = await already(order);
    if (booked) return booked;
    const at = now();
    await makeRoomFor(order.account, at);
    const row = await balanceOf(order.account);
    if (!row) throw new Problem("not_found", `Account ${order.account} has no balance.`);
    const { entry, writes } = bookingOf(order, row, at);
    const outcome = await attempt(writes);
    if (outcome === "done") return entry;
    if (outcome === "bug") throw new Error(`a payment of ${order.account} cannot be booked`);
    await pauseAfter(outcome, tries);
  }
  throw new Problem("unavailable", "The account is very busy. Please try again with the same key.", {
    retryAfterSeconds: 5,
  });
}

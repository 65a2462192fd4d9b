import { attempt, mostTries, pauseAfter } from "../ledger/attempt.flow.ts";
import { type BalanceRow, move, turnDay } from "../ledger/balance.ts";
import { type Allocation, type BookableKind, effectOf, isOfPayments, type PaymentEntry } from "../ledger/entry.ts";
import { balanceUpdate, paymentWrite, usageWrite } from "../ledger/ledger.store.ts";
import { passedUp } from "../ledger/passed-up.ts";
import { nanoOf } from "../money/money.ts";
import { now } from "../platform/clock.ts";
import { Problem } from "../platform/problem.ts";
import type { Write } from "../platform/table.ts";
import { allocate, takeOff } from "./allocate.flow.ts";
import { passUp, readyBalance } from "./pass-up.flow.ts";
import {
  bookedPayment,
  forgetTempCredit,
  noteTempCredit,
  paymentMark,
  reversalOf,
  reversedMark,
} from "./payment.store.ts";
import { type Booking, movementOf, paymentId, requestHash } from "./payment.ts";
import { receiptWrites } from "./receipt-mail.flow.ts";

export interface PaymentOrder {
  account: string;
  request: Booking;
  idempotencyKey: string;
  /** Id of the user or key that asks. */
  by: string;
  /** A reseller above the account that pays it out of its own balance. Left out: the money comes from outside. */
  payer?: string;
  /** Who agreed, where it takes two. */
  approvedBy?: string;
  /** What a REVERSAL takes back. */
  reverses?: PaymentEntry & { kind: BookableKind };
  /** Writes that belong to the same step. */
  also?: readonly Write[];
  /** Looked at before each further try. @throws Problem where the step is not wanted any more: no try could succeed */
  isWanted?(): Promise<void>;
}

/** The entry of an order against a balance, and the balance after it. `finished`: usage of a day that is over by now. */
export function bookedOn(order: PaymentOrder, row: BalanceRow, at: number, allocations: Allocation[] = []) {
  const { account, request, approvedBy, reverses } = order;
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
    ...(order.payer === undefined ? {} : { payer: order.payer }),
    ...(approvedBy === undefined ? {} : { approvedBy }),
    ...(request.expiresAt === undefined ? {} : { expiresAt: Date.parse(request.expiresAt) }),
    ...(allocations.length === 0 ? {} : { allocations }),
    ...(reverses === undefined ? {} : { reverses: { id: reverses.id, kind: reverses.kind } }),
  };
  // A clock behind the last close books into the open period: a payment is never late.
  const periodAt = Math.max(at, row.periodFrom);
  const after = move(today, { periodAt, calls: 0, seconds: 0, charge: 0n, tax: 0n, ...movementOf(entry) });
  return { entry, after, finished };
}

/** The entry of an order against the balance as it was read, and the writes that book it all or not at all. */
export function bookingOf(order: PaymentOrder, row: BalanceRow, at: number, allocations: Allocation[] = []) {
  const { account, request } = order;
  const { entry, after, finished } = bookedOn(order, row, at, allocations);
  const writes: Write[] = [
    balanceUpdate(account, row, after),
    paymentWrite(account, entry),
    paymentMark(account, entry, requestHash(request)),
    ...(finished ? [usageWrite(account, finished)] : []),
  ];
  return { entry, writes, after };
}

/** What a reversal undoes besides the money. @throws Problem conflict for a payment that was taken back already */
async function undone({ account, reverses }: PaymentOrder, entry: PaymentEntry, after: BalanceRow): Promise<Write[]> {
  if (entry.kind === "REFUND") return takeOff(account, {}, entry.amount, after);
  if (!reverses) return [];
  const earlier = await reversalOf(account, reverses.id);
  if (earlier !== undefined) throw new Problem("conflict", `It was taken back already, by ${earlier}.`);
  const { id, expiresAt } = reverses;
  return [
    reversedMark(account, id, entry.id),
    ...(await takeOff(account, reverses, isOfPayments(reverses) ? entry.amount : 0n, after)),
    ...(expiresAt === undefined ? [] : [forgetTempCredit({ account, id, dueMs: expiresAt })]),
  ];
}

/** Everything that is written with a payment. */
async function wholeBooking(order: PaymentOrder, row: BalanceRow, at: number) {
  const { account, request, reverses, also = [] } = order;
  const allocated = await allocate(account, request);
  const { entry, after, writes } = bookingOf(order, row, at, allocated.allocations);
  const { id, expiresAt } = entry;
  const reverts = expiresAt !== undefined && !reverses ? [noteTempCredit({ account, id, dueMs: expiresAt })] : [];
  const receipt = await receiptWrites(account, entry, after);
  const effect = effectOf(entry);
  const up = passedUp(row.bal, after.bal, effect);
  const payer = order.payer === undefined ? undefined : { account: order.payer, effect };
  const above = await passUp({ from: account, cause: entry, up, payer });
  return {
    entry,
    writes: [
      ...writes,
      ...allocated.writes,
      ...(await undone(order, entry, after)),
      ...reverts,
      ...receipt,
      ...above,
      ...also,
    ],
  };
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
 * Books a payment once per key: balance, ledger entry, the key's mark, and what comes of it for the resellers above, in
 * one transaction. The same request again answers with the entry of the first.
 */
export async function bookPayment(order: PaymentOrder): Promise<PaymentEntry> {
  for (let tries = 0; tries < mostTries; tries++) {
    const booked = await already(order);
    if (booked) return booked;
    if (tries > 0) await order.isWanted?.();
    const at = now();
    const row = await readyBalance(order.account, at);
    const { entry, writes } = await wholeBooking(order, row, at);
    const outcome = await attempt(writes);
    if (outcome === "done") return entry;
    if (outcome === "bug") throw new Error(`a payment of ${order.account} cannot be booked`);
    await pauseAfter(outcome, tries);
  }
  throw new Problem("unavailable", "The account is very busy. Please try again with the same key.", {
    retryAfterSeconds: 5,
  });
}

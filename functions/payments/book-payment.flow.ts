import { attempt, mostTries, pauseAfter } from "../ledger/attempt.flow.ts";
import { type BalanceRow, move, turnDay } from "../ledger/balance.ts";
import { makeRoomFor } from "../ledger/close-period.flow.ts";
import { effectOf, type PaymentEntry } from "../ledger/entry.ts";
import { balanceOf, balanceUpdate, paymentWrite, usageWrite } from "../ledger/ledger.store.ts";
import { passedUp } from "../ledger/passed-up.ts";
import { type Nano, nanoOf } from "../money/money.ts";
import { now } from "../platform/clock.ts";
import { Problem } from "../platform/problem.ts";
import type { Write } from "../platform/table.ts";
import { bookBelow } from "./book-below.flow.ts";
import { bookedPayment, paymentMark } from "./payment.store.ts";
import { movementOf, type NewPayment, paymentId, requestHash } from "./payment.ts";

export interface PaymentOrder {
  account: string;
  request: NewPayment;
  idempotencyKey: string;
  /** Id of the user or key that asks. */
  by: string;
  /** The resellers above the account, the nearest first. */
  above?: readonly string[];
  /** One of them: it pays out of its own balance. Left out: the money comes from outside. */
  payer?: string;
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
    ...(order.payer === undefined ? {} : { payer: order.payer }),
  };
  // A clock behind the last close books into the open period: a payment is never late.
  const periodAt = Math.max(at, row.periodFrom);
  const after = move(today, { periodAt, calls: 0, seconds: 0, charge: 0n, tax: 0n, ...movementOf(entry) });
  return { entry, after, finished };
}

/** The entry of an order against the balance as it was read, and the writes that book it all or not at all. */
export function bookingOf(order: PaymentOrder, row: BalanceRow, at: number) {
  const { account, request } = order;
  const { entry, after, finished } = bookedOn(order, row, at);
  const writes: Write[] = [
    balanceUpdate(account, row, after),
    paymentWrite(account, entry),
    paymentMark(account, entry, requestHash(request)),
    ...(finished ? [usageWrite(account, finished)] : []),
  ];
  return { entry, writes, after };
}

/** A balance with room for what is booked now. @throws Problem not_found */
async function readyBalance(account: string, at: number): Promise<BalanceRow> {
  await makeRoomFor(account, at);
  const row = await balanceOf(account);
  if (!row) throw new Problem("not_found", `Account ${account} has no balance.`);
  return row;
}

/**
 * What the payment does to the balances of the resellers above: it goes up as far as anything comes of it.
 * @param passed what the account passes up by it
 * @throws Problem conflict where a reseller pays and has too little
 */
async function writesAbove(order: PaymentOrder, entry: PaymentEntry, passed: Nano): Promise<Write[]> {
  const { above = [], payer } = order;
  const writes: Write[] = [];
  let up = passed;
  let isPaid = payer === undefined;
  for (const account of above) {
    if (up === 0n && isPaid) break;
    const amount = account === payer ? up - effectOf(entry) : up;
    isPaid ||= account === payer;
    const row = amount === 0n ? undefined : await readyBalance(account, entry.at);
    const booked =
      row && bookBelow({ account, row, amount, entry, from: order.account, mustCover: payer !== undefined });
    writes.push(...(booked?.writes ?? []));
    up = row && booked ? passedUp(row.bal, booked.after.bal, amount) : 0n;
  }
  return writes;
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
 * one transaction. The same request again
 * answers with the entry of the first.
 */
export async function bookPayment(order: PaymentOrder): Promise<PaymentEntry> {
  for (let tries = 0; tries < mostTries; tries++) {
    const booked = await already(order);
    if (booked) return booked;
    const at = now();
    const row = await readyBalance(order.account, at);
    const { entry, writes, after } = bookingOf(order, row, at);
    const above = await writesAbove(order, entry, passedUp(row.bal, after.bal, effectOf(entry)));
    const outcome = await attempt([...writes, ...above]);
    if (outcome === "done") return entry;
    if (outcome === "bug") throw new Error(`a payment of ${order.account} cannot be booked`);
    await pauseAfter(outcome, tries);
  }
  throw new Problem("unavailable", "The account is very busy. Please try again with the same key.", {
    retryAfterSeconds: 5,
  });
}

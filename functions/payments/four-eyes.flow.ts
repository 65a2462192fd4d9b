import { auditEntry } from "../audit/audit.store.ts";
import { actorOf, type Principal } from "../auth/access.ts";
import { getApiKey } from "../auth/api-key.store.ts";
import { convert } from "../exchange-rates/convert.ts";
import { fxBookFor } from "../exchange-rates/exchange-rate.flow.ts";
import type { PaymentEntry } from "../ledger/entry.ts";
import { type Nano, nanoOf } from "../money/money.ts";
import { guarded, transactGuarded } from "../platform/guarded.ts";
import { isConflict, Problem } from "../platform/problem.ts";
import { getSettings } from "../settings/settings.store.ts";
import { bookPayment, type PaymentOrder } from "./book-payment.flow.ts";
import { bookedPayment } from "./payment.store.ts";
import { type Payment, paymentOf, requestHash } from "./payment.ts";
import { type ReversalOrder, reversalBooking } from "./reverse-payment.flow.ts";
import { addWaiting, decideWaiting, getWaiting } from "./waiting-payment.store.ts";
import { type Decision, shownAsPayment, type WaitingPayment, waitingOf } from "./waiting-payment.ts";

/** Whether so much takes two people. Money that cannot be compared does. */
export const takesTwo = (amount: string, currency: string, at: number): Promise<boolean> =>
  togetherTakeTwo([{ amount: nanoOf(amount), currency }], at);

/** The same for amounts of several currencies, none below 0, together. */
export async function togetherTakeTwo(
  amounts: readonly { amount: Nano; currency: string }[],
  at: number,
): Promise<boolean> {
  const { fourEyesAbove, baseCurrency } = await getSettings();
  if (fourEyesAbove === null) return false;
  const book = await fxBookFor([baseCurrency, ...amounts.map(({ currency }) => currency)], [at]);
  let sum = 0n;
  for (const { amount, currency } of amounts) {
    const worth = convert(amount, { from: currency, to: baseCurrency }, at, book);
    if (worth.kind === "NO_FX") return true;
    sum += worth.amount;
  }
  return sum > nanoOf(fourEyesAbove);
}

interface Asks {
  actor: Principal;
  currency: string;
  at: number;
}

export type Booked = { kind: "BOOKED"; entry: PaymentEntry } | { kind: "WAITING"; waiting: WaitingPayment };

/** As a payment: booked, or waiting. */
export const bookedView = (booked: Booked): Payment =>
  booked.kind === "BOOKED" ? paymentOf(booked.entry) : shownAsPayment(booked.waiting);

const otherRequest = () =>
  new Problem("conflict", "This Idempotency-Key was used for another payment. Use a new key for a new payment.");

/** Writes down that it waits, once per key; the same request again finds it. */
async function keepWaiting(order: PaymentOrder, actor: Principal, at: number): Promise<Booked> {
  const asked = waitingOf(order, at);
  const known = await getWaiting(asked.id);
  if (known) {
    const isSame = known.reverses?.id === order.reverses?.id;
    if (!isSame || requestHash(known.request) !== requestHash(order.request)) throw otherRequest();
    const booked = known.state === "BOOKED" ? await bookedPayment(order.account, asked.id) : undefined;
    return booked ? { kind: "BOOKED", entry: booked.entry } : { kind: "WAITING", waiting: known };
  }
  const { account, request } = order;
  const change = { actor, action: "payment.ask", subject: asked.id, account, after: request };
  try {
    await transactGuarded(guarded([addWaiting(asked), auditEntry(change, at)], "It was asked for at this moment."));
  } catch (error) {
    if (!isConflict(error)) throw error;
    return keepWaiting(order, actor, at);
  }
  return { kind: "WAITING", waiting: asked };
}

/**
 * Books what one person may book alone, and keeps the rest until a second one agrees. A reseller pays out of its own
 * balance and so needs nobody's word.
 */
export async function askForPayment(order: PaymentOrder, asks: Asks): Promise<Booked> {
  if (order.payer !== undefined) return { kind: "BOOKED", entry: await bookPayment(order) };
  return book(order, asks);
}

async function book(order: PaymentOrder, { actor, currency, at }: Asks): Promise<Booked> {
  const id = waitingOf(order, at).id;
  const isAsked = (await getWaiting(id)) !== undefined;
  const needsTwo =
    isAsked || (!(await bookedPayment(order.account, id)) && (await takesTwo(order.request.amount, currency, at)));
  if (needsTwo) return keepWaiting(order, actor, at);
  return { kind: "BOOKED", entry: await bookPayment(order) };
}

/** The same for taking a payment back, which is as much money as the payment was. */
export async function askForReversal(reversal: ReversalOrder, asks: Asks): Promise<Booked> {
  const order = await reversalBooking(reversal);
  // What a reseller paid itself it takes back itself.
  if (reversal.payer !== undefined) return { kind: "BOOKED", entry: await bookPayment(order) };
  return book(order, asks);
}

/** A key is nobody, and whoever made the key that asked would agree with itself. @throws Problem forbidden */
export async function checkSecond(by: string, actor: Principal): Promise<void> {
  if (actor.kind === "key") throw new Problem("forbidden", "It takes a second person, who signs in: a key is none.");
  const asker = (await getApiKey(by))?.createdBy ?? by;
  if ([by, asker].includes(actorOf(actor)))
    throw new Problem("forbidden", "It takes a second person: not the one who asked for it.");
}

const decidedAlready = "Somebody has decided it already. Load it again.";

/** @throws Problem not_found; conflict for one that is decided */
async function undecided(id: string): Promise<WaitingPayment> {
  const seen = await getWaiting(id);
  if (!seen) throw new Problem("not_found", `There is no payment ${id.slice(0, 40)} that waits.`);
  if (seen.state !== "WAITING") throw new Problem("conflict", decidedAlready);
  return seen;
}

/** @throws Problem not_found; conflict for one that is decided; forbidden for whoever asked for it */
export async function decidePayment(id: string, decision: Decision, actor: Principal, at: number): Promise<Booked> {
  const seen = await undecided(id);
  const decidedBy = actorOf(actor);
  await checkSecond(seen.by, actor);
  const { account, request, idempotencyKey, by, reverses } = seen;
  const state = decision.approve ? ("BOOKED" as const) : ("REJECTED" as const);
  const next = { ...seen, state, decidedBy, decision: decision.note };
  const change = {
    actor,
    action: `payment.${decision.approve ? "approve" : "reject"}`,
    subject: id,
    account,
    after: decision,
  };
  const also = [decideWaiting(seen, next), auditEntry(change, at)];
  if (decision.approve) {
    const order = { account, idempotencyKey, by, approvedBy: decidedBy, also };
    const booking = reverses
      ? await reversalBooking({ ...order, id: reverses.id, note: request.note })
      : { ...order, request };
    const isWanted = async () => void (await undecided(id));
    return { kind: "BOOKED", entry: await bookPayment({ ...booking, isWanted }) };
  }
  await transactGuarded(guarded(also, decidedAlready));
  return { kind: "WAITING", waiting: next };
}

import { auditEntry } from "../audit/audit.store.ts";
import { actorOf, type Principal } from "../auth/access.ts";
import { askForPayment, askForReversal, type Booked } from "../payments/four-eyes.flow.ts";
import { paymentsOf, reversalsOf } from "../payments/payment.store.ts";
import { paymentFaults, paymentOf } from "../payments/payment.ts";
import { Problem } from "../platform/problem.ts";
import type { Vendor } from "../vendors/vendor.ts";
import { tellLowBalance } from "./low-balance.flow.ts";
import { readyBook } from "./vendor-book.flow.ts";
import type { NewVendorPayment } from "./vendor-money.ts";

interface Order {
  vendor: Vendor;
  idempotencyKey: string;
  principal: Principal;
  at: number;
}

/**
 * Books money between us and a vendor, once for a key, or keeps it until a second person agrees.
 * @throws Problem invalid for parts of the smallest coin; conflict for a key that was used otherwise
 */
export async function bookVendorPayment(request: NewVendorPayment, order: Order): Promise<Booked> {
  const { vendor, idempotencyKey, principal, at } = order;
  const fields = paymentFaults(request, vendor.currency, at);
  if (fields.length > 0) throw new Problem("invalid", "Please correct: amount.", { fields });
  await readyBook(vendor, at);
  const { kind, amount } = request;
  const audit = { actor: principal, action: "vendor.payment", subject: vendor.id, after: { kind, amount } };
  const also = [auditEntry(audit, at)];
  const booking = { account: vendor.id, request, idempotencyKey, by: actorOf(principal), also };
  const booked = await askForPayment(booking, asksOf(order));
  await tellLowBalance(vendor, at);
  return booked;
}

const asksOf = ({ vendor: { currency }, principal, at }: Order) => ({ actor: principal, currency, at });

/** Takes such a booking back, once, or keeps that until a second person agrees. @throws Problem not_found, and conflict for what was taken back already */
export async function reverseVendorPayment(id: string, note: string, order: Order): Promise<Booked> {
  const { vendor, idempotencyKey, principal, at } = order;
  const reversal = { account: vendor.id, id, note, idempotencyKey, by: actorOf(principal) };
  const booked = await askForReversal(reversal, asksOf(order));
  await tellLowBalance(vendor, at);
  return booked;
}

/** A page of what was booked with a vendor, newest first, each with the reversal that took it back. */
export async function vendorPayments(vendor: string, limit: number, seen: Record<string, unknown> | undefined) {
  const { found, after } = await paymentsOf(vendor, limit, seen);
  const ids = found.map(({ id }) => id);
  const reversals = await reversalsOf(vendor, ids);
  return { items: found.map((entry) => paymentOf(entry, reversals.get(entry.id) ?? null)), after };
}

import { hash } from "node:crypto";
import * as z from "zod";
import { effectOf, type PaymentEntry, PaymentKind } from "../ledger/entry.ts";
import { Amount, decimalOf, nanoOf } from "../money/money.ts";
import type { FieldFault } from "../platform/problem.ts";

const isZero = /^[0.]+$/;

/**
 * Money that a person moves: received, paid back, credited or taken off. Booked once per Idempotency-Key, for as long as
 * the ledger lives. CREDIT_ADD and CREDIT_REDUCE change the balance; the credit limit is a field of the customer.
 */
export const NewPayment = z
  .strictObject({
    kind: PaymentKind,
    amount: Amount.refine((amount) => !isZero.test(amount), "Must be greater than 0."),
    method: z.string().trim().min(1).max(40).default("MANUAL").meta({ example: "BANK_TRANSFER" }),
    reference: z.string().trim().max(100).default(""),
    note: z.string().trim().max(500).default(""),
  })
  .meta({ id: "NewPayment" });
export type NewPayment = z.infer<typeof NewPayment>;

/** A demo has play money: what a bank has moved would be lost when it becomes live. */
export function playMoneyFaults({ customerType }: { customerType: string }, asked: unknown): FieldFault[] {
  const kind = (asked as { kind?: unknown } | null)?.kind;
  if (customerType !== "DEMO" || (kind !== "PAYMENT" && kind !== "REFUND")) return [];
  return [{ path: "kind", message: "A demo has play money only: use CREDIT_ADD or CREDIT_REDUCE." }];
}

export const Payment = z
  .object({
    id: z.string(),
    kind: PaymentKind,
    amount: Amount,
    method: z.string(),
    reference: z.string(),
    note: z.string(),
    at: z.iso.datetime(),
    by: z.string(),
    /** The reseller out of whose balance it was paid; null: money from outside. */
    payer: z.string().nullable(),
    /** Invoices that it was set against; empty until invoices take part. */
    allocations: z.array(z.object({ invoice: z.string(), amount: Amount })),
  })
  .meta({ id: "Payment" });
export type Payment = z.infer<typeof Payment>;

/** The id that a request with this key has, always. Two requests with one key are one payment, whenever they come. */
export const paymentId = (account: string, idempotencyKey: string): string =>
  `pay_${hash("sha256", JSON.stringify([account, idempotencyKey]), "hex").slice(0, 26)}`;

/** What a repeated key is compared by: the same key with another body is refused. */
export const requestHash = (request: NewPayment): string =>
  hash(
    "sha256",
    JSON.stringify([request.kind, String(nanoOf(request.amount)), request.method, request.reference, request.note]),
    "hex",
  );

/** How a payment moves the totals of its period: payments and refunds in one figure, other credits and debits in another. */
export function movementOf(entry: PaymentEntry) {
  const effect = effectOf(entry);
  const ofPayments = entry.kind === "PAYMENT" || entry.kind === "REFUND";
  return { pay: ofPayments ? effect : 0n, adj: ofPayments ? 0n : effect };
}

export const paymentOf = (entry: PaymentEntry): Payment => ({
  id: entry.id,
  kind: entry.kind,
  amount: decimalOf(entry.amount),
  method: entry.method,
  reference: entry.reference,
  note: entry.note,
  at: new Date(entry.at).toISOString(),
  by: entry.by,
  payer: entry.payer ?? null,
  allocations: [],
});

import { hash } from "node:crypto";
import * as z from "zod";
import { BookableKind, effectOf, isOfPayments, type PaymentEntry, PaymentKind } from "../ledger/entry.ts";
import { Amount, asText, currencyExponent, decimalOf, nanoOf, SignedAmount } from "../money/money.ts";
import type { FieldFault } from "../platform/problem.ts";
import { dayMs } from "../time/day.ts";

/** More than this is a slip of the keyboard. */
const mostUnits = 999_999_999_999n;
const notANumber = asText("Must be a number greater than 0 without sign or exponent");

/** Money that a person books: greater than 0, each way of being wrong with a sentence of its own. */
export const PaymentAmount = z
  .string(notANumber)
  .regex(/^\d{1,30}(\.\d{1,30})?$/, { ...notANumber, abort: true })
  .refine((amount) => !/\.\d{10}/.test(amount), { error: "Must have at most 9 decimals.", abort: true })
  .refine((amount) => BigInt(amount.split(".")[0] ?? "0") <= mostUnits, {
    error: `Must be at most ${mostUnits}.`,
    abort: true,
  })
  .refine((amount) => !/^[0.]+$/.test(amount), "Must be greater than 0.")
  .meta({ title: "Amount", example: "25.50" });

const Allocations = z
  .array(z.strictObject({ invoice: z.string().min(1).max(60), amount: PaymentAmount }))
  .max(40, "Must be at most 40 invoices.");

const fields = {
  kind: BookableKind.meta({ title: "What it is" }),
  amount: PaymentAmount,
  method: z.string().trim().min(1).max(40).default("MANUAL").meta({ title: "Method", example: "BANK_TRANSFER" }),
  reference: z.string().trim().max(100).default("").meta({ title: "Reference" }),
  note: z.string().trim().max(500).default("").meta({ title: "Note" }),
  /** When a TEMP_CREDIT reverts by itself. */
  expiresAt: z.iso
    .datetime("Must be an instant such as 2026-10-13T18:00:00Z.")
    .optional()
    .meta({ title: "Reverts at" }),
  /** Invoices that a PAYMENT or WRITE_OFF is set against; left out: the oldest first, as far as it goes. Empty: none. */
  allocations: Allocations.optional(),
};

const total = (allocations: readonly { amount: string }[]): bigint =>
  allocations.reduce((sum, { amount }) => sum + (PaymentAmount.safeParse(amount).success ? nanoOf(amount) : 0n), 0n);

function fit(asked: z.infer<z.ZodObject<typeof fields>>, context: z.core.$RefinementCtx): void {
  const refuse = (path: string, message: string) => context.addIssue({ code: "custom", path: [path], message });
  const { kind, amount, note, expiresAt, allocations = [] } = asked;
  if (kind === "TEMP_CREDIT" && expiresAt === undefined)
    refuse("expiresAt", "A temporary credit must say when it reverts.");
  if (kind !== "TEMP_CREDIT" && expiresAt !== undefined)
    refuse("expiresAt", "Only a temporary credit reverts by itself.");
  if ((kind === "TEMP_CREDIT" || kind === "WRITE_OFF") && note.length < 3)
    refuse("note", "Must say why, in 3 characters or more.");
  if (allocations.length > 0 && !settlesInvoices(kind))
    refuse("allocations", "Only a payment or a write-off settles invoices.");
  if (new Set(allocations.map(({ invoice }) => invoice)).size < allocations.length)
    refuse("allocations", "Must not name an invoice twice.");
  if (PaymentAmount.safeParse(amount).success && total(allocations) > nanoOf(amount))
    refuse("allocations", "Must not be more together than the amount.");
}

/** Whether money of this kind is set against invoices. */
export const settlesInvoices = (kind: PaymentKind): boolean => kind === "PAYMENT" || kind === "WRITE_OFF";

/**
 * Money that a person moves: received, paid back, credited, lent for a while, given up or taken off. Booked once per
 * Idempotency-Key, for as long as the ledger lives. All of them change the balance; the credit limit is a field of the
 * customer.
 */
export const NewPayment = z.strictObject(fields).superRefine(fit).meta({ id: "NewPayment" });
export type NewPayment = z.infer<typeof NewPayment>;

/** What is booked: as asked for by a person, or a reversal. */
export type Booking = Omit<NewPayment, "kind"> & { kind: PaymentKind };

const longestCreditDays = 60;

/** What needs more than the request to be seen: the account's currency, and the hour. */
export function paymentFaults(asked: unknown, currency: string, at: number): FieldFault[] {
  const { kind, amount, expiresAt } = (asked ?? {}) as Record<string, unknown>;
  const faults: FieldFault[] = [];
  const decimals = typeof amount === "string" ? (amount.split(".")[1]?.replace(/0+$/, "").length ?? 0) : 0;
  // Nobody can pay or be paid a part of the smallest coin; what is only written may be as fine as a call.
  if ((kind === "PAYMENT" || kind === "REFUND") && decimals > currencyExponent(currency) && decimals <= 9)
    faults.push({
      path: "amount",
      message: `Must have at most ${currencyExponent(currency)} decimals in ${currency}.`,
    });
  const expiry = typeof expiresAt === "string" ? Date.parse(expiresAt) : Number.NaN;
  if (kind === "TEMP_CREDIT" && (expiry <= at || expiry > at + longestCreditDays * dayMs))
    faults.push({ path: "expiresAt", message: `Must be in the next ${longestCreditDays} days.` });
  return faults;
}

/** A demo has play money: what a bank has moved would be lost when it becomes live. */
export function playMoneyFaults({ customerType }: { customerType: string }, asked: unknown): FieldFault[] {
  const kind = (asked as { kind?: unknown } | null)?.kind;
  if (customerType !== "DEMO" || (kind !== "PAYMENT" && kind !== "REFUND")) return [];
  return [{ path: "kind", message: "A demo has play money only: use CREDIT_ADD or CREDIT_REDUCE." }];
}

export const Payment = z
  .object({
    id: z.string(),
    /** WAITING: a second person must agree first; REJECTED: one did not. */
    status: z.enum(["BOOKED", "WAITING", "REJECTED"]),
    kind: PaymentKind,
    amount: Amount,
    /** What it does to the balance: positive = in the customer's favour. */
    effect: SignedAmount,
    method: z.string(),
    reference: z.string(),
    note: z.string(),
    /** When it was booked; of one that waits, when it was asked for. */
    at: z.iso.datetime(),
    by: z.string(),
    /** The reseller out of whose balance it was paid; null: money from outside. */
    payer: z.string().nullable(),
    approvedBy: z.string().nullable(),
    /** When a temporary credit reverts by itself. */
    expiresAt: z.string().nullable(),
    /** Invoices that it was set against. */
    allocations: z.array(z.object({ invoice: z.string(), amount: Amount })),
    /** The payment that a reversal takes back. */
    reverses: z.string().nullable(),
    /** The reversal that took it back. */
    reversedBy: z.string().nullable(),
  })
  .meta({ id: "Payment" });
export type Payment = z.infer<typeof Payment>;

/** The id that a request with this key has, always. Two requests with one key are one payment, whenever they come. */
export const paymentId = (account: string, idempotencyKey: string): string =>
  `pay_${hash("sha256", JSON.stringify([account, idempotencyKey]), "hex").slice(0, 26)}`;

/** What a repeated key is compared by: the same key with another body is refused. */
export function requestHash({ kind, amount, method, reference, note, expiresAt, allocations }: Booking): string {
  const told = allocations?.map((one) => [one.invoice, String(nanoOf(one.amount))]);
  const more = expiresAt === undefined && told === undefined ? [] : [expiresAt ?? null, told ?? null];
  return hash("sha256", JSON.stringify([kind, String(nanoOf(amount)), method, reference, note, ...more]), "hex");
}

/** How a payment moves the totals of its period: payments and refunds in one figure, other credits and debits in another. */
export function movementOf(entry: PaymentEntry) {
  const effect = effectOf(entry);
  const ofPayments = isOfPayments(entry);
  return { pay: ofPayments ? effect : 0n, adj: ofPayments ? 0n : effect };
}

export const paymentOf = (entry: PaymentEntry, reversedBy: string | null = null): Payment => ({
  id: entry.id,
  status: "BOOKED",
  kind: entry.kind,
  amount: decimalOf(entry.amount),
  effect: decimalOf(effectOf(entry)),
  method: entry.method,
  reference: entry.reference,
  note: entry.note,
  at: new Date(entry.at).toISOString(),
  by: entry.by,
  payer: entry.payer ?? null,
  approvedBy: entry.approvedBy ?? null,
  expiresAt: entry.expiresAt === undefined ? null : new Date(entry.expiresAt).toISOString(),
  allocations: (entry.allocations ?? []).map(({ invoice, amount }) => ({ invoice, amount: decimalOf(amount) })),
  reverses: entry.reverses?.id ?? null,
  reversedBy,
});

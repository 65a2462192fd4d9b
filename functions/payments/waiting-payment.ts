import * as z from "zod";
import { BookableKind, PaymentKind, signOf } from "../ledger/entry.ts";
import { decimalOf, nanoOf } from "../money/money.ts";
import { isoInstant } from "../platform/clock.ts";
import { type Booking, NewPayment, type Payment, paymentId } from "./payment.ts";

/** A payment above the amount from which it takes two people: asked for by one, booked when another one agrees. */

export const WaitingPayment = z.object({
  id: z.string(),
  account: z.string(),
  request: z.object({ ...NewPayment.shape, kind: PaymentKind }),
  /** What a REVERSAL takes back. */
  reverses: z.object({ id: z.string(), kind: BookableKind }).nullable().default(null),
  idempotencyKey: z.string(),
  by: z.string(),
  /** Epoch ms at which it was asked for. */
  at: z.number().int(),
  state: z.enum(["WAITING", "BOOKED", "REJECTED"]),
  decidedBy: z.string().nullable(),
  /** What whoever decided said. */
  decision: z.string(),
  v: z.number().int(),
});
export type WaitingPayment = z.infer<typeof WaitingPayment>;

/** A yes or no to a payment that waits. */
export const Decision = z
  .strictObject({
    approve: z.boolean("Must be yes or no."),
    note: z.string().trim().max(300).default(""),
  })
  .refine(({ approve, note }) => approve || note.length >= 3, {
    path: ["note"],
    message: "Must say why not, in 3 characters or more.",
  })
  .meta({ id: "PaymentDecision" });
export type Decision = z.infer<typeof Decision>;

interface Asked {
  account: string;
  request: Booking;
  reverses?: { id: string; kind: BookableKind };
  idempotencyKey: string;
  by: string;
}

export const waitingOf = ({ account, request, idempotencyKey, by, reverses }: Asked, at: number): WaitingPayment => ({
  ...{ id: paymentId(account, idempotencyKey), account, request, idempotencyKey, by, at },
  reverses: reverses ? { id: reverses.id, kind: reverses.kind } : null,
  ...{ state: "WAITING", decidedBy: null, decision: "", v: 1 },
});

function signOfAsked({ request: { kind }, reverses }: WaitingPayment): bigint {
  if (kind !== "REVERSAL") return signOf[kind];
  return reverses ? -signOf[reverses.kind] : 0n;
}

/** As a payment that is not booked. */
export const shownAsPayment = (waiting: WaitingPayment): Payment => shownAs(waiting, signOfAsked(waiting));

const shownAs = ({ id, request, at, by, state, decidedBy, reverses }: WaitingPayment, sign: bigint): Payment => ({
  id,
  status: state === "REJECTED" ? "REJECTED" : "WAITING",
  kind: request.kind,
  amount: request.amount,
  effect: decimalOf(sign * nanoOf(request.amount)),
  method: request.method,
  reference: request.reference,
  note: request.note,
  at: isoInstant(at),
  by,
  payer: null,
  approvedBy: decidedBy,
  expiresAt: request.expiresAt ?? null,
  allocations: request.allocations ?? [],
  reverses: reverses?.id ?? null,
  reversedBy: null,
});

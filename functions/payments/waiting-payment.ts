import * as z from "zod";
import { signOf } from "../ledger/entry.ts";
import { decimalOf, nanoOf } from "../money/money.ts";
import { isoInstant } from "../platform/clock.ts";
import { NewPayment, type Payment, paymentId } from "./payment.ts";

/** A payment above the amount from which it takes two people: asked for by one, booked when another one agrees. */

export const WaitingPayment = z.object({
  id: z.string(),
  account: z.string(),
  request: z.object(NewPayment.shape),
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
  request: NewPayment;
  idempotencyKey: string;
  by: string;
}

export const waitingOf = ({ account, request, idempotencyKey, by }: Asked, at: number): WaitingPayment => ({
  ...{ id: paymentId(account, idempotencyKey), account, request, idempotencyKey, by, at },
  ...{ state: "WAITING", decidedBy: null, decision: "", v: 1 },
});

/** As a payment that is not booked. */
export const shownAsPayment = ({ id, request, at, by, state, decidedBy }: WaitingPayment): Payment => ({
  id,
  status: state === "REJECTED" ? "REJECTED" : "WAITING",
  kind: request.kind,
  amount: request.amount,
  effect: decimalOf(signOf[request.kind] * nanoOf(request.amount)),
  method: request.method,
  reference: request.reference,
  note: request.note,
  at: isoInstant(at),
  by,
  payer: null,
  approvedBy: decidedBy,
  expiresAt: request.expiresAt ?? null,
  allocations: request.allocations ?? [],
  reverses: null,
  reversedBy: null,
});

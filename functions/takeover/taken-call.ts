import * as z from "zod";
import { DialledNumber } from "../cdrs/cdr.ts";
import { AccountCode } from "../customers/customer.ts";
import { Amount, SignedAmount } from "../money/money.ts";
import { deepest } from "../resellers/reseller.ts";

/**
 * Calls that another system charged before its customers came here. They are history: shown with the charge that they had
 * there, in no balance, no invoice and no analysis of ours.
 */

/** The system that something was taken over from; with the id there, it makes two requests the same thing. */
export const Origin = z.enum(["ov500", "astpp", "magnusbilling"]);
export type Origin = z.infer<typeof Origin>;

const seconds = z
  .int()
  .min(0)
  .max(86_400 * 7);

const UpperTaken = z.strictObject({
  /** The reseller, here. */
  account: AccountCode,
  charge: Amount,
});

export const TakenCall = z.strictObject({
  /** Its id there, unique among the calls of a customer and a UTC day. */
  id: z.string().min(1).max(200),
  direction: z.enum(["OUT", "DID"]).default("OUT"),
  setupAt: z.iso.datetime(),
  /** Null: never answered. */
  answeredAt: z.iso.datetime().nullable(),
  endedAt: z.iso.datetime().nullable(),
  /** Empty where the caller was not known. */
  cli: z.union([DialledNumber, z.literal("")]),
  cld: DialledNumber,
  /** The prefix by which it was rated. */
  prefix: DialledNumber.nullable().default(null),
  destination: z.string().min(1).max(150).nullable().default(null),
  /** Talk time. */
  durationSeconds: seconds,
  billedSeconds: seconds,
  /** What the customer was debited there, tax included, in its currency. */
  charge: Amount,
  /** Part of `charge`. */
  tax: Amount.default("0"),
  sipCode: z.int().min(100).max(699).nullable().default(null),
  /** ITU-T Q.850 cause. */
  disconnectCause: z.int().min(0).max(127).nullable().default(null),
  /** What the resellers above the customer were debited there, the nearest first, in the same currency. */
  upper: z.array(UpperTaken).max(deepest, `Must be at most ${deepest} resellers.`).default([]),
});
export type TakenCall = z.infer<typeof TakenCall>;

/** What one request may bring: it fits into a request and into a block. */
export const mostCalls = 500;

export const TakenCalls = z
  .strictObject({
    origin: Origin,
    calls: z.array(TakenCall).min(1).max(mostCalls, `Must be at most ${mostCalls} calls.`),
  })
  .meta({ id: "TakenCalls" });
export type TakenCalls = z.infer<typeof TakenCalls>;

export const CallsTaken = z
  .object({
    /** Calls that were written now. */
    added: z.int(),
    /** Calls that were there already, and of which nothing was written. */
    known: z.int(),
  })
  .meta({ id: "CallsTaken" });
export type CallsTaken = z.infer<typeof CallsTaken>;

/** What of a customer was taken over, to be compared with where it came from. */
export const Takeover = z
  .object({
    account: z.string(),
    currency: z.string(),
    calls: z.int(),
    billedSeconds: z.int(),
    charge: SignedAmount,
    /** What resellers above it were debited for these calls. */
    upper: z.array(z.object({ account: z.string(), charge: SignedAmount })),
    invoices: z.int(),
    /** Still to be paid of these invoices. */
    openInvoices: SignedAmount,
  })
  .meta({ id: "Takeover" });
export type Takeover = z.infer<typeof Takeover>;

/** What of a reseller itself was taken over. What it was debited for calls stands with its customers. */
export const ResellerTakeover = Takeover.pick({
  account: true,
  currency: true,
  invoices: true,
  openInvoices: true,
}).meta({
  id: "ResellerTakeover",
});

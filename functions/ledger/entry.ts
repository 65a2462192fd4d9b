import * as z from "zod";
import { type Nano, StoredNano } from "../money/money.ts";
import { BillingTerms } from "../rating/billing-terms.ts";

/**
 * Lines of the ledger, never edited and never removed. Every one carries its day's opening balance, so that a statement
 * can begin anywhere without adding up what came before.
 */

/** The calls of one finished day of the account's zone, by the day on which they were charged. */
export const UsageEntry = z.object({
  kind: z.literal("USAGE"),
  date: z.string(),
  /** Epoch ms: the last instant of the day. */
  at: z.number().int(),
  opening: StoredNano,
  n: z.number().int(),
  sec: z.number().int(),
  charge: StoredNano,
  tax: StoredNano,
  /** What the calls of the accounts below brought a reseller: money of theirs that they used up. */
  below: StoredNano.default(0n),
});
export type UsageEntry = z.infer<typeof UsageEntry>;

/**
 * Money that staff or a gateway moves. PAYMENT, CREDIT_ADD, TEMP_CREDIT (until it reverts) and WRITE_OFF raise the balance,
 * REFUND and CREDIT_REDUCE lower it. A REVERSAL does the opposite of what it takes back.
 */
export const PaymentKind = z.enum([
  "PAYMENT",
  "REFUND",
  "CREDIT_ADD",
  "CREDIT_REDUCE",
  "TEMP_CREDIT",
  "WRITE_OFF",
  "REVERSAL",
]);
export type PaymentKind = z.infer<typeof PaymentKind>;

/** What a person can ask for by itself: a reversal is asked of the payment that it takes back. */
export const BookableKind = PaymentKind.exclude(["REVERSAL"]);
export type BookableKind = z.infer<typeof BookableKind>;

/** What was set against an invoice. Nano, greater than 0; a reversal takes it back. */
export const Allocation = z.object({ invoice: z.string(), amount: StoredNano });
export type Allocation = z.infer<typeof Allocation>;

/** Where a line stands. Every line but a day's usage has it. */
const place = {
  /** Day in the account's zone. */
  date: z.string(),
  /** Epoch ms. */
  at: z.number().int(),
  /** Of the day, in nano. */
  opening: StoredNano,
  /** The balance's `seq` after this entry: its place in the order of money. */
  seq: z.number().int(),
};

export const PaymentEntry = z.object({
  kind: PaymentKind,
  id: z.string(),
  ...place,
  /** Nano, greater than 0; the kind says which way it goes. */
  amount: StoredNano,
  method: z.string(),
  reference: z.string(),
  note: z.string(),
  /** Id of the user or key that booked it. */
  by: z.string(),
  /** The reseller out of whose balance it was paid; left out: money from outside. */
  payer: z.string().optional(),
  /** Who agreed, where it took two. */
  approvedBy: z.string().optional(),
  /** Epoch ms at which a temporary credit reverts. */
  expiresAt: z.number().int().optional(),
  allocations: z.array(Allocation).optional(),
  /** What a REVERSAL takes back. */
  reverses: z.object({ id: z.string(), kind: BookableKind }).optional(),
});
export type PaymentEntry = z.infer<typeof PaymentEntry>;

/** A call that was too old to be charged by itself, charged by a person in the period that was open then. */
export const LateCallEntry = z.object({
  kind: z.literal("LATE_CALL"),
  /** The call's identity. */
  id: z.string(),
  ...place,
  /** Nano, debited. */
  amount: StoredNano,
  /** Part of `amount`. */
  tax: StoredNano,
  /** The call's own setup, epoch ms. */
  callAt: z.number().int(),
  cld: z.string(),
  note: z.string(),
  /** Id of the user or key that released it. */
  by: z.string(),
  /** The billing period in which it is booked. */
  period: z.number().int().optional(),
  /** As in the usage of a day. */
  below: StoredNano.default(0n),
});
export type LateCallEntry = z.infer<typeof LateCallEntry>;

/** What a customer pays for having a number: each once for its name. A reseller above it pays the same, net, for it. */
export const DidEntry = z.object({
  kind: z.enum(["DID_SETUP", "DID_RENT", "DID_CANCELLATION"]),
  /** The charge's name: number, kind and first day. */
  id: z.string(),
  number: z.string(),
  /** Whose number it is: the account itself, or one below it. */
  owner: z.string(),
  ...place,
  /** The billing period in which it is booked. */
  period: z.number().int(),
  /** Nano, debited: gross for prepaid, net for postpaid. */
  amount: StoredNano,
  /** Part of `amount`. */
  tax: StoredNano,
  /** By which it was taxed, or will be at the invoice. */
  terms: BillingTerms,
  /** Days of rent (`yyyy-mm-dd`, the second not included); DID_RENT only. */
  from: z.string().optional(),
  until: z.string().optional(),
  note: z.string(),
  by: z.string(),
  /** As in the usage of a day. */
  below: StoredNano.default(0n),
});
export type DidEntry = z.infer<typeof DidEntry>;

/** What re-rating moved: the difference between what some calls were charged and what they are charged now. */
export const RerateEntry = z.object({
  kind: z.literal("RERATE"),
  /** The job of re-rating. A job may have several lines: one for each part that it wrote at once. */
  id: z.string(),
  ...place,
  /** The billing period in which it is booked, whichever period its calls are of. */
  period: z.number().int(),
  calls: z.number().int(),
  /** Nano, debited; less than 0: given back. */
  amount: StoredNano,
  /** Part of `amount`. */
  tax: StoredNano,
  /** By which the calls were taxed, or will be at the invoice. */
  terms: BillingTerms,
  note: z.string(),
  /** Id of whoever agreed to it. */
  by: z.string(),
  /** As in the usage of a day. */
  below: StoredNano.default(0n),
});
export type RerateEntry = z.infer<typeof RerateEntry>;

/** What a payment or document of an account below did to a reseller's balance: what it put aside for the account, or got from it. */
export const BelowEntry = z.object({
  kind: z.literal("BELOW"),
  /** The payment's id; with `account`, where it is booked. */
  id: z.string(),
  account: z.string(),
  ...place,
  /** Nano, not 0: positive = in the reseller's favour. */
  amount: StoredNano,
  /** Left out: a payment. */
  document: z.enum(["INVOICE", "CREDIT_NOTE"]).optional(),
  /** What the payment below says of itself; empty for a document. */
  method: z.string(),
  reference: z.string(),
  by: z.string(),
});
export type BelowEntry = z.infer<typeof BelowEntry>;

/**
 * What a document adds to the calls that are charged already. INVOICE: tax and rounding of a postpaid invoice.
 * CREDIT_NOTE: what is given back, with its tax.
 */
export const DocumentEntry = z.object({
  kind: z.enum(["INVOICE", "CREDIT_NOTE"]),
  /** The document's number. */
  id: z.string(),
  ...place,
  /** The billing period in which it is booked: a later one than the period that an invoice is about. */
  period: z.number().int(),
  /** Nano: an invoice's is debited, and negative where it rounds down what bears no tax; a credit note's is credited. */
  amount: StoredNano,
  /** Part of `amount`. */
  tax: StoredNano,
  note: z.string(),
  /** Id of the user or key; `system` for what the billing run does by itself. */
  by: z.string(),
});
export type DocumentEntry = z.infer<typeof DocumentEntry>;

/** What a vendor takes for calls that were charged on one day (UTC), or for more of them. In a vendor's ledger only. */
export const VendorCostEntry = z.object({
  kind: z.literal("VENDOR_COST"),
  /** The day and how often it was booked before. */
  id: z.string(),
  /** The UTC day on which the calls were charged. */
  day: z.string(),
  ...place,
  /** Legs with a cost, and their talk time. */
  n: z.number().int(),
  sec: z.number().int(),
  /** Legs whose cost re-rating changed. */
  fixed: z.number().int().default(0),
  /** Nano, debited, net; less than 0 where re-rating gave back more. */
  amount: StoredNano,
  by: z.string(),
});
export type VendorCostEntry = z.infer<typeof VendorCostEntry>;

/** What changed beside money, for whoever reads the statement: it moves nothing. */
export const MemoEntry = z.object({
  kind: z.literal("MEMO"),
  id: z.string(),
  /** Its `seq` is the balance's as it was read: the memo stands behind that entry. */
  ...place,
  note: z.string(),
  /** Id of the user or key; `system` for what the product does by itself. */
  by: z.string(),
});
export type MemoEntry = z.infer<typeof MemoEntry>;

export const LedgerEntry = z.discriminatedUnion("kind", [
  UsageEntry,
  PaymentEntry,
  LateCallEntry,
  DocumentEntry,
  BelowEntry,
  DidEntry,
  VendorCostEntry,
  RerateEntry,
  MemoEntry,
]);
export type LedgerEntry = z.infer<typeof LedgerEntry>;

/** Neither a day's usage nor a payment, but money. */
export type LineEntry = BelowEntry | LateCallEntry | DocumentEntry | DidEntry | VendorCostEntry | RerateEntry;

/** 1: it raises the balance. */
export const signOf: Record<BookableKind, 1n | -1n> = {
  PAYMENT: 1n,
  CREDIT_ADD: 1n,
  TEMP_CREDIT: 1n,
  WRITE_OFF: 1n,
  REFUND: -1n,
  CREDIT_REDUCE: -1n,
};

function signOfPayment({ kind, reverses }: PaymentEntry): bigint {
  if (kind !== "REVERSAL") return signOf[kind];
  if (!reverses) throw new Error("a reversal that takes nothing back");
  return -signOf[reverses.kind];
}

/** How an entry changes the balance: positive = in the customer's favour. */
export function effectOf(entry: LedgerEntry): Nano {
  switch (entry.kind) {
    case "USAGE":
      return entry.below - entry.charge;
    case "LATE_CALL":
    case "RERATE":
    case "DID_SETUP":
    case "DID_RENT":
    case "DID_CANCELLATION":
      return entry.below - entry.amount;
    case "MEMO":
      return 0n;
    case "INVOICE":
    case "VENDOR_COST":
      return -entry.amount;
    case "BELOW":
    case "CREDIT_NOTE":
      return entry.amount;
    default:
      return signOfPayment(entry) * entry.amount;
  }
}

/** Whether it counts among payments and refunds, not among credits and debits. */
export const isOfPayments = ({ kind, reverses }: Pick<PaymentEntry, "kind" | "reverses">): boolean =>
  ["PAYMENT", "REFUND"].includes(reverses?.kind ?? kind);

export const isOfDid = (entry: LedgerEntry): entry is DidEntry => entry.kind.startsWith("DID_");

/** Whether a line is one that a person or gateway booked. */
export const isPayment = (entry: LedgerEntry): entry is PaymentEntry => PaymentKind.safeParse(entry.kind).success;

import * as z from "zod";
import { AccountCode } from "../customers/customer.ts";
import { Money, optional, PlainText } from "../customers/customer-fields.ts";
import { Currency } from "../money/money.ts";
import { withChange } from "../sheets/with-change.ts";
import { firstRent, monthlyPrice, noCharges, Rent, RentStanding, rentFromNow } from "./rent.ts";

/**
 * A DID is a number of ours at which callers from outside reach a customer. It is the customer's by the whole number, never
 * by its end or its beginning, and rings at one of the customer's devices, or at a number outside: then the customer pays
 * for a call of its own to that number.
 */

const numberRule = "Must be a whole number in its international form: 5 to 15 digits, without + and 00.";
export const DidNumber = z
  .string(numberRule)
  .overwrite((text) => text.replace(/[\s().-]/g, "").replace(/^\+/, ""))
  .regex(/^[1-9]\d{4,14}$/, numberRule);

const callsRule = "Must be a whole number from 1 to 10000.";

const fields = {
  account: optional(AccountCode).meta({ title: "Customer", description: "Whose it is; none: in stock." }),
  ringsAt: optional(z.string().max(64)).meta({
    title: "Rings at",
    description: "One of the customer's devices. None: callers are refused.",
  }),
  forwardTo: optional(DidNumber).meta({
    title: "Forwarded to",
    description:
      "A number outside at which it rings instead, in its international form. The customer pays for the call there as for one of its own.",
  }),
  tariffId: optional(z.string().max(64)).meta({
    title: "Tariff of incoming calls",
    description: "By which the customer pays for incoming minutes. None: they are free.",
  }),
  status: z.enum(["ACTIVE", "INACTIVE"], "Must be ACTIVE or INACTIVE.").meta({ title: "Status" }),
  description: PlainText.max(200, "Must be at most 200 characters.").meta({ title: "Description" }),
  setupCharge: Money.meta({ title: "Set-up charge", description: "Once, when a customer gets the number." }),
  monthlyRent: Money.meta({
    title: "Monthly rent",
    description: "In advance; a month that is not had whole is paid by its days.",
  }),
  cancellationCharge: Money.meta({
    title: "Cancellation charge",
    description: "Once, when the customer gives the number up.",
  }),
  maxCalls: optional(z.int(callsRule).min(1, callsRule).max(10_000, callsRule)).meta({
    title: "Calls at a time",
    description: "More callers hear that it is busy. None: as many as its customer and device may have.",
  }),
  includedCalls: z
    .int("Must be a whole number of calls.")
    .min(0, "Must not be below 0.")
    .max(10_000, callsRule)
    .meta({ title: "Of these included in the rent" }),
  callRent: Money.meta({
    title: "Monthly rent of each further call",
    description: "For each call at a time beyond those included, with the rent of the number.",
  }),
  currency: optional(Currency).meta({
    title: "Currency of the charges",
    description: "That of the customer. Needed for a number in stock that has charges.",
  }),
};

/** What a number costs where nobody has said so. */
const charges = {
  setupCharge: fields.setupCharge.default(noCharges.setupCharge),
  monthlyRent: fields.monthlyRent.default(noCharges.monthlyRent),
  cancellationCharge: fields.cancellationCharge.default(noCharges.cancellationCharge),
  maxCalls: fields.maxCalls.default(noCharges.maxCalls),
  includedCalls: fields.includedCalls.default(noCharges.includedCalls),
  callRent: fields.callRent.default(noCharges.callRent),
  currency: fields.currency.default(noCharges.currency),
};

export const NewDids = z
  .strictObject({
    /** One transaction: all of them or none. */
    numbers: z
      .array(DidNumber)
      .min(1, "Give at least one number.")
      .max(80, "Must be at most 80 numbers at a time.")
      .refine((numbers) => new Set(numbers).size === numbers.length, "Must not name a number twice.")
      .meta({ title: "Numbers" }),
    account: fields.account.default(null),
    ringsAt: fields.ringsAt.default(null),
    forwardTo: fields.forwardTo.default(null),
    tariffId: fields.tariffId.default(null),
    status: fields.status.default("ACTIVE"),
    description: fields.description.default(""),
    ...charges,
  })
  .meta({ id: "NewDids" });
export type NewDids = z.output<typeof NewDids>;

/** What is left out stays. Another customer without a device or number of its own leaves it ringing nowhere. */
export const DidChange = z.strictObject(fields).partial().meta({ id: "DidChange" });
export type DidChange = z.output<typeof DidChange>;

/** Whose it was until an instant, for calls that are delivered late. */
const FormerOwner = z.object({
  account: AccountCode,
  ringsAt: z.string().nullable(),
  forwardTo: z.string().nullable().default(null),
  tariffId: z.string().nullable(),
  /** Epoch ms: from ≤ setup < until. */
  from: z.int(),
  until: z.int(),
});

/** What the list of DIDs can be narrowed by. */
export const DidFilters = z.object({
  /** Only numbers that begin so. */
  prefix: z.string().max(15).regex(/^\d*$/, "Must be digits.").optional(),
  /** Only this customer's. */
  account: AccountCode.optional(),
});

export const StoredDid = z.object({
  number: DidNumber,
  ...fields,
  forwardTo: fields.forwardTo.default(null),
  // Numbers that were there before there were charges have none.
  ...charges,
  /** Null: in stock, or nothing was ever asked for it. */
  rent: Rent.nullable().default(null),
  /** Epoch ms from which the customer has it. */
  from: z.int(),
  /** The last first. */
  former: z.array(FormerOwner).default([]),
  createdAt: z.string(),
  version: z.int().positive(),
});
export type StoredDid = z.infer<typeof StoredDid>;

export const Did = z
  .object({
    number: DidNumber,
    ...fields,
    /** Company of the customer, and the device's login or address; null where there is none, or it is gone. */
    company: z.string().nullable(),
    device: z.string().nullable(),
    /** Since when the customer has it. */
    since: z.string(),
    /** Null: nothing is asked for it. */
    rent: z
      .object({
        /** PAID: nothing is owed. GRACE: something is, callers are let through. SUSPENDED: they are refused until it is paid. */
        standing: RentStanding,
        /** The first day of the customer's zone that is not paid for; null without a monthly rent. */
        paidUntil: z.iso.date().nullable(),
        /** Day on which it was found that balance and credit do not cover what is due. */
        unpaidSince: z.iso.date().nullable(),
      })
      .nullable(),
    createdAt: z.string(),
    version: z.int(),
  })
  .meta({ id: "Did" });
export type Did = z.infer<typeof Did>;

export interface DidOwner {
  account: string;
  ringsAt: string | null;
  forwardTo: string | null;
  tariffId: string | null;
}

/** Whose it was at the setup of a call; undefined: nobody's, or it was not in service as far as is known. */
export function didOwnerAt(did: StoredDid, atMs: number): DidOwner | undefined {
  const { account, ringsAt, forwardTo, tariffId } = did;
  if (atMs >= did.from) return account === null ? undefined : { account, ringsAt, forwardTo, tariffId };
  return did.former.find(({ from, until }) => from <= atMs && atMs < until);
}

/** Owners that are remembered: a number that changes hands more often is not asked about that far back. */
const mostFormer = 20;

/** What an edit is judged by beside the DID. */
export interface EditBasis {
  atMs: number;
  /** In the zone of the customer that has it afterwards. */
  today: string;
  /** How far that customer has paid for the same number already, from a time before. */
  paidUntil?: string | undefined;
}

/** How far the next owner, or the same one, has paid. */
function rentAfter(seen: StoredDid, next: StoredDid, { atMs, today, paidUntil }: EditBasis): Rent | null {
  if (next.account === null) return null;
  const { setupCharge } = next;
  if (next.account !== seen.account) return firstRent({ since: atMs, today, paidUntil, setupCharge });
  const rent = next.rent ?? { ...firstRent({ since: seen.from, today, paidUntil, setupCharge }), setupDue: false };
  return monthlyPrice(next) > 0n && monthlyPrice(seen) === 0n ? rentFromNow(rent, today) : rent;
}

/** The DID after an edit: one that changes hands, or is priced otherwise, remembers until when it was as it was. */
export function changedDid(seen: StoredDid, change: DidChange, basis: EditBasis): StoredDid {
  const { atMs } = basis;
  const next: StoredDid = { ...withChange(seen, change), version: seen.version + 1 };
  const moves = next.account !== seen.account;
  // A device is one customer's: without another one it rings nowhere.
  if (moves && change.ringsAt === undefined) next.ringsAt = null;
  if (moves && change.forwardTo === undefined) next.forwardTo = null;
  if (moves && change.tariffId === undefined) next.tariffId = null;
  next.rent = rentAfter(seen, next, basis);
  if (!moves && next.tariffId === seen.tariffId && next.forwardTo === seen.forwardTo) return next;
  const { account, ringsAt, forwardTo, tariffId, from, former } = seen;
  const was = account === null ? [] : [{ account, ringsAt, forwardTo, tariffId, from, until: atMs }];
  return { ...next, from: atMs, former: [...was, ...former].slice(0, mostFormer) };
}

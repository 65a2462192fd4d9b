import * as z from "zod";
import { type Nano, nanoOf, quantumOf, roundRatio } from "../money/money.ts";
import { type BillingTerms, percentSum } from "../rating/billing-terms.ts";
import { dayMs, daysAfter } from "../time/day.ts";

/**
 * What a customer pays for having a number: once when it gets it, every month in advance, and once when it gives it up.
 * Rent is asked for days of the customer's own zone. A month that is not had whole is paid by its days, and what is paid
 * is not given back.
 */

/** When a month of rent begins: on the first, or on the day on which the customer got the number. */
export const RentMonth = z.enum(["CALENDAR_MONTH", "ANNIVERSARY"], "Must be CALENDAR_MONTH or ANNIVERSARY.");
export type RentMonth = z.infer<typeof RentMonth>;

/** Why a number's rent was not booked, and what became of the number. */
export const RentReason = z.enum([
  /** Balance and credit do not cover what is due: the days of grace run. */
  "RENT_UNPAID",
  /** The same of a reseller above the customer. */
  "RESELLER_RENT_UNPAID",
  /** The grace is over: callers are refused. */
  "RENT_SUSPENDED",
  /** It was suspended for too long: it is in stock again. */
  "RENT_RELEASED",
  /** All that was due is booked: callers are let through again. */
  "RENT_RESUMED",
]);
export type RentReason = z.infer<typeof RentReason>;

/** `yyyy-mm-dd` in the zone of whose it is. */
const Day = z.string();

/** How far a customer has paid for a number. */
export const Rent = z.object({
  /** Epoch ms at which the customer got it. */
  since: z.int(),
  /** The first day that is not paid for. */
  paidUntil: Day,
  /** Day of the month on which an anniversary falls; where a month is shorter, its last day. */
  anniversary: z.int().min(1).max(31),
  /** The set-up is not booked yet. */
  setupDue: z.boolean(),
  /** Day on which it was first found that what is due is not covered; null: it is, or nothing is due. */
  unpaidSince: Day.nullable(),
  /** Callers are refused until all that is due is booked. */
  isSuspended: z.boolean(),
});
export type Rent = z.infer<typeof Rent>;

export const noCharges = {
  setupCharge: "0",
  monthlyRent: "0",
  cancellationCharge: "0",
  currency: null,
  maxCalls: null,
  includedCalls: 0,
  callRent: "0",
};

/** Decimals. */
export interface Charges {
  setupCharge: string;
  monthlyRent: string;
  cancellationCharge: string;
  /** A month for each call at a time that the rent does not include. */
  callRent: string;
  /** Calls that may be up at the number at a time; null: no limit of its own. */
  maxCalls: number | null;
  /** How many of them the monthly rent pays for. */
  includedCalls: number;
}

/** Calls at a time that are paid for one by one. */
export const extraCalls = ({ maxCalls, includedCalls }: Pick<Charges, "maxCalls" | "includedCalls">): number =>
  Math.max(0, (maxCalls ?? 0) - includedCalls);

/** What a whole month costs: the number, and the calls at a time beyond those it includes. */
export const monthlyPrice = ({
  monthlyRent,
  callRent,
  ...calls
}: Omit<Charges, "setupCharge" | "cancellationCharge">) =>
  nanoOf(monthlyRent) + nanoOf(callRent) * BigInt(extraCalls(calls));

export const hasCharges = ({ setupCharge, cancellationCharge, ...monthly }: Charges): boolean =>
  monthlyPrice(monthly) > 0n || [setupCharge, cancellationCharge].some((price) => nanoOf(price) > 0n);

export interface Rented extends Charges {
  number: string;
  rent: Rent | null;
}

const dayNumber = (date: string): number => Date.parse(`${date}T00:00Z`) / dayMs;
const dateOf = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10);
const dayOfMonth = (date: string): number => Number(date.slice(8, 10));

/** A new one's rent begins today, or behind what was paid for the same number before. */
export const firstRent = (of: {
  since: number;
  today: string;
  paidUntil: string | undefined;
  setupCharge: string;
}): Rent => ({
  since: of.since,
  paidUntil: of.paidUntil !== undefined && of.paidUntil > of.today ? of.paidUntil : of.today,
  anniversary: dayOfMonth(of.today),
  setupDue: nanoOf(of.setupCharge) > 0n,
  unpaidSince: null,
  isSuspended: false,
});

/** Rent that is asked from now on is not asked for the days before. */
export const rentFromNow = (rent: Rent, today: string): Rent =>
  rent.paidUntil < today ? { ...rent, paidUntil: today, anniversary: dayOfMonth(today) } : rent;

/** The day of a month (counted from year 0) on which an anniversary falls, as a day number. */
function turnOf(month: number, anniversary: number): number {
  const [first, next] = [month, month + 1].map((one) => Date.UTC(Math.floor(one / 12), one % 12, 1) / dayMs);
  return (first ?? 0) + Math.min(anniversary, (next ?? 0) - (first ?? 0)) - 1;
}

export interface RentPeriod {
  from: string;
  /** Not included. */
  until: string;
  /** Days that are paid for, of so many that the whole month has. */
  days: number;
  of: number;
}

/** The month of rent that a day lies in, from that day on. Months follow each other without gap or overlap. */
export function rentPeriod(from: string, anniversary: number, by: RentMonth): RentPeriod {
  const turn = by === "CALENDAR_MONTH" ? 1 : anniversary;
  const month = Number(from.slice(0, 4)) * 12 + Number(from.slice(5, 7)) - 1;
  const day = dayNumber(from);
  const begun = turnOf(month, turn) <= day ? month : month - 1;
  const [start, end] = [turnOf(begun, turn), turnOf(begun + 1, turn)];
  return { from, until: dateOf(end), days: end - day, of: end - start };
}

export type ChargeKind = "SETUP" | "RENT" | "CANCELLATION";

/** Something that is to be booked for a number, once under its name. */
export interface DidCharge {
  kind: ChargeKind;
  /** The same for the same number, owner and month, whenever it is worked out. */
  name: string;
  number: string;
  /** As it is priced, before tax is added or taken out. */
  price: Nano;
  /** RENT only. */
  period?: RentPeriod;
  /** RENT only: calls at a time that the price has in it beside the number. */
  extraCalls?: number;
}

/** What the names of all rents of a number begin with; the day behind it puts them in order. */
export const rentsOf = (number: string): string => `${number}#RENT#`;

const once = (did: Rented, kind: "SETUP" | "CANCELLATION", price: string): DidCharge[] => {
  const isAsked = did.rent && nanoOf(price) > 0n;
  const name = `${did.number}#${kind}#${did.rent?.since}`;
  return isAsked ? [{ kind, name, number: did.number, price: nanoOf(price) }] : [];
};

/** The oldest charge that is due on a day of the customer's zone. */
export function dueCharge(did: Rented, today: string, by: RentMonth): DidCharge | undefined {
  const { rent, number } = did;
  if (!rent) return undefined;
  const [setup] = rent.setupDue ? once(did, "SETUP", did.setupCharge) : [];
  if (setup) return setup;
  const price = monthlyPrice(did);
  if (price === 0n || rent.paidUntil > today) return undefined;
  const period = rentPeriod(rent.paidUntil, rent.anniversary, by);
  const name = `${rentsOf(number)}${period.from}`;
  return { kind: "RENT", name, number, price, period, extraCalls: nanoOf(did.callRent) > 0n ? extraCalls(did) : 0 };
}

/** What giving the number up costs. */
export const cancellationOf = (did: Rented): DidCharge | undefined =>
  once(did, "CANCELLATION", did.cancellationCharge)[0];

/** How far it is paid once a charge is booked. It is in order again as soon as nothing is due any more. */
export function paidRent(did: Rented & { rent: Rent }, charge: DidCharge, today: string, by: RentMonth): Rent {
  const rent = { ...did.rent, ...(charge.period ? { paidUntil: charge.period.until } : { setupDue: false }) };
  const isOwing = dueCharge({ ...did, rent }, today, by) !== undefined;
  return isOwing ? rent : { ...rent, unpaidSince: null, isSuspended: false };
}

/** 100 %, in 1e-9 of a percent. */
const hundred = 100_000_000_000n;

/**
 * What is debited for a charge, and the tax in it: gross for prepaid, net for postpaid, which is taxed at the invoice.
 * Days and tax are worked out exactly and rounded once, half up, to so many decimals.
 */
export function debitOf({ price, period }: Pick<DidCharge, "price" | "period">, terms: BillingTerms, decimals: number) {
  const percent = percentSum(terms);
  const isPrepaid = terms.billingType === "PREPAID";
  const isGross = terms.taxMode === "INCLUSIVE";
  const up = isPrepaid && !isGross ? hundred + percent : hundred;
  const down = !isPrepaid && isGross ? hundred + percent : hundred;
  const [days, of] = [BigInt(period?.days ?? 1), BigInt(period?.of ?? 1)];
  const quantum = quantumOf(decimals);
  const amount = roundRatio(price * days * up, of * down * quantum, "HALF_UP") * quantum;
  const tax = isPrepaid ? roundRatio(amount * percent, (hundred + percent) * quantum, "HALF_UP") * quantum : 0n;
  return { amount, tax };
}

export interface Patience {
  /** Days for which a number whose rent is not covered goes on as before. */
  graceDays: number;
  /** Days after its suspension after which it is taken back into stock. */
  releaseDays: number;
}

export type UnpaidStep = "WARN" | "SUSPEND" | "RELEASE";

/** What comes next for a number of which something is due and not covered; undefined: nothing yet. */
export function unpaidStep({ unpaidSince, isSuspended }: Rent, today: string, of: Patience): UnpaidStep | undefined {
  if (unpaidSince === null) return "WARN";
  if (!isSuspended) return today >= daysAfter(unpaidSince, of.graceDays) ? "SUSPEND" : undefined;
  return today >= daysAfter(unpaidSince, of.graceDays + of.releaseDays) ? "RELEASE" : undefined;
}

export const RentStanding = z.enum(["PAID", "GRACE", "SUSPENDED"]);

export const standingOf = ({ isSuspended, unpaidSince }: Rent): z.infer<typeof RentStanding> =>
  isSuspended ? "SUSPENDED" : unpaidSince === null ? "PAID" : "GRACE";

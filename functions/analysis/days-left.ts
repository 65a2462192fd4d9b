import * as z from "zod";
import { Amount, decimalOf, type Nano, roundRatio, SignedAmount } from "../money/money.ts";
import { daysAfter } from "../time/day.ts";

/**
 * How long a customer's money lasts if it goes on calling as it did: what is available, divided by the mean of a day's
 * charges. Whole days count only, today is not over; rents and other charges than those of calls are not in it.
 */

/** Days that are looked at: two whole weeks, so that every weekday counts as often. */
export const daysCounted = 14;

export const NoDaysLeft = z.enum([
  /** No whole day has passed since the account was made or called first. */
  "TOO_NEW",
  /** Nothing was charged in the days that count. */
  "NO_USE",
]);

export const DaysLeft = z
  .object({
    /** Balance and credit limit less what running calls hold. */
    available: SignedAmount,
    currency: z.string(),
    /** Whole days, rounded down; 0 when nothing is left; null: it cannot be told. */
    days: z.int().nonnegative().nullable(),
    /** Why it cannot be told. */
    reason: NoDaysLeft.nullable(),
    /** Mean charge of a day, tax included. */
    perDay: Amount,
    /** How many days it is the mean of. */
    countedDays: z.int().nonnegative(),
  })
  .meta({ id: "DaysLeft" });
export type DaysLeft = z.infer<typeof DaysLeft>;

export interface DayCharges {
  /** Dates that count, newest last; a day is one of these however many hours it had. */
  dates: readonly string[];
  /** What was charged on a date; a date without calls may be missing. */
  charges: ReadonlyMap<string, Nano>;
}

/** The dates before today that count. @param today date, and @param createdOn that of the account, both of one zone */
export function datesCounted(today: string, createdOn: string, charges: ReadonlyMap<string, Nano>): string[] {
  const dates = Array.from({ length: daysCounted }, (_, i) => daysAfter(today, i - daysCounted));
  const begun = dates.findIndex((date) => date > createdOn || charges.has(date));
  return begun < 0 ? [] : dates.slice(begun);
}

export function daysLeft(available: Nano, { dates, charges }: DayCharges): Omit<DaysLeft, "currency"> {
  const total = dates.reduce((sum, date) => sum + (charges.get(date) ?? 0n), 0n);
  const count = BigInt(dates.length);
  const isUsed = total > 0n;
  const told = {
    available: decimalOf(available),
    perDay: decimalOf(isUsed ? roundRatio(total, count, "HALF_UP") : 0n),
    countedDays: dates.length,
  };
  if (available <= 0n) return { ...told, days: 0, reason: null };
  if (dates.length === 0) return { ...told, days: null, reason: "TOO_NEW" };
  if (!isUsed) return { ...told, days: null, reason: "NO_USE" };
  return { ...told, days: Number((available * count) / total), reason: null };
}

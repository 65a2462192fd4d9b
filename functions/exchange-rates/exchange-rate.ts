import * as z from "zod";
import { asText, Currency } from "../money/money.ts";
import { Problem } from "../platform/problem.ts";

/**
 * What one unit of the operator's base currency is worth in another currency, from a day on. Rates are never changed or
 * deleted: a mistake is corrected by a further record of the same day, so that what was computed can be explained.
 */

/** How many times one day may be corrected. */
export const mostCorrections = 999;

const rateRule = asText("Must be a number above 0 with at most 9 decimals");
const Rate = z
  .string(rateRule)
  .regex(/^\d{1,12}(\.\d{1,9})?$/, rateRule)
  .refine((text) => /[1-9]/.test(text), rateRule);

/** A day in UTC; a rate holds from its first instant. */
const Day = z.iso
  .date("Must be a day such as 2026-11-01.")
  .refine((day) => day >= "2000-01-01" && day < "2100-01-01", "Must be a day of this century.");

export const ExchangeRate = z
  .object({
    id: z.string(),
    /** The operator's base currency when it was recorded. Rates of another base than today's are not used. */
    base: Currency,
    currency: Currency,
    /** Units of `currency` for one of `base`; null: the day's rate is withdrawn, and the one before goes on. */
    rate: Rate.nullable(),
    /** First day on which it holds, UTC. */
    effectiveFrom: z.string(),
    /** 0: the first of its day; else which correction. The highest counts. */
    correction: z.int().nonnegative(),
    note: z.string(),
    createdAt: z.string(),
    /** User or key. */
    createdBy: z.string(),
  })
  .meta({ id: "ExchangeRate" });
export type ExchangeRate = z.infer<typeof ExchangeRate>;

export const NewExchangeRate = z
  .strictObject({
    currency: Currency.meta({ title: "Currency" }),
    rate: Rate.nullable().meta({
      title: "Rate",
      description:
        "Units of the currency for one unit of the base currency. Null, with correction: withdraws the day's rate.",
    }),
    effectiveFrom: Day.meta({ title: "From", description: "First day on which it holds, UTC." }),
    /** True replaces the rate of that very day; without it such a day is refused. */
    correction: z.boolean("Must be yes or no.").default(false).meta({ title: "Corrects the rate of this day" }),
    note: z.string().trim().max(200, "Must be at most 200 characters.").default("").meta({ title: "Note" }),
  })
  .meta({ id: "NewExchangeRate" });
export type NewExchangeRate = z.output<typeof NewExchangeRate>;

const wrong = (path: string, message: string): Problem =>
  new Problem("invalid", `Please correct: ${path}.`, { fields: [{ path, message }] });

/**
 * The record that is asked for, after those of the same currency and day.
 * @throws Problem conflict for a second rate of a day that is no correction; invalid for what cannot be meant
 */
export function recordOf(
  asked: NewExchangeRate,
  base: string,
  known: readonly ExchangeRate[],
): Pick<ExchangeRate, "base" | "currency" | "rate" | "effectiveFrom" | "correction" | "note"> {
  const { correction, ...fields } = asked;
  if (fields.currency === base) throw wrong("currency", `${base} is the base currency: it is always worth 1.`);
  if (!correction && fields.rate === null)
    throw wrong("rate", "A rate must be given; only a correction withdraws one.");
  if (!correction && known.length > 0) {
    const message = `There is a rate of ${fields.currency} from ${fields.effectiveFrom} already. Correct it if it is wrong.`;
    throw new Problem("conflict", message, { fields: [{ path: "effectiveFrom", message }] });
  }
  if (correction && known.length === 0)
    throw wrong("effectiveFrom", `There is no rate of ${fields.currency} from ${fields.effectiveFrom} to correct.`);
  if (known.length > mostCorrections) throw wrong("effectiveFrom", "This day was corrected too often.");
  return { ...fields, base, correction: known.length };
}

/** Rates as conversions need them, of whatever currencies, in any order. */
export type DatedRate = Pick<ExchangeRate, "base" | "currency" | "rate" | "effectiveFrom" | "correction">;

const dayOf = (atMs: number): string => new Date(atMs).toISOString().slice(0, 10);

/** Later days before earlier ones, and of one day the last correction first. */
const newest = (a: DatedRate, b: DatedRate): number =>
  a.effectiveFrom === b.effectiveFrom ? b.correction - a.correction : a.effectiveFrom < b.effectiveFrom ? 1 : -1;

/** The record in force for a currency at an instant. A day whose last correction withdraws it counts as absent. */
export function rateInForce<R extends DatedRate>(
  rates: readonly R[],
  { base, currency }: { base: string; currency: string },
  atMs: number,
): R | undefined {
  const day = dayOf(atMs);
  let seen = "";
  for (const rate of rates.toSorted(newest)) {
    if (rate.currency !== currency || rate.base !== base || rate.effectiveFrom > day || rate.effectiveFrom === seen)
      continue;
    if (rate.rate !== null) return rate;
    seen = rate.effectiveFrom;
  }
  return undefined;
}

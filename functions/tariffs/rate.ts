import * as z from "zod";
import { Amount, decimalOf, nanoOf } from "../money/money.ts";
import { maxPrefixLength } from "./prefix-index.ts";

/**
 * A rate is what one minute to the numbers that begin with a prefix costs, from one instant to another. The longest
 * prefix wins, then the latest start.
 */

const Seconds = (min: number) =>
  z.number().int().min(min, `Must be at least ${min} s.`).max(86_400, "Must be at most 86400 s (a day).");

/** ISO 8601 UTC, stored with milliseconds. */
export const Instant = z.iso
  .datetime({ error: "Must be an instant such as 2026-10-01T00:00:00Z." })
  .transform((text) => new Date(text).toISOString());

/** The digits that a number begins with; `*` and `#` for service codes. */
export const RatePrefix = z
  .string()
  .max(maxPrefixLength, `Must be at most ${maxPrefixLength} long.`)
  .regex(/^[0-9*#]+$/, "Must be digits, * or #.");

export const RateFields = z.object({
  prefix: RatePrefix.meta({ example: "4479" }),
  /** Name of the destination, for people. */
  destination: z.string().trim().min(1, "Must be given.").max(120).meta({ example: "United Kingdom, mobile" }),
  /** Price of 60 s in the tariff's currency. */
  pricePerMinute: Amount,
  /** Charged once for a call that is answered and longer than the grace. */
  connectFee: Amount.default("0"),
  /** Seconds that are always billed: the 30 of 30/6. */
  firstIncrement: Seconds(1).default(1),
  /** Steps in which the rest is billed: the 6 of 30/6. */
  nextIncrement: Seconds(1).default(1),
  /** A call of up to this many seconds costs nothing at all. */
  graceSeconds: Seconds(0).default(0),
  /** Seconds taken off before anything is billed; the connect fee stays. */
  freeSeconds: Seconds(0).default(0),
  /** A number whose longest prefix is blocked is refused; shorter prefixes are not tried. */
  blocked: z.boolean().default(false),
  /** First instant at which it holds. */
  effectiveFrom: Instant,
  /** First instant at which it no longer holds; null: until a later rate of the same prefix begins. */
  effectiveTo: Instant.nullable().default(null),
});

export const Rate = RateFields.meta({ id: "Rate" });
export type Rate = z.infer<typeof Rate>;

export const RateFilters = z.object({
  /** Rate card; the tariff's first where none is named. */
  card: z.string().optional(),
  /** Only prefixes that begin so. */
  prefix: z
    .string()
    .max(20)
    .regex(/^[0-9*#]*$/, "Must be digits, * or #.")
    .optional(),
  /** Part of the destination's name, in any case. */
  destination: z.string().max(100).optional(),
  /** Of each prefix only the rate in force at this instant. */
  at: Instant.optional(),
});

/** The part of a rate that says what a call costs. Prices are whole nano held as numbers: the ceiling keeps them exact. */
export interface RateTerms {
  readonly pricePerMinute: number;
  readonly connectFee: number;
  readonly firstIncrement: number;
  readonly nextIncrement: number;
  readonly graceSeconds: number;
  readonly freeSeconds: number;
  readonly blocked: boolean;
}

/** A rate as cards hold it. `toMs` is Infinity where there is no end; the interval is half open: from ≤ t < to. */
export interface RateRow {
  prefix: string;
  destination: string;
  terms: RateTerms;
  fromMs: number;
  toMs: number;
}

/** One text per distinct terms; equal terms have equal keys. */
export const termsKey = (terms: RateTerms): string =>
  `${terms.pricePerMinute}|${terms.connectFee}|${terms.firstIncrement}|${terms.nextIncrement}|${terms.graceSeconds}|${terms.freeSeconds}|${terms.blocked ? 1 : 0}`;

export function rowOfRate(rate: Rate): RateRow {
  return {
    prefix: rate.prefix,
    destination: rate.destination,
    terms: {
      pricePerMinute: Number(nanoOf(rate.pricePerMinute)),
      connectFee: Number(nanoOf(rate.connectFee)),
      firstIncrement: rate.firstIncrement,
      nextIncrement: rate.nextIncrement,
      graceSeconds: rate.graceSeconds,
      freeSeconds: rate.freeSeconds,
      blocked: rate.blocked,
    },
    fromMs: Date.parse(rate.effectiveFrom),
    toMs: rate.effectiveTo === null ? Number.POSITIVE_INFINITY : Date.parse(rate.effectiveTo),
  };
}

export function rateOfRow(row: RateRow): Rate {
  return {
    prefix: row.prefix,
    destination: row.destination,
    pricePerMinute: decimalOf(BigInt(row.terms.pricePerMinute)),
    connectFee: decimalOf(BigInt(row.terms.connectFee)),
    firstIncrement: row.terms.firstIncrement,
    nextIncrement: row.terms.nextIncrement,
    graceSeconds: row.terms.graceSeconds,
    freeSeconds: row.terms.freeSeconds,
    blocked: row.terms.blocked,
    effectiveFrom: new Date(row.fromMs).toISOString(),
    effectiveTo: Number.isFinite(row.toMs) ? new Date(row.toMs).toISOString() : null,
  };
}

/** Of the rows of one prefix, sorted by start, the one in force: the latest start that has begun and has not ended. */
export function inForce(rows: readonly RateRow[], atMs: number): RateRow | undefined {
  return rows.findLast((row) => row.fromMs <= atMs && atMs < row.toMs);
}

/** What makes a rate unfit for a tariff with this price ceiling (currency units); undefined if it is fit. */
export function faultOfRate(rate: Rate, ceiling: string): { path: keyof Rate; message: string } | undefined {
  const limit = nanoOf(ceiling);
  for (const path of ["pricePerMinute", "connectFee"] as const)
    if (nanoOf(rate[path]) > limit) return { path, message: `Is above the tariff's price ceiling of ${ceiling}.` };
  if (rate.effectiveTo !== null && rate.effectiveTo <= rate.effectiveFrom)
    return { path: "effectiveTo", message: "Must be later than effectiveFrom." };
  return undefined;
}

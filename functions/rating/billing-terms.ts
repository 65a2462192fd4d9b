import * as z from "zod";
import { nanoOf, quantumOf, type RoundingMode, roundRatio } from "../money/money.ts";

/**
 * How a customer is billed decides what a price becomes: to how many decimals a call is rounded, whether tax is in the
 * price or comes on top, and whether it is taken with the call (prepaid) or at the invoice (postpaid).
 */
export const BillingTerms = z.object({
  billingDecimals: z.number().int().min(0).max(9),
  billingType: z.enum(["PREPAID", "POSTPAID"]),
  /** NONE: no tax whatever percentages are stored. VAT: the first tax only. TAX: up to three, summed, not compounded. */
  taxFlag: z.enum(["NONE", "VAT", "TAX"]),
  taxMode: z.enum(["EXCLUSIVE", "INCLUSIVE"]),
  taxes: z.array(z.object({ name: z.string(), percent: z.string() })),
});
export type BillingTerms = z.infer<typeof BillingTerms>;

export interface AppliedTax {
  name: string;
  /** Decimal, e.g. `19`. */
  percent: string;
}

/** Those that apply, whatever else is stored. */
export function appliedTaxes({ taxFlag, taxes }: Pick<BillingTerms, "taxFlag" | "taxes">): AppliedTax[] {
  if (taxFlag === "NONE") return [];
  return (taxFlag === "VAT" ? taxes.slice(0, 1) : taxes).map(({ name, percent }) => ({ name, percent }));
}

/** A whole-number ratio, also as bigint for amounts that numbers cannot hold. */
interface Ratio {
  numerator: number;
  denominator: number;
  exactNumerator: bigint;
  exactDenominator: bigint;
}

/** Billing terms turned into the two multiplications of a call. */
export interface CompiledTerms {
  /** From price × seconds + fee × 60 (sixtieths of a nano) to charge, in units of the last kept decimal. */
  charge: Ratio;
  /** From charge to the tax in it, in the same units. */
  tax: Ratio;
  /** Nano per unit of the last kept decimal. */
  quantum: number;
}

function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y > 0n) [x, y] = [y, x % y];
  return x;
}

function ratio(numerator: bigint, denominator: bigint): Ratio {
  const common = numerator === 0n ? denominator : gcd(numerator, denominator);
  const [exactNumerator, exactDenominator] = [numerator / common, denominator / common];
  return {
    numerator: Number(exactNumerator),
    denominator: Number(exactDenominator),
    exactNumerator,
    exactDenominator,
  };
}

/** Sum of the percentages that apply, in 1e-9 of a percent. */
export const percentSum = (terms: BillingTerms): bigint =>
  appliedTaxes(terms).reduce((sum, tax) => sum + nanoOf(tax.percent), 0n);

function compile(terms: BillingTerms): CompiledTerms {
  const hundred = 100_000_000_000n;
  const percent = percentSum(terms);
  const isPrepaid = terms.billingType === "PREPAID";
  const isInclusive = terms.taxMode === "INCLUSIVE";
  // Prepaid debits gross, postpaid charges net; a price that already has the form wanted is left alone.
  const [up, down] =
    isPrepaid === isInclusive ? [1n, 1n] : isPrepaid ? [hundred + percent, hundred] : [hundred, hundred + percent];
  const quantum = quantumOf(terms.billingDecimals);
  return {
    charge: ratio(up, down * 60n * quantum),
    tax: isPrepaid ? ratio(percent, hundred + percent) : ratio(0n, 1n),
    quantum: Number(quantum),
  };
}

const compiled = new WeakMap<BillingTerms, CompiledTerms>();

/** Compiled once per object; terms are frozen with the row they came from and must not be changed afterwards. */
export function compiledTerms(terms: BillingTerms): CompiledTerms {
  const known = compiled.get(terms);
  if (known) return known;
  const made = compile(terms);
  compiled.set(terms, made);
  return made;
}

/** Products up to here, and their doubles, are exact as numbers: half of 2^53. */
export const exactLimit = 2 ** 52;

/**
 * `value × ratio`, rounded once to a whole number. `value` is a whole number ≥ 0. Returns -1 where numbers might not be
 * exact: the caller then takes the bigint path.
 */
export function scaleExactly(value: number, { numerator, denominator }: Ratio, mode: RoundingMode): number {
  const product = value * numerator;
  if (!(product <= exactLimit && denominator <= exactLimit)) return -1;
  let quotient = Math.floor(product / denominator);
  let rest = product - quotient * denominator;
  // The division itself may round up to the next whole number.
  if (rest < 0) {
    quotient--;
    rest += denominator;
  }
  const goesUp = mode === "UP" ? rest > 0 : rest * 2 >= denominator;
  return goesUp ? quotient + 1 : quotient;
}

/** The same for any size. */
export const scaleBig = (value: bigint, { exactNumerator, exactDenominator }: Ratio, mode: RoundingMode): bigint =>
  roundRatio(value * exactNumerator, exactDenominator, mode);

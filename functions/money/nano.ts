/** The arithmetic of money, without a schema: a page may use it without loading the library for schemas. */

/**
 * Money is a whole number of nano: 1e-9 of the currency's unit. It is a bigint in code, a number item in the table
 * and a decimal string in JSON, never a float: 0.1 + 0.2 must be 0.3 on a bill.
 */
export type Nano = bigint;

/** Decimals that a nano carries. */
export const nanoPlaces = 9;
const nanoPerUnit = 1_000_000_000n;

/** HALF_UP: to the nearest, a tie away from zero. UP: any remainder away from zero. Both treat a debit and its credit alike. */
export const roundingModes = ["HALF_UP", "UP"] as const;
type RoundingMode = (typeof roundingModes)[number];

const decimalForm = /^(-?)(\d{1,18})(?:\.(\d{1,9}))?$/;

/**
 * Reads `-12.5`, `0.007585`, `3`: at most 18 digits before and 9 after the point, no exponent, no thousands separator.
 * @throws RangeError for any other text; validate with `Amount` or `SignedAmount` at the edge.
 */
export function nanoOf(decimal: string): Nano {
  const parts = decimalForm.exec(decimal);
  if (!parts) throw new RangeError(`not a decimal with at most ${nanoPlaces} places: ${decimal}`);
  const magnitude = BigInt(`${parts[2]}${(parts[3] ?? "").padEnd(nanoPlaces, "0")}`);
  return parts[1] ? -magnitude : magnitude;
}

/** With at least `decimals` places, more where the value needs them: nothing is ever cut off. `fixedDecimalOf(40_000_000n, 4)` is `0.0400`. */
export function fixedDecimalOf(nano: Nano, decimals: number): string {
  const magnitude = nano < 0n ? -nano : nano;
  const fraction = (magnitude % nanoPerUnit).toString().padStart(nanoPlaces, "0").replace(/0+$/, "");
  const shown = fraction.padEnd(decimals, "0");
  return `${nano < 0n ? "-" : ""}${magnitude / nanoPerUnit}${shown ? `.${shown}` : ""}`;
}

/** The shortest exact form: `1`, `0.04`, `-0.000000001`. */
export const decimalOf = (nano: Nano): string => fixedDecimalOf(nano, 0);

/**
 * The one rounding of the product: `numerator / denominator` as a whole number. The denominator must be positive.
 */
export function roundRatio(numerator: bigint, denominator: bigint, mode: RoundingMode): bigint {
  const magnitude = numerator < 0n ? -numerator : numerator;
  // floor(d/2) rounds to the nearest for an odd denominator too, which has no tie.
  const lift = mode === "UP" ? denominator - 1n : denominator / 2n;
  const rounded = (magnitude + lift) / denominator;
  return numerator < 0n ? -rounded : rounded;
}

/** Nano per unit of the last kept decimal: 10^(9 - decimals). */
export const quantumOf = (decimals: number): bigint => 10n ** BigInt(nanoPlaces - decimals);

/** Rounds to 0–9 decimals of the currency unit. */
export function roundNano(value: Nano, decimals: number, mode: RoundingMode): Nano {
  const quantum = quantumOf(decimals);
  return roundRatio(value, quantum, mode) * quantum;
}

import { type Nano, nanoOf, quantumOf, roundRatio } from "../money/money.ts";
import type { AppliedTax } from "../rating/billing-terms.ts";

/**
 * Tax on what a customer uses. The flag says how many taxes there are: NONE none, VAT one, TAX up to three, which are
 * summed and never compounded. Prepaid calls carry theirs with each charge; postpaid calls are taxed here, on the net
 * sum of all that bears the same taxes, once.
 */

/** 100 %, in 1e-9 of a percent. */
const hundred = 100_000_000_000n;

const percentNano = ({ percent }: AppliedTax): bigint => nanoOf(percent);
const sumOf = (taxes: readonly AppliedTax[]): bigint => taxes.reduce((sum, tax) => sum + percentNano(tax), 0n);

/** `value · numerator / denominator` to the nearest unit of `quantum` nano; a half goes away from zero. */
export const shareOf = (value: Nano, numerator: bigint, denominator: bigint, quantum: bigint): Nano =>
  denominator === 0n ? 0n : roundRatio(value * numerator, denominator * quantum, "HALF_UP") * quantum;

/**
 * An amount of tax among the taxes that it is made of, by their percentages. What rounding leaves goes to the last, so
 * the parts are the amount.
 */
export function splitTax(amount: Nano, taxes: readonly AppliedTax[], decimals: number): Nano[] {
  const total = sumOf(taxes);
  let left = amount;
  return taxes.map((tax, index) => {
    const part = index === taxes.length - 1 ? left : shareOf(amount, percentNano(tax), total, quantumOf(decimals));
    left -= part;
    return part;
  });
}

/** Tax on a net amount, rounded once to so many decimals. */
export const taxOnNet = (net: Nano, taxes: readonly AppliedTax[], decimals: number): Nano =>
  shareOf(net, sumOf(taxes), hundred, quantumOf(decimals));

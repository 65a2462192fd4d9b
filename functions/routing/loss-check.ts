import { type Conversion, convert, type FxBook } from "../exchange-rates/convert.ts";
import { decimalOf, type Nano, nanoOf, type RoundingMode } from "../money/money.ts";
import type { BillingTerms } from "../rating/billing-terms.ts";
import { chargeOf } from "../rating/charge.ts";
import { billedSeconds, isWithinGrace } from "../rating/increments.ts";
import type { RateTerms } from "../tariffs/rate.ts";

/**
 * Whether a call is expected to cost more than it brings. A price per minute does not tell: fees and increments of either
 * side count by how long a call lasts, so both are billed for the talk time that the customer's calls are expected to have.
 */

/** One side of a sale: by what it is billed. */
export interface Side {
  currency: string;
  terms: RateTerms;
  rounding: RoundingMode;
  billing: BillingTerms;
}

export interface LossRule {
  /** Talk time of a call as it is expected. */
  expectedSeconds: number;
  /** Percent by which the cost may exceed the price; below 0: by which it must stay under it. */
  tolerancePercent: string;
}

export type LossVerdict =
  | {
      kind: "kept" | "loss";
      /** Net, in the currency of the selling side. */
      sell: Nano;
      buy: Nano;
      currency: string;
      expectedSeconds: number;
    }
  /** There is no exchange rate, so nobody can tell. */
  | { kind: "NO_FX"; currency: string };

/** What so many seconds of talk are billed at, without tax: tax is not ours, whichever way the price has it. */
export function netOf({ terms, rounding, billing }: Side, seconds: number): Nano {
  if (isWithinGrace(seconds, terms)) return 0n;
  const { charge, tax } = chargeOf(terms, billedSeconds(seconds, terms), rounding, billing);
  return charge - tax;
}

const hundred = nanoOf("100");

/** A cost that is equal to what is allowed is allowed. @param fx rates that were in force at `atMs` */
export function compareSides(sell: Side, buy: Side, rule: LossRule, atMs: number, fx: FxBook): LossVerdict {
  const { expectedSeconds, tolerancePercent } = rule;
  const cost: Conversion = convert(netOf(buy, expectedSeconds), { from: buy.currency, to: sell.currency }, atMs, fx);
  if (cost.kind === "NO_FX") return cost;
  const brings = netOf(sell, expectedSeconds);
  const kept = brings * (hundred + nanoOf(tolerancePercent)) >= cost.amount * hundred;
  const figures = { sell: brings, buy: cost.amount, currency: sell.currency, expectedSeconds };
  return { kind: kept ? "kept" : "loss", ...figures };
}

/** The arithmetic as a sentence. */
export function lossText(verdict: LossVerdict): string {
  if (verdict.kind === "NO_FX")
    return `There is no exchange rate in force for ${verdict.currency}: nobody can tell whether it is a loss.`;
  const { sell, buy, currency, expectedSeconds } = verdict;
  const difference = decimalOf(sell - buy);
  return `${expectedSeconds} s bring ${decimalOf(sell)} and cost ${decimalOf(buy)} ${currency}: ${difference}.`;
}

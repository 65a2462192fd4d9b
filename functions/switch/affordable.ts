import type { Nano, RoundingMode } from "../money/money.ts";
import type { BillingTerms } from "../rating/billing-terms.ts";
import { chargeOf } from "../rating/charge.ts";
import { billedSeconds } from "../rating/increments.ts";
import type { RateTerms } from "../tariffs/rate.ts";

/** How long a call may last for the money there is. What is asked is what would be charged: the same rounding, the same tax. */

export interface Price {
  terms: RateTerms;
  rounding: RoundingMode;
  billing: BillingTerms;
}

/** A call of a postpaid customer is charged net and taxed at the invoice; its credit has to bear both. */
const gross = new WeakMap<BillingTerms, BillingTerms>();
function grossTerms(billing: BillingTerms): BillingTerms {
  if (billing.billingType === "PREPAID") return billing;
  const known = gross.get(billing) ?? { ...billing, billingType: "PREPAID" as const };
  gross.set(billing, known);
  return known;
}

/** What `seconds` of talk cost with tax, whoever pays the tax when. */
export function grossCost({ terms, rounding, billing }: Price, seconds: number): Nano {
  const billed = billedSeconds(seconds, terms);
  return billed === 0 && seconds <= terms.graceSeconds
    ? 0n
    : chargeOf(terms, billed, rounding, grossTerms(billing)).charge;
}

/** The least that a call costs that is charged at all: the connect fee and the first increment. */
export const leastCost = (price: Price): Nano => grossCost(price, leastSeconds(price));
const leastSeconds = ({ terms }: Price): number =>
  Math.max(terms.graceSeconds + 1, terms.freeSeconds + terms.firstIncrement);

/**
 * The longest talk, in whole seconds and at most `capSeconds`, that `available` pays for; undefined: not even the least
 * call. A call may end anywhere in an increment, so the limit is an increment's end. Money that is exactly enough is enough.
 */
export function affordableSeconds(price: Price, available: Nano, capSeconds: number): number | undefined {
  if (available < leastCost(price)) return undefined;
  const { firstIncrement, nextIncrement, freeSeconds } = price.terms;
  const base = firstIncrement + freeSeconds;
  const after = (increments: number): number => base + increments * nextIncrement;
  if (grossCost(price, capSeconds) <= available) return capSeconds;
  // Cost never falls with time, so the last increment that is paid for is found by halving.
  let [paid, unpaid] = [0, Math.ceil(Math.max(0, capSeconds - base) / nextIncrement)];
  while (unpaid - paid > 1) {
    const middle = (paid + unpaid) >>> 1;
    if (grossCost(price, after(middle)) <= available) paid = middle;
    else unpaid = middle;
  }
  return Math.min(after(paid), capSeconds);
}

import type { Nano, RoundingMode } from "../money/money.ts";
import type { RateTerms } from "../tariffs/rate.ts";
import { type BillingTerms, compiledTerms, exactLimit, scaleBig, scaleExactly } from "./billing-terms.ts";

/** What a call costs its customer. */
export interface Charge {
  /** Debited: gross for prepaid, net for postpaid. A whole number of the customer's last decimal. */
  charge: Nano;
  /** Part of `charge` for prepaid, 0 for postpaid, which is taxed at the invoice. */
  tax: Nano;
}

/**
 * Price of `billed` seconds plus the connect fee, with tax, rounded once. The tax inside a prepaid charge is a share of
 * the rounded amount and always goes to the nearest: `rounding` is how the operator sells, not how a state taxes.
 */
export function chargeOf(rate: RateTerms, billed: number, rounding: RoundingMode, terms: BillingTerms): Charge {
  const scale = compiledTerms(terms);
  const sixtieths = rate.connectFee * 60 + rate.pricePerMinute * billed;
  const units = sixtieths <= exactLimit ? scaleExactly(sixtieths, scale.charge, rounding) : -1;
  const taxUnits = units < 0 ? -1 : scale.tax.numerator === 0 ? 0 : scaleExactly(units, scale.tax, "HALF_UP");
  const nano = units * scale.quantum;
  if (taxUnits < 0 || nano > exactLimit) return chargeExactly(rate, billed, rounding, terms);
  return { charge: BigInt(nano), tax: BigInt(taxUnits * scale.quantum) };
}

/** The same without any bound on the size: for prices, fees or tax shares whose products pass what a number holds exactly. */
export function chargeExactly(rate: RateTerms, billed: number, rounding: RoundingMode, terms: BillingTerms): Charge {
  const scale = compiledTerms(terms);
  const sixtieths = BigInt(rate.connectFee) * 60n + BigInt(rate.pricePerMinute) * BigInt(billed);
  const units = scaleBig(sixtieths, scale.charge, rounding);
  const quantum = BigInt(scale.quantum);
  return { charge: units * quantum, tax: scaleBig(units, scale.tax, "HALF_UP") * quantum };
}

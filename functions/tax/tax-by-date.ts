import type { BillingTerms } from "../rating/billing-terms.ts";

/** Which tax holds at an instant: the stored one until the first dated change, then the latest that has begun. */

export type TaxTerms = Pick<BillingTerms, "taxFlag" | "taxMode" | "taxes">;

/** `fromMs`: epoch ms, included. */
export type DatedTax = TaxTerms & { fromMs: number };

export interface TaxedByDate extends TaxTerms {
  /** In the order of their dates. Left out: none. */
  taxChanges?: readonly DatedTax[];
}

/** What holds at `at` (epoch ms). A call bears the tax of its setup, however late it comes. */
export function taxAt({ taxFlag, taxMode, taxes, taxChanges = [] }: TaxedByDate, at: number): TaxTerms {
  const begun = taxChanges.findLast(({ fromMs }) => fromMs <= at);
  return begun ? { taxFlag: begun.taxFlag, taxMode: begun.taxMode, taxes: begun.taxes } : { taxFlag, taxMode, taxes };
}

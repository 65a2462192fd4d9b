import * as z from "zod";
import { Currency } from "../money/currency.ts";
import { decimalOf, SignedAmount, StoredNano } from "../money/money.ts";

/**
 * The money that a record in suspense is about, as far as a rate is known. It is an estimate: what is charged in the end
 * follows from what is mended meanwhile. What has no rate has no estimate, and is never 0 for it.
 */
export const Estimate = z.object({
  currency: z.string(),
  /** Nano. What the customer would be charged; of a conflict the difference to what was charged, which may be negative. */
  amount: StoredNano,
  kind: z.enum(["CHARGE", "DIFFERENCE"]),
});
export type Estimate = z.infer<typeof Estimate>;

export const EstimateView = z
  .object({
    currency: Currency,
    /** An estimate, signed: negative where the record that waits would cost less than what was charged. */
    amount: SignedAmount,
    /** CHARGE: what the customer would be charged. DIFFERENCE: to the charge of the same call that came first. */
    kind: z.enum(["CHARGE", "DIFFERENCE"]),
  })
  .meta({ id: "SuspenseEstimate" });
export type EstimateView = z.infer<typeof EstimateView>;

export const estimateView = ({ currency, amount, kind }: Estimate): EstimateView => ({
  currency,
  amount: decimalOf(amount),
  kind,
});

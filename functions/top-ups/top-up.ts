import * as z from "zod";
import { currencyExponent, type Nano, nanoOf } from "../money/money.ts";
import { PaymentAmount } from "../payments/payment.ts";

/** Money that a customer pays by card, on the page of the card gateway. It is credited when the gateway says that it is paid. */

export const NewTopUp = z.strictObject({ amount: PaymentAmount }).meta({ id: "NewTopUp" });

export const TopUp = z
  .object({
    id: z.string(),
    account: z.string(),
    amount: z.string(),
    currency: z.string(),
    /** OPEN: not paid yet. MISMATCH: other money was paid than was asked for, and is credited by a person. */
    status: z.enum(["OPEN", "PAID", "EXPIRED", "FAILED", "MISMATCH"]),
    /** The page on which it is paid; null once it is decided. */
    url: z.string().nullable(),
    /** The payment that it became. */
    payment: z.string().nullable(),
    createdAt: z.string(),
    createdBy: z.string(),
  })
  .meta({ id: "TopUp" });
export type TopUp = z.infer<typeof TopUp>;

/**
 * How many decimals the smallest unit of Stripe has, where it is not that of ISO 4217 (docs.stripe.com/currencies).
 * UGX and ISK have no decimals but are counted in hundredths; MGA has two that nobody uses.
 */
const ownExponents: Record<string, number> = { ISK: 2, UGX: 2, MGA: 0 };
const exponentOf = (currency: string): number => ownExponents[currency] ?? currencyExponent(currency);

/** Money in the gateway's smallest unit; undefined where it is no whole number of them. */
export function gatewayAmount(decimal: string, currency: string): number | undefined {
  const unit = 10n ** BigInt(9 - exponentOf(currency));
  const nano = nanoOf(decimal);
  // Stripe takes at most eight digits.
  if (nano % unit !== 0n || nano / unit > 99_999_999n) return undefined;
  return Number(nano / unit);
}

export const fromGateway = (amount: number, currency: string): Nano =>
  BigInt(amount) * 10n ** BigInt(9 - exponentOf(currency));

/** Keys of the gateway. They are kept sealed and never shown again. */
export const NewGateway = z
  .strictObject({
    secretKey: z
      .string()
      .trim()
      .regex(/^(sk|rk)_(test|live)_\w{8,200}$/, "Must be a secret key of Stripe: sk_test_… or sk_live_…"),
    webhookSecret: z
      .string()
      .trim()
      .regex(/^whsec_[\w+/=]{8,200}$/, "Must be the signing secret of the webhook: whsec_…"),
  })
  .meta({ id: "NewCardGateway" });
export type NewGateway = z.infer<typeof NewGateway>;

export const CardGateway = z
  .object({
    configured: z.boolean(),
    /** Money of test cards is no money. */
    mode: z.enum(["TEST", "LIVE"]).nullable(),
    /** The end of the key, to tell it by. */
    keyEnd: z.string().nullable(),
    /** Where Stripe is to send its events. */
    webhookUrl: z.string(),
  })
  .meta({ id: "CardGateway" });
export type CardGateway = z.infer<typeof CardGateway>;

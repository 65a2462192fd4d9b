import * as z from "zod";
import { decimalOf, quantumOf, roundRatio, SignedAmount } from "../money/money.ts";
import type { LoadedTariff } from "../tariffs/loaded-tariff.ts";
import { rowOfTariff } from "../tariffs/price-at.ts";
import type { RateRow } from "../tariffs/rate.ts";
import { amountOf, type Comparing, type Seller, type VendorPrice, vendorPrices } from "./vendor-price.ts";

/** What every vendor takes for numbers of a prefix beside what we take, and what is left. */

/**
 * LOSS: the cheapest vendor takes more than we do. SOME_LOSS: some vendor does, so a call that goes there after a failure is
 * a loss. NO_PRICE: our tariff does not sell it. NO_COST: no vendor sells it. NO_FX: no cost can be converted.
 */
export const ComparedVerdict = z.enum(["OK", "LOSS", "SOME_LOSS", "NO_PRICE", "NO_COST", "NO_FX"]);
export type ComparedVerdict = z.infer<typeof ComparedVerdict>;

const ComparedRate = z.object({
  /** Prefix that has the rate: that of the line, or a shorter one. */
  prefix: z.string(),
  pricePerMinute: z.string(),
  connectFee: z.string(),
  firstIncrement: z.int(),
  nextIncrement: z.int(),
});

export const ComparedLine = z
  .object({
    prefix: z.string(),
    destination: z.string(),
    /** What we take; null where the tariff does not sell the prefix, or none was named. */
    price: ComparedRate.extend({
      /** For a call of the expected length, in the currency of the comparison. */
      amount: z.string(),
    }).nullable(),
    /** Who sells it, the cheapest first; those whose cost cannot be converted last. */
    vendors: z.array(
      ComparedRate.extend({
        vendorId: z.string(),
        vendor: z.string(),
        /** Of `pricePerMinute` and `connectFee`. */
        currency: z.string(),
        /** For a call of the expected length, in the currency of the comparison; null: there is no exchange rate. */
        cost: z.string().nullable(),
      }),
    ),
    /** Price less the cheapest cost, of a call of the expected length. */
    margin: SignedAmount.nullable(),
    /** The same in percent of the price, to two decimals; null also for a price of 0. */
    marginPercent: z.string().nullable(),
    verdict: ComparedVerdict,
  })
  .meta({ id: "ComparedRateLine" });
export type ComparedLine = z.infer<typeof ComparedLine>;

const shownRate = ({ prefix, terms }: RateRow) => ({
  prefix,
  pricePerMinute: decimalOf(BigInt(terms.pricePerMinute)),
  connectFee: decimalOf(BigInt(terms.connectFee)),
  firstIncrement: terms.firstIncrement,
  nextIncrement: terms.nextIncrement,
});

const shownVendor = ({ seller, row, cost }: VendorPrice) => ({
  ...shownRate(row),
  vendorId: seller.vendorId,
  vendor: seller.vendor,
  currency: seller.currency,
  cost: cost === null ? null : decimalOf(cost),
});

function verdictOf(price: bigint | undefined, vendors: readonly VendorPrice[]): ComparedVerdict {
  const costs = vendors.flatMap(({ cost }) => cost ?? []);
  if (vendors.length === 0) return "NO_COST";
  if (price === undefined) return "NO_PRICE";
  const [cheapest] = costs;
  if (cheapest === undefined) return "NO_FX";
  if (cheapest > price) return "LOSS";
  return costs.some((cost) => cost > price) ? "SOME_LOSS" : "OK";
}

/** @param ours in the currency of the comparison; undefined: only vendors are compared */
export function comparedLine(
  prefix: string,
  ours: LoadedTariff | undefined,
  sellers: readonly Seller[],
  asked: Comparing,
): ComparedLine {
  const vendors = vendorPrices(prefix, sellers, asked);
  const row = ours && rowOfTariff(ours, prefix, asked.atMs);
  const sold = row && !row.terms.blocked ? row : undefined;
  const price = ours && sold ? amountOf(sold, ours, asked.expectedSeconds, asked.currency) : undefined;
  const cheapest = vendors[0]?.cost ?? null;
  const margin = price === undefined || cheapest === null ? null : price - cheapest;
  const hundredths = margin === null || !price ? null : roundRatio(margin * 10_000n, price, "HALF_UP");
  return {
    prefix,
    destination: row?.destination ?? vendors[0]?.row.destination ?? "",
    price: sold && price !== undefined ? { ...shownRate(sold), amount: decimalOf(price) } : null,
    vendors: vendors.map(shownVendor),
    margin: margin === null ? null : decimalOf(margin),
    marginPercent: hundredths === null ? null : decimalOf(hundredths * quantumOf(2)),
    verdict: verdictOf(price, vendors),
  };
}

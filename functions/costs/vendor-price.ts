import { convert, type FxBook } from "../exchange-rates/convert.ts";
import type { Nano } from "../money/money.ts";
import type { BillingTerms } from "../rating/billing-terms.ts";
import { netOf } from "../routing/loss-check.ts";
import type { LoadedTariff } from "../tariffs/loaded-tariff.ts";
import { rowOfTariff } from "../tariffs/price-at.ts";
import type { RateRow } from "../tariffs/rate.ts";

/** What vendors bill for numbers of a prefix, brought into one currency and put in order. */

/** A vendor with its cost tariff. */
export interface Seller {
  vendorId: string;
  vendor: string;
  currency: string;
  tariff: LoadedTariff;
}

export interface VendorPrice {
  seller: Seller;
  row: RateRow;
  /** Of a call of the expected length, in the currency that is compared in; null: there is no exchange rate. */
  cost: Nano | null;
}

export interface Comparing {
  atMs: number;
  currency: string;
  /** Talk time of the call that is compared. */
  expectedSeconds: number;
  fx: FxBook;
}

/** Nothing is rounded away, and nothing is taxed: prices of lists, not of customers. */
export const exactTerms: BillingTerms = {
  billingDecimals: 9,
  billingType: "POSTPAID",
  taxFlag: "NONE",
  taxMode: "EXCLUSIVE",
  taxes: [],
};

/** What a call of so many seconds is billed at by a row. */
export const amountOf = ({ terms }: RateRow, { rounding }: LoadedTariff, seconds: number, currency: string): Nano =>
  netOf({ currency, terms, rounding, billing: exactTerms }, seconds);

const order = (a: VendorPrice, b: VendorPrice): number => {
  if (a.cost !== null && b.cost !== null && a.cost !== b.cost) return a.cost < b.cost ? -1 : 1;
  return Number(a.cost === null) - Number(b.cost === null) || (a.seller.vendorId < b.seller.vendorId ? -1 : 1);
};

/** Who sells numbers of the prefix, the cheapest first, and last those whose cost cannot be compared. Who blocks it does not sell it. */
export function vendorPrices(prefix: string, sellers: readonly Seller[], asked: Comparing): VendorPrice[] {
  const { atMs, currency, expectedSeconds, fx } = asked;
  const prices = sellers.flatMap((seller): VendorPrice[] => {
    const row = rowOfTariff(seller.tariff, prefix, atMs);
    if (!row || row.terms.blocked) return [];
    const amount = amountOf(row, seller.tariff, expectedSeconds, seller.currency);
    const converted = convert(amount, { from: seller.currency, to: currency }, atMs, fx);
    return [{ seller, row, cost: converted.kind === "converted" ? converted.amount : null }];
  });
  return prices.sort(order);
}

import { convert } from "../exchange-rates/convert.ts";
import { decimalOf, type Nano } from "../money/money.ts";
import type { RateRow, RateTerms } from "../tariffs/rate.ts";
import { allPrefixes } from "./all-prefixes.ts";
import { type PricingRule, termsFromCost } from "./price-from-cost.ts";
import { amountOf, type Comparing, type Seller, type VendorPrice, vendorPrices } from "./vendor-price.ts";

/** A whole price list from what vendors bill, and what of it would be sold at a loss. */

/** A vendor that takes more for a call of the expected length than the made price brings. */
export interface MadeLoss {
  prefix: string;
  destination: string;
  price: Nano;
  vendor: string;
  cost: Nano;
  /** Whether the price was made from this vendor's cost; else it is one that a call may go to after a failure. */
  isBasis: boolean;
}

export interface MadeRate {
  row: RateRow;
  /** Whose cost it was made from; undefined: no vendor sells the prefix, which is blocked. */
  from: VendorPrice | undefined;
  /** Brought and taken by a call of the expected length. */
  price: Nano;
  cost: Nano;
  losses: MadeLoss[];
}

export type Made = { kind: "made"; rate: MadeRate } | { kind: "NO_FX"; vendor: string; currency: string };

const blocked: RateTerms = {
  ...{ pricePerMinute: 0, connectFee: 0, firstIncrement: 1, nextIncrement: 1, graceSeconds: 0, freeSeconds: 0 },
  blocked: true,
};

const rowFor = (prefix: string, destination: string, terms: RateTerms, fromMs: number): RateRow => ({
  ...{ prefix, destination, terms, fromMs },
  toMs: Number.POSITIVE_INFINITY,
});

/** What a prefix is called by whoever prices it apart. */
function nameOf(prefix: string, sellers: readonly Seller[], prices: readonly VendorPrice[]): string {
  const own = prices.find(({ row }) => row.prefix === prefix) ?? prices[0];
  return own?.row.destination ?? `Blocked by ${sellers.length === 1 ? sellers[0]?.vendor : "all vendors"}`;
}

function madeRate(prefix: string, sellers: readonly Seller[], rule: PricingRule, asked: Comparing): Made {
  const prices = vendorPrices(prefix, sellers, asked);
  const unknown = prices.find(({ cost }) => cost === null);
  if (unknown) return { kind: "NO_FX", vendor: unknown.seller.vendor, currency: unknown.seller.currency };
  const destination = nameOf(prefix, sellers, prices);
  const from = rule.basis === "CHEAPEST" ? prices[0] : prices.at(-1);
  if (!from) {
    const row = rowFor(prefix, destination, blocked, asked.atMs);
    return { kind: "made", rate: { row, from, price: 0n, cost: 0n, losses: [] } };
  }
  const by = convert(0n, { from: from.seller.currency, to: asked.currency }, asked.atMs, asked.fx);
  if (by.kind === "NO_FX") return { kind: "NO_FX", vendor: from.seller.vendor, currency: from.seller.currency };
  const row = rowFor(prefix, destination, termsFromCost(from.row.terms, by.by, rule), asked.atMs);
  const price = amountOf(row, from.seller.tariff, asked.expectedSeconds, asked.currency);
  const losses = prices.flatMap(({ seller, cost }): MadeLoss[] =>
    cost !== null && cost > price
      ? [{ prefix, destination, price, vendor: seller.vendor, cost, isBasis: seller === from.seller }]
      : [],
  );
  return { kind: "made", rate: { row, from, price, cost: from.cost ?? 0n, losses } };
}

/** Of every prefix that any of the vendors prices apart, in the order of prefixes. */
export function* madeRates(sellers: readonly Seller[], rule: PricingRule, asked: Comparing): Generator<Made> {
  const tariffs = sellers.map(({ tariff }) => tariff);
  for (const prefix of allPrefixes(tariffs, { under: "", after: "", atMs: asked.atMs }))
    yield madeRate(prefix, sellers, rule, asked);
}

export const shownLoss = ({ price, cost, ...rest }: MadeLoss) => ({
  ...rest,
  price: decimalOf(price),
  cost: decimalOf(cost),
  difference: decimalOf(price - cost),
});

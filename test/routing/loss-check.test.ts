import { describe, expect, it } from "vitest";
import type { FxBook } from "../../functions/exchange-rates/convert.ts";
import { decimalOf, nanoOf } from "../../functions/money/money.ts";
import type { BillingTerms } from "../../functions/rating/billing-terms.ts";
import { compareSides, type Side } from "../../functions/routing/loss-check.ts";

interface Sold {
  price: string;
  increments?: `${number}/${number}`;
  connect?: string;
  free?: number;
  grace?: number;
  currency?: string;
  billing?: Partial<BillingTerms>;
}

function side({
  price,
  increments = "1/1",
  connect = "0",
  free = 0,
  grace = 0,
  currency = "EUR",
  billing,
}: Sold): Side {
  const [firstIncrement = 1, nextIncrement = 1] = increments.split("/").map(Number);
  return {
    currency,
    rounding: "HALF_UP",
    terms: {
      pricePerMinute: Number(nanoOf(price)),
      connectFee: Number(nanoOf(connect)),
      ...{ firstIncrement, nextIncrement, freeSeconds: free, graceSeconds: grace, blocked: false },
    },
    billing: {
      ...{ billingDecimals: 6, billingType: "POSTPAID", taxFlag: "NONE", taxMode: "EXCLUSIVE", taxes: [] },
      ...billing,
    } as BillingTerms,
  };
}

const at = Date.UTC(2026, 10, 25, 12);
const perEuro = (currency: string, rate: string, effectiveFrom = "2026-01-01") => ({
  ...{ base: "EUR", currency, rate, effectiveFrom, correction: 0 },
});
const fx: FxBook = { base: "EUR", rates: [perEuro("USD", "1.25")] };
const vat: Partial<BillingTerms> = { taxFlag: "VAT", taxes: [{ name: "VAT", percent: "20" }] };

const cases: {
  sell: Sold;
  buy: Sold;
  seconds: number;
  tolerance?: string;
  verdict: "kept" | "loss" | "NO_FX";
  left?: string;
  because: string;
}[] = [
  {
    sell: { price: "0.010" },
    buy: { price: "0.009", connect: "0.004" },
    ...{ seconds: 60, verdict: "loss", left: "-0.003" },
    because: "a connect fee counts, though a minute is cheaper",
  },
  {
    sell: { price: "0.010" },
    buy: { price: "0.009", connect: "0.004" },
    ...{ seconds: 300, verdict: "kept", left: "0.001" },
    because: "over five minutes the same fee is earned",
  },
  {
    sell: { price: "0.010" },
    buy: { price: "0.009", increments: "60/60" },
    ...{ seconds: 20, verdict: "loss", left: "-0.005667" },
    because: "a call of 20 s is bought as a minute and sold as 20 s",
  },
  {
    sell: { price: "0.010", increments: "60/60" },
    buy: { price: "0.012" },
    ...{ seconds: 20, verdict: "kept", left: "0.006" },
    because: "the dearer minute is bought by the second and sold whole",
  },
  {
    sell: { price: "0.010" },
    buy: { price: "0.010" },
    ...{ seconds: 180, verdict: "kept", left: "0" },
    because: "what costs as much as it brings is no loss",
  },
  {
    sell: { price: "0.010" },
    buy: { price: "0.010001" },
    ...{ seconds: 180, verdict: "loss", left: "-0.000003" },
    because: "a millionth above it is one",
  },
  {
    sell: { price: "0.010" },
    buy: { price: "0.011" },
    ...{ seconds: 180, tolerance: "10", verdict: "kept", left: "-0.003" },
    because: "a tenth of loss is allowed, and no more than that is lost",
  },
  {
    sell: { price: "0.010" },
    buy: { price: "0.0095" },
    ...{ seconds: 180, tolerance: "-10", verdict: "loss", left: "0.0015" },
    because: "a tenth of margin is asked for, and less is left",
  },
  {
    sell: { price: "0.012", billing: { ...vat, billingType: "PREPAID", taxMode: "INCLUSIVE" } },
    buy: { price: "0.011" },
    ...{ seconds: 60, verdict: "loss", left: "-0.001" },
    because: "of a price that has its tax in it, only what is left without it is ours",
  },
  {
    sell: { price: "0.011", billing: { ...vat, billingType: "PREPAID" } },
    buy: { price: "0.011" },
    ...{ seconds: 60, verdict: "kept", left: "0" },
    because: "tax on top is the state's, on either side of the comparison",
  },
  {
    sell: { price: "0.011", billing: { ...vat, taxMode: "INCLUSIVE" } },
    buy: { price: "0.010" },
    ...{ seconds: 60, verdict: "loss", left: "-0.000833" },
    because: "a postpaid price with tax in it is net 0.009167",
  },
  {
    sell: { price: "0.010", free: 30 },
    buy: { price: "0.009" },
    ...{ seconds: 60, verdict: "loss", left: "-0.004" },
    because: "seconds that the customer has free are bought all the same",
  },
  {
    sell: { price: "0.010", grace: 10 },
    buy: { price: "0.001" },
    ...{ seconds: 10, verdict: "loss", left: "-0.000167" },
    because: "a call within the grace brings nothing",
  },
  {
    sell: { price: "0.010" },
    buy: { price: "0.012", currency: "USD" },
    ...{ seconds: 60, verdict: "kept", left: "0.0004" },
    because: "0.012 USD are 0.0096 EUR",
  },
  {
    sell: { price: "0.010" },
    buy: { price: "0.013", currency: "USD" },
    ...{ seconds: 60, verdict: "loss", left: "-0.0004" },
    because: "0.013 USD are 0.0104 EUR",
  },
  {
    sell: { price: "0.010" },
    buy: { price: "0.001", currency: "XCG" },
    ...{ seconds: 60, verdict: "NO_FX" },
    because: "without an exchange rate nobody can tell, and it is never taken for 1",
  },
  {
    sell: { price: "0.010", billing: { billingDecimals: 2 } },
    buy: { price: "0.0149" },
    ...{ seconds: 60, verdict: "loss", left: "-0.0049" },
    because: "it is compared as it is billed, rounded to the customer's decimals",
  },
];

describe("a call of the expected length", () => {
  it.each(cases)("is $verdict: $because", ({ sell, buy, seconds, tolerance = "0", verdict, left }) => {
    const rule = { expectedSeconds: seconds, tolerancePercent: tolerance };
    const made = compareSides(side(sell), side(buy), rule, at, fx);
    expect(made.kind).toBe(verdict);
    if (made.kind !== "NO_FX") expect(decimalOf(made.sell - made.buy)).toBe(left);
  });

  it("is compared by the exchange rate of its day", () => {
    const later: FxBook = { base: "EUR", rates: [...fx.rates, perEuro("USD", "1", "2026-11-26")] };
    const ask = (atMs: number) =>
      compareSides(
        side({ price: "0.010" }),
        side({ price: "0.012", currency: "USD" }),
        { expectedSeconds: 60, tolerancePercent: "0" },
        atMs,
        later,
      ).kind;
    expect(ask(at)).toBe("kept");
    expect(ask(at + 86_400_000)).toBe("loss");
  });
});

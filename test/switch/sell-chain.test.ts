import { describe, expect, it } from "vitest";
import { nanoOf } from "../../functions/money/money.ts";
import type { PayingChain } from "../../functions/switch/chain-level.ts";
import type { PricedLevel } from "../../functions/switch/price-call.ts";
import { chainCurrencies, chainLoss, sellingOf } from "../../functions/switch/sell-chain.ts";

interface Link {
  account: string;
  price: string;
  blocks?: boolean;
  currency?: string;
}

/** The customer first, then those above it, each with the price of a minute that it pays. */
function aChain(links: readonly Link[]) {
  const levels = links.map(({ account, blocks = true, currency = "EUR" }) => ({
    customer: { account, currency, blockLossRoutes: blocks, expectedCallSeconds: 60, lossTolerancePercent: "0" },
  }));
  const priced = links.map(({ account, price }) => ({
    account,
    price: {
      rounding: "HALF_UP",
      billing: { billingDecimals: 6, billingType: "POSTPAID", taxFlag: "NONE", taxMode: "EXCLUSIVE", taxes: [] },
      terms: {
        pricePerMinute: Number(nanoOf(price)),
        ...{ connectFee: 0, firstIncrement: 1, nextIncrement: 1, graceSeconds: 0, freeSeconds: 0, blocked: false },
      },
    },
  }));
  return [{ levels: levels as unknown as PayingChain }, priced as unknown as PricedLevel[]] as const;
}

const noRates = { base: "EUR", rates: [] };

describe("the accounts of a resold call", () => {
  it.each([
    {
      chain: [
        { account: "C1", price: "0.05" },
        { account: "R1", price: "0.04" },
      ],
      code: undefined,
      outcomes: ["kept"],
      because: "the reseller takes more than it pays",
    },
    {
      chain: [
        { account: "C1", price: "0.03" },
        { account: "R1", price: "0.04" },
      ],
      code: "ALL_ROUTES_LOSS",
      outcomes: ["LOSS"],
      because: "the reseller pays more than its customer",
    },
    {
      chain: [
        { account: "C1", price: "0.03", blocks: false },
        { account: "R1", price: "0.04" },
      ],
      code: undefined,
      outcomes: [],
      because: "the customer's calls may go at a loss to its reseller",
    },
    {
      chain: [
        { account: "C1", price: "0.05" },
        { account: "R1", price: "0.03" },
        { account: "R2", price: "0.04" },
      ],
      code: "RESELLER_ALL_ROUTES_LOSS",
      outcomes: ["kept", "LOSS"],
      because: "the upper reseller pays more than the lower one",
    },
    {
      chain: [
        { account: "C1", price: "0.05", currency: "XAF" },
        { account: "R1", price: "0.04" },
      ],
      code: "ALL_ROUTES_LOSS",
      outcomes: ["NO_FX"],
      because: "there is no rate between the two currencies",
    },
  ])("end with $code: $because", ({ chain, code, outcomes }) => {
    const { steps, refusal } = chainLoss(...aChain(chain), Date.UTC(2026, 0, 1), noRates);
    expect(refusal?.code).toBe(code);
    expect(steps.map(({ outcome }) => outcome)).toEqual(outcomes);
  });

  it("need exchange rates only between accounts that are compared", () => {
    const of = (blocks: boolean) =>
      chainCurrencies(
        ...aChain([
          { account: "C1", price: "1", currency: "USD", blocks },
          { account: "R1", price: "1" },
        ]),
      );
    expect(of(true)).toEqual(["USD", "EUR"]);
    expect(of(false)).toEqual([]);
  });

  it("leave to the vendor's cost what the last of them pays, if that one has set that no loss goes", () => {
    const chain = (blocks: boolean) =>
      aChain([
        { account: "C1", price: "2" },
        { account: "R1", price: "1", blocks },
      ]);
    expect(sellingOf(...chain(true))).toMatchObject({ depth: 1, side: { terms: { pricePerMinute: 1_000_000_000 } } });
    expect(sellingOf(...chain(false))).toBeUndefined();
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nanoOf } from "../../functions/money/money.ts";
import type { BillingTerms } from "../../functions/rating/billing-terms.ts";
import { affordableSeconds, grossCost, leastCost, type Price } from "../../functions/switch/affordable.ts";

const nano = (amount: string): number => Number(nanoOf(amount));

interface Terms {
  perMinute: string;
  connect?: string;
  first?: number;
  next?: number;
  grace?: number;
  free?: number;
  tax?: string;
  inclusive?: boolean;
  billingType?: "PREPAID" | "POSTPAID";
  decimals?: number;
  rounding?: "HALF_UP" | "UP";
}

function priceOf(terms: Terms): Price {
  const { perMinute, connect = "0", first = 1, next = 1, grace = 0, free = 0, tax = "0", inclusive = false } = terms;
  const billing: BillingTerms = {
    billingDecimals: terms.decimals ?? 4,
    billingType: terms.billingType ?? "PREPAID",
    taxFlag: tax === "0" ? "NONE" : "VAT",
    taxMode: inclusive ? "INCLUSIVE" : "EXCLUSIVE",
    taxes: tax === "0" ? [] : [{ name: "VAT", percent: tax }],
  };
  return {
    terms: {
      pricePerMinute: nano(perMinute),
      connectFee: nano(connect),
      firstIncrement: first,
      nextIncrement: next,
      graceSeconds: grace,
      freeSeconds: free,
      blocked: false,
    },
    rounding: terms.rounding ?? "HALF_UP",
    billing,
  };
}

const day = 86_400;
const dear = { perMinute: "0.05", connect: "0.02", first: 30, next: 6 };

describe("how long a call may last for the money there is", () => {
  it.each<{ terms: Terms; has: string; cap?: number; seconds: number | undefined; because: string }>([
    { terms: dear, has: "1.00", seconds: 1176, because: "0.02 + 1176 s × 0.05 / 60 is 1.00 to the last digit" },
    { terms: { ...dear, tax: "20" }, has: "1.00", seconds: 972, because: "20 % on top: 0.83 of price is 0.996" },
    {
      terms: { ...dear, tax: "20", billingType: "POSTPAID" },
      has: "1.00",
      seconds: 972,
      because: "credit bears the tax",
    },
    { terms: { ...dear, tax: "20", inclusive: true }, has: "1.00", seconds: 1176, because: "the tax is in the price" },
    { terms: dear, has: "0.04", seconds: undefined, because: "the fee and 30 s are 0.045" },
    { terms: dear, has: "0.045", seconds: 30, because: "exactly enough is enough" },
    { terms: { perMinute: "0" }, has: "0", seconds: day, because: "a free call ends by the limit only" },
    { terms: { ...dear, free: 60 }, has: "0.045", seconds: 90, because: "free seconds come on top" },
    { terms: dear, has: "1000000", cap: 7200, seconds: 7200, because: "the customer's limit binds" },
    {
      terms: { ...dear, first: 60, next: 60 },
      has: "0.1",
      cap: 45,
      seconds: 45,
      because: "a limit within an increment",
    },
    {
      terms: { perMinute: "0.0006", decimals: 2, rounding: "UP" },
      has: "0.01",
      seconds: 1000,
      because: "UP: 1001 s are 0.02",
    },
  ])("$terms with $has: $seconds s, because $because", ({ terms, has, cap = day, seconds }) => {
    expect(affordableSeconds(priceOf(terms), nanoOf(has), cap)).toBe(seconds);
  });

  it("grants no second that is not paid for, and leaves none that is", () => {
    const terms = fc.record({
      perMinute: fc.integer({ min: 0, max: 3_000_000 }).map((n) => (n / 1e6).toFixed(6)),
      connect: fc.integer({ min: 0, max: 100_000 }).map((n) => (n / 1e6).toFixed(6)),
      first: fc.integer({ min: 1, max: 120 }),
      next: fc.integer({ min: 1, max: 60 }),
      grace: fc.integer({ min: 0, max: 10 }),
      free: fc.integer({ min: 0, max: 90 }),
      tax: fc.constantFrom("0", "20", "7.7"),
      inclusive: fc.boolean(),
      billingType: fc.constantFrom("PREPAID" as const, "POSTPAID" as const),
      decimals: fc.integer({ min: 1, max: 8 }),
      rounding: fc.constantFrom("HALF_UP" as const, "UP" as const),
    });
    const money = fc.integer({ min: 0, max: 5_000_000 }).map((n) => BigInt(n) * 1000n);
    fc.assert(
      fc.property(terms, money, fc.integer({ min: 1, max: 7200 }), (made, has, cap) => {
        const price = priceOf(made);
        const seconds = affordableSeconds(price, has, cap);
        if (seconds === undefined) {
          expect(leastCost(price)).toBeGreaterThan(has);
          return;
        }
        expect(seconds).toBeLessThanOrEqual(cap);
        expect(grossCost(price, seconds)).toBeLessThanOrEqual(has);
        // Every shorter call is paid for as well, and the next increment is not.
        for (const shorter of [1, Math.floor(seconds / 2), seconds - 1])
          expect(grossCost(price, Math.max(0, shorter))).toBeLessThanOrEqual(has);
        if (seconds < cap) expect(grossCost(price, seconds + 1)).toBeGreaterThan(has);
      }),
      { numRuns: 2000 },
    );
  });
});

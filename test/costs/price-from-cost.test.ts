import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PricingRule, termsFromCost } from "../../functions/costs/price-from-cost.ts";
import { decimalOf, nanoOf } from "../../functions/money/money.ts";

const cost = (price: string, fee = "0", increments = [1, 1]) => ({
  pricePerMinute: Number(nanoOf(price)),
  connectFee: Number(nanoOf(fee)),
  ...{ firstIncrement: increments[0] ?? 1, nextIncrement: increments[1] ?? 1 },
  ...{ graceSeconds: 5, freeSeconds: 5, blocked: false },
});
const same = { to: "1", from: "1" };
const ruled = (fields: object) => PricingRule.parse({ currency: "EUR", ...fields });
const priceOf = (nano: number) => decimalOf(BigInt(nano));

describe("a price made from a cost", () => {
  it.each([
    { price: "0.01", rule: {}, made: "0.01", because: "nothing is asked for" },
    { price: "0.01", rule: { percent: "20" }, made: "0.012", because: "a fifth on top" },
    { price: "0.01", rule: { percent: "20", plus: "0.003" }, made: "0.015", because: "and 0.003 more" },
    { price: "0.001", rule: { percent: "20", minMargin: "0.002" }, made: "0.003", because: "a fifth is too little" },
    { price: "0.1", rule: { percent: "20", minMargin: "0.002" }, made: "0.12", because: "a fifth is enough" },
    { price: "0.01234", rule: { percent: "10" }, made: "0.0136", because: "0.013574 goes up to four decimals" },
    {
      price: "0.01234",
      rule: { percent: "10", roundTo: "0.005" },
      made: "0.015",
      because: "or to a multiple of 0.005",
    },
    { price: "0.0136", rule: { roundTo: "0.0001" }, made: "0.0136", because: "what is a multiple stays" },
    { price: "0.01", rule: { percent: "-10" }, made: "0.009", because: "below cost, as asked for" },
    {
      price: "0.01",
      rule: { percent: "-10", minMargin: "0" },
      made: "0.01",
      because: "but never where a margin is asked",
    },
    { price: "0", rule: { percent: "50" }, made: "0", because: "half of nothing is nothing" },
    { price: "0.000000001", rule: { percent: "1" }, made: "0.0001", because: "the smallest cost is not lost" },
  ])("is $made for $price by $rule: $because", ({ price, rule, made }) => {
    expect(priceOf(termsFromCost(cost(price), same, ruled(rule)).pricePerMinute)).toBe(made);
  });

  it("has the vendor's fee and increments unless others are asked for, and no grace and no free seconds", () => {
    const bought = cost("0.01", "0.004", [30, 6]);
    expect(termsFromCost(bought, same, ruled({ percent: "50" }))).toEqual({
      pricePerMinute: 15_000_000,
      connectFee: 6_000_000,
      ...{ firstIncrement: 30, nextIncrement: 6, graceSeconds: 0, freeSeconds: 0, blocked: false },
    });
    const other = ruled({ connectFee: "NONE", firstIncrement: 60, nextIncrement: 60 });
    expect(termsFromCost(bought, same, other)).toMatchObject({ connectFee: 0, firstIncrement: 60, nextIncrement: 60 });
  });

  it("is converted before anything is put on top", () => {
    const made = termsFromCost(cost("0.01"), { to: "1.1", from: "1" }, ruled({ plus: "0.001", percent: "100" }));
    expect(priceOf(made.pricePerMinute)).toBe("0.023");
  });

  it("is a multiple of the step, never below what was asked for, and never a whole step above", () => {
    const nano = fc.integer({ min: 0, max: 10_000_000_000 });
    fc.assert(
      fc.property(
        nano,
        fc.integer({ min: 0, max: 300 }),
        nano,
        fc.integer({ min: 1, max: 100_000_000 }),
        (c, p, m, s) => {
          const text = (value: number) => decimalOf(BigInt(value));
          const rule = ruled({ percent: String(p), minMargin: text(m), roundTo: text(s) });
          const made = BigInt(termsFromCost({ ...cost("0"), pricePerMinute: c }, same, rule).pricePerMinute);
          const [step, margin] = [BigInt(s), made - BigInt(c)];
          expect(made % step).toBe(0n);
          expect(margin).toBeGreaterThanOrEqual(BigInt(m));
          expect(made * 100n).toBeGreaterThanOrEqual(BigInt(c) * BigInt(100 + p));
          const least = BigInt(c) + BigInt(m);
          const raised = (BigInt(c) * BigInt(100 + p) + 99n) / 100n;
          expect(made - step).toBeLessThan(least > raised ? least : raised === 0n ? 1n : raised);
        },
      ),
    );
  });

  it.each([
    { fields: { percent: "-100" }, fault: "percent" },
    { fields: { percent: "a lot" }, fault: "percent" },
    { fields: { percent: "20000" }, fault: "percent" },
    { fields: { roundTo: "0" }, fault: "roundTo" },
    { fields: { plus: "-1" }, fault: "plus" },
    { fields: { basis: "MIDDLE" }, fault: "basis" },
    { fields: { firstIncrement: 0 }, fault: "firstIncrement" },
    { fields: { currency: "ABC" }, fault: "currency" },
    { fields: { surprise: 1 }, fault: "" },
  ])("is not made by $fields", ({ fields, fault }) => {
    const read = PricingRule.safeParse({ currency: "EUR", ...fields });
    expect(read.error?.issues.map(({ path }) => path.join("."))).toEqual([fault]);
  });
});

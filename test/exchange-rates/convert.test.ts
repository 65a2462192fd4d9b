import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { convert } from "../../functions/exchange-rates/convert.ts";
import { type DatedRate, rateInForce } from "../../functions/exchange-rates/exchange-rate.ts";
import { decimalOf, nanoOf } from "../../functions/money/money.ts";

const aRate = (currency: string, rate: string | null, effectiveFrom = "2026-01-01", correction = 0): DatedRate => ({
  ...{ base: "EUR", currency, rate, effectiveFrom, correction },
});
const at = Date.parse("2026-11-20T12:00:00Z");
const book = (...rates: DatedRate[]) => ({ base: "EUR", rates });

describe("an amount in another currency", () => {
  const rates = book(aRate("USD", "1.08"), aRate("GBP", "0.8"), aRate("JPY", "162.5"), aRate("KWD", "0.333333333"));
  it.each([
    { amount: "10", from: "EUR", to: "USD", is: "10.8", because: "one of the base is worth 1.08" },
    { amount: "10.8", from: "USD", to: "EUR", is: "10", because: "and back" },
    { amount: "1.08", from: "USD", to: "GBP", is: "0.8", because: "two others go over the base in one fraction" },
    { amount: "5", from: "USD", to: "USD", is: "5", because: "the same currency is the same amount" },
    { amount: "0.000000001", from: "JPY", to: "EUR", is: "0", because: "half a nano and less is nothing" },
    { amount: "1", from: "KWD", to: "EUR", is: "3.000000003", because: "rounded once, to the nearest nano" },
    { amount: "-10", from: "EUR", to: "USD", is: "-10.8", because: "a credit is its debit with another sign" },
  ])("$amount $from is $is $to: $because", ({ amount, from, to, is }) => {
    const converted = convert(nanoOf(amount), { from, to }, at, rates);
    expect(converted.kind === "converted" && decimalOf(converted.amount)).toBe(is);
  });

  it.each([
    { from: "SEK", to: "EUR", rates: [aRate("USD", "1")], because: "there is no rate" },
    { from: "EUR", to: "SEK", rates: [aRate("SEK", "11", "2026-11-21")], because: "the first begins tomorrow" },
    { from: "SEK", to: "EUR", rates: [{ ...aRate("SEK", "11"), base: "USD" }], because: "it is of another base" },
    {
      from: "SEK",
      to: "EUR",
      rates: [aRate("SEK", "11"), aRate("SEK", null, "2026-01-01", 1)],
      because: "it is withdrawn",
    },
  ])("is NO_FX, and never 1, where $because", ({ from, to, rates: known }) => {
    expect(convert(nanoOf("10"), { from, to }, at, book(...known))).toEqual({ kind: "NO_FX", currency: "SEK" });
  });

  it("needs no rate for its own currency", () => {
    expect(convert(5n, { from: "SEK", to: "SEK" }, at, book())).toMatchObject({ kind: "converted", amount: 5n });
  });

  it("comes back within a nano of each unit of the far currency", () => {
    const question = fc.record({
      amount: fc.bigInt({ min: 0n, max: 10n ** 15n }),
      rate: fc.integer({ min: 1, max: 10 ** 12 }),
    });
    fc.assert(
      fc.property(question, ({ amount, rate }) => {
        const only = book(aRate("USD", decimalOf(BigInt(rate))));
        const there = convert(amount, { from: "EUR", to: "USD" }, at, only);
        if (there.kind !== "converted") throw new Error("no rate");
        const back = convert(there.amount, { from: "USD", to: "EUR" }, at, only);
        if (back.kind !== "converted") throw new Error("no rate");
        const off = back.amount > amount ? back.amount - amount : amount - back.amount;
        // Half a nano of USD is at most 1/(2 × rate) of EUR.
        expect(off <= 10n ** 9n / BigInt(rate) + 1n).toBe(true);
      }),
    );
  });
});

describe("the rate in force", () => {
  const rates = [
    aRate("USD", "1.1", "2026-10-01"),
    aRate("USD", "1.2", "2026-11-01"),
    aRate("USD", "1.25", "2026-11-01", 1),
    aRate("USD", "9", "2026-11-15"),
    aRate("USD", null, "2026-11-15", 1),
    aRate("USD", "1.3", "2026-12-01"),
  ];
  it.each([
    { day: "2026-09-30T23:59:59.999Z", is: undefined, because: "none has begun" },
    { day: "2026-10-01T00:00:00Z", is: "1.1", because: "it holds from the first instant of its day" },
    { day: "2026-11-01T00:00:00Z", is: "1.25", because: "the last correction of a day counts" },
    { day: "2026-11-20T00:00:00Z", is: "1.25", because: "a withdrawn day lets the one before go on" },
    { day: "2027-05-05T00:00:00Z", is: "1.3", because: "the last one goes on" },
  ])("is $is at $day: $because", ({ day, is }) => {
    for (const order of [rates, rates.toReversed()])
      expect(rateInForce(order, { base: "EUR", currency: "USD" }, Date.parse(day))?.rate).toBe(is);
  });
});

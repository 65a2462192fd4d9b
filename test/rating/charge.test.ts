import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decimalOf, nanoOf, type RoundingMode } from "../../functions/money/money.ts";
import { chargeExactly, chargeOf } from "../../functions/rating/charge.ts";
import { rateCall } from "../../functions/rating/rate-call.ts";
import { aCall, aRate, aTariff, someTerms } from "../support/rates.ts";

const charged = (
  seconds: number,
  rate: Parameters<typeof aRate>[1],
  terms = someTerms(),
  rounding: RoundingMode = "HALF_UP",
) => {
  const outcome = rateCall(
    aCall("442071234567", seconds),
    aTariff([{ rates: [aRate("44", rate)] }], { rounding }),
    terms,
  );
  if (outcome.kind === "unrated") throw new Error(outcome.reason);
  return { charge: decimalOf(outcome.charge), tax: decimalOf(outcome.tax), billed: outcome.billedSeconds };
};

const gst = [
  { name: "GST", percent: "18" },
  { name: "State", percent: "15" },
];

describe("the charge of a call", () => {
  // 37 s at 0.0123 a minute are 0.007585 exactly.
  it.each([
    { decimals: 0, halfUp: "0", up: "1", because: "less than half a unit, but something" },
    { decimals: 2, halfUp: "0.01", up: "0.01", because: "both reach the cent" },
    { decimals: 4, halfUp: "0.0076", up: "0.0076", because: "0.75850 goes to 0.76 either way" },
    { decimals: 5, halfUp: "0.00759", up: "0.00759", because: "the tie of 0.007585 goes away from zero" },
    { decimals: 8, halfUp: "0.007585", up: "0.007585", because: "nothing is left to round" },
  ])("of 37 s at 0.0123 is $halfUp or $up at $decimals decimals: $because", ({ decimals, halfUp, up }) => {
    const terms = someTerms({ billingDecimals: decimals });
    expect(charged(37, { pricePerMinute: "0.0123" }, terms, "HALF_UP").charge).toBe(halfUp);
    expect(charged(37, { pricePerMinute: "0.0123" }, terms, "UP").charge).toBe(up);
  });

  // 7 s at 0.0123 a minute are 0.001435 exactly.
  it.each([
    { decimals: 0, halfUp: "0", up: "1" },
    { decimals: 2, halfUp: "0", up: "0.01" },
    { decimals: 4, halfUp: "0.0014", up: "0.0015" },
    { decimals: 8, halfUp: "0.001435", up: "0.001435" },
  ])("of 7 s at 0.0123 tells the modes apart at $decimals decimals: $halfUp or $up", ({ decimals, halfUp, up }) => {
    const terms = someTerms({ billingDecimals: decimals });
    expect(charged(7, { pricePerMinute: "0.0123" }, terms, "HALF_UP").charge).toBe(halfUp);
    expect(charged(7, { pricePerMinute: "0.0123" }, terms, "UP").charge).toBe(up);
  });

  it("of 45 s at 30/6 and 0.05 is 0.04", () => {
    const rate = { pricePerMinute: "0.05", firstIncrement: 30, nextIncrement: 6 };
    expect(charged(45, rate)).toEqual({ charge: "0.04", tax: "0", billed: 48 });
  });

  it.each([
    { seconds: 0, answered: true, charge: "0", because: "no talk time, no fee" },
    { seconds: 5, answered: true, charge: "0", because: "within the grace, no fee" },
    { seconds: 8, answered: true, charge: "0.02", because: "free seconds leave the connect fee" },
    { seconds: 90, answered: false, charge: "0", because: "not answered, whatever the switch's clock says" },
  ])("of $seconds s with fee, grace and free seconds is $charge: $because", ({ seconds, answered, charge }) => {
    const tariff = aTariff([{ rates: [aRate("44", { connectFee: "0.02", graceSeconds: 5, freeSeconds: 10 })] }]);
    const outcome = rateCall({ ...aCall("4420", seconds), answered }, tariff, someTerms());
    expect(outcome).toMatchObject({ kind: "rated", charge: nanoOf(charge), billedSeconds: 0 });
  });
});

describe("tax", () => {
  const perCall = (price: string) => ({ pricePerMinute: price, firstIncrement: 60, nextIncrement: 60 });
  it.each([
    {
      price: "3.99",
      flag: "TAX",
      mode: "EXCLUSIVE",
      type: "PREPAID",
      charge: "5.3067",
      tax: "1.3167",
      because: "summed, not compounded",
    },
    {
      price: "10.00",
      flag: "TAX",
      mode: "INCLUSIVE",
      type: "PREPAID",
      charge: "10",
      tax: "2.4812",
      because: "the price holds it",
    },
    {
      price: "10.00",
      flag: "TAX",
      mode: "INCLUSIVE",
      type: "POSTPAID",
      charge: "7.5188",
      tax: "0",
      because: "net is charged, the invoice adds tax",
    },
    {
      price: "3.99",
      flag: "TAX",
      mode: "EXCLUSIVE",
      type: "POSTPAID",
      charge: "3.99",
      tax: "0",
      because: "the price is net already",
    },
    {
      price: "10.00",
      flag: "VAT",
      mode: "EXCLUSIVE",
      type: "PREPAID",
      charge: "11.8",
      tax: "1.8",
      because: "VAT is the first tax only",
    },
    {
      price: "10.00",
      flag: "NONE",
      mode: "EXCLUSIVE",
      type: "PREPAID",
      charge: "10",
      tax: "0",
      because: "leftover percentages do not charge",
    },
    {
      price: "10.00",
      flag: "NONE",
      mode: "INCLUSIVE",
      type: "POSTPAID",
      charge: "10",
      tax: "0",
      because: "NONE makes the price final",
    },
  ] as const)("$flag $mode $type turns $price into $charge with $tax tax: $because", (row) => {
    const terms = someTerms({ taxFlag: row.flag, taxMode: row.mode, billingType: row.type, taxes: gst });
    expect(charged(60, perCall(row.price), terms)).toMatchObject({ charge: row.charge, tax: row.tax });
  });

  it("of a gross 120 at 20 % is 20", () => {
    const terms = someTerms({ taxFlag: "VAT", taxMode: "INCLUSIVE", taxes: [{ name: "VAT", percent: "20" }] });
    expect(charged(60, perCall("120"), terms)).toMatchObject({ charge: "120", tax: "20" });
  });

  it("is part of the one rounding: 0.125 net at 20 % and two decimals is 0.15, not 0.16", () => {
    const terms = someTerms({ billingDecimals: 2, taxFlag: "VAT", taxes: [{ name: "VAT", percent: "20" }] });
    expect(charged(60, perCall("0.125"), terms)).toMatchObject({ charge: "0.15", tax: "0.03" });
  });

  it("goes to the nearest even where the tariff rounds up", () => {
    const terms = someTerms({ taxFlag: "TAX", taxMode: "INCLUSIVE", taxes: gst });
    expect(charged(60, perCall("10.00"), terms, "UP").tax).toBe("2.4812");
  });
});

/** States the meaning with fractions of bigints and nothing shared with the kernel. */
function oracle(
  price: bigint,
  fee: bigint,
  billed: bigint,
  rounding: RoundingMode,
  terms: ReturnType<typeof someTerms>,
) {
  const round = (n: bigint, d: bigint, mode: RoundingMode) =>
    n / d + ((mode === "UP" ? n % d > 0n : (n % d) * 2n >= d) ? 1n : 0n);
  const applied = { NONE: [], VAT: terms.taxes.slice(0, 1), TAX: terms.taxes }[terms.taxFlag];
  const percent = applied.reduce((sum, tax) => sum + nanoOf(tax.percent), 0n);
  const all = 100n * 10n ** 9n;
  const quantum = 10n ** BigInt(9 - terms.billingDecimals);
  let [n, d] = [fee * 60n + price * billed, 60n];
  const [prepaid, inclusive] = [terms.billingType === "PREPAID", terms.taxMode === "INCLUSIVE"];
  if (prepaid && !inclusive) [n, d] = [n * (all + percent), d * all];
  if (!prepaid && inclusive) [n, d] = [n * all, d * (all + percent)];
  const charge = round(n, d * quantum, rounding) * quantum;
  const tax = prepaid ? round(charge * percent, (all + percent) * quantum, "HALF_UP") * quantum : 0n;
  return { charge, tax };
}

const anyTerms = fc.record({
  billingDecimals: fc.integer({ min: 0, max: 9 }),
  billingType: fc.constantFrom("PREPAID" as const, "POSTPAID" as const),
  taxFlag: fc.constantFrom("NONE" as const, "VAT" as const, "TAX" as const),
  taxMode: fc.constantFrom("EXCLUSIVE" as const, "INCLUSIVE" as const),
  taxes: fc.array(
    fc
      .oneof(
        fc.integer({ min: 0, max: 100_000_000 }).map((n) => n * 1000),
        fc.integer({ min: 0, max: 10 ** 11 }),
      )
      .map((nano) => ({
        name: "t",
        percent: decimalOf(BigInt(nano)),
      })),
    { maxLength: 3 },
  ),
});
const price = fc.oneof(
  fc.integer({ min: 0, max: 10_000 }).map((n) => n * 100_000),
  fc.integer({ min: 0, max: 2_000_000_000 }),
  fc.integer({ min: 0, max: 10 ** 15 }),
);
const mode = fc.constantFrom("HALF_UP" as const, "UP" as const);

describe("the arithmetic", () => {
  it("gives what exact fractions give, whichever of its two paths is taken", () => {
    let small = 0;
    fc.assert(
      fc.property(
        price,
        price,
        fc.integer({ min: 0, max: 100_000 }),
        mode,
        anyTerms,
        (perMinute, fee, billed, rounding, terms) => {
          const rate = { ...aRate("44").terms, pricePerMinute: perMinute, connectFee: fee };
          const expected = oracle(BigInt(perMinute), BigInt(fee), BigInt(billed), rounding, terms);
          expect(chargeOf(rate, billed, rounding, terms)).toEqual(expected);
          expect(chargeExactly(rate, billed, rounding, terms)).toEqual(expected);
          if (expected.charge < 2n ** 45n) small++;
        },
      ),
      { numRuns: 20_000 },
    );
    expect(small).toBeGreaterThan(1000);
  });

  it("P4: never lets a longer call cost less, nor any call less than nothing, and talk of 0 seconds costs nothing", () => {
    const seconds = fc.integer({ min: 0, max: 90_000 });
    fc.assert(
      fc.property(price, seconds, seconds, mode, anyTerms, (perMinute, a, b, rounding, terms) => {
        const fields = {
          ...{ pricePerMinute: decimalOf(BigInt(perMinute)), connectFee: "0.01" },
          ...{ firstIncrement: 30, nextIncrement: 6, freeSeconds: 5, graceSeconds: 3 },
        };
        const tariff = aTariff([{ rates: [aRate("44", fields)] }], { rounding });
        const [none, short, long] = [0, Math.min(a, b), Math.max(a, b)].map((s) =>
          rateCall(aCall("44", s), tariff, terms),
        );
        if (none?.kind !== "rated" || short?.kind !== "rated" || long?.kind !== "rated") throw new Error("unrated");
        // Not even the connect fee: it is the price of talk, not of an answer.
        expect([none.charge, none.tax]).toEqual([0n, 0n]);
        expect(short.charge >= 0n && short.tax >= 0n && short.tax <= short.charge).toBe(true);
        expect(long.charge >= short.charge).toBe(true);
        expect(short.charge % 10n ** BigInt(9 - terms.billingDecimals)).toBe(0n);
      }),
      { numRuns: 10_000 },
    );
  });

  it("keeps the dearest call that the schemas allow within what the table stores", () => {
    const taxes = [1, 2, 3].map((n) => ({ name: `t${n}`, percent: "100" }));
    const terms = someTerms({ billingDecimals: 9, taxFlag: "TAX", taxes });
    const rate = { pricePerMinute: "1000000", connectFee: "1000000", nextIncrement: 86_400, firstIncrement: 86_400 };
    const { charge } = charged(86_401, rate, terms);
    expect(charge).toBe("11524000000");
    expect(nanoOf(charge).toString().length).toBeLessThan(38);
  });
});

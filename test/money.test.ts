import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  Amount,
  Currency,
  currencyCodes,
  currencyExponent,
  decimalOf,
  fixedDecimalOf,
  nanoOf,
  quantumOf,
  roundNano,
  roundRatio,
  SignedAmount,
  StoredNano,
} from "../functions/money/money.ts";

const nano = fc.bigInt({ min: -(10n ** 24n) + 1n, max: 10n ** 24n - 1n });
const decimals = fc.integer({ min: 0, max: 9 });

describe("money as text", () => {
  it("P11: reads back what it wrote, for every number of decimals", () => {
    fc.assert(
      fc.property(nano, decimals, (value, places) => {
        expect(nanoOf(fixedDecimalOf(value, places))).toBe(value);
        expect(nanoOf(decimalOf(value))).toBe(value);
        const kept = roundNano(value, places, "HALF_UP");
        const text = fixedDecimalOf(kept, places);
        expect(text.split(".")[1]?.length ?? 0).toBe(places);
        expect(nanoOf(text)).toBe(kept);
      }),
      { numRuns: 10_000 },
    );
  });

  it.each([
    { nano: 0n, text: "0" },
    { nano: 1n, text: "0.000000001" },
    { nano: -1n, text: "-0.000000001" },
    { nano: 1_500_000_000n, text: "1.5" },
    { nano: -40_000_000n, text: "-0.04" },
    { nano: 9_007_199_254_740_993n, text: "9007199.254740993" },
  ])("writes $nano as $text, the shortest exact form", ({ nano: value, text }) => {
    expect(decimalOf(value)).toBe(text);
    expect(nanoOf(text)).toBe(value);
  });

  it.each(["", ".", "1.", ".5", "1e3", "1,000", "0x1", "+1", " 1", "1.0000000001", "NaN", "Infinity", "--1"])(
    "refuses %j rather than guess",
    (text) => {
      expect(() => nanoOf(text)).toThrow(RangeError);
      expect(Amount.safeParse(text).success).toBe(false);
      expect(SignedAmount.safeParse(text).success).toBe(false);
    },
  );

  it("takes a negative amount only where it is signed", () => {
    expect(Amount.safeParse("-1").success).toBe(false);
    expect(SignedAmount.safeParse("-1").success).toBe(true);
  });

  it("reads stored money from number and bigint, and refuses a fraction", () => {
    expect(StoredNano.parse(5)).toBe(5n);
    expect(StoredNano.parse(2n ** 70n)).toBe(2n ** 70n);
    expect(StoredNano.safeParse(0.5).success).toBe(false);
    expect(StoredNano.safeParse(2 ** 53).success).toBe(false);
  });
});

/** The oracle states the meaning: floor and remainder on the magnitude, then the sign. */
function oracle(value: bigint, unit: bigint, mode: "HALF_UP" | "UP"): bigint {
  const magnitude = value < 0n ? -value : value;
  const rest = magnitude % unit;
  const floor = magnitude / unit;
  const goesUp = mode === "UP" ? rest > 0n : rest * 2n >= unit;
  const rounded = goesUp ? floor + 1n : floor;
  return value < 0n ? -rounded : rounded;
}

describe("rounding", () => {
  it("is exact in both modes and for both signs", () => {
    fc.assert(
      fc.property(nano, decimals, fc.constantFrom("HALF_UP" as const, "UP" as const), (value, places, mode) => {
        const unit = quantumOf(places);
        expect(roundNano(value, places, mode)).toBe(oracle(value, unit, mode) * unit);
        expect(roundNano(-value, places, mode)).toBe(-roundNano(value, places, mode));
      }),
      { numRuns: 10_000 },
    );
  });

  it("is exact for any denominator, ties included", () => {
    const denominator = fc.bigInt({ min: 1n, max: 10n ** 12n });
    fc.assert(
      fc.property(nano, denominator, fc.constantFrom("HALF_UP" as const, "UP" as const), (value, unit, mode) => {
        expect(roundRatio(value, unit, mode)).toBe(oracle(value, unit, mode));
        const tie = (value * 2n + 1n) * unit;
        expect(roundRatio(tie, unit * 2n, mode)).toBe(oracle(tie, unit * 2n, mode));
      }),
      { numRuns: 10_000 },
    );
  });

  it.each([
    { value: "0.005", places: 2, mode: "HALF_UP", rounded: "0.01", because: "a tie goes away from zero" },
    { value: "-0.005", places: 2, mode: "HALF_UP", rounded: "-0.01", because: "a credit mirrors its debit" },
    { value: "0.004999999", places: 2, mode: "HALF_UP", rounded: "0", because: "below the tie" },
    { value: "0.000000001", places: 2, mode: "UP", rounded: "0.01", because: "any remainder counts" },
    { value: "-0.000000001", places: 0, mode: "UP", rounded: "-1", because: "away from zero, not towards plus" },
    { value: "1.0153", places: 2, mode: "HALF_UP", rounded: "1.02", because: "Sippy's published example" },
    { value: "1.0123", places: 2, mode: "HALF_UP", rounded: "1.01", because: "Sippy's published example" },
  ] as const)("$value at $places decimals $mode is $rounded: $because", ({ value, places, mode, rounded }) => {
    expect(decimalOf(roundNano(nanoOf(value), places, mode))).toBe(rounded);
  });
});

describe("currencies", () => {
  it("knows the minor unit of every code it takes", () => {
    expect(currencyCodes.length).toBeGreaterThan(150);
    for (const code of currencyCodes) expect(currencyExponent(Currency.parse(code))).toBeTypeOf("number");
    expect([currencyExponent("EUR"), currencyExponent("JPY"), currencyExponent("KWD")]).toEqual([2, 0, 3]);
  });

  it.each(["", "eur", "XXX", "EURO", "__proto__", "DEM"])("refuses %j", (code) => {
    expect(Currency.safeParse(code).success).toBe(false);
    expect(() => currencyExponent(code)).toThrow(RangeError);
  });
});

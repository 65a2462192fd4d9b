import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { billedSeconds, isWithinGrace, wholeSeconds } from "../../functions/rating/increments.ts";

const sold = (first: number, next: number, graceSeconds = 0, freeSeconds = 0) => ({
  firstIncrement: first,
  nextIncrement: next,
  graceSeconds,
  freeSeconds,
});

const forms = ["1/1", "30/6", "60/60", "60/1", "25/8"];
const table: Record<number, number[]> = {
  1: [1, 30, 60, 60, 25],
  26: [26, 30, 60, 60, 33],
  45: [45, 48, 60, 60, 49],
  61: [61, 66, 120, 61, 65],
  95: [95, 96, 120, 95, 97],
};
const rows = Object.entries(table).flatMap(([seconds, billed]) =>
  forms.map((form, i) => ({ seconds: Number(seconds), form, billed: billed[i] })),
);

describe("billed seconds", () => {
  it.each(rows)("$seconds s at $form bill $billed s", ({ seconds, form, billed }) => {
    const [first = 0, next = 0] = form.split("/").map(Number);
    expect(billedSeconds(seconds, sold(first, next))).toBe(billed);
  });

  it.each([
    { seconds: 0, terms: sold(30, 6), billed: 0, because: "no talk time is no call" },
    { seconds: 5, terms: sold(30, 6, 5), billed: 0, because: "the grace includes its last second" },
    { seconds: 6, terms: sold(30, 6, 5), billed: 30, because: "past the grace the whole call counts" },
    { seconds: 10, terms: sold(30, 6, 0, 10), billed: 0, because: "all of it was free" },
    { seconds: 11, terms: sold(30, 6, 0, 10), billed: 30, because: "the first paid second opens the first increment" },
    { seconds: 560, terms: sold(60, 11), billed: 566, because: "steps count from the end of the first (Yeti)" },
    {
      seconds: 26,
      terms: sold(25, 8),
      billed: 33,
      because: "not 32, as rounding the whole would give (Magnus, OV500)",
    },
    { seconds: 37, terms: sold(30, 6), billed: 42, because: "a stored CDR must show the billed seconds (CGRateS 118)" },
  ])("$seconds s bill $billed s: $because", ({ seconds, terms, billed }) => {
    expect(billedSeconds(seconds, terms)).toBe(billed);
  });

  it("are never fewer than the seconds that are neither free nor within the grace, and less than one step more", () => {
    const whole = (max: number) => fc.integer({ min: 1, max });
    fc.assert(
      fc.property(
        whole(90_000),
        whole(3600),
        whole(3600),
        whole(30),
        whole(600),
        (seconds, first, next, grace, off) => {
          const terms = sold(first, next, grace, off);
          const billed = billedSeconds(seconds, terms);
          if (isWithinGrace(seconds, terms) || seconds <= off) {
            expect(billed).toBe(0);
            return;
          }
          expect(billed).toBeGreaterThanOrEqual(seconds - off);
          expect(billed).toBeGreaterThanOrEqual(first);
          expect(billed === first || billed - (seconds - off) < next).toBe(true);
          expect(billedSeconds(seconds + 1, terms)).toBeGreaterThanOrEqual(billed);
        },
      ),
      { numRuns: 10_000 },
    );
  });

  it.each([
    { ms: 0, seconds: 0 },
    { ms: 1, seconds: 1 },
    { ms: 1000, seconds: 1 },
    { ms: 1001, seconds: 2 },
  ])("$ms ms of talk are $seconds s", ({ ms, seconds }) => {
    expect(wholeSeconds(ms)).toBe(seconds);
  });
});

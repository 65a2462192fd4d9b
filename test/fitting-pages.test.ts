import fc from "fast-check";
import { expect, it } from "vitest";
import { type After, fittingPage } from "../functions/platform/pages.ts";

/** A list of numbers, newest first, as the table gives it: a key to go on from for as long as something is behind. */
const reader = (size: number) => async (limit: number, after: After) => {
  const from = Number(after?.["n"] ?? 0);
  const found = Array.from({ length: Math.min(limit, size - from) }, (_, i) => from + i);
  return { found, after: from + limit < size ? { n: from + limit } : undefined };
};

it("pages of those that fit hold each of them once, in order, no page more than was asked for, and more than half where there are as many", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.nat(1500),
      fc.integer({ min: 1, max: 60 }),
      fc.integer({ min: 1, max: 40 }),
      async (size, limit, every) => {
        const fits = (n: number) => n % every === 0;
        const all: number[] = [];
        let after: After;
        do {
          const page = await fittingPage({ limit, after }, reader(size), fits);
          expect(page.found.length).toBeLessThanOrEqual(limit);
          // One in forty fits: a thousand that are looked at have half a page of the smaller ones.
          if (page.after && limit * every <= 1000) expect(page.found.length * 2).toBeGreaterThan(limit);
          all.push(...page.found);
          after = page.after;
        } while (after);
        expect(all).toEqual(Array.from({ length: size }, (_, n) => n).filter(fits));
      },
    ),
    { numRuns: 300 },
  );
});

it("a page of what is not there ends after a thousand, with a place to go on from", async () => {
  const page = await fittingPage({ limit: 50, after: undefined }, reader(5000), () => false);
  expect(page).toEqual({ found: [], after: { n: 1000 } });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { NumberSpan } from "../functions/cdrs/number-span.ts";
import { type Counting, type Gap, gapsOf, joinedSpans } from "../functions/reconcile/number-gaps.ts";

const vos: Counting = { restarts: false, smallestGap: 1 };
const asterisk: Counting = { restarts: true, smallestGap: 20 };
const minuteMs = 60_000;
const noon = Date.UTC(2026, 10, 20, 12);

/** A number and the setup of its call, in minutes from noon. */
const at = (number: number, minute: number): NumberSpan => {
  const ms = noon + minute * minuteMs;
  return { from: number, to: number, fromMs: ms, toMs: ms };
};
/** Numbers of calls a minute apart. */
const run = (from: number, to: number, minute: number): NumberSpan[] =>
  Array.from({ length: to - from + 1 }, (_, n) => at(from + n, minute + n));

const alone = { before: [], after: [] };
const gaps = (spans: readonly NumberSpan[], counting: Counting): Gap[] =>
  gapsOf(joinedSpans(spans, counting), alone, counting);

describe("the missing numbers of a day", () => {
  it("are those that did not come, in whatever pieces and order the others came, and however often", () => {
    const arrivals = fc.array(fc.nat({ max: 60 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(arrivals, fc.integer({ min: 1, max: 7 }), (numbers, size) => {
        let kept: NumberSpan[] = [];
        for (let i = 0; i < numbers.length; i += size)
          kept = joinedSpans([...kept, ...numbers.slice(i, i + size).map((number) => at(number, 0))], vos);
        const came = new Set(numbers);
        const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
        const wanted = Array.from({ length: most - least }, (_, n) => least + n).filter((number) => !came.has(number));
        const missing = gapsOf(kept, alone, vos).flatMap(({ from, to }) =>
          Array.from({ length: to - from + 1 }, (_, n) => from + n),
        );
        expect(missing).toEqual(wanted);
        expect(joinedSpans([...kept, ...kept], vos)).toEqual(kept);
      }),
    );
  });

  it("are fewer when some of them come late, and none when all have come", () => {
    const day = [...run(100, 119, 0), ...run(130, 140, 30)];
    expect(gaps(day, vos)).toEqual([{ from: 120, to: 129 }]);
    expect(gaps([...day, ...run(120, 124, 20)], vos)).toEqual([{ from: 125, to: 129 }]);
    expect(gaps([...day, ...run(120, 129, 20)], vos)).toEqual([]);
  });

  it("are not those of the hours before an Asterisk was started again, whose count begins at 0", () => {
    const day = [...run(5000, 5100, 0), ...run(0, 50, 200)];
    expect(gaps(day, asterisk)).toEqual([]);
    expect(gaps([...run(5000, 5100, 0), ...run(40, 90, 200)], asterisk)).toEqual([{ from: 0, to: 39 }]);
    const twice = [...run(0, 60, 0), ...run(0, 20, 100), ...run(45, 80, 130)];
    expect(gaps(twice, asterisk)).toEqual([{ from: 21, to: 44 }]);
  });

  it("are a gap of Asterisk only where 20 in a row are missing, because it numbers channels that write no record", () => {
    const every = Array.from({ length: 40 }, (_, n) => at(n * 2, n));
    expect(gaps(every, asterisk)).toEqual([]);
    expect(joinedSpans(every, asterisk)).toHaveLength(1);
    expect(gaps([...every, at(98, 50)], asterisk)).toEqual([]);
    expect(gaps([...every, at(99, 50)], asterisk)).toEqual([{ from: 79, to: 98 }]);
  });

  it("between two days are the later day's, and a number that stands in the other day is not missing", () => {
    const [before, day] = [joinedSpans(run(1, 10, -30), vos), joinedSpans([...run(13, 20, 0), at(22, 9)], vos)];
    expect(gapsOf(day, { before, after: [] }, vos)).toEqual([
      { from: 11, to: 12 },
      { from: 21, to: 21 },
    ]);
    expect(gapsOf(day, { before, after: [at(21, 720)] }, vos)).toEqual([{ from: 11, to: 12 }]);
    expect(gapsOf(before, { before: [], after: day }, vos)).toEqual([]);
  });

  it("stay few to keep on a day of which every other number is missing: the smallest gaps are then not told", () => {
    const every = Array.from({ length: 9000 }, (_, n) => at(n * 2, 0));
    const kept = joinedSpans([...every, ...run(30_000, 30_010, 0)], vos);
    expect(kept.length).toBeLessThanOrEqual(2000);
    expect(gapsOf(kept, alone, vos)).toContainEqual({ from: 17_999, to: 29_999 });
  });
});

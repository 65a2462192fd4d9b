import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { seededRandom } from "../../bin/demo/calls.ts";
import { CallComparer, type Compared, type OurCall } from "../../functions/comparisons/compare-calls.ts";
import { DestinationTotals, KnownDestinations } from "../../functions/comparisons/destination-totals.ts";
import { type DifferenceClass, differenceClasses, differenceOf } from "../../functions/comparisons/difference.ts";
import { findOffset } from "../../functions/comparisons/find-offset.ts";
import { type Matchable, matchCalls } from "../../functions/comparisons/match-calls.ts";
import { isFaulty, type TheirCall, theirCallOf } from "../../functions/comparisons/their-call.ts";
import { mapHeaders, plainLayout } from "../../functions/comparisons/their-fields.ts";
import { csvCutter } from "../../functions/sheets/csv-sheet.ts";
import { plantedCalls } from "../support/planted-calls.ts";

const day = 86_400;
const fromSeconds = Date.UTC(2026, 8, 1) / 1000;
const days = 30;
const tolerances = { timeToleranceSeconds: 30, durationToleranceSeconds: 1, amountTolerance: 0n };
const rules = {
  ...tolerances,
  roundingTolerance: 5_000_000n,
  fromMs: fromSeconds * 1000,
  toMs: (fromSeconds + days * day) * 1000,
};

/** Their file read as the function reads it, in pieces. */
function read(csv: string): TheirCall[] {
  const cutter = csvCutter(
    ",",
    ({ line }) => expect.unreachable(`line ${line} cannot be cut`),
    () => expect.unreachable(),
  );
  const calls: TheirCall[] = [];
  let row: Parameters<typeof theirCallOf>[2] | undefined;
  const take = (lines: ReturnType<typeof cutter.push>) => {
    for (const { line, cells } of lines) {
      if (!row) {
        const mapping = mapHeaders(cells, plainLayout);
        row = { layout: plainLayout, mapping, commaSeparated: true, timeZone: "UTC", numberDigits: 9, currency: "USD" };
        continue;
      }
      const one = theirCallOf(cells, line, row);
      if (isFaulty(one)) expect.unreachable(`line ${line}: ${JSON.stringify(one)}`);
      else calls.push(one);
    }
  };
  for (let at = 0; at < csv.length; at += 65_536) take(cutter.push(csv.slice(at, at + 65_536)));
  take(cutter.end());
  return calls;
}

const dayOf = (atSeconds: number) => Math.floor(atSeconds / day);

/** Compared in windows of a day, as the function does it; one window where `isWhole`. */
function compared(ours: readonly OurCall[], theirs: readonly TheirCall[], isWhole = false): Compared[] {
  const comparer = new CallComparer(rules);
  const found: Compared[] = [];
  const [oursBy, theirsBy] = [
    Map.groupBy(ours, ({ atSeconds }) => (isWhole ? 0 : dayOf(atSeconds))),
    Map.groupBy(theirs, ({ atSeconds }) => (isWhole ? 0 : dayOf(atSeconds))),
  ];
  for (const window of [...new Set([...oursBy.keys(), ...theirsBy.keys()])].sort((a, b) => a - b)) {
    for (const call of theirsBy.get(window) ?? []) comparer.addTheirs(call);
    for (const call of oursBy.get(window) ?? []) comparer.addOurs(call);
    for (const one of comparer.settle(isWhole ? 0 : (window + 1) * day)) found.push(one);
  }
  for (const one of comparer.settle(Number.POSITIVE_INFINITY)) found.push(one);
  return found;
}

const nameOf = ({ our, their }: Compared): string => our?.id ?? String(their?.line);

function byClass(found: readonly Compared[]): Map<DifferenceClass, string[]> {
  const classes = new Map<DifferenceClass, string[]>();
  for (const one of found)
    if (one.kind !== "SAME") classes.set(one.kind, [...(classes.get(one.kind) ?? []), nameOf(one)]);
  for (const names of classes.values()) names.sort();
  return classes;
}

describe("a file of 100,000 rows with 500 planted differences of six kinds", () => {
  const each = { ONLY_OURS: 90, ONLY_THEIRS: 80, TWICE: 70, DURATION: 85, ROUNDING: 95, RATE: 80 };
  const aheadSeconds = 5.5 * 3600;
  const planted = plantedCalls({ seed: 20_260_901, calls: 100_000, each, fromSeconds, days, aheadSeconds });
  const written = read(planted.csv);

  it("is read whole, and its clock is found to be five and a half hours ahead", () => {
    expect(written).toHaveLength(100_000 - each.ONLY_OURS + each.TWICE + each.ONLY_THEIRS);
    const [busiest] = [...Map.groupBy(written, ({ atSeconds }) => dayOf(atSeconds))].sort(
      ([, a], [, b]) => b.length - a.length,
    );
    const [at, sample] = busiest ?? [0, []];
    const near = planted.ours.filter(({ atSeconds }) => Math.abs(dayOf(atSeconds) - at) <= 1);
    expect(findOffset(near, sample, tolerances)).toMatchObject({ minutes: 330, sureness: "SURE", tried: 2000 });
  });

  it("is reported exactly: every planted difference, and nothing else", () => {
    const theirs = written.map((call) => ({ ...call, atSeconds: call.atSeconds - aheadSeconds }));
    const found = compared(planted.ours, theirs);
    const classes = byClass(found);
    for (const kind of differenceClasses) {
      expect(classes.get(kind)?.length, kind).toBe(each[kind]);
      expect(classes.get(kind), kind).toEqual(planted.expected.get(kind));
    }
    expect(found.filter(({ kind }) => kind === "SAME")).toHaveLength(100_000 - 90 - 85 - 95 - 80);

    // The same figures by a plain fold.
    const [totals, known] = [new DestinationTotals(), new KnownDestinations()];
    for (const { our } of found) if (our) known.note(our);
    for (const one of found) totals.add(one.our?.destination ?? known.nameOf(one.their?.number ?? "", ""), one);
    const sum = (calls: readonly { seconds: number; amount: bigint | null }[]) => ({
      calls: calls.length,
      seconds: calls.reduce((all, { seconds }) => all + seconds, 0),
    });
    expect(totals.total()).toMatchObject({ ours: sum(planted.ours), theirs: sum(theirs), matched: 99_910 });
    expect(totals.rows().map(({ destination }) => destination)).toContain("Unknown destination");
  });
});

it("a file is reported alike in windows of a day and as a whole, in whatever order it stands", () => {
  const each = { ONLY_OURS: 9, ONLY_THEIRS: 8, TWICE: 7, DURATION: 6, ROUNDING: 5, RATE: 4 };
  const { ours, csv, expected } = plantedCalls({ seed: 4, calls: 4000, each, fromSeconds, days: 3, aheadSeconds: 0 });
  const theirs = read(csv);
  const backwards = byClass(compared(ours.toReversed(), theirs.toReversed(), true));
  expect(backwards).toEqual(byClass(compared(ours, theirs)));
  for (const kind of differenceClasses) expect(backwards.get(kind), kind).toEqual(expected.get(kind));
});

interface Named extends Matchable {
  name: string;
}
const call = (name: string, atSeconds: number, seconds: number): Named => ({ name, atSeconds, seconds });
const pairsOf = (ours: Named[], theirs: Named[], tolerance = 30) =>
  matchCalls(ours, theirs, tolerance)
    .pairs.map(({ our, their }) => `${our.name}${their.name}`)
    .sort();

describe("matching", () => {
  it("takes the nearest in time first, so that a missing call does not shift the ones behind it", () => {
    const ours = [call("A", 0, 60), call("B", 20, 60), call("C", 40, 60)];
    expect(pairsOf(ours, [call("b", 21, 60), call("c", 41, 60)])).toEqual(["Bb", "Cc"]);
  });

  it("takes the nearest in duration of those that are equally near in time", () => {
    expect(pairsOf([call("A", 10, 60)], [call("a", 5, 30), call("b", 15, 61)])).toEqual(["Ab"]);
    expect(pairsOf([call("A", 10, 60)], [call("a", 15, 30), call("b", 15, 61)])).toEqual(["Ab"]);
    const ours = [call("A", 10, 60), call("B", 10, 120)];
    expect(pairsOf(ours, [call("b", 12, 119), call("a", 12, 61)])).toEqual(["Aa", "Bb"]);
  });

  it("matches each call once, and none farther apart than the tolerance", () => {
    const { pairs, ours, theirs } = matchCalls([call("A", 0, 1), call("B", 1, 1)], [call("a", 0, 1)], 30);
    expect([pairs.length, ours.map(({ name }) => name), theirs]).toEqual([1, ["B"], []]);
    expect(pairsOf([call("A", 0, 60)], [call("a", 30, 60)])).toEqual(["Aa"]);
    expect(pairsOf([call("A", 0, 60)], [call("a", 31, 60)])).toEqual([]);
  });

  it("agrees with taking the nearest pair again and again, whatever the calls", () => {
    const random = seededRandom(7);
    for (let round = 0; round < 300; round++) {
      const some = (side: string) =>
        Array.from({ length: Math.floor(random() * 9) }, (_, i) =>
          call(`${side}${i}`, Math.floor(random() * 40), 1 + Math.floor(random() * 5)),
        );
      const [ours, theirs] = [some("o"), some("t")];
      const { pairs } = matchCalls(ours, theirs, 10);
      expect(gapsOf(pairs), JSON.stringify({ ours, theirs })).toEqual(gapsOf(plainly(ours, theirs, 10)));
      expect(new Set(pairs.flatMap(({ our, their }) => [our.name, their.name])).size).toBe(pairs.length * 2);
    }
  });

  it("copes with very many calls to one number in one second", () => {
    const many = (length: number) => Array.from({ length }, (_, i) => call(String(i), 5, i % 50));
    const { pairs, ours, theirs } = matchCalls(many(30_000), many(29_000), 30);
    expect([pairs.length, ours.length, theirs.length]).toEqual([29_000, 1000, 0]);
  });
});

type Pair = { our: Named; their: Named };
/** How far apart in time pairs are, the nearest first. */
const gapsOf = (pairs: readonly Pair[]) =>
  pairs.map(({ our, their }) => Math.abs(our.atSeconds - their.atSeconds)).sort((a, b) => a - b)[0];

/** The same by looking at every pair again and again. */
function plainly(ours: readonly Named[], theirs: readonly Named[], tolerance: number): Pair[] {
  const all = ours.flatMap((our) => theirs.map((their) => ({ our, their })));
  const near = ({ our, their }: Pair) => Math.abs(our.atSeconds - their.atSeconds);
  const alike = ({ our, their }: Pair) => Math.abs(our.seconds - their.seconds);
  all.sort((a, b) => near(a) - near(b) || alike(a) - alike(b));
  const [taken, pairs] = [new Set<Named>(), [] as Pair[]];
  for (const pair of all) {
    if (near(pair) > tolerance || taken.has(pair.our) || taken.has(pair.their)) continue;
    taken.add(pair.our).add(pair.their);
    pairs.push(pair);
  }
  return pairs;
}

describe("the difference of a matched call", () => {
  const told = (seconds: number, amount: bigint | null, billedSeconds: number | null = null) => ({
    ...{ seconds, amount, billedSeconds },
  });
  it.each([
    { our: told(60, 10n), their: told(60, 10n), is: undefined, because: "nothing differs" },
    { our: told(60, 10n), their: told(61, 10n), is: undefined, because: "a second is within the tolerance" },
    { our: told(60, 10n), their: told(62, 10n), is: "DURATION", because: "two seconds are not" },
    { our: told(60, 10n), their: told(60, null), is: undefined, because: "they tell no amount" },
    { our: told(60, null), their: told(60, 10n), is: "RATE", because: "we have no amount for what they ask" },
    { our: told(60, 0n), their: told(60, 5_000_000n), is: "ROUNDING", because: "half a cent is rounding" },
    { our: told(60, 0n), their: told(60, 5_000_001n), is: "RATE", because: "more than half a cent is not" },
    {
      our: told(61, 61_000_000n, 61),
      their: told(61, 120_000_000n, 120),
      is: "ROUNDING",
      because: "the price of a second is the same, the increments are others",
    },
    {
      our: told(61, 61_000_000n, 61),
      their: told(61, 240_000_000n, 120),
      is: "RATE",
      because: "other increments do not explain twice the price",
    },
  ])("is $is: $because", ({ our, their, is }) => {
    expect(differenceOf(our, their, rules)).toBe(is);
  });
});

describe("their clock", () => {
  const numbered = (n: number, atSeconds: number) => ({ key: String(n), atSeconds, seconds: 10 + n });
  it.each([-14 * 60, -210, -15, 0, 15, 345, 14 * 60])("is found %i minutes ahead", (minutes) => {
    const ours = Array.from({ length: 40 }, (_, n) => numbered(n, 1_000_000 + n * 517));
    const theirs = ours.map((one, n) => ({ ...one, atSeconds: one.atSeconds + minutes * 60 + (n % 3) }));
    expect(findOffset(ours, theirs, tolerances)).toEqual({
      ...{ minutes, sureness: "SURE", tried: 40, matched: 40, matchedByNext: 0 },
    });
  });

  it("is taken as written where nothing fits, or too little", () => {
    const ours = Array.from({ length: 40 }, (_, n) => numbered(n, 1_000_000 + n * 517));
    const others = ours.map((one) => ({ ...one, key: `x${one.key}` }));
    expect(findOffset(ours, others, tolerances)).toMatchObject({ minutes: 0, sureness: "NONE" });
    const few = [...others.slice(1), { ...numbered(0, 1_000_000 + 3600), key: "0" }];
    expect(findOffset(ours, few, tolerances)).toMatchObject({ minutes: 0, sureness: "UNSURE", matched: 1 });
  });
});

it("the example file is read whole, with numbers, times and durations in their several forms", () => {
  const cutter = csvCutter(
    ";",
    () => expect.unreachable(),
    () => expect.unreachable(),
  );
  const text = readFileSync("examples/comparisons/customer-cdrs.csv", "utf8");
  const [, head, ...rows] = [...cutter.push(text), ...cutter.end()];
  const layout = { ...plainLayout, decimal: "COMMA" as const };
  const mapping = mapHeaders(head?.cells ?? [], layout);
  const rules = { layout, mapping, commaSeparated: false, timeZone: "Europe/Berlin", numberDigits: 9, currency: "USD" };
  const calls = rows.map(({ line, cells }) => theirCallOf(cells, line, rules) as TheirCall);
  expect(calls.map(({ key, seconds, amount }) => [key, seconds, amount])).toEqual([
    ["079460118", 61, 12_200_000n],
    ["700900123", 12, 7_000_000n],
    ["025550142", 200, 26_700_000n],
    ["155501234", 45, 11_300_000n],
    ["155501234", 45, 11_300_000n],
    ["930231255", 65, 10_800_000n],
  ]);
  expect(calls[0]).toMatchObject({ atSeconds: Date.UTC(2026, 9, 1, 6, 14, 9) / 1000, destination: "United Kingdom" });
});

import { chooseRoutes } from "../functions/routing/choose-routes.ts";
import { compileRows, type RouteRow } from "../functions/routing/route-row.ts";
import { compileRules, translateNumber } from "../functions/translation/translate-number.ts";
import { Random } from "../test/sim/random.ts";
import { interleaved, rounds } from "./measure.ts";
import { medianLine, type Row } from "./row.ts";

/** What a list of 10,000 rules, and a route of 10,000 rows, take to decide one number, against looking at every line. */

const size = 10_000;

/** Prefixes of 2 to 7 digits, each once. */
function prefixesOf(random: Random): string[] {
  const made = new Set<string>();
  while (made.size < size) made.add(String(random.int(10, 9_999_999)));
  return [...made];
}

const rowOf = (prefix: string, i: number): RouteRow => ({
  ...{
    id: `row_${i}`,
    vendorId: `ven_${i % 7}`,
    gatewayId: `gtw_${i % 40}`,
    prefix,
    priority: 1 + (i % 3),
    share: 100,
  },
  ...{ windows: [], timeZone: "UTC", status: "ACTIVE" },
});

const longest = <T extends { prefix: string }>(rows: readonly T[], number: string): string | undefined => {
  let best: string | undefined;
  for (const { prefix } of rows)
    if (number.startsWith(prefix) && (best === undefined || prefix.length > best.length)) best = prefix;
  return best;
};

export const row: Row = async ({ quick }) => {
  const random = new Random(3);
  const prefixes = prefixesOf(random);
  const rows = prefixes.map(rowOf);
  const rules = compileRules(
    prefixes.map((prefix) => ({ action: "ALLOW", rule: `${prefix}|%=>00${prefix}%`, enabled: true })),
  );
  const route = compileRows(rows);
  const numbers = Array.from({ length: quick ? 500 : 2000 }, () => `${prefixes[random.int(0, size - 1)]}5551234`);
  const atMs = Date.UTC(2026, 9, 13);
  const question = { atMs, seed: 1, nameOf: ({ gatewayId }: RouteRow) => gatewayId, passOver: () => undefined };
  const routed = (number: string) => chooseRoutes(route, { ...question, number }).rows[0]?.prefix;
  const translated = (number: string) => {
    const made = translateNumber(number, rules, "destination translation");
    return made.kind === "translated" ? made.number : undefined;
  };
  const differences = numbers.flatMap((number) => {
    const best = longest(rows, number);
    const [own, rewritten] = [routed(number), translated(number)];
    return own === best && rewritten === `00${number}`
      ? []
      : [`${number}: routed by ${own}, rewritten to ${rewritten}; looking at every line finds ${best}`];
  });
  const all = (decide: (number: string) => unknown) => () => {
    for (const number of numbers) if (decide(number) === undefined) throw new Error(`${number} was not decided`);
  };
  const [ofRoute = [], ofRules = [], ofScan = []] = interleaved(
    [routed, translated, (number: string) => longest(rows, number)].map((decide) => ({
      units: numbers.length,
      work: all(decide),
    })),
    rounds({ quick }),
  );
  const inMicroseconds = (nanoseconds: readonly number[]) => nanoseconds.map((one) => one / 1e3);
  const line = (name: string, samples: readonly number[]) =>
    medianLine({ name, unit: "µs/number", samples: inMicroseconds(samples) }, { atMost: 1000 });
  return {
    lines: [
      line("route of 10,000 rows", ofRoute),
      line("list of 10,000 rules", ofRules),
      { series: { name: "looking at every row", unit: "µs/number", samples: inMicroseconds(ofScan) } },
    ],
    notes: [`${numbers.length} numbers, compiled lists as a warm function holds them, processor time`],
    differences,
  };
};

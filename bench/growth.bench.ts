import { mkdirSync, writeFileSync } from "node:fs";
import { type Chart, chartSvg, shortSize } from "./chart.ts";
import { freshTable } from "./fresh-table.ts";
import { type GrowthPoint, sizesUpTo } from "./growth-curves.ts";
import { growCalls, growCustomers, growPrefixes } from "./growth-parts.ts";
import { schemaNow } from "./imported-table.ts";
import { type Line, medianLine, type Row } from "./row.ts";

/**
 * What does not grow with the business: the cost of a call, of a page of the list and of the newest calls, from a thousand
 * to a million customers, to 300,000 prefixes and to ten million calls of one customer. `GROWTH_CUSTOMERS` and
 * `GROWTH_CALLS` set other ends. At full size the curves are drawn into docs/benchmarks/.
 */

const folder = "docs/benchmarks";

const curve = (name: string, points: readonly GrowthPoint[], of: string) => ({
  name,
  points: points.map(({ size, values }) => ({ size, value: values[of] ?? Number.NaN })),
});

function chartsOf(customers: GrowthPoint[], prefixes: GrowthPoint[], calls: GrowthPoint[]): Record<string, Chart> {
  return {
    "growth-customers-units": {
      ...{ title: "A list that grows: capacity", over: "customers of one list", unit: "capacity units" },
      curves: [
        curve("a page of 50 customers, read units", customers, "page: RRU"),
        curve("one company searched, read units", customers, "company: RRU"),
        curve("a call posted, write units", customers, "call: WRU"),
      ],
    },
    "growth-customers-time": {
      ...{ title: "A list that grows: processor time", over: "customers of one list", unit: "ms" },
      curves: [
        curve("a page of 50 customers", customers, "page: ms"),
        curve("one company searched", customers, "company: ms"),
      ],
    },
    "growth-prefixes": {
      ...{ title: "A tariff that grows: the longest prefix of a number", over: "prefixes of the tariff", unit: "ns" },
      curves: [curve("one number matched", prefixes, "match: ns")],
    },
    "growth-calls-units": {
      ...{ title: "A history that grows: capacity", over: "calls of one customer", unit: "capacity units" },
      curves: [
        curve("the newest 50 calls, read units", calls, "newest: RRU"),
        curve("a call posted, write units", calls, "call: WRU"),
      ],
    },
    "growth-calls-time": {
      ...{ title: "A history that grows: processor time", over: "calls of one customer", unit: "µs" },
      curves: [curve("a call posted, in a batch of 1,200", calls, "call: µs")],
    },
    "growth-history-time": {
      ...{ title: "A history that grows: the newest 50 calls", over: "calls of one customer", unit: "ms" },
      curves: [curve("processor time of a page", calls, "newest: ms")],
    },
  };
}

/** Every point as a line, and how many times the smallest size the largest one costs. */
function linesOf(over: string, points: readonly GrowthPoint[]): Line[] {
  const [first, last] = [points[0], points.at(-1)];
  return Object.keys(first?.values ?? {}).flatMap((of): Line[] => {
    const unit = of.split(": ")[1] ?? "";
    const each = points.map(
      ({ size, values }): Line => ({
        series: { name: `${shortSize(size)} ${over}: ${of.split(":")[0]}`, unit, samples: [values[of] ?? Number.NaN] },
      }),
    );
    const growth = (last?.values[of] ?? Number.NaN) / (first?.values[of] ?? Number.NaN);
    const name = `${of.split(":")[0]}, largest over smallest`;
    return [...each, medianLine({ name, unit: "×", samples: [growth] }, { atMost: 2 })];
  });
}

export const row: Row = async ({ quick }) => {
  const most = (name: string, otherwise: number) => (quick ? 3000 : Number(process.env[name] ?? otherwise));
  const engine = await freshTable();
  const prefixes = growPrefixes(quick ? [1000, 3000] : [1000, 10_000, 30_000, 100_000, 298_513], quick);
  const calls = await growCalls(sizesUpTo(most("GROWTH_CALLS", 10_000_000)));
  const place = { schema: await schemaNow(), port: Number(new URL(engine.endpoint).port) };
  await engine.stop();
  const customers = await growCustomers(sizesUpTo(most("GROWTH_CUSTOMERS", 1_000_000)), place);
  if (!quick) {
    mkdirSync(folder, { recursive: true });
    for (const [name, chart] of Object.entries(chartsOf(customers, prefixes, calls)))
      writeFileSync(`${folder}/${name}.svg`, chartSvg(chart));
  }
  return {
    lines: [...linesOf("customers", customers), ...linesOf("prefixes", prefixes), ...linesOf("calls", calls)],
    notes: [
      `A batch is 1,200 calls: of 200 accounts beside the growing list, of one account with the growing history.`,
      "Processor time of this process, its clients of the table among it; capacity as the engine counts it.",
      quick ? "Nothing is drawn at the quick size." : `Drawn into ${folder}/.`,
    ],
    differences: [],
  };
};

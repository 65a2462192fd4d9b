import { type CustomerFilters, listedCustomer } from "../functions/customers/listing.ts";
import { fitsFor, hasWords, searchable } from "../functions/customers/matching.ts";
import { Random } from "../test/sim/random.ts";
import { customerLine } from "./customer-lines.ts";
import { freshTable } from "./fresh-table.ts";
import { interleaved, rounds } from "./measure.ts";
import { medianLine, type Row, type RowResult, ratioLine, type Series } from "./row.ts";

/** The list of customers: what a key press costs where the page filters, and what a search costs where the server does. */

/** What is typed, key by key. */
const keys = ["h", "ha", "har", "harb", "harbo telec", "ann lee", "4", "süd vo"];

function inThePage(quick: boolean): Pick<RowResult, "lines" | "differences"> {
  const random = new Random(20);
  const rows = Array.from({ length: 20_000 }, (_, n) => ({
    ...customerLine(n, random),
    account: `C${String(n).padStart(8, "0")}`,
    username: `user${n}`,
    ips: [`10.${n >> 16}.${(n >> 8) & 255}.${n & 255}`],
    sipUsers: [`pbx${n}`],
    marks: [],
  }));
  const prepared = rows.map(searchable);
  const found: number[][] = [[], []];
  const press = (key: string) => prepared.filter(fitsFor({ company: key })).length;
  const pressPlain = (key: string) => rows.filter(({ company }) => hasWords(company, key)).length;
  const contenders = [press, pressPlain].map((work, at) => ({
    units: keys.length,
    work: () => {
      found[at] = keys.map(work);
    },
  }));
  const [ours = [], plain = []] = interleaved(contenders, rounds({ quick }));
  const anywhere = interleaved(
    [{ units: keys.length, work: () => keys.map((q) => prepared.filter(fitsFor({ q })).length) }],
    rounds({ quick }),
  );
  const inMs = (name: string, samples: readonly number[]): Series => ({
    name,
    unit: "ms",
    samples: samples.map((ns) => ns / 1e6),
  });
  const [mine, peer] = [inMs("page: a key press, 20,000 customers", ours), inMs("peer: fold every row", plain)];
  return {
    lines: [
      medianLine(mine, { atMost: 100 }),
      medianLine(inMs("page: a key press of the quick search", anywhere[0] ?? []), { atMost: 100 }),
      ratioLine(peer, [peer, mine], { atLeast: 2 }),
    ],
    differences: String(found[0]) === String(found[1]) ? [] : ["the page finds others than the plain comparison"],
  };
}

async function fill(owner: string, size: number): Promise<void> {
  const { addCustomer } = await import("../functions/customers/customer.store.ts");
  const { transact } = await import("../functions/platform/table.ts");
  const { listedCustomers } = await import("../test/support/listings.ts");
  const random = new Random(7);
  for (let at = 0; at < size; at += 50) {
    const lines = Array.from({ length: Math.min(50, size - at) }, (_, n) => customerLine(at + n, random));
    await Promise.all(listedCustomers(owner, lines).map((customer) => transact(addCustomer(customer).slice(1))));
  }
}

const searches: { name: string; filters: CustomerFilters; most: number }[] = [
  { name: "a page of the whole list", filters: {}, most: 25 },
  { name: "one company", filters: { company: "harbour2s" }, most: 150 },
  { name: "a status that few have", filters: { status: "BLOCKED" }, most: 150 },
  { name: "a common word", filters: { company: "telecom" }, most: 300 },
  { name: "three filters", filters: { company: "łódź voice", name: "ann1", status: "PENDING" }, most: 600 },
  { name: "quick search", filters: { q: "thames3" }, most: 600 },
];

async function atTheServer(size: number): Promise<RowResult> {
  const engine = await freshTable();
  const owner = "C99999999";
  await fill(owner, size);
  const { consumed } = await import("../test/support/listings.ts");
  const { linesThatFit } = await import("../functions/customers/list-customers.flow.ts");
  const { listingsOf } = await import("../functions/customers/listing.store.ts");
  const whole = await consumed(() => listingsOf(owner));
  const lines = [];
  const differences: string[] = [];
  for (const { name, filters, most } of searches) {
    const asked = { filters, sort: "company", limit: 50, after: undefined };
    const ms: number[] = [];
    const { answer, units } = await consumed(() => linesThatFit(owner, asked));
    for (let round = 0; round < 7; round++) {
      const began = performance.now();
      await linesThatFit(owner, asked);
      ms.push(performance.now() - began);
    }
    const fits = fitsFor(filters);
    const all = whole.answer.filter((line) => fits(searchable(listedCustomer(line)))).length;
    if (answer.lines.length !== Math.min(50, all)) differences.push(`${name}: ${answer.lines.length} of ${all}`);
    lines.push({ series: { name: `server: ${name}, ${all} fit`, unit: "ms", samples: ms } });
    lines.push(medianLine({ name: `server: ${name}`, unit: "RRU", samples: [units] }, { atMost: most }));
  }
  lines.push({ series: { name: "peer: read the whole list", unit: "RRU", samples: [whole.units] } });
  await engine.stop();
  return { lines, differences, notes: [] };
}

export const row: Row = async ({ quick }) => {
  const size = quick ? 3000 : 100_000;
  const page = inThePage(quick);
  const server = await atTheServer(size);
  return {
    lines: [...page.lines, ...server.lines],
    differences: [...page.differences, ...server.differences],
    notes: [
      `Server: ${size.toLocaleString("en")} customers of one owner, pages of 50 by company, without the money of the lines.`,
      "Page: processor time of the filter alone; drawing forty rows comes on top.",
    ],
  };
};

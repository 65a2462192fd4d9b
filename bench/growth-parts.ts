import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Write } from "../functions/platform/table.ts";
import { lengthOfMatch, longestPrefix } from "../functions/rating/longest-prefix.ts";
import { encodeRateBook, openRateBook } from "../functions/tariffs/rate-book.ts";
import { customerLine } from "./customer-lines.ts";
import { fillDays } from "./filled-days.ts";
import { costOf, type GrowthPoint, openBalances, postingCost } from "./growth-curves.ts";
import { importedTable } from "./imported-table.ts";
import { interleaved, rounds } from "./measure.ts";
import { numbersAnywhere, rateRows, ratesFor, realPrefixes } from "./real-prefixes.ts";
import { median } from "./row.ts";

/** The three things that grow: customers of one list, prefixes of one tariff, calls of one customer. */

const manyAccounts = 200;
const callsOfBatch = 1200;

/** The first word of the last one's company, which no other begins with, however many there are. */
const wordOfOne = (size: number): string => customerLine(size - 1).company.split(" ")[0] ?? "";

/** Of each customer of the operator's list all that is written, but for the customer itself. */
async function customersOf(size: number): Promise<Iterable<readonly Write[]>> {
  const { addCustomer } = await import("../functions/customers/customer.store.ts");
  const { listedCustomers } = await import("../test/support/listings.ts");
  return (function* () {
    for (let at = 0; at < size; at += 50) {
      const lines = Array.from({ length: Math.min(50, size - at) }, (_, n) => customerLine(at + n));
      for (const customer of listedCustomers("", lines))
        yield addCustomer({ ...customer, reseller: null, resellers: [] }).slice(1);
    }
  })();
}

/** A table of its own for each size: what a page and a search of its list cost, and what a call costs that is posted beside it. */
export async function growCustomers(
  sizes: readonly number[],
  place: { schema: string; port: number },
): Promise<GrowthPoint[]> {
  const { linesThatFit } = await import("../functions/customers/list-customers.flow.ts");
  const { operator } = await import("../functions/auth/access.ts");
  const points: GrowthPoint[] = [];
  for (const [n, size] of sizes.entries()) {
    const folder = await mkdtemp(join(tmpdir(), "switchbook-growth-"));
    const engine = await importedTable(folder, place, await customersOf(size));
    const search = (filters: object) =>
      costOf(() => linesThatFit(operator, { filters, sort: "company", limit: 50, after: undefined }));
    const [page, company] = [await search({}), await search({ company: wordOfOne(size) })];
    if (company.answer.lines.length !== 1) throw new Error(`${company.answer.lines.length} companies begin so`);
    const accounts = Array.from({ length: manyAccounts }, (_, at) => `C${10_000_000 + n * 1000 + at}`);
    await openBalances(accounts);
    const call = await postingCost(accounts, callsOfBatch);
    points.push({
      size,
      values: {
        "page: RRU": page.units,
        "page: ms": page.ms,
        "company: RRU": company.units,
        "company: ms": company.ms,
        "call: WRU": call.units,
        "call: µs": call.us,
      },
    });
    await engine.stop();
    await rm(folder, { recursive: true });
  }
  return points;
}

/** Tariffs of evenly chosen real prefixes. */
export function growPrefixes(sizes: readonly number[], quick: boolean): GrowthPoint[] {
  const deck = [...realPrefixes()];
  const atMs = Date.UTC(2026, 9, 13);
  const contenders = sizes.map((size) => {
    const some = new Map(
      deck.filter((_, n) => Math.floor((n * size) / deck.length) !== Math.floor(((n - 1) * size) / deck.length)),
    );
    const book = openRateBook(encodeRateBook(rateRows(ratesFor(some))));
    const numbers = numbersAnywhere(some, quick ? 20_000 : 200_000, 11);
    const work = () => {
      let matched = 0;
      for (const number of numbers) {
        const match = longestPrefix(book, number, atMs);
        if (match >= 0) matched += lengthOfMatch(match);
      }
      if (matched === 0) throw new Error("nothing matched");
    };
    return { size: some.size, contender: { units: numbers.length, work } };
  });
  const times = interleaved(
    contenders.map(({ contender }) => contender),
    rounds({ quick }),
  );
  return contenders.map(({ size }, n) => ({ size, values: { "match: ns": median(times[n] ?? []) } }));
}

/** A customer of its own for each size: 1,000 calls a day, and more a day where a year does not hold them. */
export async function growCalls(sizes: readonly number[]): Promise<GrowthPoint[]> {
  const { listCalls } = await import("../functions/cdrs/list-calls.flow.ts");
  const { dayNumber } = await import("../functions/cdrs/day-set.ts");
  const dayMs = 86_400_000;
  const today = dayNumber(Date.now());
  const points: GrowthPoint[] = [];
  for (const [n, size] of sizes.entries()) {
    const account = `C${20_000_000 + n}`;
    await openBalances([account]);
    const days = Math.min(365, Math.ceil(size / 1000));
    await fillDays(
      account,
      Array.from({ length: days }, () => Math.round(size / days)),
    );
    const range = { fromMs: (today - 365) * dayMs, toMs: (today + 1) * dayMs };
    const newest = await costOf(() => listCalls(account, range, { limit: 50, after: undefined }));
    const call = await postingCost([account], callsOfBatch);
    if (newest.answer.calls.length !== 50)
      throw new Error(`${newest.answer.calls.length} calls of ${size} were listed`);
    points.push({
      size,
      values: { "newest: RRU": newest.units, "newest: ms": newest.ms, "call: WRU": call.units, "call: µs": call.us },
    });
  }
  return points;
}

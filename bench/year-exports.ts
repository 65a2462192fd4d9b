import type { Year } from "./year-world.ts";
import { progress } from "./year-world.ts";

/** The year's figures once more, out of what the customers' calls are exported to. */

const dayMs = 86_400_000;
/** Ids of the columns that are folded, in the order in which they are asked for. */
const columns = ["setupAt", "durationSeconds", "billedSeconds", "charge"];

interface Exports {
  rows: number;
  seconds: number;
  /** Of each date its calls, their seconds, what was billed of them and what they were charged. */
  byDate: string[];
}

/** Every customer's calls to a file of its own by the function that writes exports, and all files folded plainly. */
export async function foldExports({ accounts }: Year, todayMs: number): Promise<Exports> {
  const { staff } = await import("../test/support/api.ts");
  const { cellsOf, exported } = await import("../test/exports/world.ts");
  const { nanoOf } = await import("../functions/money/money.ts");
  const admin = await staff();
  const range = { from: new Date(todayMs - 365 * dayMs).toISOString(), to: new Date(todayMs).toISOString() };
  const sums = new Map<string, { calls: number; seconds: number; billed: number; charge: bigint }>();
  const begun = performance.now();
  let rows = 0;
  for (const [i, account] of accounts.entries()) {
    const { file } = await exported(admin, { kind: "calls", format: "csv", filter: { account, ...range }, columns });
    for (const [setup = "", seconds, billed, charge = "0"] of (await cellsOf(file)).slice(1)) {
      const date = setup.slice(0, 10);
      const sum = sums.get(date) ?? { calls: 0, seconds: 0, billed: 0, charge: 0n };
      sums.set(date, sum);
      sum.calls++;
      sum.seconds += Number(seconds);
      sum.billed += Number(billed);
      sum.charge += nanoOf(charge);
      rows++;
    }
    if (i % 100 === 99)
      progress(`${i + 1} of ${accounts.length} customers exported, ${rows.toLocaleString("en")} calls`);
  }
  const byDate = [...sums].map(([date, { calls, seconds, billed, charge }]) =>
    [date, calls, seconds, billed, charge].join(),
  );
  return { rows, seconds: (performance.now() - begun) / 1000, byDate: byDate.sort() };
}

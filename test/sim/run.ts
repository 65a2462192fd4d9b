import { World, type WorldReport } from "./world.ts";

export interface Broken {
  seed: number;
  error: Error;
}

/** Runs worlds one after another. Stops at the first one that breaks a promise. */
export async function runWorlds(first: number, count: number): Promise<{ broken?: Broken; report: WorldReport }> {
  const report: WorldReport = { transactions: 0, calls: 0, deliveries: 0 };
  for (let seed = first; seed < first + count; seed++) {
    try {
      const one = await new World(seed).run();
      report.transactions += one.transactions;
      report.calls += one.calls;
      report.deliveries += one.deliveries;
    } catch (error) {
      return { broken: { seed, error: error as Error }, report };
    }
  }
  return { report };
}

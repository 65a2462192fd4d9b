import { rounds } from "./measure.ts";
import type { Series } from "./row.ts";

/** What a question costs: processor time of this process, and read units as the engine counts them. */

export interface Taken<T> {
  answer: T;
  units: number;
  /** Processor time, the engine's clients and the garbage collector included. */
  ms: number[];
}

export async function taken<T>(quick: boolean, work: () => Promise<T>): Promise<Taken<T>> {
  const { consumed } = await import("../test/support/listings.ts");
  for (let warm = 0; warm < 3; warm++) await work();
  const { answer, units } = await consumed(work);
  const ms: number[] = [];
  for (let round = 0; round < rounds({ quick }); round++) {
    const before = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(before);
    ms.push((user + system) / 1000);
  }
  return { answer, units, ms };
}

export const inMs = (name: string, samples: readonly number[]): Series => ({ name, unit: "ms", samples });
export const inUnits = (name: string, units: number): Series => ({ name, unit: "RRU", samples: [units] });

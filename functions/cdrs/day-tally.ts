import type { PlacedCall } from "./call-order.ts";

/** What calls come to in any order: two lots with the same tally are the same calls. */
export interface Tally {
  n: number;
  /** Billed. */
  seconds: number;
  /** Nano. */
  charge: bigint;
  tax: bigint;
  /** Nano of known cost. */
  cost: bigint;
  /** Sum of the calls' identities, contents and deliveries as numbers. */
  prints: bigint;
  /** Sum of the rows' places in their blocks. */
  places: number;
}

export const emptyTally = (): Tally => ({
  ...{ n: 0, seconds: 0, places: 0 },
  ...{ charge: 0n, tax: 0n, cost: 0n, prints: 0n },
});

export function addToTally(tally: Tally, calls: readonly PlacedCall[]): void {
  for (const { row, index } of calls) {
    tally.n++;
    tally.seconds += row.billedSeconds;
    tally.charge += row.charge;
    tally.tax += row.tax;
    tally.cost += row.vendor.cost ?? 0n;
    tally.prints += BigInt(`0x${row.identity}${row.content}${row.delivery}`);
    tally.places += index;
  }
}

export const isSameTally = (a: Tally, b: Tally): boolean =>
  (Object.keys(a) as (keyof Tally)[]).every((name) => a[name] === b[name]);

import type { CallRow } from "../cdrs/call-row.ts";
import type { Nano } from "../money/money.ts";

/** What a vendor takes for calls, as far as it is known. */
export interface Costs {
  /** Legs with a cost. */
  n: number;
  /** Their talk time. */
  sec: number;
  cost: Nano;
  /** Legs whose cost re-rating changed, once for each time. With `n` it says whether anything is new. */
  fixed: number;
}
export const noCosts: Costs = { n: 0, sec: 0, cost: 0n, fixed: 0 };

/** How often a day was added to: never less than it was. */
export const movesOf = ({ n, fixed }: Costs): number => n + fixed;

/** What a change of a leg's cost adds to its vendor's day: a leg of which nothing was known becomes one with a cost. */
export const costChange = (before: Nano | null, after: Nano, durationSeconds: number): Costs =>
  before === null
    ? { n: 1, sec: durationSeconds, cost: after, fixed: 0 }
    : { n: 0, sec: 0, cost: after - before, fixed: 1 };

export const plusCosts = (a: Costs, b: Costs): Costs => ({
  ...{ n: a.n + b.n, sec: a.sec + b.sec },
  ...{ cost: a.cost + b.cost, fixed: a.fixed + b.fixed },
});

/** The name of what a call adds to; none where its cost is not known. */
export const costCellOf = ({ vendor: { vendorId, cost } }: Pick<CallRow, "vendor">): string[] =>
  vendorId === null || cost === null ? [] : [`vendor ${vendorId}`];

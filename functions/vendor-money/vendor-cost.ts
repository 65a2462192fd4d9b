import type { CallRow } from "../cdrs/call-row.ts";
import type { Nano } from "../money/money.ts";

/** What a vendor takes for calls, as far as it is known. */
export interface Costs {
  /** Legs with a cost. */
  n: number;
  /** Their talk time. */
  sec: number;
  cost: Nano;
}
export const noCosts: Costs = { n: 0, sec: 0, cost: 0n };

/** The name of what a call adds to; none where its cost is not known. */
export const costCellOf = ({ vendor: { vendorId, cost } }: Pick<CallRow, "vendor">): string[] =>
  vendorId === null || cost === null ? [] : [`vendor ${vendorId}`];

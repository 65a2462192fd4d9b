import type { Nano } from "../money/money.ts";
import type { BillingTerms } from "../rating/billing-terms.ts";
import { type BalanceRow, cellOf, move, turnDay } from "./balance.ts";
import type { RerateEntry, UsageEntry } from "./entry.ts";
import { passedUp } from "./passed-up.ts";

/** What re-rating moves on one account for some of its calls. */
export interface NewCorrection {
  /** The job of re-rating. */
  id: string;
  calls: number;
  /** Nano, debited more; less than 0: given back. Gross for prepaid, net for postpaid, as calls are charged. */
  amount: Nano;
  /** Part of `amount`. */
  tax: Nano;
  /** By which the calls were taxed, or will be at the invoice. */
  terms: BillingTerms;
  note: string;
  by: string;
  /** What the level below passes up. */
  below: Nano;
}

/**
 * A correction's line of the ledger against the balance as it was read, the balance after it, and what it passes up. It
 * counts in the period of `at`, whichever period its calls are of: a closed one is never touched.
 * @throws Error when the open period must be closed first
 */
export function correctionBooking(
  row: BalanceRow,
  correction: NewCorrection,
  at: number,
): { after: BalanceRow; entry: RerateEntry; finished: UsageEntry | undefined; up: Nano } {
  const { row: today, finished } = turnDay(row, at);
  const periodAt = Math.max(at, row.periodFrom);
  const place = cellOf(row, periodAt);
  if (place.cell === "TOO_FAR") throw new Error("a correction beyond the next period needs a close first");
  const { date, opening } = today.day;
  const entry: RerateEntry = {
    ...{ kind: "RERATE", ...correction },
    ...{ date, at, opening, seq: row.seq + 1, period: place.period },
  };
  const { amount, below } = correction;
  const nothing = { calls: 0, seconds: 0, charge: 0n, tax: 0n, pay: 0n };
  const after = move(today, { periodAt, ...nothing, adj: -amount, below });
  return { after, entry, finished, up: passedUp(row.bal, after.bal, below) };
}

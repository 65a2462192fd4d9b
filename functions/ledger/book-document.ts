import type { Nano } from "../money/money.ts";
import { type BalanceRow, cellOf, move, turnDay } from "./balance.ts";
import { type DocumentEntry, effectOf, type UsageEntry } from "./entry.ts";

export interface NewDocument {
  kind: DocumentEntry["kind"];
  /** The document's number. */
  id: string;
  amount: Nano;
  tax: Nano;
  note: string;
  by: string;
}

/**
 * A document's line of the ledger against the balance as it was read, and the balance after it. It counts in the period
 * of `at`, or in the open one where a clock is behind the last close.
 * @throws Error when the open period must be closed first
 */
export function documentBooking(
  row: BalanceRow,
  document: NewDocument,
  at: number,
): { after: BalanceRow; entry: DocumentEntry; finished: UsageEntry | undefined } {
  const { row: today, finished } = turnDay(row, at);
  const periodAt = Math.max(at, row.periodFrom);
  const place = cellOf(row, periodAt);
  if (place.cell === "TOO_FAR") throw new Error("a document beyond the next period needs a close first");
  const { date, opening } = today.day;
  const entry: DocumentEntry = { ...document, date, at, opening, seq: row.seq + 1, period: place.period };
  const nothing = { calls: 0, seconds: 0, charge: 0n, tax: 0n, pay: 0n };
  return { after: move(today, { periodAt, ...nothing, adj: effectOf(entry) }), entry, finished };
}

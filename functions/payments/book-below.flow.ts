import { type BalanceRow, move, turnDay } from "../ledger/balance.ts";
import type { BelowEntry } from "../ledger/entry.ts";
import { availableAtLeast, balanceUpdate, lineWrite, usageWrite } from "../ledger/ledger.store.ts";
import { decimalOf, type Nano } from "../money/money.ts";
import { Problem } from "../platform/problem.ts";
import type { Write } from "../platform/table.ts";

/** The payment or document of an account below. */
export type BelowCause = Pick<BelowEntry, "id" | "at" | "method" | "reference" | "by" | "document">;

export interface BelowBooking {
  /** The reseller. */
  account: string;
  row: BalanceRow;
  /** Not 0: positive = it comes to the reseller. */
  amount: Nano;
  cause: BelowCause;
  /** The account that it is booked at. */
  from: string;
  /** A reseller pays, so that what is put aside must be there: nobody makes money. The operator's people may go below. */
  mustCover: boolean;
}

/**
 * What a payment or document of an account below does to a reseller's balance, as an entry of the reseller's own ledger.
 * @throws Problem conflict where the reseller's balance and credit do not cover it
 */
export function bookBelow(booking: BelowBooking): { writes: Write[]; after: BalanceRow } {
  const { account, row, amount, cause, from, mustCover } = booking;
  const { row: today, finished } = turnDay(row, cause.at);
  const periodAt = Math.max(cause.at, row.periodFrom);
  const nothing = { calls: 0, seconds: 0, charge: 0n, tax: 0n, pay: 0n, adj: 0n };
  const after = move(today, { periodAt, ...nothing, below: amount });
  const isTaken = mustCover && amount < 0n;
  if (isTaken && row.avail < -amount) throw notCovered(row.avail);
  const { date, opening } = today.day;
  const line = { kind: "BELOW" as const, ...cause, account: from, date, opening, seq: row.seq + 1, amount };
  const update = balanceUpdate(account, row, after);
  return {
    writes: [
      isTaken ? availableAtLeast(update, -amount) : update,
      lineWrite(account, line),
      ...(finished ? [usageWrite(account, finished)] : []),
    ],
    after,
  };
}

function notCovered(available: Nano): Problem {
  const most = decimalOf(available < 0n ? 0n : available);
  const message = `The reseller's balance and credit cover at most ${most}: a payment is taken out of its own balance.`;
  return new Problem("conflict", message, { fields: [{ path: "amount", message: `Must be at most ${most}.` }] });
}

import * as z from "zod";
import { SuspenseReason } from "../cdrs/cdr.ts";
import { Currency } from "../money/currency.ts";
import { decimalOf, SignedAmount, StoredNano } from "../money/money.ts";
import { type Suspended, type SuspenseState, secondsOf, suspendedDay } from "./suspended.ts";

/** How much waits, or was written off, by reason, source and day. It is counted in the transaction that writes the record, so it is exact. */

export const WaitingCount = z.object({
  reason: SuspenseReason,
  source: z.string(),
  /** UTC day of the call's setup; of the parking where the line could not be read. `2026-01-31` */
  day: z.iso.date(),
  count: z.number().int(),
  /** Talk time, in seconds, each call's rounded up. Only of records that could be read and whose leg is billed. */
  seconds: z.number().int(),
  /** The estimates, a sum for each currency: currencies are never added. Of conflicts, differences. */
  money: z.array(z.object({ currency: Currency, amount: SignedAmount })),
  /** Records without an estimate, because no rate is known for them, and their talk time. */
  unpriced: z.object({ count: z.number().int(), seconds: z.number().int() }),
});
export type WaitingCount = z.infer<typeof WaitingCount>;

/** What one record, or many, add to a count. */
export interface Share {
  n: number;
  seconds: number;
  unpriced: number;
  unpricedSeconds: number;
  /** Nano by currency. */
  money: Record<string, bigint>;
}

export interface Cell {
  reason: SuspenseReason;
  source: string;
  day: string;
  shard: number;
  state: SuspenseState;
}

export const cellOf = (record: Suspended): Cell => ({
  reason: record.reason,
  source: record.source,
  day: suspendedDay(record),
  shard: record.shard,
  state: record.writtenOff ? "WRITTEN_OFF" : "WAITING",
});

export const noShare: Share = { n: 0, seconds: 0, unpriced: 0, unpricedSeconds: 0, money: {} };

function shareOf(record: Suspended): Share {
  const seconds = secondsOf(record);
  const { estimate } = record;
  if (!estimate) return { n: 1, seconds, unpriced: 1, unpricedSeconds: seconds, money: {} };
  return { n: 1, seconds, unpriced: 0, unpricedSeconds: 0, money: { [estimate.currency]: estimate.amount } };
}

export function plus(a: Share, b: Share, times: 1 | -1 = 1): Share {
  const money = { ...a.money };
  for (const [currency, amount] of Object.entries(b.money))
    money[currency] = (money[currency] ?? 0n) + BigInt(times) * amount;
  return {
    n: a.n + times * b.n,
    seconds: a.seconds + times * b.seconds,
    unpriced: a.unpriced + times * b.unpriced,
    unpricedSeconds: a.unpricedSeconds + times * b.unpricedSeconds,
    money,
  };
}

/** A record before and after a write; what was stored before records were counted is not taken off a count. */
export interface RowChange {
  before: Suspended | undefined;
  after: Suspended | undefined;
}

/** What a change does to the counts, a line for each cell that it touches. */
export function sharesOf({ before, after }: RowChange): { cell: Cell; share: Share }[] {
  const off = before && before.v > 0 ? [{ cell: cellOf(before), share: plus(noShare, shareOf(before), -1) }] : [];
  return after ? [...off, { cell: cellOf(after), share: shareOf(after) }] : off;
}

/** A cell as it is stored: the sums of currencies stand as `money_EUR` beside the others, because a sum is added to by its name. */
export const StoredCell = z
  .looseObject({
    reason: SuspenseReason,
    source: z.string(),
    day: z.string(),
    n: z.number().int(),
    seconds: z.number().int(),
    unpriced: z.number().int(),
    unpricedSeconds: z.number().int(),
  })
  .transform(({ reason, source, day, n, seconds, unpriced, unpricedSeconds, ...rest }) => ({
    cell: { reason, source, day },
    share: { n, seconds, unpriced, unpricedSeconds, money: moneyIn(rest) },
  }));
export type StoredCell = z.infer<typeof StoredCell>;

export const moneyName = (currency: string): string => `money_${currency}`;

const moneyIn = (stored: Record<string, unknown>): Record<string, bigint> =>
  Object.fromEntries(
    Object.entries(stored).flatMap(([name, amount]) =>
      name.startsWith("money_") ? [[name.slice("money_".length), StoredNano.parse(amount)]] : [],
    ),
  );

/** One figure for each reason, source and day that has any; the latest day first. */
export function countWaiting(cells: readonly StoredCell[]): WaitingCount[] {
  const sums = new Map<string, StoredCell>();
  for (const { cell, share } of cells) {
    const name = JSON.stringify([cell.reason, cell.source, cell.day]);
    sums.set(name, { cell, share: plus(sums.get(name)?.share ?? noShare, share) });
  }
  return [...sums.values()]
    .filter(({ share }) => share.n > 0)
    .map(({ cell, share: { n, seconds, unpriced, unpricedSeconds, money } }) => ({
      ...cell,
      count: n,
      seconds,
      money: Object.entries(money)
        .filter(([, amount]) => amount !== 0n)
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .map(([currency, amount]) => ({ currency, amount: decimalOf(amount) })),
      unpriced: { count: unpriced, seconds: unpricedSeconds },
    }))
    .sort((a, b) => (a.day < b.day ? 1 : a.day > b.day ? -1 : b.count - a.count));
}

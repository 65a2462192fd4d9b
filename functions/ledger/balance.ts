import * as z from "zod";
import { type DaySet, dayNumber, emptyDaySet, withDays } from "../cdrs/day-set.ts";
import { type Nano, StoredNano } from "../money/money.ts";
import type { LedgerEntry, UsageEntry } from "./entry.ts";
import { BillingCycle, endOfDay, localDay, type PeriodTerms, periodEnd } from "./period.ts";

/**
 * The balance of one account. Positive = the customer's money. `avail = bal + creditLimit − reserved` after every
 * write, because a condition of the table can compare but not add. Every writer of `bal` holds `seq` and writes seq + 1.
 */

/** What moved in one period. bal = opening − charge + pay + adj + below over the open periods. */
export const Totals = z.object({
  n: z.number().int(),
  sec: z.number().int(),
  charge: StoredNano,
  /** Part of `charge`. */
  tax: StoredNano,
  /** Payments less refunds. */
  pay: StoredNano,
  /** Credits less debits that are neither call nor payment. */
  adj: StoredNano,
  /** What came from the accounts directly below, less what was put on their balances. Only resellers have such. */
  below: StoredNano.default(0n),
  /** Days of calls that belong to a closed period and are counted here. */
  lateDays: z.string(),
});
export type Totals = z.infer<typeof Totals>;

export const BalanceRow = z.object({
  cur: z.string(),
  bal: StoredNano,
  creditLimit: StoredNano,
  reserved: StoredNano,
  avail: StoredNano,
  /** Calls that hold a session now. */
  sessions: z.number().int(),
  maxSessions: z.number().int(),
  /** Epoch second in which a call was begun last, and how many were begun in it. Only authorise writes them. */
  second: z.number().int().default(0),
  begun: z.number().int().default(0),
  zone: z.string(),
  cycle: BillingCycle,
  cycleDay: z.number().int(),
  /** Counts from 1. The first one begins with the account and takes every older call, late or not. */
  openPeriod: z.number().int(),
  periodFrom: z.number().int(),
  /** Epoch ms, not included. */
  periodUntil: z.number().int(),
  /** Balance at the start of the open period. */
  opening: StoredNano,
  roll: Totals,
  /** The period after the open one, which may begin before the open one is closed. */
  next: Totals,
  /** The day of the account's zone in which money moved last; its usage becomes a ledger entry when a later day begins. */
  day: z.object({
    date: z.string(),
    until: z.number().int(),
    opening: StoredNano,
    n: z.number().int(),
    sec: z.number().int(),
    charge: StoredNano,
    tax: StoredNano,
    /** What calls of the accounts below brought. */
    below: StoredNano.default(0n),
  }),
  /** UTC days whose blocks are not folded yet. */
  dirty: z.string(),
  seq: z.number().int(),
});
export type BalanceRow = z.infer<typeof BalanceRow>;

export const noTotals: Totals = {
  ...{ n: 0, sec: 0, charge: 0n, tax: 0n, pay: 0n, adj: 0n, below: 0n },
  lateDays: emptyDaySet,
};
/** What a period adds to the balance. */
export const netOf = (totals: Totals): Nano => totals.pay + totals.adj + totals.below - totals.charge;
/** Epoch ms at which the period after the open one ends. */
export const nextUntil = (row: BalanceRow): number => periodEnd(row.periodUntil, row);

/** Whether the line was booked by the write that left this balance, or by an earlier one. */
export const isBookedIn = ({ day, seq }: Pick<BalanceRow, "day" | "seq">, entry: LedgerEntry): boolean =>
  entry.kind === "USAGE" ? entry.date < day.date : entry.seq <= seq;

/** A new account's balance: nothing in it, its first period running from now, or from an earlier instant, to the first end of the cycle. */
export function firstBalance(
  account: { currency: string; creditLimit: Nano; maxSessions: number } & PeriodTerms,
  at: number,
  from = at,
): BalanceRow {
  const { date, until } = localDay(at, account.zone);
  return {
    cur: account.currency,
    bal: 0n,
    creditLimit: account.creditLimit,
    reserved: 0n,
    avail: account.creditLimit,
    sessions: 0,
    maxSessions: account.maxSessions,
    second: 0,
    begun: 0,
    zone: account.zone,
    cycle: account.cycle,
    cycleDay: account.cycleDay,
    openPeriod: 1,
    periodFrom: from,
    periodUntil: periodEnd(from, account),
    opening: 0n,
    roll: noTotals,
    next: noTotals,
    day: { date, until, opening: 0n, n: 0, sec: 0, charge: 0n, tax: 0n, below: 0n },
    dirty: emptyDaySet,
    seq: 0,
  };
}

/** Where a call or payment of an instant is counted. TOO_FAR: the open period must be closed first. */
export type Cell = { cell: "roll" | "next"; period: number; late: boolean } | { cell: "TOO_FAR" };

export function cellOf(row: BalanceRow, epochMs: number): Cell {
  if (epochMs < row.periodUntil)
    return { cell: "roll", period: row.openPeriod, late: epochMs < row.periodFrom && row.openPeriod > 1 };
  if (epochMs < nextUntil(row)) return { cell: "next", period: row.openPeriod + 1, late: false };
  return { cell: "TOO_FAR" };
}

/** Money that moves in one write. */
export interface Movement {
  /** Instant that decides the period: a call's setup, a payment's own time. */
  periodAt: number;
  calls: number;
  seconds: number;
  charge: Nano;
  tax: Nano;
  pay: Nano;
  adj: Nano;
  /** What comes from the accounts directly below; less than 0: what is put on their balances. */
  below?: Nano;
}

const addTo = (totals: Totals, move: Movement, lateDays: DaySet): Totals => ({
  n: totals.n + move.calls,
  sec: totals.sec + move.seconds,
  charge: totals.charge + move.charge,
  tax: totals.tax + move.tax,
  pay: totals.pay + move.pay,
  adj: totals.adj + move.adj,
  below: totals.below + (move.below ?? 0n),
  lateDays,
});

/**
 * Turns the day when `at` lies in a later one, and hands out the finished day's usage where there was any. A clock that
 * is behind the last write's stays in that write's day: the ledger never goes back.
 */
export function turnDay(row: BalanceRow, at: number): { row: BalanceRow; finished: UsageEntry | undefined } {
  if (at < row.day.until) return { row, finished: undefined };
  const { date, until } = localDay(at, row.zone);
  const finished: UsageEntry | undefined =
    row.day.n === 0
      ? undefined
      : {
          kind: "USAGE",
          date: row.day.date,
          at: row.day.until - 1,
          opening: row.day.opening,
          n: row.day.n,
          sec: row.day.sec,
          charge: row.day.charge,
          tax: row.day.tax,
          below: row.day.below,
        };
  return {
    row: { ...row, day: { date, until, opening: row.bal, n: 0, sec: 0, charge: 0n, tax: 0n, below: 0n } },
    finished,
  };
}

/** The balance after one movement; `seq` is the writer's to raise. @throws Error when the period must be closed first. */
export function move(row: BalanceRow, movement: Movement): BalanceRow {
  const where = cellOf(row, movement.periodAt);
  if (where.cell === "TOO_FAR") throw new Error("a movement beyond the next period needs a close first");
  const lateDays = where.late ? withDays(row.roll.lateDays, [dayNumber(movement.periodAt)]) : row[where.cell].lateDays;
  const below = movement.below ?? 0n;
  const bal = row.bal - movement.charge + movement.pay + movement.adj + below;
  const { day } = row;
  return {
    ...row,
    bal,
    avail: row.avail + bal - row.bal,
    [where.cell]: addTo(row[where.cell], movement, lateDays),
    day: {
      ...day,
      n: day.n + movement.calls,
      sec: day.sec + movement.seconds,
      charge: day.charge + movement.charge,
      tax: day.tax + movement.tax,
      below: day.below + (movement.calls > 0 ? below : 0n),
    },
  };
}

/** What is written once when a period ends. */
export const FrozenPeriod = z.object({
  period: z.number().int(),
  /** Epoch ms; `until` is not included. */
  from: z.number().int(),
  until: z.number().int(),
  opening: StoredNano,
  totals: Totals,
  closing: StoredNano,
});
export type FrozenPeriod = z.infer<typeof FrozenPeriod>;

/** Ends the open period: its figures are frozen and the next one becomes the open one. */
export function closePeriod(row: BalanceRow): { row: BalanceRow; frozen: FrozenPeriod } {
  const closing = row.opening + netOf(row.roll);
  const frozen = {
    period: row.openPeriod,
    from: row.periodFrom,
    until: row.periodUntil,
    opening: row.opening,
    totals: row.roll,
    closing,
  };
  const opened = {
    ...row,
    openPeriod: row.openPeriod + 1,
    periodFrom: row.periodUntil,
    periodUntil: nextUntil(row),
    opening: closing,
    roll: row.next,
    next: noTotals,
  };
  return { row: opened, frozen };
}

/**
 * New cycle, billing day or zone: the open period ends now and the next one follows the new terms. Periods that ended
 * before are closed first, so that nothing of another period is in it. The ledger's day keeps its date.
 */
export function changeTerms(
  row: BalanceRow,
  terms: PeriodTerms,
  at: number,
): { row: BalanceRow; frozen: FrozenPeriod } {
  const { zone, cycle, cycleDay } = terms;
  const until = Math.max(at, row.periodFrom);
  const closed = closePeriod({ ...row, periodUntil: until });
  const day = { ...row.day, until: endOfDay(row.day.date, zone) };
  const opened = { ...closed.row, zone, cycle, cycleDay, day, periodUntil: periodEnd(until, terms) };
  return { row: opened, frozen: closed.frozen };
}

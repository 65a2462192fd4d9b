import { deepestPrefix } from "./prefix-index.ts";
import { inForce, type RateRow, termsKey } from "./rate.ts";
import type { RateBook } from "./rate-book.ts";

/** Start of a rate that nobody gave a start, for numbers that had no price: calls that wait for one are then rated too. */
export const beginning = Date.UTC(2000, 0, 1);

/**
 * Start of a rate that was given none: now where the prefix or a shorter one has a price already, since what was sold
 * is not repriced by default; from the beginning where there was nothing to reprice.
 */
export function defaultStart(book: RateBook, prefix: string, nowMs: number): number {
  return deepestPrefix(book.index, prefix) >= 0 ? nowMs : beginning;
}

const keyInForce = (rows: readonly RateRow[], atMs: number): string => {
  const row = inForce(rows, atMs);
  return row ? termsKey(row.terms) : "";
};

/**
 * Whether the price of some instant before `nowMs` differs between two states of one prefix's rows (each sorted by
 * start). The first rows of a prefix may start in the past; every later change of the past needs to be confirmed.
 */
export function changesPast(before: readonly RateRow[], after: readonly RateRow[], nowMs: number): boolean {
  if (before.length === 0) return false;
  const edges = [...before, ...after].flatMap((row) => [row.fromMs, row.toMs]);
  return edges.some((at) => at < nowMs && keyInForce(before, at) !== keyInForce(after, at));
}

const byStart = (a: RateRow, b: RateRow): number => a.fromMs - b.fromMs;

/** One prefix's rows with `row` in place of the one that has its start. */
export const withRow = (rows: readonly RateRow[], row: RateRow): RateRow[] =>
  [...rows.filter((one) => one.fromMs !== row.fromMs), row].sort(byStart);

export const withoutRow = (rows: readonly RateRow[], fromMs: number): RateRow[] =>
  rows.filter((one) => one.fromMs !== fromMs);

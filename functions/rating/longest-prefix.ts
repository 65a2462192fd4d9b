import { deepestPrefix, lengthBits, maxPrefixLength } from "../tariffs/prefix-index.ts";
import { type RateBook, validityOf } from "../tariffs/rate-book.ts";

/** One call is matched at a time, so the matches of a walk can live in one place and nothing is allocated. */
const matches = new Int32Array(maxPrefixLength + 1);

export const rowOfMatch = (match: number): number => match >>> lengthBits;
export const lengthOfMatch = (match: number): number => match & ((1 << lengthBits) - 1);

function holds(book: RateBook, row: number, atMs: number): boolean {
  // A sheet of one date has one validity, and then the row itself need not be looked at.
  const validity = book.validities.length === 2 ? 0 : validityOf(book, row) * 2;
  return (book.validities[validity] as number) <= atMs && atMs < (book.validities[validity + 1] as number);
}

/** Of one entry's rows, sorted by start, the last that has begun and not ended at the instant; -1 if none. */
function rowInForce(book: RateBook, entry: number, atMs: number): number {
  if (book.isSingle) return holds(book, entry, atMs) ? entry : -1;
  const first = book.rowStart[entry] as number;
  for (let row = (book.rowStart[entry + 1] as number) - 1; row >= first; row--) if (holds(book, row, atMs)) return row;
  return -1;
}

/**
 * The row that prices a number at an instant: the longest prefix that has a row in force then. A prefix whose rows are
 * all over or yet to come counts as absent. Returns -1 where nothing matches, else a match for `rowOfMatch` and
 * `lengthOfMatch`.
 */
export function longestPrefix(book: RateBook, number: string, atMs: number): number {
  const deepest = deepestPrefix(book.index, number);
  if (deepest < 0) return -1;
  const row = rowInForce(book, deepest >>> lengthBits, atMs);
  return row >= 0 ? (row << lengthBits) | lengthOfMatch(deepest) : shorterPrefix(book, number, atMs);
}

/** The same where the longest prefix has nothing in force, which is seldom. */
function shorterPrefix(book: RateBook, number: string, atMs: number): number {
  deepestPrefix(book.index, number, matches);
  for (let i = matches.indexOf(-1) - 1; i >= 0; i--) {
    const match = matches[i] as number;
    const row = rowInForce(book, match >>> lengthBits, atMs);
    if (row >= 0) return (row << lengthBits) | lengthOfMatch(match);
  }
  return -1;
}

/** Every prefix of the number that the book knows, longest first, in force or not: the losers of a trace. */
export function everyPrefix(book: RateBook, number: string): { prefix: string; entry: number }[] {
  const found = new Int32Array(maxPrefixLength + 1);
  deepestPrefix(book.index, number, found);
  return Array.from(found.subarray(0, found.indexOf(-1)), (match) => ({
    prefix: number.slice(0, lengthOfMatch(match)),
    entry: match >>> lengthBits,
  })).reverse();
}

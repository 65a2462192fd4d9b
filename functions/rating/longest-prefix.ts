import { matchPrefixes, maxPrefixLength } from "../tariffs/prefix-index.ts";
import type { RateBook } from "../tariffs/rate-book.ts";

/** One call is matched at a time, so the matches of a walk can live in one place and nothing is allocated. */
const matchedEntries = new Uint32Array(maxPrefixLength + 1);
const matchedLengths = new Uint8Array(maxPrefixLength + 1);

/** Bits of a match that hold the prefix length; the rest is the row. */
const lengthBits = 5;

export const rowOfMatch = (match: number): number => match >>> lengthBits;
export const lengthOfMatch = (match: number): number => match & ((1 << lengthBits) - 1);

/** Of one entry's rows, sorted by start, the last that has begun and not ended at the instant; -1 if none. */
function rowInForce(book: RateBook, entry: number, atMs: number): number {
  const first = book.rowStart[entry] as number;
  for (let row = (book.rowStart[entry + 1] as number) - 1; row >= first; row--) {
    const validity = (book.rowValidity[row] as number) * 2;
    if ((book.validities[validity] as number) <= atMs && atMs < (book.validities[validity + 1] as number)) return row;
  }
  return -1;
}

/**
 * The row that prices a number at an instant: the longest prefix that has a row in force then. A prefix whose rows are
 * all over or yet to come counts as absent. Returns -1 where nothing matches, else a match for `rowOfMatch` and
 * `lengthOfMatch`.
 */
export function longestPrefix(book: RateBook, number: string, atMs: number): number {
  for (let i = matchPrefixes(book.index, number, matchedEntries, matchedLengths) - 1; i >= 0; i--) {
    const row = rowInForce(book, matchedEntries[i] as number, atMs);
    if (row >= 0) return (row << lengthBits) | (matchedLengths[i] as number);
  }
  return -1;
}

/** Every prefix of the number that the book knows, longest first, in force or not: the losers of a trace. */
export function everyPrefix(book: RateBook, number: string): { prefix: string; entry: number }[] {
  const entries = new Uint32Array(maxPrefixLength + 1);
  const lengths = new Uint8Array(maxPrefixLength + 1);
  const found = matchPrefixes(book.index, number, entries, lengths);
  return Array.from({ length: found }, (_, i) => ({
    prefix: number.slice(0, lengths[found - 1 - i]),
    entry: entries[found - 1 - i] as number,
  }));
}

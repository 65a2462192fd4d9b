import { minuteOfWeek } from "./card-window.ts";
import type { LoadedTariff } from "./loaded-tariff.ts";
import { deepestPrefix, lengthBits, maxPrefixLength } from "./prefix-index.ts";
import { inForce, type RateRow } from "./rate.ts";
import { type RateBook, rowsOfEntry } from "./rate-book.ts";

/** The row of a card that prices a number at an instant: the longest prefix with a row in force. For comparing cards, not for rating. */
export function rowFor(book: RateBook, number: string, atMs: number): RateRow | undefined {
  const found = new Int32Array(maxPrefixLength + 1);
  deepestPrefix(book.index, number, found);
  for (let i = found.indexOf(-1) - 1; i >= 0; i--) {
    const match = found[i] as number;
    const prefix = number.slice(0, match & ((1 << lengthBits) - 1));
    const row = inForce(rowsOfEntry(book, match >>> lengthBits, prefix), atMs);
    if (row) return row;
  }
  return undefined;
}

/**
 * The row by which a tariff prices a number at an instant: the first card that holds then and has one. With a customer's
 * account its own cards are asked too, before the others; without, it is the price for anyone.
 */
export function rowOfTariff(tariff: LoadedTariff, number: string, atMs: number, of?: string): RateRow | undefined {
  for (const { account, minutes, book } of tariff.cards) {
    if (account !== undefined && account !== of) continue;
    if (minutes && minutes[minuteOfWeek(tariff.timeZone, atMs)] !== 1) continue;
    const row = rowFor(book, number, atMs);
    if (row) return row;
  }
  return undefined;
}

import * as z from "zod";
import { type Rate, type RateRow, rateOfRow } from "./rate.ts";
import { listRows, type RateBook } from "./rate-book.ts";

/** The rates of a card a page at a time, by prefix and start. */

/** Where a page ends: at this row of this prefix. */
export const RatePlace = z.object({ prefix: z.string(), fromMs: z.number() });
export type RatePlace = z.infer<typeof RatePlace>;

/** Sorts after every prefix that sorts before this one. */
const justBefore = (prefix: string): string =>
  `${prefix.slice(0, -1)}${String.fromCharCode(prefix.charCodeAt(prefix.length - 1) - 1)}\uffff`;

const isShown = ({ prefix, fromMs }: RateRow, from: RatePlace | undefined): boolean =>
  from !== undefined && (prefix < from.prefix || (prefix === from.prefix && fromMs <= from.fromMs));

interface Wanted {
  /** Only prefixes that begin so. */
  under: string;
  /** Part of the destination's name, in any case; empty: any. */
  named: string;
  /** Of each prefix only the rate in force at this instant, epoch ms. */
  at: number | undefined;
  /** Where the page before ended. */
  from: RatePlace | undefined;
  limit: number;
}

/** @returns `last` where the page is full and there are more */
export function ratePage(
  book: RateBook,
  { under, named, at, from, limit }: Wanted,
): { items: Rate[]; last: RatePlace | undefined } {
  const items: Rate[] = [];
  let last: RatePlace | undefined;
  // Rows of the last prefix may be left over, so the walk begins at it and not behind it.
  const after = from ? justBefore(from.prefix) : "";
  for (const row of listRows(book, { under, after, named, at })) {
    if (isShown(row, from)) continue;
    if (items.length === limit) return { items, last };
    items.push(rateOfRow(row));
    last = { prefix: row.prefix, fromMs: row.fromMs };
  }
  return { items, last: undefined };
}

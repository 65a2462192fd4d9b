import type { RoundingMode } from "../money/money.ts";
import type { RateBook } from "./rate-book.ts";

/** One card of a version, ready to rate from. */
export interface LoadedCard {
  cardId: string;
  name: string;
  /** The one customer that sees it, whose calls ask it before all others; undefined: everyone. */
  account?: string;
  /** Minutes of the week at which it holds, from Monday 00:00; undefined: always. */
  minutes: Uint8Array | undefined;
  book: RateBook;
}

/** One immutable version of a tariff, ready to rate from. Cards stand in the order in which they are asked: override cards, then the others. */
export interface LoadedTariff {
  tariffId: string;
  version: number;
  currency: string;
  timeZone: string;
  rounding: RoundingMode;
  cards: readonly LoadedCard[];
}

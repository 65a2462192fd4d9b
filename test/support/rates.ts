import type { BillingTerms } from "../../functions/rating/billing-terms.ts";
import type { CardWindow } from "../../functions/tariffs/card-window.ts";
import { compileWindows } from "../../functions/tariffs/card-window.ts";
import type { LoadedTariff } from "../../functions/tariffs/loaded-tariff.ts";
import { Rate, type RateRow, rowOfRate } from "../../functions/tariffs/rate.ts";
import { encodeRateBook, openRateBook } from "../../functions/tariffs/rate-book.ts";

/** A rate of which only what matters is said; it has held since 2020. */
export function aRate(prefix: string, fields: Partial<Rate> = {}): RateRow {
  return rowOfRate(
    Rate.parse({
      prefix,
      destination: `to ${prefix}`,
      pricePerMinute: "0.05",
      effectiveFrom: "2020-01-01T00:00:00Z",
      ...fields,
    }),
  );
}

interface CardOf {
  name?: string;
  windows?: CardWindow[];
  rates: RateRow[];
}

/** A tariff as it comes out of the store: every book goes through its bytes. */
export function aTariff(cards: CardOf[], fields: Partial<LoadedTariff> = {}): LoadedTariff {
  return {
    tariffId: "trf_1",
    version: 1,
    currency: "EUR",
    timeZone: "UTC",
    rounding: "HALF_UP",
    cards: cards.map((card, i) => ({
      cardId: `crd_${i + 1}`,
      name: card.name ?? `card ${i + 1}`,
      minutes: compileWindows(card.windows ?? []),
      book: openRateBook(encodeRateBook(card.rates)),
    })),
    ...fields,
  };
}

/** Prepaid, four decimals, no tax. */
export const someTerms = (fields: Partial<BillingTerms> = {}): BillingTerms => ({
  billingDecimals: 4,
  billingType: "PREPAID",
  taxFlag: "NONE",
  taxMode: "EXCLUSIVE",
  taxes: [],
  ...fields,
});

/** An answered call of so many seconds to a number, on 13 October 2026 at noon UTC. */
export const aCall = (cld: string, seconds: number, setupAt = "2026-10-13T12:00:00Z") => ({
  cld,
  setupMs: Date.parse(setupAt),
  answered: true,
  billableMs: seconds * 1000,
});

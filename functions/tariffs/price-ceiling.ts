import * as z from "zod";
import { Amount, asText, currencyExponent, decimalOf, nanoOf } from "../money/money.ts";

/** The price per minute above which a rate is not believed: that of the tariff, or else that of the settings. */

/** Highest price or fee that a ceiling may be set to, in currency units. 1e6 units are 1e15 nano, below 2^53. */
export const highestCeiling = "1000000";

const isCeiling = (text: string): boolean =>
  Amount.safeParse(text).success && nanoOf(text) > 0n && nanoOf(text) <= nanoOf(highestCeiling);

export const Ceiling = z.string().refine(isCeiling, asText(`Must be a number above 0 and at most ${highestCeiling}`));

/** A price that is absurd in most currencies is none in one without a minor unit: there it is a hundred times as much. */
export function usualCeiling(ceiling: string, currency: string): string {
  const scaled = nanoOf(ceiling) * (currencyExponent(currency) === 0 ? 100n : 1n);
  return scaled > nanoOf(highestCeiling) ? highestCeiling : decimalOf(scaled);
}

interface Limited {
  currency: string;
  /** Null: that of the settings. */
  priceCeiling: string | null;
}

export const ceilingOf = ({ currency, priceCeiling }: Limited, settings: { priceCeiling: string }): string =>
  priceCeiling ?? usualCeiling(settings.priceCeiling, currency);

import { nanoOf, roundRatio } from "../money/money.ts";
import { withPoint } from "../sheets/written-cell.ts";
import type { SheetLayout } from "./sheet-layout.ts";
import { quoted, refuse } from "./sheet-refusal.ts";

/** Prices as sheets write them, brought to whole nano per minute without a float on the way. */

export interface PriceRules {
  layout: SheetLayout;
  /** Currency of the tariff; a price that names another is refused. */
  currency: string;
  /** Highest price and fee believed, in currency units. */
  ceiling: string;
  /** Whether cells are separated by commas: an undeclared decimal comma then cannot be. */
  commaSeparated: boolean;
}

const symbolOf: Readonly<Record<string, RegExp>> = { "€": /EUR/, "£": /GBP/, $: /D$/, "¥": /JPY|CNY/ };

function bareNumber(cell: string, field: string, currency: string): string {
  const parts = /^([A-Za-z]{3}|[€£$¥])?\s*([-−]?\s*[\d.,\s]*\d[\d.,\s]*)\s*([A-Za-z]{3}|[€£$¥])?$/.exec(cell);
  if (!parts) return cell;
  for (const named of [parts[1], parts[3]]) {
    if (named === undefined) continue;
    const fits = symbolOf[named]?.test(currency) ?? named.toUpperCase() === currency;
    if (!fits) refuse("BAD_PRICE", `${field} ${quoted(cell)} is not in ${currency}`);
  }
  return (parts[2] ?? "").trim();
}

function pointed(text: string, cell: string, field: string, { layout, commaSeparated }: PriceRules): string {
  const read = withPoint(text, { decimal: layout.decimal, commaSeparated });
  if (typeof read === "string") return read;
  const said = {
    POINT: "has a point where a decimal comma was declared",
    THOUSANDS: "may mean thousands; declare the decimal sign",
  };
  return refuse("BAD_PRICE", `${field} ${quoted(cell)} ${said[read.doubt]}`);
}

/** Digits behind the point that a cell may have; what is left of them after the conversion must be whole nano. */
const readDecimals = 18;

/**
 * Nano of a price or fee, as a number: the ceiling keeps it exact.
 * @param seconds 60 for a price that may be declared per second; 1 for a fee
 * @throws CellRefused
 */
export function priceOf(cell: string, field: string, seconds: 1 | 60, rules: PriceRules): number {
  const { layout, ceiling, currency } = rules;
  const text = pointed(bareNumber(cell, field, currency), cell, field, rules);
  if (/^[-−]\s*[\d.]/.test(text)) refuse("NEGATIVE", `${field} ${quoted(cell)} is below zero`);
  const parts = /^(\d{0,12})(?:\.(\d{0,18}))?$/.exec(text);
  const [whole, decimals = ""] = [parts?.[1] ?? "", parts?.[2]?.replace(/0+$/, "")];
  if (!parts || (whole === "" && !parts[2])) refuse("BAD_PRICE", `${field} ${quoted(cell)} is not a number`);
  const scaled = BigInt(whole + decimals.padEnd(readDecimals, "0"));
  const perMinute = layout.pricePer === "SECOND" ? BigInt(seconds) : 1n;
  const parted = layout.priceIn === "CENTS" ? 100n : 1n;
  const [numerator, denominator] = [scaled * perMinute, parted * 10n ** BigInt(readDecimals - 9)];
  const nano = rounded(numerator, denominator, layout.priceDecimals);
  if (nano === undefined)
    refuse("BAD_PRICE", `${field} ${quoted(cell)} has more than 9 decimals; declare to how many it is rounded`);
  if (nano === 0n && scaled > 0n)
    refuse("BAD_PRICE", `${field} ${quoted(cell)} would be rounded to nothing; a free call is declared as 0`);
  if (nano > nanoOf(ceiling)) refuse("OVER_CEILING", `${field} ${quoted(cell)} is above the ceiling of ${ceiling}`);
  return Number(nano);
}

/** Undefined where something would be cut off and no rounding was declared. */
function rounded(numerator: bigint, denominator: bigint, decimals: number | null): bigint | undefined {
  if (decimals !== null) {
    const quantum = 10n ** BigInt(9 - decimals);
    return roundRatio(numerator, denominator * quantum, "HALF_UP") * quantum;
  }
  return numerator % denominator === 0n ? numerator / denominator : undefined;
}

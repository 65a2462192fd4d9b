import * as z from "zod";
import { sheetPlace } from "../sheets/sheet-place.ts";
import { SheetColumns, sheetFields } from "./sheet-columns.ts";

/**
 * How the sheets of one sender are written. Nothing of it is guessed from values: a price in cents and a day before the
 * month look like any other, so they are declared once and kept for the tariff's next sheet.
 */

const Words = z.array(z.string().trim().min(1).max(40)).max(40);

const layout = {
  ...sheetPlace,
  columns: SheetColumns,
  /** Text that stands for a field in every row whose cell is empty or that has no column for it: `60/60` for the increments. */
  constants: z.partialRecord(z.enum(sheetFields), z.string().trim().min(1).max(100)),
  /** Fields whose empty cells mean the one above: a destination that is written once for all of its prefixes. */
  fillDown: z.array(z.enum(sheetFields)).max(sheetFields.length),
  /** Order of a date such as 01/02/2026. ISO: such a date is refused. A date that begins with its year is always read. */
  dates: z.enum(["ISO", "DMY", "MDY"]),
  /** CENTS: a hundredth of the currency's unit, for prices and fees. */
  priceIn: z.enum(["UNITS", "CENTS"]),
  /** What a price is for. Fees are for a call in either case. */
  pricePer: z.enum(["MINUTE", "SECOND"]),
  /** Decimals to which prices per minute are rounded, to the nearest. Null: nothing is rounded, and more than 9 are refused. */
  priceDecimals: z.number().int().min(0).max(9).nullable(),
  /** Digits that stand before the country code in this sheet, such as 00 or 011; they are taken off. */
  internationalPrefix: z.string().regex(/^\d{0,4}$/, "Must be at most 4 digits."),
  /** Further words that bar a prefix where the price or status says them. */
  blockedWords: Words,
  /** Further words that end a prefix. */
  closedWords: Words,
};

export const SheetLayout = z.strictObject(layout).meta({ id: "SheetLayout" });
export type SheetLayout = z.infer<typeof SheetLayout>;

/** What is given; the rest is as it was for the tariff's last sheet. */
export const SheetLayoutChange = z.strictObject(layout).partial().meta({ id: "SheetLayoutChange" });
export type SheetLayoutChange = z.infer<typeof SheetLayoutChange>;

export const plainLayout: SheetLayout = {
  sheet: null,
  headerRow: null,
  columns: {},
  constants: {},
  fillDown: [],
  decimal: "AUTO",
  dates: "ISO",
  priceIn: "UNITS",
  pricePer: "MINUTE",
  priceDecimals: null,
  internationalPrefix: "",
  blockedWords: [],
  closedWords: [],
  encoding: "UTF-8",
};

import * as z from "zod";
import { findColumns, freeColumn, type Positions, plainName, takenHeaders } from "../sheets/sheet-headers.ts";

/** Which column of a sheet means what. Carriers call the same thing by many names; what people chose once is kept. */

const fields = {
  prefix:
    "prefix code codes dialcode dialcodes dialingcode dialprefix areacode areacodes citycode destinationcode digits breakout countrycode",
  countryCode: "",
  destination: "destination destinationname name description country zone route area",
  pricePerMinute:
    "priceperminute price rate rateperminute pricepermin permin perminute ratemin pricemin cost sellrate voicerate newrate newprice",
  connectFee: "connectfee connectionfee connectioncharge setupfee setupcharge connectcharge setup",
  increments:
    "increments increment billingincrement billingincrements interval billinginterval chargingincrement billing",
  firstIncrement:
    "firstincrement initialincrement initialinterval interval1 minimum minduration minimumduration initial firstinterval",
  nextIncrement: "nextincrement subsequentincrement nextinterval intervaln interval2 subsequent resolution pulse",
  graceSeconds: "graceseconds grace graceperiod",
  freeSeconds: "freeseconds free",
  blocked: "blocked forbidden barred disabled",
  status: "status change changetype ratechange remarks comment",
  effectiveFrom: "effectivefrom effectivedate effective validfrom startdate activationdate datefrom from",
  effectiveTo: "effectiveto enddate validto validuntil expirydate expires expiration dateto to until",
} as const;

export type SheetField = keyof typeof fields;
export const sheetFields = Object.keys(fields) as [SheetField, ...SheetField[]];

/** By these a column holds only what follows the country code, so that a country code beside it belongs in front. */
const areaNames = new Set(["areacode", "areacodes", "citycode"]);
const countryNames = new Set(["countrycode", "cc", "idd", "countryprefix"]);

/**
 * Chosen columns: the header, as the sheet spells it, of each field; `[C]` for the column of that letter. A field that
 * is not named is found by its usual names.
 */
export const SheetColumns = z
  .partialRecord(z.enum(sheetFields), z.string().trim().min(1).max(100))
  .meta({ id: "SheetColumns" });
export type SheetColumns = z.infer<typeof SheetColumns>;

export interface ColumnMapping {
  /** Position of each field's column. */
  positions: Positions<SheetField>;
  /** The headers that were taken, for people to check. */
  columns: SheetColumns;
  /** Fields without which there is no rate, and chosen headers that the sheet does not have. */
  missing: string[];
}

/** Chosen columns first; then, for other fields, the first column that goes by one of the field's usual names. */
export function mapColumns(headers: readonly string[], chosen: SheetColumns, constant: ReadonlySet<string>) {
  const found = findColumns<SheetField>(headers, chosen, fields);
  const { names, positions } = found;
  const isArea = positions.prefix !== undefined && areaNames.has(plainName(names[positions.prefix] ?? ""));
  if (positions.countryCode === undefined && isArea) {
    const position = [...countryNames].map((name) => freeColumn(names, positions, name)).find((one) => one >= 0);
    if (position !== undefined) positions.countryCode = position;
  }
  const missing = [...found.absent];
  if (positions.prefix === undefined && positions.countryCode === undefined) missing.push("prefix");
  if (positions.pricePerMinute === undefined && !constant.has("pricePerMinute")) missing.push("pricePerMinute");
  return { positions, columns: takenHeaders(found), missing } satisfies ColumnMapping;
}

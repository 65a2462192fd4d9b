import * as z from "zod";

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

/** Longest row that is read; what stands further right is not looked at. */
export const mostColumns = 64;

/**
 * Chosen columns: the header, as the sheet spells it, of each field; `[C]` for the column of that letter. A field that
 * is not named is found by its usual names.
 */
export const SheetColumns = z
  .partialRecord(z.enum(sheetFields), z.string().trim().min(1).max(100))
  .meta({ id: "SheetColumns" });
export type SheetColumns = z.infer<typeof SheetColumns>;

/** `Rate / Min (EUR)` is `ratemin`: letters and digits, without what stands in brackets. */
const plain = (header: string): string =>
  header
    .toLowerCase()
    .replace(/\([^)]*\)/g, "")
    .replace(/[^a-z0-9]/g, "");

/** `A`, `B`, … `BL`. */
export const columnLetter = (position: number): string =>
  (position >= 26 ? String.fromCharCode(64 + Math.floor(position / 26)) : "") +
  String.fromCharCode(65 + (position % 26));

/** Names by which columns can be chosen: the header, or the letter where there is none or it stands there twice. */
export function headerNames(cells: readonly string[]): string[] {
  const seen = new Set<string>();
  return cells.slice(0, mostColumns).map((cell, position) => {
    const name = cell.replace(/\s+/g, " ").trim().slice(0, 100);
    const isNew = name !== "" && !seen.has(name.toLowerCase());
    seen.add(name.toLowerCase());
    return isNew ? name : `[${columnLetter(position)}]`;
  });
}

export interface ColumnMapping {
  /** Position of each field's column. */
  positions: Partial<Record<SheetField, number>>;
  /** The headers that were taken, for people to check. */
  columns: SheetColumns;
  /** Fields without which there is no rate, and chosen headers that the sheet does not have. */
  missing: string[];
}

const positionOf = (names: readonly string[], header: string): number => {
  const letter = /^\[([A-Z]{1,2})\]$/.exec(header)?.[1];
  const named = names.findIndex((name) => name.toLowerCase() === header.toLowerCase());
  return named >= 0 || !letter ? named : names.findIndex((_, position) => columnLetter(position) === letter);
};

/** Chosen columns first; then, for other fields, the first column that goes by one of the field's usual names. */
export function mapColumns(headers: readonly string[], chosen: SheetColumns, constant: ReadonlySet<string>) {
  const positions: ColumnMapping["positions"] = {};
  const missing: string[] = [];
  const names = headerNames(headers);
  for (const field of sheetFields) {
    const header = chosen[field];
    if (header === undefined) continue;
    const position = positionOf(names, header);
    if (position < 0) missing.push(header);
    else positions[field] = position;
  }
  const plainNames = names.map(plain);
  const free = (name: string): number => {
    const taken = new Set(Object.values(positions));
    return plainNames.findIndex((one, i) => one === name && !taken.has(i));
  };
  for (const field of sheetFields) {
    if (chosen[field] !== undefined) continue;
    const position = fields[field]
      .split(" ")
      .map(free)
      .find((one) => one >= 0);
    if (position !== undefined) positions[field] = position;
  }
  const isArea = positions.prefix !== undefined && areaNames.has(plainNames[positions.prefix] ?? "");
  if (positions.countryCode === undefined && isArea) {
    const position = [...countryNames].map(free).find((one) => one >= 0);
    if (position !== undefined) positions.countryCode = position;
  }
  if (positions.prefix === undefined && positions.countryCode === undefined) missing.push("prefix");
  if (positions.pricePerMinute === undefined && !constant.has("pricePerMinute")) missing.push("pricePerMinute");
  const columns = Object.fromEntries(Object.entries(positions).map(([field, at]) => [field, names[at] ?? ""]));
  return { positions, columns, missing } satisfies ColumnMapping;
}

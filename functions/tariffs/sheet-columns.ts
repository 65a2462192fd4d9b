import * as z from "zod";

/** Which column of a sheet means what. Carriers call the same thing by many names; what people chose once is kept. */

const fields = {
  prefix: "prefix code dialcode dialingcode dialprefix areacode destinationcode digits breakout countrycode",
  destination: "destination destinationname name description country zone route area",
  pricePerMinute:
    "priceperminute price rate rateperminute priceperminute permin perminute ratemin pricemin cost sellrate voicerate",
  connectFee: "connectfee connectionfee connectioncharge setupfee setupcharge connectcharge setup",
  increments:
    "increments increment billingincrement billingincrements interval billinginterval chargingincrement billing",
  firstIncrement:
    "firstincrement initialincrement initialinterval interval1 minimum minduration minimumduration initial firstinterval",
  nextIncrement: "nextincrement subsequentincrement nextinterval intervaln interval2 subsequent resolution pulse",
  graceSeconds: "graceseconds grace graceperiod",
  freeSeconds: "freeseconds free",
  blocked: "blocked forbidden barred disabled",
  effectiveFrom: "effectivefrom effectivedate effective validfrom startdate activationdate datefrom from",
  effectiveTo: "effectiveto enddate validto validuntil expirydate expires expiration dateto to until",
} as const;

export type SheetField = keyof typeof fields;
export const sheetFields = Object.keys(fields) as [SheetField, ...SheetField[]];

/** Chosen columns: the header, as the sheet spells it, of each field. A field that is not named is found by its usual names. */
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

export interface ColumnMapping {
  /** Position of each field's column. */
  positions: Partial<Record<SheetField, number>>;
  /** The headers that were taken, for people to check. */
  columns: SheetColumns;
  /** Fields without which there is no rate, and chosen headers that the sheet does not have. */
  missing: string[];
}

/** Chosen columns first; then, for other fields, the first column that goes by one of the field's usual names. */
export function mapColumns(headers: readonly string[], chosen: SheetColumns): ColumnMapping {
  const positions: Partial<Record<SheetField, number>> = {};
  const missing: string[] = [];
  const exact = headers.map((header) => header.trim());
  for (const field of sheetFields) {
    const header = chosen[field];
    if (header === undefined) continue;
    const position = exact.findIndex((one) => one.toLowerCase() === header.toLowerCase());
    if (position < 0) missing.push(header);
    else positions[field] = position;
  }
  const names = exact.map(plain);
  for (const field of sheetFields) {
    if (chosen[field] !== undefined) continue;
    const taken = new Set(Object.values(positions));
    const known = fields[field].split(" ");
    const found = known.map((name) => names.findIndex((one, i) => one === name && !taken.has(i)));
    const position = found.find((one) => one >= 0);
    if (position !== undefined) positions[field] = position;
  }
  for (const field of ["prefix", "pricePerMinute"] as const) if (positions[field] === undefined) missing.push(field);
  const columns = Object.fromEntries(Object.entries(positions).map(([field, at]) => [field, exact[at] ?? ""]));
  return { positions, columns, missing };
}

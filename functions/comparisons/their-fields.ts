import * as z from "zod";
import { findColumns, type Positions, takenHeaders } from "../sheets/sheet-headers.ts";
import { sheetPlace } from "../sheets/sheet-place.ts";

/** What a file of their calls can say, and how it is written. */

export const theirFields = [
  "number",
  "time",
  "date",
  "seconds",
  "billedSeconds",
  "amount",
  "currency",
  "destination",
] as const;
export type TheirField = (typeof theirFields)[number];

export const theirFieldTitles: Record<TheirField, string> = {
  number: "Called number",
  time: "Setup time",
  date: "Date, where it has a column of its own",
  seconds: "Duration",
  billedSeconds: "Billed duration",
  amount: "Amount",
  currency: "Currency",
  destination: "Destination",
};

/** Plain names by which columns are found (see `plainName`), the best first. */
const usual: Record<TheirField, string> = {
  number:
    "cld callednumber calledparty called dialednumber dialled dst destinationnumber dnis bnumber callee numbercalled to number phonenumber",
  time: "setupat setuptime setup starttime start callstart begin begintime datetime calldate timestamp connecttime answertime startdate time calltime",
  date: "date day",
  seconds:
    "durationseconds duration talktime talkseconds conversationtime callduration length seconds sec durationsec durations",
  billedSeconds:
    "billedseconds billsec billedduration chargedduration billableseconds billed chargedseconds billedtime",
  amount: "amount charge cost total price charged net netamount chargeamount sum value",
  currency: "currency cur ccy",
  destination: "destination destinationname country zone area prefixname description",
};

/** What every row must say: one of each line's fields. */
const needed: readonly (readonly TheirField[])[] = [["number"], ["time"], ["seconds", "billedSeconds"]];
export const mandatoryFields: readonly TheirField[] = ["number", "time"];

const text = z.string().trim().min(1).max(100);
const field = z.enum(theirFields);

const layout = {
  ...sheetPlace,
  /** Chosen columns: the header as the file spells it, or `[C]` for the column of that letter. */
  columns: z.partialRecord(field, text),
  /** Text that stands for a field in rows whose cell is empty or that have no column for it: `USD` for the currency. */
  constants: z.partialRecord(field, text),
  /** Order of a date such as 01/02/2026. ISO: such a date is refused. A date that begins with its year is always read. */
  dates: z.enum(["ISO", "DMY", "MDY"]),
};

export const TheirLayout = z.strictObject(layout).meta({ id: "ComparisonLayout" });
export type TheirLayout = z.infer<typeof TheirLayout>;

/** What is given; the rest stays as it was. */
export const TheirLayoutChange = z.strictObject(layout).partial().meta({ id: "ComparisonLayoutChange" });
export type TheirLayoutChange = z.infer<typeof TheirLayoutChange>;

export const plainLayout: TheirLayout = {
  sheet: null,
  headerRow: null,
  decimal: "AUTO",
  encoding: "UTF-8",
  columns: {},
  constants: {},
  dates: "ISO",
};

export interface TheirMapping {
  positions: Positions<TheirField>;
  /** The headers that were taken, by field. */
  columns: Record<string, string>;
  /** Of a line of headers: its cells as names. */
  names: string[];
  missing: string[];
}

/** What the cells of a line mean as headers. */
export function mapHeaders(cells: readonly string[], { columns, constants }: TheirLayout): TheirMapping {
  const found = findColumns<TheirField>(cells, columns, usual);
  const has = (name: TheirField) => found.positions[name] !== undefined || constants[name] !== undefined;
  const lacking = needed.filter((names) => !names.some(has)).map(([name]) => theirFieldTitles[name as TheirField]);
  const { names, positions, absent } = found;
  return { names, positions, columns: takenHeaders(found), missing: [...absent, ...lacking] };
}

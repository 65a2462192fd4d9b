import { offsetAt } from "../time/zone.ts";
import type { ColumnHead, Value } from "./column.ts";

/** How values become texts, the same in every format that is made of text. */

/** `ISO`: 2026-01-31T09:30:00.000Z whatever the zone. The others are the wall clock of the export's zone. */
export const dateFormats = [
  "ISO",
  "YYYY-MM-DD HH:mm:ss",
  "DD.MM.YYYY HH:mm:ss",
  "DD/MM/YYYY HH:mm:ss",
  "MM/DD/YYYY HH:mm:ss",
] as const;
export type DateFormat = (typeof dateFormats)[number];

export interface CellStyle {
  decimalSeparator: "." | ",";
  dateFormat: DateFormat;
  /** IANA name. */
  timeZone: string;
}

/** @param iso an instant, ISO 8601 UTC; other text stays as it is */
export function dateText(iso: string, { dateFormat, timeZone }: CellStyle): string {
  const at = Date.parse(iso);
  if (dateFormat === "ISO" || Number.isNaN(at)) return iso;
  const wall = new Date(at + offsetAt(timeZone, at)).toISOString();
  const parts: Record<string, string> = {
    YYYY: wall.slice(0, 4),
    MM: wall.slice(5, 7),
    DD: wall.slice(8, 10),
    HH: wall.slice(11, 13),
    mm: wall.slice(14, 16),
    ss: wall.slice(17, 19),
  };
  return dateFormat.replace(/YYYY|MM|DD|HH|mm|ss/g, (part) => parts[part] ?? part);
}

/** The value as a person reads it. Numbers keep all their digits. */
export function cellText(value: Value, { type }: Pick<ColumnHead, "type">, style: CellStyle): string {
  if (value === null) return "";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (type === "instant") return dateText(String(value), style);
  return type === "number" ? String(value).replace(".", style.decimalSeparator) : String(value);
}

/** What a spreadsheet may take for a formula, also behind blanks and in the wide forms of East Asian keyboards. */
const formulaStart = /^[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠]|^[\t\r\n]/u;
/** How nearly every text begins: asked first because it is quick. */
const plainStart = /^[0-9A-Za-z]/;
/** A number with its sign, and a telephone number: nothing that runs. */
const harmless = /^[+-]?\d+([.,]\d+)?$/;

/**
 * Text for a file that a spreadsheet reads as it likes: what would be a formula gets an apostrophe in front (OWASP, "CSV
 * injection"). `+442079460018` and `0044` stay as they are.
 */
export const neutralised = (text: string): string =>
  !plainStart.test(text) && formulaStart.test(text) && !harmless.test(text) ? `'${text}` : text;

/** Digits that a spreadsheet's number keeps (IEEE 754 double). */
const exactDigits = 15;

/** The number that a spreadsheet can hold without losing a digit; undefined where it must stay text. */
export function exactNumber(value: Value): number | undefined {
  if (typeof value === "number") return Number.isFinite(value) ? value : undefined;
  if (typeof value !== "string" || !/^-?\d+(\.\d+)?$/.test(value)) return undefined;
  const digits = value.replace(/[-.]/g, "").replace(/^0+/, "");
  return digits.length <= exactDigits ? Number(value) : undefined;
}

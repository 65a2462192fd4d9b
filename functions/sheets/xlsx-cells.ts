import type { DecimalSign } from "./sheet-place.ts";

/** Values of a workbook's cells as the text that a person reads there (ECMA-376 part 1, 18.3.1.4 and 18.8.30). */

/** Number formats that ship with every workbook and show a date or time. */
const isBuiltInDate = (id: number): boolean =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);

/** A format of its own is a date when, beside quoted text, colours and conditions, it has letters of one. */
const isDateCode = (code: string): boolean =>
  /[dmyhs]/i.test(code.replace(/"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]/g, "").replace(/general/gi, ""));

/** For each cell style whether its numbers are dates. */
export const dateStyles = (formats: readonly number[], codes: ReadonlyMap<number, string>): boolean[] =>
  formats.map((id) => (codes.has(id) ? isDateCode(codes.get(id) ?? "") : isBuiltInDate(id)));

/** Days of the epoch that serial numbers count from; 1900 counts a 29 February that did not exist. */
const epochMs = (is1904: boolean): number => (is1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30));

/** `2026-10-31`, with the time where there is one. */
function dateText(serial: number, is1904: boolean): string {
  const at = new Date(epochMs(is1904) + Math.round(serial * 86_400) * 1000);
  if (Number.isNaN(at.getTime())) return String(serial);
  const text = at.toISOString();
  return text.slice(11, 19) === "00:00:00" ? text.slice(0, 10) : text.slice(0, 19);
}

/** As a spreadsheet shows it: 15 digits. A larger number lost digits when it was typed; its exponent has it refused. */
function numberText(value: string, decimal: DecimalSign): string {
  const number = Number(Number(value).toPrecision(15));
  if (value.trim() === "" || !Number.isFinite(number)) return value;
  if (Math.abs(number) >= 1e15) return number.toExponential();
  const short = String(number);
  const text = short.includes("e") ? number.toFixed(20).replace(/\.?0+$/, "") : short;
  return decimal === "COMMA" ? text.replace(".", ",") : text;
}

export interface CellContext {
  shared: readonly string[];
  isDate: readonly boolean[];
  is1904: boolean;
  decimal: DecimalSign;
}

export interface RawCell {
  /** `s` shared string, `inlineStr`, `str` result of a formula, `b`, `e`, `d` ISO date; none: a number. */
  type: string | undefined;
  style: number;
  value: string;
}

/** The text of a cell. A formula is worth the value that was saved with it; one without a value is empty. */
export function cellText({ type, style, value }: RawCell, context: CellContext): string {
  if (value === "") return "";
  if (type === "s") return context.shared[Number(value)] ?? "";
  if (type === "b") return value === "1" ? "true" : "false";
  if (type !== undefined && type !== "n") return value;
  const isDate = context.isDate[style] === true && Number(value) >= 1;
  return isDate ? dateText(Number(value), context.is1904) : numberText(value, context.decimal);
}

/** Position of a cell from its reference: `C12` is 2. -1 for one that is none. */
export function columnOf(reference: string): number {
  let position = 0;
  for (const character of reference) {
    const code = character.charCodeAt(0);
    if (code < 65 || code > 90) break;
    position = position * 26 + code - 64;
  }
  return position - 1;
}

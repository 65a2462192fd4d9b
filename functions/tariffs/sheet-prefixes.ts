import { unforced } from "../sheets/written-cell.ts";
import { maxPrefixLength } from "./prefix-index.ts";
import { quoted, refuse } from "./sheet-refusal.ts";

/** Codes as sheets write them: one, a list, or a range in one cell; whole, or split into country and area. */

/** Codes that one cell may stand for. */
const mostCodes = 10_000;

function digitsOf(text: string): string {
  const plus = text.startsWith("+");
  const digits = plus ? text.slice(1).replace(/[\s().-]/g, "") : text;
  if (/^\d[.,]?\d*e\+?\d+$/i.test(digits))
    refuse("BAD_PREFIX", `${quoted(text)} was shortened by a spreadsheet; format it as text`);
  if (/^\d[\d\s]*\s[\d\s]*\d$/.test(digits))
    refuse("BAD_PREFIX", `${quoted(text)} may be one code or several; write it without spaces or with commas`);
  if (!/^[0-9*#]+$/.test(digits)) refuse("BAD_PREFIX", `prefix ${quoted(text)} is not digits`);
  return digits;
}

function rangeOf(from: string, to: string, text: string): string[] {
  const [first, last] = [digitsOf(from), digitsOf(to)];
  const isRange = first.length === last.length && first[0] === last[0] && first <= last && /^\d+$/.test(first + last);
  if (!isRange)
    refuse("BAD_PREFIX", `${quoted(text)} is no range: both ends need the same length and beginning, the lower first`);
  const count = Number(BigInt(last) - BigInt(first)) + 1;
  if (count > mostCodes) refuse("BAD_PREFIX", `${quoted(text)} is more than ${mostCodes} codes`);
  return Array.from({ length: count }, (_, i) => String(BigInt(first) + BigInt(i)).padStart(first.length, "0"));
}

function codesOf(text: string, hasCountry: boolean): string[] {
  const range = /^(\+?\d+)\s*[-–—]\s*(\+?\d+)$/.exec(text);
  if (!range) return [digitsOf(text)];
  // Behind a country code every range shares its beginning.
  const [from = "", to = ""] = [range[1], range[2]];
  return hasCountry ? rangeOf(`1${from}`, `1${to}`, text).map((code) => code.slice(1)) : rangeOf(from, to, text);
}

/**
 * All prefixes that a row names, in the order in which it does.
 * @param country cell of the country code; undefined: the codes are whole
 * @throws CellRefused BAD_PREFIX for the first of them that is no good: a row lands whole or not at all.
 */
export function prefixesOf(cell: string, country: string | undefined, internationalPrefix: string): string[] {
  const text = unforced(cell);
  const head = country === undefined ? "" : digitsOf(unforced(country) || "-");
  if (/^\d{1,3}(,\d{3})+$/.test(text) && head === "")
    refuse("BAD_PREFIX", `${quoted(text)} may be one number with thousands or a list; write a space after the comma`);
  const parts = text
    .split(/[,;|\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== "");
  const codes = parts.flatMap((part) => codesOf(part, head !== ""));
  if (codes.length > mostCodes) refuse("BAD_PREFIX", `the cell names more than ${mostCodes} codes`);
  if (codes.length === 0 && head === "") refuse("BAD_PREFIX", "the row names no prefix");
  const whole = codes.length === 0 ? [head] : codes.map((code) => head + code);
  return whole.map((code) => {
    const isInternational = internationalPrefix !== "" && code.startsWith(internationalPrefix);
    const prefix = isInternational ? code.slice(internationalPrefix.length) : code;
    if (prefix === "" || prefix.length > maxPrefixLength)
      refuse("BAD_PREFIX", `prefix ${quoted(code)} is not 1 to ${maxPrefixLength} digits`);
    return prefix;
  });
}

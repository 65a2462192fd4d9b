import * as z from "zod";

/**
 * Numbers of documents. A template says how they look, `{YYYY}-{SEQ:6}` makes 2026-000012. They are counted without a
 * gap as long as what stands around the count stays the same: with the year in it, every year begins at 1.
 */

const counted = /\{SEQ:([1-9])\}/;
const tokens = /\{(YYYY|YY|MM|SEQ:[1-9])\}/g;

const sentence =
  "Must hold {SEQ:6} (1 to 9 digits) once, and otherwise {YYYY}, {YY}, {MM}, letters, digits and - _ . (at most 40).";

export const NumberTemplate = z
  .string()
  .trim()
  .max(40, sentence)
  .refine((text) => text.split(counted).length === 3, sentence)
  .refine((text) => /^[A-Za-z0-9._-]*$/.test(text.replace(tokens, "")), sentence);

export interface Numbering {
  template: string;
  /** Account of the reseller that sells; null for the operator. Its account stands in front, so no two sellers share a number. */
  seller: string | null;
  /** `2026-01-31`: the day of the document in the customer's zone. */
  date: string;
}

/** What stands around the count: numbers with the same are one sequence. */
export function seriesOf({ template, seller, date }: Numbering): string {
  const [year = "", month = ""] = date.split("-");
  const filled = template.replaceAll("{YYYY}", year).replaceAll("{YY}", year.slice(2)).replaceAll("{MM}", month);
  return seller === null ? filled : `${seller}-${filled}`;
}

/** The number at this place (from 1) of a series. A count that has outgrown its digits is written whole. */
export const numberAt = (series: string, count: number): string =>
  series.replace(counted, (_, digits: string) => String(count).padStart(Number(digits), "0"));

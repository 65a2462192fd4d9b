import * as z from "zod";

/** How a table of calls is written: which column holds what, and what the text of a field means. */

/** What a column or a Kamailio `cdr_extra` can hold. */
export const columnRoles = [
  "callId",
  "leg",
  "account",
  "sipUser",
  "sourceIp",
  "cli",
  "cld",
  "setup",
  "answer",
  "end",
  "duration",
  "sipCode",
  "q850",
  "cause",
  "releasedBy",
  "gateway",
  "destinationIp",
  "codec",
  "pdd",
  "authorizationId",
] as const;
export type ColumnRole = (typeof columnRoles)[number];

/** A header's name, without case, or a position counted from 1. */
const Column = z.union([z.string().min(1).max(100), z.number().int().min(1).max(300)], {
  error: "A column's name, or its position from 1 to 300.",
});
export type Column = z.infer<typeof Column>;

/** Which column holds what. For Kamailio, OpenSIPS and Asterisk's JSON the values are names of fields. */
export const Columns = z.partialRecord(z.enum(columnRoles), Column);
export type Columns = z.infer<typeof Columns>;

/** What every record of the source has in a role that no column holds, such as the account of the only customer. */
export const Constants = z.partialRecord(z.enum(columnRoles), z.string().min(1).max(200));

/** How a generic CSV file is written. `separator` counts for Asterisk's own mappings too. */
export const CsvDialect = z.strictObject({
  separator: z.enum([",", ";", "|", "\t"]).default(","),
  /** `double`: quotes around a field, doubled inside (RFC 4180). `backslash`: quotes inside are escaped by `\`. `none`: a quote is a character like any other. */
  quoting: z.enum(["double", "backslash", "none"]).default("double"),
  /** Lines before the header or the first row that are no part of the table. */
  skipLines: z.number().int().min(0).max(100).default(0),
  /** Whether the first line names the columns. Without one, columns are positions. */
  header: z.boolean().default(true),
  /** Only rows whose column holds one of the values, without regard to case, are calls; the others are passed over. Null: every row is one. */
  rowFilter: z
    .strictObject({ column: Column, values: z.array(z.string().max(100)).min(1, "Give at least one value.").max(20) })
    .nullable()
    .default(null),
  /**
   * `iso` (ISO 8601, with or without zone), `epoch` (seconds since 1970, decimals allowed), `epochMs`, or a pattern of
   * `YYYY YY MMM MM M DD D HH H hh h mm ss SSS A Z zzz ddd` with anything between, as `DD.MM.YYYY HH:mm:ss`. `MMM` is an
   * English month's first letters, `A` AM or PM, `Z` an offset, `zzz` a zone's letters and `ddd` a weekday, both passed
   * over. Times without an offset are in the source's zone.
   */
  timeFormat: z.string().min(2).max(60).default("iso"),
  /** Unit of the duration column: seconds (decimals after a point or a comma), milliseconds, or `1:02:03`. */
  durationUnit: z.enum(["s", "ms", "hms"]).default("s"),
  /** Words of the `cause` column that mean answered, for tables with neither an answer time nor a SIP code. */
  answeredWords: z.array(z.string().min(1).max(60)).max(20).default([]),
});
export type CsvDialect = z.infer<typeof CsvDialect>;

export const plainCsv: CsvDialect = {
  separator: ",",
  quoting: "double",
  skipLines: 0,
  header: true,
  rowFilter: null,
  timeFormat: "iso",
  durationUnit: "s",
  answeredWords: [],
};

/**
 * How a number is taken out of what a field holds, for both numbers of every layout: what stands behind the last `after`,
 * then before the first `before`, then without any of the characters in `remove`. `sip:+44 20@10.0.0.1` with `sip:`, `@`
 * and a space is `+4420`. Empty text switches a step off.
 */
export const NumberText = z.strictObject({
  after: z.string().max(40).default(""),
  before: z.string().max(40).default(""),
  remove: z.string().max(20).default(""),
});
export type NumberText = z.infer<typeof NumberText>;

/** Longer than any header of SIP; what is longer holds no number and is left as it is. */
const longestText = 8192;

export function numberIn(text: string, { after, before, remove }: NumberText): string {
  if (text.length > longestText) return text;
  const from = after === "" ? -1 : text.lastIndexOf(after);
  const tail = from < 0 ? text : text.slice(from + after.length);
  const to = before === "" ? -1 : tail.indexOf(before);
  const number = to < 0 ? tail : tail.slice(0, to);
  return remove === "" ? number : [...number].filter((char) => !remove.includes(char)).join("");
}

import { mostRows, sheetRows } from "../../../functions/exports/row-limits.ts";
import { countOf, countText } from "../ui/format.ts";
import type { ExportFormat, ExportKind, ExportLine } from "./export.api.ts";

/** What the lists are called. */
export const kindWords: Record<ExportKind, string> = {
  customers: "Customers",
  resellers: "Resellers",
  devices: "Devices",
  dids: "DIDs",
  routes: "Routes",
  rates: "Rates",
  calls: "Calls",
  analysis: "Call analysis",
  "overall-analysis": "Analysis of all customers",
  statement: "Account statement",
  "vendor-statement": "Vendor's statement",
  payments: "Payments",
  prices: "Prices",
  invoices: "Invoices",
  audit: "Audit log",
  suspense: "Suspense",
  rerate: "Re-rated calls",
  comparison: "Comparison by destination",
  differences: "Calls that differ",
};

export const formats = ["csv", "txt", "xlsx", "xls", "pdf"] as const satisfies readonly ExportFormat[];

const upTo = (format: ExportFormat) => `up to ${countText(mostRows[format])} rows`;

/** A word about each format, for the one who chooses. */
export const formatWords: Record<ExportFormat, string> = {
  csv: `Text with commas and a header line, for any program; ${upTo("csv")}.`,
  txt: `The CSV without its header line; ${upTo("txt")}.`,
  xlsx: `Excel workbook; another worksheet begins at ${countText(sheetRows.xlsx)} rows.`,
  xls: `Old Excel; another worksheet begins at ${countText(sheetRows.xls)} rows, and it stops at ${countText(mostRows.xls)}.`,
  pdf: `For printing and sending, with the filters on the first page; ${upTo("pdf")}.`,
};

/** `156 rows, filters: company contains tel`. */
export function previewText(rows: number | null, criteria: readonly string[]): string {
  const count = rows === null ? "The rows are counted while they are written" : countOf(rows, false, "row");
  const filters = criteria.filter((one) => !one.startsWith("sorted by"));
  const order = criteria.filter((one) => one.startsWith("sorted by"));
  return [count, filters.length > 0 ? `filters: ${filters.join(", ")}` : "no filters", ...order].join(", ");
}

/** Why this many rows do not go into the format; undefined where they do. */
export const tooManyFor = (format: ExportFormat, rows: number | null): string | undefined =>
  rows !== null && rows > mostRows[format]
    ? `${format.toUpperCase()} is made for ${upTo(format)}. Choose CSV or XLSX, or narrow the filters.`
    : undefined;

const sizes = ["bytes", "KB", "MB", "GB"];

/** `4.2 MB`. */
export function sizeText(bytes: number): string {
  const step = Math.min(sizes.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)));
  const value = bytes / 1000 ** step;
  return `${step > 0 && value < 10 ? value.toFixed(1) : Math.round(value)} ${sizes[step]}`;
}

const failures: Record<NonNullable<ExportLine["failure"]>["reason"], string> = {
  TOO_MANY_ROWS: "Too many rows",
  OUT_OF_TIME: "Out of time",
  NO_LONGER_ALLOWED: "No longer allowed",
  INTERRUPTED: "Interrupted",
  INTERNAL: "A fault of ours",
};

export const failureText = ({ reason, message }: NonNullable<ExportLine["failure"]>): string =>
  `${failures[reason]}: ${message}`;

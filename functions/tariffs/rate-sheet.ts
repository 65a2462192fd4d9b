import * as z from "zod";
import { nanoOf } from "../money/money.ts";
import { wallClockInstant } from "./card-window.ts";
import { maxPrefixLength } from "./prefix-index.ts";
import type { RateTerms } from "./rate.ts";
import type { ColumnMapping, SheetField } from "./sheet-columns.ts";

/**
 * Rows of a price sheet as carriers and resellers send them, read strictly: what could be meant in two ways is refused
 * with its line and reason, because a price that was guessed is found by the customer.
 */

/** Why a line of a sheet became no rate. */
export const RejectReason = z.enum([
  /** The line is not CSV: an open quote, or more text than a line may have. */
  "MALFORMED",
  /** Bytes that are not of the file's encoding. */
  "ENCODING",
  "BAD_PREFIX",
  /** Not a number, more than 9 decimals, or a comma that may mean thousands. */
  "BAD_PRICE",
  "NEGATIVE",
  /** Above the tariff's price ceiling. */
  "OVER_CEILING",
  "BAD_INCREMENT",
  /** Neither ISO 8601 nor empty; day and month cannot be told apart. */
  "BAD_DATE",
  /** It would end before it begins. */
  "BAD_PERIOD",
  "BAD_FLAG",
  "BAD_NAME",
  /** The same prefix and start as an earlier line, which is kept. */
  "DUPLICATE",
]);
export type RejectReason = z.infer<typeof RejectReason>;

/** A line that was refused. `line` counts from 1, the header included. */
export interface Reject {
  line: number;
  reason: RejectReason;
  detail: string;
  raw: string;
}

/** A line that is a rate. `fromMs` undefined: the sheet gives no start. */
export interface SheetRow {
  line: number;
  prefix: string;
  destination: string;
  terms: RateTerms;
  fromMs: number | undefined;
  toMs: number;
}

export interface SheetRules {
  mapping: ColumnMapping;
  /** Highest price and fee believed, in currency units. */
  ceiling: string;
  /** Zone in which dates without one are meant. */
  timeZone: string;
  /** Whether a comma may be the decimal sign: not in a sheet whose columns are separated by commas. */
  decimalComma: boolean;
}

/** Says why a cell is no good; caught where the row is read. */
class Unreadable extends Error {
  readonly reason: RejectReason;
  constructor(reason: RejectReason, detail: string) {
    super(detail);
    this.reason = reason;
  }
}

const refuse = (reason: RejectReason, detail: string): never => {
  throw new Unreadable(reason, detail);
};

function prefixOf(cell: string): string {
  const digits = cell.replace(/^\+/, "").replace(/[\s-]/g, "");
  if (/^\d[.,]?\d*e\+?\d+$/i.test(digits))
    refuse("BAD_PREFIX", `${cell} was shortened by a spreadsheet; format it as text`);
  if (!/^[0-9*#]+$/.test(digits) || digits.length > maxPrefixLength)
    refuse("BAD_PREFIX", `prefix ${JSON.stringify(cell)} is not 1 to ${maxPrefixLength} digits`);
  return digits;
}

/** Nano of a price, as a number: the ceiling keeps it exact. */
function priceOf(cell: string, field: SheetField, { ceiling, decimalComma }: SheetRules): number {
  let text = cell;
  if (/^\d+,\d+$/.test(text)) {
    if (!decimalComma || /^[1-9]\d{0,2},\d{3}$/.test(text))
      refuse("BAD_PRICE", `${field} ${JSON.stringify(cell)} may mean thousands; write it with a point`);
    text = text.replace(",", ".");
  }
  text = text
    .replace(/^\./, "0.")
    .replace(/(\.\d*?)0+$/, "$1")
    .replace(/\.$/, "");
  if (/^-\s*[\d.]/.test(text)) refuse("NEGATIVE", `${field} ${cell} is below zero`);
  if (!/^\d{1,15}(\.\d{1,9})?$/.test(text))
    refuse("BAD_PRICE", `${field} ${JSON.stringify(cell)} is not a number with at most 9 decimals`);
  const nano = nanoOf(text);
  if (nano > nanoOf(ceiling)) refuse("OVER_CEILING", `${field} ${cell} is above the ceiling of ${ceiling}`);
  return Number(nano);
}

function secondsOf(cell: string, field: string, min: number): number {
  if (/^-/.test(cell)) refuse("NEGATIVE", `${field} ${cell} is below zero`);
  const seconds = /^\d{1,6}$/.test(cell) ? Number(cell) : -1;
  if (seconds < min || seconds > 86_400)
    refuse("BAD_INCREMENT", `${field} ${JSON.stringify(cell)} is not ${min} to 86400 s`);
  return seconds;
}

function instantOf(cell: string, field: string, timeZone: string): number {
  const parts =
    /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?)?(Z|[+-]\d{2}:?\d{2})?$/.exec(cell);
  if (!parts) return refuse("BAD_DATE", `${field} ${JSON.stringify(cell)} is not a date such as 2026-10-31`);
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map((part) => Number(part ?? 0));
  const wall = Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second);
  if (new Date(wall).toISOString().slice(0, 10) !== cell.slice(0, 10) || (hour ?? 0) > 23 || (minute ?? 0) > 59)
    return refuse("BAD_DATE", `${field} ${cell} is not a day of the calendar`);
  if (parts[7]) {
    const exact = Date.parse(cell.replace(" ", "T"));
    return Number.isNaN(exact) ? refuse("BAD_DATE", `${field} ${cell} is not an instant`) : exact;
  }
  return wallClockInstant(timeZone, wall);
}

const yes = new Set(["true", "yes", "y", "1", "blocked", "x"]);
const no = new Set(["false", "no", "n", "0", "open", ""]);

function flagOf(cell: string): boolean {
  const word = cell.toLowerCase();
  if (yes.has(word)) return true;
  return no.has(word) ? false : refuse("BAD_FLAG", `blocked ${JSON.stringify(cell)} is neither yes nor no`);
}

/** `30/6`, `30-6`, or one number for both. */
function incrementsOf(cell: (field: SheetField) => string): { firstIncrement: number; nextIncrement: number } {
  const both = cell("increments");
  const [first, next] = both
    ? both.split(/[/\-+;]/).map((part) => part.trim())
    : [cell("firstIncrement"), cell("nextIncrement")];
  const firstIncrement = first ? secondsOf(first, "first increment", 1) : undefined;
  const nextIncrement = next ? secondsOf(next, "next increment", 1) : undefined;
  return { firstIncrement: firstIncrement ?? nextIncrement ?? 1, nextIncrement: nextIncrement ?? firstIncrement ?? 1 };
}

function read(cells: readonly string[], line: number, rules: SheetRules): SheetRow {
  const { positions } = rules.mapping;
  const cell = (field: SheetField): string => {
    const position = positions[field];
    return position === undefined ? "" : (cells[position] ?? "").trim();
  };
  const prefix = prefixOf(cell("prefix"));
  const destination = cell("destination") || prefix;
  if (destination.length > 120) refuse("BAD_NAME", "the destination's name is longer than 120 characters");
  if (destination.includes("\uFFFD")) refuse("ENCODING", "the destination's name is not in the encoding of the file");
  const fee = cell("connectFee");
  const [grace, free] = [cell("graceSeconds"), cell("freeSeconds")];
  const terms: RateTerms = {
    pricePerMinute: priceOf(cell("pricePerMinute"), "pricePerMinute", rules),
    connectFee: fee ? priceOf(fee, "connectFee", rules) : 0,
    ...incrementsOf(cell),
    graceSeconds: grace ? secondsOf(grace, "grace", 0) : 0,
    freeSeconds: free ? secondsOf(free, "free seconds", 0) : 0,
    blocked: flagOf(cell("blocked")),
  };
  const [from, to] = [cell("effectiveFrom"), cell("effectiveTo")];
  const fromMs = from ? instantOf(from, "effectiveFrom", rules.timeZone) : undefined;
  const toMs = to ? instantOf(to, "effectiveTo", rules.timeZone) : Number.POSITIVE_INFINITY;
  if (fromMs !== undefined && toMs <= fromMs) refuse("BAD_PERIOD", `it ends at ${to}, not after its start at ${from}`);
  return { line, prefix, destination, terms, fromMs, toMs };
}

/** One line of a sheet: a rate, or why it is none. */
export function readSheetRow(cells: readonly string[], line: number, rules: SheetRules): SheetRow | Reject {
  try {
    return read(cells, line, rules);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return { line, reason: error.reason, detail: error.message, raw: cells.join(",").slice(0, 1000) };
  }
}

export const isReject = (one: SheetRow | Reject): one is Reject => "reason" in one;

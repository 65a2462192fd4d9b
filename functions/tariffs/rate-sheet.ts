import { unforced } from "../sheets/written-cell.ts";
import type { RateTerms } from "./rate.ts";
import type { ColumnMapping, SheetField } from "./sheet-columns.ts";
import { instantOf } from "./sheet-date.ts";
import { prefixesOf } from "./sheet-prefixes.ts";
import { type PriceRules, priceOf } from "./sheet-price.ts";
import { CellRefused, quoted, type Reject, refuse } from "./sheet-refusal.ts";
import { type Availability, availabilityOf } from "./sheet-words.ts";

/**
 * Rows of a price sheet as carriers and resellers send them, read strictly: what could be meant in two ways is refused
 * with its line and reason, because a price that was guessed is found by the customer.
 */

/** A prefix of a line that is a rate. `fromMs` undefined: the sheet gives no start. */
export interface SheetRow {
  line: number;
  prefix: string;
  destination: string;
  terms: RateTerms;
  fromMs: number | undefined;
  toMs: number;
  /** The row says that the prefix is no longer sold: its rate ends at the start of this row. */
  closes: boolean;
}

export interface SheetRules extends PriceRules {
  mapping: ColumnMapping;
  /** Zone in which dates without one are meant. */
  timeZone: string;
}

function secondsOf(cell: string, field: string, min: number): number {
  if (/^-/.test(cell)) refuse("NEGATIVE", `${field} ${quoted(cell)} is below zero`);
  const seconds = /^\d{1,6}$/.test(cell) ? Number(cell) : -1;
  if (seconds < min || seconds > 86_400) refuse("BAD_INCREMENT", `${field} ${quoted(cell)} is not ${min} to 86400 s`);
  return seconds;
}

const yes = new Set(["true", "yes", "y", "1", "x"]);
const no = new Set(["false", "no", "n", "0", ""]);

type Cell = (field: SheetField) => string;

/** The strictest of what the blocked column, the status and a word in place of the price say. */
function availability(cell: Cell, rules: SheetRules): Availability {
  const said: Availability[] = [];
  const [flag, status, price] = [cell("blocked"), cell("status"), cell("pricePerMinute")];
  if (yes.has(flag.toLowerCase())) said.push("BLOCKED");
  else if (!no.has(flag.toLowerCase())) {
    const word = availabilityOf(flag, rules.layout);
    said.push(word ?? refuse("BAD_FLAG", `blocked ${quoted(flag)} is neither yes nor no`));
  }
  if (status) {
    const word = availabilityOf(status, rules.layout);
    said.push(word ?? refuse("BAD_FLAG", `status ${quoted(status)} is not known; declare it as blocked or closed`));
  }
  const word = /[\p{L}]/u.test(price) ? availabilityOf(price, rules.layout) : undefined;
  if (word) said.push(word);
  return said.includes("CLOSED") ? "CLOSED" : said.includes("BLOCKED") ? "BLOCKED" : "OPEN";
}

/** `30/6`, `30-6`, or one number for both. */
function incrementsOf(cell: Cell): { firstIncrement: number; nextIncrement: number } {
  const both = cell("increments");
  const [first, next] = both
    ? both.split(/[/\-+;]/).map((part) => part.trim())
    : [cell("firstIncrement"), cell("nextIncrement")];
  const firstIncrement = first ? secondsOf(first, "first increment", 1) : undefined;
  const nextIncrement = next ? secondsOf(next, "next increment", 1) : undefined;
  return { firstIncrement: firstIncrement ?? nextIncrement ?? 1, nextIncrement: nextIncrement ?? firstIncrement ?? 1 };
}

/** A row that is not sold needs no price; one that is given still has to be one. */
function termsOf(cell: Cell, state: Availability, rules: SheetRules): RateTerms {
  const [price, fee] = [cell("pricePerMinute"), cell("connectFee")];
  const hasPrice = state === "OPEN" || /\d/.test(price);
  const [grace, free] = [cell("graceSeconds"), cell("freeSeconds")];
  return {
    pricePerMinute: hasPrice ? priceOf(price, "pricePerMinute", 60, rules) : 0,
    connectFee: fee ? priceOf(fee, "connectFee", 1, rules) : 0,
    ...incrementsOf(cell),
    graceSeconds: grace ? secondsOf(grace, "grace", 0) : 0,
    freeSeconds: free ? secondsOf(free, "free seconds", 0) : 0,
    blocked: state === "BLOCKED",
  };
}

function destinationOf(cell: string): string {
  const name = unforced(cell).replace(/\s+/g, " ");
  if (name.length > 120) refuse("BAD_NAME", "the destination's name is longer than 120 characters");
  if (name.includes("\uFFFD")) refuse("ENCODING", "the destination's name is not in the encoding of the file");
  if (/^[=@]/.test(name) || /\p{Cc}/u.test(name))
    refuse("BAD_NAME", `the destination ${quoted(name)} is a formula or has control characters`);
  return name;
}

function prefixesIn(cell: Cell, { layout, mapping }: SheetRules): string[] {
  const hasCountry = mapping.positions.countryCode !== undefined || layout.constants.countryCode !== undefined;
  return prefixesOf(cell("prefix"), hasCountry ? cell("countryCode") : undefined, layout.internationalPrefix);
}

function read(cell: Cell, line: number, prefixes: readonly string[], rules: SheetRules): SheetRow[] {
  const { layout, timeZone } = rules;
  const name = destinationOf(cell("destination"));
  const state = availability(cell, rules);
  const terms = termsOf(cell, state, rules);
  const [from, to] = [cell("effectiveFrom"), cell("effectiveTo")];
  const fromMs = from ? instantOf(from, "effectiveFrom", layout.dates, timeZone) : undefined;
  const toMs = to ? instantOf(to, "effectiveTo", layout.dates, timeZone) : Number.POSITIVE_INFINITY;
  const closes = state === "CLOSED";
  if (fromMs !== undefined && toMs <= fromMs && !closes)
    refuse("BAD_PERIOD", `it ends at ${to}, not after its start at ${from}`);
  return prefixes.map((prefix) => ({ line, prefix, destination: name || prefix, terms, fromMs, toMs, closes }));
}

/** Reads the rows of one sheet one by one, in their order: a cell may mean the one above it. */
export function rowReader(rules: SheetRules): (cells: readonly string[], line: number) => SheetRow[] | Reject {
  const { mapping, layout } = rules;
  const fills = new Set(layout.fillDown);
  const above = new Map<SheetField, string>();
  const textOf = (cells: readonly string[], field: SheetField): string => {
    const position = mapping.positions[field];
    const own = position === undefined ? "" : (cells[position] ?? "").trim();
    if (!fills.has(field)) return own || (layout.constants[field] ?? "");
    if (own) above.set(field, own);
    return own || (above.get(field) ?? layout.constants[field] ?? "");
  };
  return (cells, line) => {
    // Also in a row that is refused later: what stands above is what a person sees above.
    for (const field of fills) textOf(cells, field);
    const cell: Cell = (field) => textOf(cells, field);
    let prefixes: string[] = [];
    try {
      prefixes = prefixesIn(cell, rules);
      return read(cell, line, prefixes, rules);
    } catch (error) {
      if (!(error instanceof CellRefused)) throw error;
      return { line, reason: error.reason, detail: error.message, raw: cells.join(",").slice(0, 1000), prefixes };
    }
  };
}

export const isReject = (one: SheetRow[] | Reject): one is Reject => !Array.isArray(one);

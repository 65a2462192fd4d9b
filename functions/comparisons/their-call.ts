import { type Nano, nanoOf, nanoPlaces } from "../money/money.ts";
import type { FieldFault } from "../platform/problem.ts";
import { unforced, withPoint } from "../sheets/written-cell.ts";
import { instantOf } from "../tariffs/sheet-date.ts";
import { CellRefused, quoted } from "../tariffs/sheet-refusal.ts";
import type { Told } from "./difference.ts";
import { numberKey } from "./number-key.ts";
import type { TheirField, TheirLayout, TheirMapping } from "./their-fields.ts";

/** A line of their file as a call. */
export interface TheirCall extends Told {
  /** From 1. */
  line: number;
  /** As it is written, without what is no digit. */
  number: string;
  key: string;
  /** Epoch seconds, as their clock was read. */
  atSeconds: number;
  /** As the file calls it; empty where it does not. */
  destination: string;
}

export interface TheirRules {
  layout: TheirLayout;
  mapping: Pick<TheirMapping, "positions">;
  commaSeparated: boolean;
  /** Zone in which times without an offset are read. */
  timeZone: string;
  numberDigits: number;
  /** Currency of our amounts. */
  currency: string;
}

/** A row that is no call: all that is wrong with it. */
export interface Faulty {
  reason: "FAULTY" | "CURRENCY";
  faults: FieldFault[];
}
export const isFaulty = (read: TheirCall | Faulty): read is Faulty => "faults" in read;

class Fault extends Error {}
const fault = (message: string): never => {
  throw new Fault(message);
};

function numberIn(cell: string): string {
  if (cell === "") fault("Is missing.");
  if (/^\d(\.\d+)?e\+?\d+$/i.test(cell)) fault(`${quoted(cell)} was shortened by a spreadsheet.`);
  const number = cell
    .replace(/^sips?:|^tel:/i, "")
    .replace(/[@;].*$/, "")
    .replace(/[\s().+-]/g, "");
  return /^\d{1,40}$/.test(number) ? number : fault(`${quoted(cell)} is not a number that can be called.`);
}

/** Seconds since 1970, milliseconds since 1970, or a date with a time. */
function secondsOfTime(cell: string, { layout, timeZone }: TheirRules): number {
  if (cell.trim() === "") fault("Is missing.");
  const epoch = /^(\d{10})(?:\d{3})?(?:\.\d+)?$/.exec(cell)?.[1];
  if (epoch) return Number(epoch);
  if (!cell.includes(":")) fault(`${quoted(cell)} has no time of day.`);
  try {
    return Math.floor(instantOf(cell, "The time", layout.dates, timeZone) / 1000);
  } catch (error) {
    if (error instanceof CellRefused) return fault(`${error.message}.`);
    throw error;
  }
}

const longestSeconds = 31_622_400;

/** `61`, `61.4` (a begun second counts), `1:01`, `0:01:01`. */
function secondsIn(cell: string): number {
  const parts = /^(?:(\d{1,4}):)?(\d{1,4}):([0-5]\d)(?:[.,]\d+)?$/.exec(cell);
  const seconds = parts
    ? Number(parts[1] ?? 0) * 3600 + Number(parts[2]) * 60 + Number(parts[3])
    : /^\d{1,8}([.,]\d{1,9})?$/.test(cell)
      ? Math.ceil(Number(cell.replace(",", ".")))
      : fault(`${quoted(cell)} is not a duration in seconds or as h:mm:ss.`);
  return seconds <= longestSeconds ? seconds : fault(`${quoted(cell)} is longer than a year.`);
}

function amountIn(cell: string, { layout, commaSeparated }: TheirRules): Nano {
  const bare = cell.replace(/[\s€£$¥]/g, "");
  const read = withPoint(bare, { decimal: layout.decimal, commaSeparated });
  if (typeof read !== "string")
    return fault(
      read.doubt === "POINT"
        ? `${quoted(cell)} has a point where a decimal comma was declared.`
        : `${quoted(cell)} may mean thousands; declare the decimal sign.`,
    );
  const parts = /^(-?\d{1,15})(?:\.(\d{1,30}))?$/.exec(read);
  const decimals = (parts?.[2] ?? "").replace(/0+$/, "");
  if (!parts || decimals.length > nanoPlaces) return fault(`${quoted(cell)} is not an amount with at most 9 decimals.`);
  return nanoOf(decimals === "" ? (parts[1] ?? "") : `${parts[1]}.${decimals}`);
}

/** The cells of one row by their fields, and what is found wrong with them. */
class Row {
  readonly faults: FieldFault[] = [];
  private readonly cells: readonly string[];
  private readonly rules: TheirRules;

  constructor(cells: readonly string[], rules: TheirRules) {
    this.cells = cells;
    this.rules = rules;
  }

  text(name: TheirField): string {
    const { layout, mapping } = this.rules;
    const position = mapping.positions[name];
    const cell = position === undefined ? "" : unforced((this.cells[position] ?? "").trim()).trim();
    return cell || (layout.constants[name] ?? "");
  }

  /** Undefined where it is no good. */
  read<T>(name: TheirField, way: (text: string) => T, text = this.text(name)): T | undefined {
    try {
      return way(text);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      this.faults.push({ path: name, message: error.message });
      return undefined;
    }
  }

  /** Null where the row does not say it. */
  told<T>(name: TheirField, way: (text: string) => T): T | null {
    return this.text(name) === "" ? null : (this.read(name, way) ?? null);
  }
}

/** Reads one row with all that is wrong with it. */
export function theirCallOf(cells: readonly string[], line: number, rules: TheirRules): TheirCall | Faulty {
  const row = new Row(cells, rules);
  const { faults } = row;
  const number = row.read("number", numberIn) ?? "";
  const time = `${row.text("date")} ${row.text("time")}`.trim();
  const atSeconds = row.read("time", (text) => secondsOfTime(text, rules), time) ?? 0;
  const [talk, billedSeconds] = [row.told("seconds", secondsIn), row.told("billedSeconds", secondsIn)];
  if (row.text("seconds") === "" && row.text("billedSeconds") === "") row.read("seconds", () => fault("Is missing."));
  const amount = row.told("amount", (text) => amountIn(text, rules));
  const currency = row.text("currency").toUpperCase();
  if (faults.length > 0) return { reason: "FAULTY", faults };
  if (currency !== "" && currency !== rules.currency) {
    const message = `Is ${currency.slice(0, 10)}; our amounts are in ${rules.currency}.`;
    return { reason: "CURRENCY", faults: [{ path: "currency", message }] };
  }
  const key = numberKey(number, rules.numberDigits);
  const destination = row.text("destination").slice(0, 100);
  return { line, number, key, atSeconds, seconds: talk ?? billedSeconds ?? 0, billedSeconds, amount, destination };
}

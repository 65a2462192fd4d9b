import { countryCodes } from "../customers/country.ts";
import { codecNames } from "../customers/customer-fields.ts";
import { type NumberWriting, withPoint } from "../sheets/written-cell.ts";
import type { Reading } from "./import-fields.ts";

/**
 * Cells as the values that the form would send. A cell that cannot be read so stays the text that it is: the form's own
 * rule then names what is wrong with it.
 */

/** What the sheet's names are looked up in. */
export interface CellContext extends NumberWriting {
  /** Ids of the tariffs of a name, in small letters. */
  tariffs: ReadonlyMap<string, readonly string[]>;
}

/** A cell that can be read in two ways, or not at all. */
export interface CellDoubt {
  message: string;
}

export const isDoubt = (value: unknown): value is CellDoubt =>
  typeof value === "object" && value !== null && "message" in value && Object.keys(value).length === 1;

const yes = new Set(["yes", "y", "true", "1", "on", "enabled"]);
const no = new Set(["no", "n", "false", "0", "off", "disabled"]);

function flagOf(cell: string): unknown {
  const word = cell.toLowerCase();
  return yes.has(word) ? true : no.has(word) ? false : cell;
}

function pointed(cell: string, context: NumberWriting): string | CellDoubt {
  const read = withPoint(cell.replace(/\s/g, ""), context);
  if (typeof read === "string") return read;
  const message = {
    POINT: "Has a point where a decimal comma was declared.",
    THOUSANDS: "May mean thousands: declare the decimal sign.",
  }[read.doubt];
  return { message };
}

function numberOf(cell: string, context: NumberWriting): unknown {
  const text = pointed(cell, context);
  if (typeof text !== "string") return text;
  return /^-?\d{1,15}(\.0*)?$/.test(text) ? Number(text) : cell;
}

/** Decimal text; a spreadsheet's `100.` and `.5` get the digits that they leave out. */
function moneyOf(cell: string, context: NumberWriting): unknown {
  const text = pointed(cell, context);
  if (typeof text !== "string") return text;
  const parts = /^(-?)(\d*)(?:\.(\d*))?$/.exec(text);
  if (!parts || (parts[2] === "" && !parts[3])) return cell;
  const decimals = (parts[3] ?? "").replace(/0+$/, "");
  return `${parts[1]}${(parts[2] ?? "").replace(/^0+(?=\d)/, "") || "0"}${decimals ? `.${decimals}` : ""}`;
}

const parts = (cell: string): string[] =>
  cell
    .split(/[,;|\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== "");

const bare = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, "");
const codecs = new Map<string, string>([
  ...codecNames.map((name) => [bare(name), name] as const),
  ...(["ulaw", "g711u", "g711ulaw", "pcmulaw"] as const).map((name) => [name, "PCMU"] as const),
  ...(["alaw", "g711a", "g711alaw", "pcmalaw"] as const).map((name) => [name, "PCMA"] as const),
  ["g7231", "G723"],
]);

/** `VAT 19%; City 4.5`; a number alone is VAT. */
function taxOf(part: string): unknown {
  const named = /^(?:(.*?)[\s:=]+)?(\d+(?:\.\d+)?)\s*%?$/.exec(part);
  return named ? { name: named[1]?.trim() || "VAT", percent: named[2] } : { name: part, percent: "" };
}

/** `switch-1: 1042` counts for that CDR source alone, as an export writes it. */
function codeOf(part: string): unknown {
  const ofSource = /^(src_[0-9A-Z]{26})\s*:\s*(.+)$/.exec(part);
  return ofSource ? { source: ofSource[1], code: ofSource[2] } : part;
}

const names = new Intl.DisplayNames("en", { type: "region" });
const countries = new Map(countryCodes.map((code) => [(names.of(code) ?? code).toLowerCase(), code]));
const alsoCalled: Record<string, string> = {
  usa: "US",
  uk: "GB",
  "great britain": "GB",
  "czech republic": "CZ",
  turkey: "TR",
};

function countryOf(cell: string): string {
  if (/^[A-Za-z]{2}$/.test(cell) && cell.toLowerCase() !== "uk") return cell.toUpperCase();
  const name = cell.toLowerCase();
  return alsoCalled[name] ?? countries.get(name) ?? cell;
}

function tariffOf(cell: string, { tariffs }: CellContext): unknown {
  const ids = tariffs.get(cell.toLowerCase()) ?? [];
  if (ids.length > 1) return { message: "Several tariffs have this name: write the id of one." };
  return ids[0] ?? cell;
}

/** `Pre-paid` is `PREPAID`: the form's words are capitals with `_`. */
const wordOf = (cell: string): string => {
  const word = cell.toUpperCase().replace(/[\s-]+/g, "_");
  return { PRE_PAID: "PREPAID", POST_PAID: "POSTPAID" }[word] ?? word;
};

/** The value of a cell that is not empty; `CellDoubt` for one that could be read in two ways. */
export function cellValue(cell: string, reads: Reading, context: CellContext): unknown {
  switch (reads) {
    case "text":
    case "join":
      return cell;
    case "word":
      return wordOf(cell);
    case "number":
      return numberOf(cell, context);
    case "money":
      return moneyOf(cell, context);
    case "flag":
      return flagOf(cell);
    case "list":
      return parts(cell);
    case "numbers":
      return parts(cell).map((part) => numberOf(part, context));
    case "codecs":
      return parts(cell).map((part) => codecs.get(bare(part)) ?? part);
    case "codes":
      return parts(cell).map(codeOf);
    case "taxes":
      return parts(cell).map(taxOf);
    case "tariff":
      return tariffOf(cell, context);
    case "country":
      return countryOf(cell);
  }
}

import { counted } from "../../time/counted.ts";
import type { ColumnRole } from "../csv-dialect.ts";
import { billableFrom, type CdrSource } from "../source.ts";
import { type CallInstants, resolveInstants } from "../zoned-time.ts";
import { csvFaults, csvLine } from "./csv-line.ts";
import {
  type CdrFormat,
  cdrOf,
  millisOf,
  park,
  partiesOf,
  q850Of,
  type RawRecord,
  type Reading,
  sipCodeOf,
  textOf,
  wholeOf,
} from "./format.ts";
import { isAskedFor } from "./log-fields.ts";
import { instantsIn } from "./time-pattern.ts";

/** Any table of calls, read by the column mapping that the source saves. */

/** Which column (from 0) holds a role, found once for a delivery. */
type Places = ReadonlyMap<ColumnRole, number>;

/** @returns the places, or the header names that are missing. */
function placesOf(source: CdrSource, header: readonly string[]): Places | string[] {
  const names = header.map((name) => name.trim().toLowerCase());
  const asked = Object.entries(source.columns) as [ColumnRole, string | number][];
  if (source.cliField) asked.push(["cli", source.cliField]);
  if (source.cldField) asked.push(["cld", source.cldField]);
  const found = asked.map(([role, column]): [ColumnRole, number] => [
    role,
    typeof column === "number" ? column - 1 : names.indexOf(column.trim().toLowerCase()),
  ]);
  const missing = asked.filter((_, index) => (found[index]?.[1] ?? -1) < 0).map(([, column]) => String(column));
  return missing.length > 0 ? missing : new Map(found);
}

type Ask = (role: ColumnRole) => string;

const isOneOf = (words: readonly string[], text: string): boolean => {
  const sought = text.trim().toLowerCase();
  return words.some((word) => word.trim().toLowerCase() === sought);
};

/** Ways to write that there is no such time. */
const never = /^(?:0+(?:[.,]0+)?|0000-00-00.*|-|null)?$/i;

interface Times extends CallInstants {
  billableMs: number;
}

/** `1:02:03`, `62:03` or `63`, the seconds with decimals. */
function clockMs(text: string): number | undefined {
  const parts = /^(?:(?:(\d{1,4}):)?(\d{1,4}):)?(\d{1,6}(?:[.,]\d{1,12})?)$/.exec(text.trim());
  const seconds = parts && millisOf(parts[3] ?? "");
  if (!parts || seconds === undefined || seconds === null) return undefined;
  return Number(parts[1] ?? 0) * 3_600_000 + Number(parts[2] ?? 0) * 60_000 + seconds;
}

/** The duration column in ms; null when it is empty, undefined when it is no number. */
function durationOf(source: CdrSource, text: string): number | null | undefined {
  if (text.trim() === "") return null;
  switch (source.csv.durationUnit) {
    case "s":
      return millisOf(text);
    case "hms":
      return clockMs(text);
    case "ms":
      return /^-?\d{1,12}$/.test(text.trim()) ? Number(text) : undefined;
  }
}

/** Said by an answer time, by a SIP code or by a word, in this order of trust; by a duration only where nothing else is there. */
function isAnswered(source: CdrSource, ask: Ask, places: Places, durationMs: number | null): boolean {
  if (places.has("answer")) return !never.test(ask("answer").trim());
  const { answeredWords } = source.csv;
  const code = sipCodeOf(ask("sipCode"));
  if (code === null && answeredWords.length > 0) return isOneOf(answeredWords, ask("cause"));
  return code === null ? (durationMs ?? 0) > 0 : code >= 200 && code < 300;
}

/** The instants and the talk time, or which column cannot be read. */
function timesOf(source: CdrSource, ask: Ask, places: Places): Times | string {
  const instants = (role: ColumnRole) => instantsIn(ask(role), source.csv.timeFormat, source.timeZone);
  const durationMs = durationOf(source, ask("duration"));
  if (durationMs === undefined) return "duration is not a number.";
  const answered = isAnswered(source, ask, places, durationMs);
  const stamps = {
    setup: instants("setup"),
    answer: answered && places.has("answer") ? instants("answer") : [],
    end: never.test(ask("end").trim()) ? [] : instants("end"),
  };
  if (stamps.setup.length === 0) return "setup is not a time of the source's format.";
  if (answered && places.has("answer") && stamps.answer.length === 0)
    return "answer is not a time of the source's format.";
  if (!never.test(ask("end").trim()) && stamps.end.length === 0) return "end is not a time of the source's format.";
  const times = resolveInstants({ ...stamps, totalMs: undefined });
  if (!answered) return { ...times, answeredMs: null, billableMs: 0 };
  return talkOf(source, times, durationMs);
}

function talkOf(source: CdrSource, times: CallInstants, durationMs: number | null): Times | string {
  const { endedMs } = times;
  const answeredMs = times.answeredMs ?? (endedMs === null ? times.setupMs : endedMs - (durationMs ?? 0));
  if (billableFrom(source) === "duration")
    return durationMs === null ? "duration is empty." : { ...times, answeredMs, billableMs: durationMs };
  return endedMs === null ? "end is empty." : { ...times, answeredMs, billableMs: endedMs - answeredMs };
}

const legs: Record<string, "a" | "b"> = { a: "a", b: "b" };
const releasers: Record<string, "caller" | "callee" | "switch"> = {
  caller: "caller",
  callee: "callee",
  switch: "switch",
};

function callOf(source: CdrSource, record: RawRecord, ask: Ask, places: Places): Reading {
  const callId = ask("callId").trim();
  if (callId === "") return park(record, "MALFORMED", "The call's id is empty.");
  const times = timesOf(source, ask, places);
  if (typeof times === "string") return park(record, "MALFORMED", times);
  const leg = ask("leg").trim() || "a";
  const side = Object.hasOwn(legs, leg.toLowerCase()) ? legs[leg.toLowerCase()] : "a";
  const releaser = ask("releasedBy").trim().toLowerCase();
  const whole = source.csv.durationUnit !== "ms" && !/[.,]/.test(ask("duration"));
  return cdrOf(source, record.line, {
    callId,
    leg: side === "b" ? "b" : leg.toLowerCase() === "a" ? "a" : leg,
    billed: source.billedLeg === "all" || source.billedLeg === side,
    ...times,
    precision: billableFrom(source) === "duration" && whole ? "s" : "ms",
    durationSource: billableFrom(source),
    cliReceived: ask("cli").trim(),
    cldReceived: ask("cld").trim(),
    ...partiesOf(ask),
    sipCode: sipCodeOf(ask("sipCode")),
    q850: q850Of(ask("q850")),
    causeText: textOf(ask("cause")),
    releasedBy: Object.hasOwn(releasers, releaser) ? (releasers[releaser] ?? null) : null,
    pddMs: wholeOf(ask("pdd"), 0, 3_600_000),
  });
}

/** A row's answer to a role: its column, else the source's constant. */
const askOf =
  (source: CdrSource, places: Places, fields: readonly string[]): Ask =>
  (role) => {
    const value = fields[places.get(role) ?? -1] ?? "";
    return value === "" ? (source.constants[role] ?? "") : value;
  };

/** Where the column stands that says which rows are calls, -1 when it is not there. */
function filterPlace({ csv }: CdrSource, header: readonly string[]): number {
  const column = csv.rowFilter?.column ?? -1;
  if (typeof column === "number") return column - 1;
  return header.findIndex((name) => name.trim().toLowerCase() === column.trim().toLowerCase());
}

interface Table {
  places: Places | string[];
  /** Columns that a row has; undefined before the first row of a table without header. */
  width: number | undefined;
  filter: number;
}

const namelessTable = (source: CdrSource): Table => ({
  places: placesOf(source, []),
  width: undefined,
  filter: filterPlace(source, []),
});

/** What stands behind a header that cannot be cut: where columns are positions, rows; where they have names, its header may. */
function tableBehind(source: CdrSource): Table | undefined {
  const table = namelessTable(source);
  const isWhole = !Array.isArray(table.places) && (source.csv.rowFilter === null || table.filter >= 0);
  return isWhole ? table : undefined;
}

/** Reads one delivery; remembers its header and how many columns its rows have. */
class TableReader {
  readonly #source: CdrSource;
  #head: string | undefined;
  #table: Table | undefined;
  #skipped = 0;

  constructor(source: CdrSource) {
    this.#source = source;
    if (!source.csv.header) this.#table = namelessTable(source);
  }

  read(record: RawRecord): Reading {
    const { separator, quoting, skipLines, rowFilter } = this.#source.csv;
    if (this.#skipped < skipLines) {
      this.#skipped++;
      return undefined;
    }
    if (!isAskedFor(record, this.#source.onlyLinesWith) || record.text === this.#head) return undefined;
    const { fields, fault } = csvLine(record.text, separator, quoting);
    if (fault) {
      this.#table ??= tableBehind(this.#source);
      return park(record, record.unended && fault !== "TOO_WIDE" ? "TRUNCATED" : "MALFORMED", csvFaults[fault]);
    }
    if (this.#table === undefined) return this.#begin(record, fields);
    const { places, width, filter } = this.#table;
    if (Array.isArray(places)) return park(record, "MALFORMED", `The header has no column ${places.join(", ")}.`);
    // A trailer or an audit row may be shorter: what is no call need not look like one.
    if (rowFilter && !record.unended && !isOneOf(rowFilter.values, fields[filter] ?? "")) return undefined;
    if (width !== undefined && fields.length !== width) return badWidth(record, fields.length, width);
    this.#table.width = fields.length;
    return callOf(this.#source, record, askOf(this.#source, places, fields), places);
  }

  #begin(record: RawRecord, fields: string[]): Reading {
    const found = placesOf(this.#source, fields);
    const filter = filterPlace(this.#source, fields);
    const { rowFilter } = this.#source.csv;
    const lost = rowFilter && filter < 0 ? [String(rowFilter.column)] : [];
    const missing = [...(Array.isArray(found) ? found : []), ...lost];
    // A header again is passed over; a row that stood where the header was expected is not.
    if (missing.length === 0) this.#head = record.text;
    this.#table = { places: missing.length > 0 ? missing : found, width: fields.length, filter };
    return missing.length > 0
      ? park(record, "MALFORMED", `The header has no column ${missing.join(", ")}.`)
      : undefined;
  }
}

const badWidth = (record: RawRecord, count: number, width: number) =>
  park(
    record,
    record.unended && count < width ? "TRUNCATED" : "MALFORMED",
    `${counted(count, "column")} instead of ${width}.`,
  );

export const genericCsv: CdrFormat = {
  records: "lines",
  parserVersion: 1,
  open(source) {
    const table = new TableReader(source);
    return { read: (record) => table.read(record) };
  },
};

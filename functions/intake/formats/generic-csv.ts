import { billableFrom, type CdrSource, type ColumnRole } from "../source.ts";
import { type CallInstants, resolveInstants } from "../zoned-time.ts";
import { csvLine, quoteFaults } from "./csv-line.ts";
import {
  type CdrFormat,
  cdrOf,
  millisOf,
  park,
  q850Of,
  type RawRecord,
  type Reading,
  sipCodeOf,
  textOf,
  wholeOf,
} from "./format.ts";
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

/** Ways to write that there is no such time. */
const never = /^(?:0+(?:[.,]0+)?|0000-00-00.*|-|null)?$/i;

interface Times extends CallInstants {
  billableMs: number;
}

/** The duration column in ms; null when it is empty, undefined when it is no number. */
function durationOf(source: CdrSource, text: string): number | null | undefined {
  if (text.trim() === "") return null;
  if (source.csv.durationUnit === "s") return millisOf(text);
  return /^-?\d{1,12}$/.test(text.trim()) ? Number(text) : undefined;
}

function isAnswered(ask: Ask, places: Places, durationMs: number | null): boolean {
  if (places.has("answer")) return !never.test(ask("answer").trim());
  const code = sipCodeOf(ask("sipCode"));
  return code === null ? (durationMs ?? 0) > 0 : code >= 200 && code < 300;
}

/** The instants and the talk time, or which column cannot be read. */
function timesOf(source: CdrSource, ask: Ask, places: Places): Times | string {
  const instants = (role: ColumnRole) => instantsIn(ask(role), source.csv.timeFormat, source.timeZone);
  const durationMs = durationOf(source, ask("duration"));
  if (durationMs === undefined) return "duration is not a number.";
  const answered = isAnswered(ask, places, durationMs);
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
  const whole = source.csv.durationUnit === "s" && !/[.,]/.test(ask("duration"));
  return cdrOf(source, record.line, {
    callId,
    leg: side === "b" ? "b" : leg.toLowerCase() === "a" ? "a" : leg,
    billed: source.billedLeg === "all" || source.billedLeg === side,
    ...times,
    precision: billableFrom(source) === "duration" && whole ? "s" : "ms",
    durationSource: billableFrom(source),
    cliReceived: ask("cli").trim(),
    cldReceived: ask("cld").trim(),
    accountCode: textOf(ask("account")),
    sourceIp: textOf(ask("sourceIp")),
    sipUser: textOf(ask("sipUser")),
    authorizationId: textOf(ask("authorizationId")),
    gateway: textOf(ask("gateway")),
    destinationIp: textOf(ask("destinationIp")),
    sipCode: sipCodeOf(ask("sipCode")),
    q850: q850Of(ask("q850")),
    causeText: textOf(ask("cause")),
    releasedBy: Object.hasOwn(releasers, releaser) ? (releasers[releaser] ?? null) : null,
    codec: textOf(ask("codec")),
    pddMs: wholeOf(ask("pdd"), 0, 3_600_000),
  });
}

/** Reads one delivery; remembers its header and how many columns its rows have. */
function reader(source: CdrSource): (record: RawRecord) => Reading {
  const { separator, header } = source.csv;
  let head: string | undefined;
  let width: number | undefined;
  let places: Places | string[] | undefined = header ? undefined : placesOf(source, []);
  return (record) => {
    if (record.text.trim() === "" || record.text === head) return undefined;
    const { fields, fault } = csvLine(record.text, separator);
    if (fault) return park(record, record.unended ? "TRUNCATED" : "MALFORMED", quoteFaults[fault]);
    if (places === undefined) {
      head = record.text;
      width = fields.length;
      places = placesOf(source, fields);
      return Array.isArray(places)
        ? park(record, "MALFORMED", `The header has no column ${places.join(", ")}.`)
        : undefined;
    }
    if (Array.isArray(places)) return park(record, "MALFORMED", `The header has no column ${places.join(", ")}.`);
    if (width !== undefined && fields.length !== width)
      return park(
        record,
        record.unended && fields.length < width ? "TRUNCATED" : "MALFORMED",
        `${fields.length} columns instead of ${width}.`,
      );
    width = fields.length;
    const found = places;
    return callOf(source, record, (role) => fields[found.get(role) ?? -1] ?? "", found);
  };
}

export const genericCsv: CdrFormat = { records: "lines", open: reader };

import type { ParkedLine } from "../../cdrs/cdr.ts";
import { billableFrom, type CdrSource } from "../source.ts";
import { instantsOf, resolveInstants, wallTimeOf } from "../zoned-time.ts";
import { csvLine, quoteFaults } from "./csv-line.ts";
import { type CdrFormat, cdrOf, millisOf, park, type RawRecord, type Reading, textOf } from "./format.ts";

/**
 * Asterisk's Master.csv (cdr_csv.c, cdr.conf.sample): 16 columns, then uniqueid, userfield and three newer ones, each
 * only when switched on. Whole seconds, cut; local time unless `usegmtime=yes`. One call may make several records.
 */

const asUniqueId = /^(?:[\w.-]+-)?(\d{9,11})\.\d+$/;

interface Tail {
  uniqueId: string | null;
  linkedId: string | null;
  sequence: string | null;
}

/** What stands after the sixteenth column. With 17 or 20 the one before the newer three is uniqueid or userfield: its shape tells. */
function tailOf(fields: string[]): Tail {
  const newer = fields.length >= 19 ? fields.slice(-3) : [];
  const older = fields.slice(16, fields.length - newer.length);
  const first = older[0] ?? "";
  const uniqueId = older.length === 2 || asUniqueId.test(first) ? first : "";
  return { uniqueId: uniqueId || null, linkedId: newer[1] || null, sequence: newer[2] || null };
}

/**
 * Identity: uniqueid and sequence; without a sequence uniqueid and the two channels, because a failed dial and its
 * next try share the uniqueid. Without either, the channels (the setup second is part of every identity).
 */
function identityOf(fields: string[], tail: Tail): { callId: string; leg: string } {
  const channels = `${fields[5]}>${fields[6]}`;
  const id = tail.uniqueId ?? tail.linkedId;
  return { callId: id ?? channels, leg: tail.sequence ?? (id ? channels.slice(0, 256) : "a") };
}

/** Asterisk tells the outcome by a word only; the cause is as coarse as the word. */
const causes: Record<string, number> = { ANSWERED: 16, BUSY: 17, "NO ANSWER": 19, CONGESTION: 34 };

/** `PJSIP/C1001-00000a3f` is a channel of the endpoint C1001. */
const endpointOf = (channel: string | undefined) =>
  textOf(channel?.replace(/^[^/]*\//, "").replace(/-[0-9a-fA-F;]+$/, ""));

interface Row {
  fields: string[];
  tail: Tail;
  seconds: { duration: number; billsec: number };
}

const fieldNames = ["start", "answer", "end"] as const;

/** The possible instants of the three stamps, or the name of the one that is no time. */
function stampsOf(source: CdrSource, row: Row): { setup: number[]; answer: number[]; end: number[] } | string {
  const stamps = [9, 10, 11].map((column) => {
    const text = row.fields[column] ?? "";
    if (text === "") return [];
    const wall = wallTimeOf(text);
    return wall === undefined ? undefined : instantsOf(wall, source.timeZone);
  });
  const wrong = stamps.indexOf(undefined);
  if (wrong >= 0) return `${fieldNames[wrong]} is not a time.`;
  const [setup = [], answer = [], end = []] = stamps as number[][];
  return setup.length === 0 ? "start is empty." : { setup, answer, end };
}

function callOf(source: CdrSource, record: RawRecord, row: Row): Reading {
  const { fields, tail, seconds } = row;
  const stamps = stampsOf(source, row);
  if (typeof stamps === "string") return park(record, "MALFORMED", stamps);
  const disposition = (fields[14] ?? "").toUpperCase();
  const answered = disposition === "ANSWERED" || (stamps.answer.length > 0 && seconds.billsec > 0);
  if (answered && stamps.answer.length === 0)
    return park(record, "MALFORMED", "answer is empty, but the call is ANSWERED.");
  const epoch = asUniqueId.exec(tail.uniqueId ?? "")?.[1];
  const times = resolveInstants({
    ...stamps,
    totalMs: seconds.duration,
    nearMs: epoch === undefined ? undefined : Number(epoch) * 1000,
  });
  const from = billableFrom(source) === "duration" ? "duration" : "billsec";
  return cdrOf(source, record.line, {
    ...identityOf(fields, tail),
    ...times,
    answeredMs: answered ? times.answeredMs : null,
    billableMs: answered ? seconds[from] : 0,
    precision: "s",
    durationSource: from,
    cliReceived: fields[1] ?? "",
    cldReceived: fields[2] ?? "",
    accountCode: textOf(fields[0]),
    sipUser: endpointOf(fields[5]),
    gateway: endpointOf(fields[6]),
    q850: causes[disposition] ?? null,
    causeText: textOf(disposition),
  });
}

/** The line's columns, or why it is none of Asterisk's. `usual` is how many the rows before it had. */
function columnsOf(record: RawRecord, usual: number | undefined): string[] | ParkedLine {
  const { fields, fault } = csvLine(record.text, ",");
  const count = fields.length;
  if (fault) return park(record, record.unended ? "TRUNCATED" : "MALFORMED", quoteFaults[fault]);
  if (record.unended && count < (usual ?? 16))
    return park(record, "TRUNCATED", `The delivery ends in column ${count}.`);
  if (count < 16 || count > 21) return park(record, "MALFORMED", `${count} columns; Asterisk writes 16 to 21.`);
  return fields;
}

function read(source: CdrSource, record: RawRecord, fields: string[]): Reading {
  const [duration, billsec] = [fields[12], fields[13]].map((text) => millisOf(text ?? ""));
  if (duration === undefined || billsec === undefined)
    return park(record, "MALFORMED", "duration or billsec is not a number of seconds.");
  return callOf(source, record, { fields, tail: tailOf(fields), seconds: { duration, billsec } });
}

export const asteriskCsv: CdrFormat = {
  records: "lines",
  open(source) {
    /** A last line that was cut at a comma looks whole: the rows before it tell how many columns there are. */
    let usual: number | undefined;
    return (record) => {
      if (record.text.trim() === "") return undefined;
      const fields = columnsOf(record, usual);
      if (!Array.isArray(fields)) return fields;
      usual = fields.length;
      return read(source, record, fields);
    };
  },
};

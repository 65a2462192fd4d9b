import { billableFrom, type CdrSource } from "../source.ts";
import { resolveInstants } from "../zoned-time.ts";
import { cdrOf, millisOf, park, type RawRecord, type Reading, textOf } from "./format.ts";
import { instantsOfEither } from "./time-pattern.ts";

/**
 * What all of Asterisk's CDR backends have in common: the fields of a CDR (cdr.h), by their names in `CDR()`. Seconds are
 * whole and cut unless a mapping asks for decimals; one call may make several records with one uniqueid.
 */

/** A field by its `CDR()` name; empty text when it is empty or not written. */
export type AsteriskField = (name: string) => string;

const asUniqueId = /^(?:[\w.-]+-)?(\d{9,11})\.\d+$/;
export const isUniqueId = (text: string): boolean => asUniqueId.test(text);

/**
 * Identity: uniqueid and sequence; without a sequence uniqueid and the two channels, because a failed dial and its
 * next try share the uniqueid. Without either, the channels (the setup second is part of every identity).
 */
function identityOf(field: AsteriskField): { callId: string; leg: string } {
  const channels = `${field("channel")}>${field("dstchannel")}`;
  const id = field("uniqueid") || field("linkedid");
  const leg = field("sequence") || (id ? channels.slice(0, 256) : "a");
  return { callId: id || channels, leg };
}

/** Asterisk tells the outcome by a word only; the cause is as coarse as the word. */
const causes: Record<string, number> = { ANSWERED: 16, BUSY: 17, "NO ANSWER": 19, CONGESTION: 34 };
/** The same as numbers, where a mapping writes `${CDR(disposition,u)}` (cdr.h). */
const byNumber: Record<string, string> = {
  "0": "NO ANSWER",
  "2": "FAILED",
  "4": "BUSY",
  "8": "ANSWERED",
  "16": "CONGESTION",
};

function dispositionOf(field: AsteriskField): string {
  const word = field("disposition").trim().toUpperCase();
  return Object.hasOwn(byNumber, word) ? (byNumber[word] ?? "") : word;
}

/** `PJSIP/C1001-00000a3f` is a channel of the endpoint C1001. */
const endpointOf = (channel: string) => textOf(channel.replace(/^[^/]*\//, "").replace(/-[0-9a-fA-F;]+$/, ""));

const fieldNames = ["start", "answer", "end"] as const;
/** An answer that never was: empty, or 0 where times are written as seconds since 1970. */
const never = /^(?:0+(?:\.0+)?)?$/;

/** The possible instants of the three stamps, or what is wrong with one. */
function stampsOf(source: CdrSource, field: AsteriskField) {
  const stamps = fieldNames.map((name) => {
    const text = field(name).trim();
    return never.test(text) ? [] : instantsOfEither(text, source.timeZone);
  });
  const wrong = fieldNames.filter((name, index) => !never.test(field(name).trim()) && stamps[index]?.length === 0);
  if (wrong.length > 0) return `${wrong[0]} is not a time.`;
  const [setup = [], answer = [], end = []] = stamps;
  return setup.length === 0 ? "start is empty." : { setup, answer, end };
}

/** The CDR, or why it is none. */
export function asteriskCall(source: CdrSource, record: RawRecord, field: AsteriskField): Reading {
  const duration = millisOf(field("duration") || "0");
  const billsec = millisOf(field("billsec"));
  if (duration === undefined || billsec === undefined)
    return park(record, "MALFORMED", "duration or billsec is not a number of seconds.");
  const stamps = stampsOf(source, field);
  if (typeof stamps === "string") return park(record, "MALFORMED", stamps);
  const disposition = dispositionOf(field);
  const answered = disposition === "ANSWERED" || (stamps.answer.length > 0 && billsec > 0);
  if (answered && stamps.answer.length === 0)
    return park(record, "MALFORMED", "answer is empty, but the call is ANSWERED.");
  const epoch = asUniqueId.exec(field("uniqueid"))?.[1];
  const nearMs = epoch === undefined ? undefined : Number(epoch) * 1000;
  const times = resolveInstants({ ...stamps, totalMs: field("duration") ? duration : undefined, nearMs });
  const from = billableFrom(source) === "duration" ? "duration" : "billsec";
  return cdrOf(source, record.line, {
    ...identityOf(field),
    ...times,
    answeredMs: answered ? times.answeredMs : null,
    billableMs: answered ? { duration, billsec }[from] : 0,
    precision: /[.,]/.test(field(from)) ? "ms" : "s",
    durationSource: from,
    cliReceived: field(source.cliField || "src"),
    cldReceived: field(source.cldField || "dst"),
    accountCode: textOf(field("accountcode")),
    sipUser: endpointOf(field("channel")),
    gateway: endpointOf(field("dstchannel")),
    q850: causes[disposition] ?? null,
    causeText: textOf(disposition),
  });
}

import { billableFrom, type CdrSource } from "../source.ts";
import { type CallInstants, resolveInstants } from "../zoned-time.ts";
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
import { type Attributes, attributesIn, radiusInstants } from "./radius-attributes.ts";

/**
 * RADIUS accounting as FreeRADIUS keeps it in detail files: Sippy, Cisco and what imitates them (dictionary.cisco).
 * `Acct-Session-Time` is whole seconds, rounded by Sippy; causes are hexadecimal. A call has a Stop for each leg, and
 * Starts and Alives before: only the billed leg's Stop is charged, the rest is kept at charge 0.
 */

const stages: Record<string, string> = { start: "start", alive: "alive", "interim-update": "alive", stop: "" };

/** `answer` is the leg of the caller, `originate` the one to the carrier. */
const legOf = (attributes: Attributes): "a" | "b" => (attributes.get("h323-call-origin") === "originate" ? "b" : "a");

/** Cisco's release-source: 1 and 2 the calling side, 3 and 4 the called, from 5 on the switch. */
function releaserOf(text: string | undefined): "caller" | "callee" | "switch" | null {
  const source = wholeOf(text, 1, 99);
  if (source === null) return null;
  return source <= 2 ? "caller" : source <= 4 ? "callee" : "switch";
}

/** Sippy and Cisco write Q.850 in hexadecimal: `10` is 16, normal clearing. */
function causeOf(text: string | undefined): number | null {
  return text && /^[0-9a-fA-F]{1,2}$/.test(text) ? q850Of(String(Number.parseInt(text, 16))) : null;
}

/** `Acct-Session-Time` of 0 may be a short call or none. Cleared normally it was answered; a busy line is cleared otherwise. */
function isAnswered(sessionMs: number, q850: number | null, code: number | null): boolean {
  if (sessionMs > 0) return true;
  if (code !== null) return code < 300;
  return q850 === 16;
}

/** Instants of the Cisco attributes; without them the end is when the request was made, and the rest counted back. */
function instantsOf(source: CdrSource, attributes: Attributes, sessionMs: number): CallInstants | string {
  const named = (["h323-setup-time", "h323-connect-time", "h323-disconnect-time"] as const).map((name) => {
    const text = attributes.get(name);
    return text === undefined || text === "" || text === "0" ? [] : radiusInstants(text, source.timeZone);
  });
  if (named.includes(undefined)) return "A time of h323-* cannot be read.";
  const [setup = [], answer = [], end = []] = named as number[][];
  if (setup.length > 0) return resolveInstants({ setup, answer, end, totalMs: undefined });
  const stamp = millisOf(attributes.get("event-timestamp-seconds") ?? attributes.get("timestamp") ?? "");
  if (stamp === undefined) return "Neither h323-setup-time nor Timestamp can be read.";
  // Sippy puts an instant into the delay: a day and more is none.
  const delay = wholeOf(attributes.get("acct-delay-time"), 0, 86_399) ?? 0;
  const endedMs = stamp - delay * 1000;
  return { setupMs: endedMs - sessionMs, answeredMs: endedMs - sessionMs, endedMs };
}

interface Talk {
  sessionMs: number;
  precision: "ms" | "s";
  durationSource: string;
}

/** A Stop without a length was cut; a Start has none yet. */
function talkOf(attributes: Attributes, stage: string): Talk | undefined {
  const exact = attributes.get("sip-call-msduration") ?? "";
  if (/^\d{1,12}$/.test(exact))
    return { sessionMs: Number(exact), precision: "ms", durationSource: "Sip-Call-MSDuration" };
  const sessionMs = millisOf(
    attributes.get("acct-session-time") ?? attributes.get("sip-call-duration") ?? (stage === "" ? "" : "0"),
  );
  return sessionMs === undefined ? undefined : { sessionMs, precision: "s", durationSource: "Acct-Session-Time" };
}

function callOf(source: CdrSource, record: RawRecord, attributes: Attributes, stage: string): Reading {
  const value = (name: string) => attributes.get(name);
  const callId = value("call-id") || value("acct-session-id") || value("h323-conf-id");
  if (!callId) return park(record, "MALFORMED", "call-id and Acct-Session-Id are missing.");
  const talk = talkOf(attributes, stage);
  if (!talk || talk.sessionMs < 0)
    return park(record, "MALFORMED", "Acct-Session-Time is missing or no number of seconds.");
  const times = instantsOf(source, attributes, talk.sessionMs);
  if (typeof times === "string") return park(record, "MALFORMED", times);
  const leg = legOf(attributes);
  const q850 = stage === "" ? causeOf(value("h323-disconnect-cause")) : null;
  const sipCode = sipCodeOf(value("sip-response-code"));
  const answered = stage === "" && isAnswered(talk.sessionMs, q850, sipCode) && times.answeredMs !== null;
  const fromTimes = billableFrom(source) === "end-answer" && times.endedMs !== null;
  const spanMs = (times.endedMs ?? 0) - (times.answeredMs ?? 0);
  const { sessionMs, ...said } = talk;
  const remote = textOf(value("h323-remote-address"));
  return cdrOf(source, record.line, {
    callId,
    // Interim records are other records of the call: each Alive by how far it had come.
    leg: stage === "" ? leg : `${leg}-${stage}${stage === "alive" ? sessionMs / 1000 : ""}`,
    billed: stage === "" && (source.billedLeg === "all" || source.billedLeg === leg),
    setupMs: times.setupMs,
    answeredMs: answered ? times.answeredMs : null,
    endedMs: stage === "" ? times.endedMs : null,
    billableMs: answered ? (fromTimes ? spanMs : sessionMs) : 0,
    ...said,
    ...(fromTimes ? { durationSource: "end-answer" } : {}),
    cliReceived: value(source.cliField.toLowerCase()) ?? value("calling-station-id") ?? "",
    cldReceived: value(source.cldField.toLowerCase()) ?? value("called-station-id") ?? "",
    accountCode: textOf(value("user-name")),
    sipUser: textOf(value("user-name")),
    sourceIp: leg === "a" ? remote : null,
    destinationIp: leg === "b" ? remote : null,
    gateway: textOf(value("h323-gw-id")),
    sipCode,
    q850,
    releasedBy: stage === "" ? releaserOf(value("release-source")) : null,
  });
}

function read(source: CdrSource, record: RawRecord): Reading {
  if (record.text.trim() === "") return undefined;
  const attributes = attributesIn(record.text);
  if (!attributes)
    return park(record, record.unended ? "TRUNCATED" : "MALFORMED", "A line is not `attribute = value`.");
  const status = attributes.get("acct-status-type")?.toLowerCase();
  if (status === undefined) {
    const what = record.unended ? ("TRUNCATED" as const) : ("MALFORMED" as const);
    return park(record, what, "Acct-Status-Type is missing.");
  }
  // A NAS that starts or stops reports no call.
  if (status === "accounting-on" || status === "accounting-off") return undefined;
  const stage = Object.hasOwn(stages, status) ? stages[status] : undefined;
  if (stage === undefined) return park(record, "MALFORMED", `Acct-Status-Type ${status.slice(0, 40)} is not known.`);
  if (record.unended) return park(record, "TRUNCATED", "The delivery ends in this record.");
  return callOf(source, record, attributes, stage);
}

export const radiusDetail: CdrFormat = {
  records: "blocks",
  parserVersion: 1,
  open: (source) => ({ read: (record) => read(source, record) }),
};

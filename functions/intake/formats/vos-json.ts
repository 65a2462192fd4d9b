import { billableFrom, type CdrSource } from "../source.ts";
import { type CdrFormat, cdrOf, park, q850Of, type RawRecord, type Reading, sipCodeOf, textOf } from "./format.ts";
import { fieldIn, type JsonObject, parseObject } from "./json-fields.ts";

/**
 * VOS3000's JSON: an array of answers, each `{retCode, infoCdrs: […]}`. `start` and `stop` are milliseconds since 1970, the
 * start being the answer; `holdTime` is whole seconds, cut. A flow number is one call.
 */

const endedBy = ["caller", "callee", "switch"] as const;

const wholeNumber = (cdr: JsonObject, name: string): number | undefined => {
  const text = fieldIn(cdr, name);
  return text !== null && /^-?\d{1,15}$/.test(text) ? Number(text) : undefined;
};

/** endReason is a SIP code, a Q.850 cause, or negative for the switch's own reasons, which stay text. */
function causesOf(cdr: JsonObject) {
  const reason = fieldIn(cdr, "endReason");
  return { sipCode: sipCodeOf(reason), q850: q850Of(reason), causeText: textOf(reason) };
}

function callOf(source: CdrSource, record: RawRecord, cdr: JsonObject): Reading {
  const flowNo = fieldIn(cdr, "flowNo");
  if (flowNo === null) return park(record, "MALFORMED", "flowNo is missing.");
  const [start, stop, holdTime] = ["start", "stop", "holdTime"].map((name) => wholeNumber(cdr, name));
  if (start === undefined || start <= 0 || stop === undefined)
    return park(record, "MALFORMED", "start or stop is not milliseconds since 1970.");
  if (holdTime === undefined) return park(record, "MALFORMED", "holdTime is not a number of seconds.");
  const causes = causesOf(cdr);
  const answered = holdTime > 0 || stop > start || (causes.sipCode !== null && causes.sipCode < 300);
  const exact = billableFrom(source) === "end-answer";
  return cdrOf(source, record.line, {
    callId: flowNo,
    leg: "a",
    setupMs: start,
    answeredMs: answered ? start : null,
    endedMs: stop,
    billableMs: answered ? (exact ? stop - start : holdTime * 1000) : 0,
    precision: exact ? "ms" : "s",
    durationSource: exact ? "end-answer" : "holdTime",
    cliReceived: fieldIn(cdr, source.cliField || "callerE164") ?? "",
    cldReceived: fieldIn(cdr, source.cldField || "calleeE164") ?? "",
    accountCode: textOf(fieldIn(cdr, "account")),
    sourceIp: textOf(fieldIn(cdr, "callerip")),
    gateway: textOf(fieldIn(cdr, "calleeGateway")),
    destinationIp: textOf(fieldIn(cdr, "calleeip")),
    ...causes,
    releasedBy: endedBy[wholeNumber(cdr, "endDirection") ?? -1] ?? null,
  });
}

/** What may stand behind an envelope that goes on. */
const opensOrCloses = new Set([" ", "\t", "\r", "\n", "[", "]", "}"]);

/** Whether it is what encloses the records: `[{"retCode": 0, "infoCdrs": [`, or a whole answer that holds none. */
function isEnvelope(text: string): boolean {
  if (text.length > 4096 || text.includes('"flowNo"')) return false;
  let end = text.length;
  while (end > 0 && opensOrCloses.has(text[end - 1] ?? "")) end--;
  const members = text.slice(0, end).replace(/^[\s[\],]+/, "");
  const answer = parseObject(members.endsWith(":") ? `${members}null}` : `${members}}`);
  return answer !== undefined && Number.isInteger(answer["retCode"]) && members.lastIndexOf("{") === 0;
}

function read(source: CdrSource, record: RawRecord): Reading {
  const text = record.text.trim();
  if (text === "" || isEnvelope(text)) return undefined;
  const cdr = parseObject(text);
  if (!cdr) return park(record, record.unended ? "TRUNCATED" : "MALFORMED", "The record is not a JSON object.");
  return callOf(source, record, cdr);
}

export const vosJson: CdrFormat = {
  records: "objects",
  parserVersion: 1,
  open: (source) => ({ read: (record) => read(source, record) }),
};

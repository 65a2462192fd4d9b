import { billableFrom, type CdrSource, type ColumnRole } from "../source.ts";
import {
  type CallFacts,
  type CdrFormat,
  cdrOf,
  millisOf,
  park,
  q850Of,
  type RawRecord,
  type Reading,
  sipCodeOf,
  textOf,
} from "./format.ts";
import { fieldIn, type JsonObject, parseObject } from "./json-fields.ts";

/**
 * Kamailio acc_json with dialog CDRs (acc README, `cdr_enable`): `start_time`, `end_time` and `duration` always, the
 * rest are names that the operator gave in `cdr_extra`. All values are text; instants are seconds with decimals.
 */

/** The names that the manual recommends; a source may name others in `columns`. */
const recommended: Partial<Record<ColumnRole, string>> = {
  callId: "call_id",
  leg: "from_tag",
  account: "account",
  sipUser: "auth_user",
  sourceIp: "src_ip",
  cli: "cli_in",
  cld: "cld_in",
  setup: "setup_time",
  answer: "answer_time",
  end: "end_time",
  duration: "duration",
  sipCode: "sip_code",
  q850: "q850",
  cause: "sip_reason",
  releasedBy: "hangup_party",
  gateway: "route",
  destinationIp: "dst_ip",
  codec: "codec",
  authorizationId: "authz_id",
};

type Ask = (role: ColumnRole) => string | null;

const askOf = (source: CdrSource, cdr: JsonObject): Ask => {
  const fields = { cli: source.cliField, cld: source.cldField } as Partial<Record<ColumnRole, string>>;
  return (role) => {
    const name = fields[role] || String(source.columns[role] ?? recommended[role] ?? "");
    return fieldIn(cdr, name);
  };
};

/** A failed call is written with the duration `0`, an answered one of no length with `0.000`. */
function isAnswered(ask: Ask): boolean {
  const code = sipCodeOf(ask("sipCode"));
  if (code !== null) return code >= 200 && code < 300;
  const duration = ask("duration") ?? "0";
  return ask("answer") !== null || duration.includes(".") || Number(duration) > 0;
}

const releasers = new Set(["caller", "callee", "switch"]);

const releaserOf = (value: string | null) => (value && releasers.has(value) ? (value as "caller") : null);

interface Times {
  setupMs: number;
  answeredMs: number | null;
  endedMs: number;
  billableMs: number;
}

/** The instants and the talk time, or what is missing. */
function timesOf(source: CdrSource, cdr: JsonObject, ask: Ask): Times | string {
  const instant = (value: string | null) => (value === null ? undefined : millisOf(value));
  const start = instant(fieldIn(cdr, "start_time"));
  const setupMs = instant(ask("setup")) ?? start;
  const endedMs = instant(ask("end"));
  if (setupMs === undefined) return "start_time is not seconds since 1970.";
  if (endedMs === undefined) return "end_time is not seconds since 1970.";
  if (!isAnswered(ask)) return { setupMs, answeredMs: null, endedMs, billableMs: 0 };
  const answeredMs = instant(ask("answer")) ?? start ?? setupMs;
  if (billableFrom(source) === "end-answer") return { setupMs, answeredMs, endedMs, billableMs: endedMs - answeredMs };
  const billableMs = instant(ask("duration"));
  if (billableMs === undefined) return "duration is not a number of seconds.";
  return { setupMs, answeredMs, endedMs, billableMs };
}

function read(source: CdrSource, record: RawRecord): Reading {
  const cdr = parseObject(record.text);
  if (!cdr) return park(record, record.unended ? "TRUNCATED" : "MALFORMED", "The record is not a JSON object.");
  const ask = askOf(source, cdr);
  const callId = ask("callId");
  if (!callId) return park(record, "MALFORMED", "call_id is missing.");
  const times = timesOf(source, cdr, ask);
  if (typeof times === "string") return park(record, "MALFORMED", times);
  const facts: CallFacts = {
    callId,
    leg: ask("leg") ?? "a",
    ...times,
    precision: "ms",
    durationSource: billableFrom(source),
    cliReceived: ask("cli") ?? "",
    cldReceived: ask("cld") ?? "",
    accountCode: textOf(ask("account")),
    sourceIp: textOf(ask("sourceIp")),
    sipUser: textOf(ask("sipUser")),
    authorizationId: textOf(ask("authorizationId")),
    gateway: textOf(ask("gateway")),
    destinationIp: textOf(ask("destinationIp")),
    sipCode: sipCodeOf(ask("sipCode")),
    q850: q850Of(ask("q850")),
    causeText: textOf(ask("cause")),
    releasedBy: releaserOf(ask("releasedBy")),
    codec: textOf(ask("codec")),
  };
  return cdrOf(source, record.line, facts);
}

export const kamailioJson: CdrFormat = {
  records: "json",
  open: (source) => (record) => read(source, record),
};

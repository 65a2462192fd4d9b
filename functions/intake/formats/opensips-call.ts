import type { ColumnRole } from "../csv-dialect.ts";
import { billableFrom, type CdrSource } from "../source.ts";
import { cdrOf, millisOf, park, partiesOf, type RawRecord, type Reading, sipCodeOf, textOf } from "./format.ts";
import { askOf, type NamedField } from "./kamailio-call.ts";
import { transactionCall } from "./sip-transaction.ts";

/**
 * What OpenSIPS' accounting says, by event or by log (acc README). A CDR has `created` (INVITE), `time` (answer) and its
 * length as `ms_duration`, exact, and as `duration`, begun seconds counted whole (acc.c).
 */

const usual: Partial<Record<ColumnRole, string>> = {
  account: "account",
  sipUser: "auth_user",
  sourceIp: "src_ip",
  cli: "caller",
  cld: "callee",
  setup: "created",
  gateway: "route",
  destinationIp: "dst_ip",
  cause: "sip_reason",
  codec: "codec",
  authorizationId: "authz_id",
};

interface Talk {
  billableMs: number;
  precision: "ms" | "s";
  durationSource: string;
}

function talkOf(source: CdrSource, field: NamedField): Talk | undefined {
  const exact = field("ms_duration") ?? "";
  if (billableFrom(source) === "duration" && /^\d{1,12}$/.test(exact))
    return { billableMs: Number(exact), precision: "ms", durationSource: "ms_duration" };
  const billableMs = millisOf(field("duration") ?? "");
  return billableMs === undefined ? undefined : { billableMs, precision: "s", durationSource: "duration" };
}

/** A CDR of a dialog that ended. Its end is not written: it is the answer and the length. */
function dialogCall(source: CdrSource, record: RawRecord, field: NamedField): Reading {
  const [callId, leg] = [field("callid") ?? field("call_id"), field("from_tag")];
  if (!callId || !leg) return park(record, "MALFORMED", "callid or from_tag is missing.");
  const answeredMs = millisOf(field("time") ?? field("call_start_time") ?? "");
  if (answeredMs === undefined) return park(record, "MALFORMED", "time is not seconds since 1970.");
  const talk = talkOf(source, field);
  if (!talk) return park(record, "MALFORMED", "Neither ms_duration nor duration can be read.");
  const ask = askOf(source, usual, field);
  return cdrOf(source, record.line, {
    callId,
    leg,
    setupMs: millisOf(ask("setup") ?? "") ?? answeredMs,
    answeredMs,
    endedMs: answeredMs + talk.billableMs,
    ...talk,
    cliReceived: ask("cli") ?? "",
    cldReceived: ask("cld") ?? "",
    ...partiesOf(ask),
    sipCode: sipCodeOf(field("sip_code") ?? field("code")),
    causeText: textOf(ask("cause") ?? field("reason")),
  });
}

/** Whichever of the three it is: a dialog's CDR, a failed attempt, or one transaction of a call. */
export function opensipsCall(source: CdrSource, record: RawRecord, field: NamedField): Reading {
  if (field("ms_duration") !== null || field("duration") !== null) return dialogCall(source, record, field);
  const transaction = {
    method: field("method") ?? "",
    code: sipCodeOf(field("sip_code") ?? field("code")),
    callId: field("callid") ?? field("call_id") ?? "",
    fromTag: field("from_tag") ?? "",
    toTag: field("to_tag") ?? "",
    at: field("time") ?? field("timestamp") ?? "",
    ask: askOf(source, usual, field),
  };
  return transactionCall(source, record, transaction);
}

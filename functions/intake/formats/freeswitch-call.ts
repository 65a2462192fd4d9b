import { instantsOf } from "../../time/zone.ts";
import { type BillableFrom, billableFrom, type CdrSource } from "../source.ts";
import { type CallInstants, resolveInstants, wallTimeOf } from "../zoned-time.ts";
import { cdrOf, park, q850Of, type RawRecord, type Reading, sipCodeOf, textOf } from "./format.ts";
import { fieldIn, type JsonObject } from "./json-fields.ts";

/**
 * What all of FreeSWITCH's CDR modules have in common: channel variables. They hold epochs in seconds and, as `*_uepoch`,
 * in microseconds, 0 meaning never; `*_stamp` are local time. `billsec` counts begun wall-clock seconds, so `billusec` is
 * what a call lasted (switch_channel.c).
 */
export interface ChannelRecord {
  variables: JsonObject;
  /** The profile with which the channel began: the number that was dialled, before any transfer. */
  profile?: JsonObject | undefined;
  times?: JsonObject | undefined;
  /** Whether another channel made this one. */
  originated: boolean;
  /** Arguments of the applications that ran, where the layout has them. */
  applications: readonly string[];
}

/** Whole number of a variable; undefined when it is none. */
const count = (text: string | null) => (text !== null && /^-?\d{1,16}$/.test(text) ? Number(text) : undefined);

/** The instants that a moment of the call may mean. Empty: never, or not said. Undefined: it cannot be read. */
function momentOf(source: CdrSource, call: ChannelRecord, name: "start" | "answer" | "end"): number[] | undefined {
  const micro = count(fieldIn(call.variables, `${name}_uepoch`));
  if (micro !== undefined) return micro > 0 ? [Math.floor(micro / 1000)] : [];
  const seconds = count(fieldIn(call.variables, `${name}_epoch`));
  if (seconds !== undefined) return seconds > 0 ? [seconds * 1000] : [];
  const stamp = fieldIn(call.variables, `${name}_stamp`);
  if (stamp === null) return [];
  const wall = wallTimeOf(stamp);
  return wall === undefined ? undefined : instantsOf(wall, source.timeZone);
}

/** The three instants; in the hour that clocks repeat the ones that the switch's own count of seconds confirms. */
function instantsOfCall(source: CdrSource, call: ChannelRecord): CallInstants | string {
  const names = ["start", "answer", "end"] as const;
  const moments = names.map((name) => momentOf(source, call, name));
  const unread = names.filter((_, index) => moments[index] === undefined);
  if (unread.length > 0) return `${unread.join(", ")}_stamp is not a time.`;
  const [setup = [], answer = [], end = []] = moments as number[][];
  if (setup.length === 0) return "start_uepoch, start_epoch and start_stamp are missing.";
  if (end.length === 0) return "end_uepoch, end_epoch and end_stamp are missing.";
  const seconds = count(fieldIn(call.variables, "duration"));
  return resolveInstants({ setup, answer, end, totalMs: seconds === undefined ? undefined : seconds * 1000 });
}

interface Talk {
  billableMs: number;
  precision: "ms" | "s";
  durationSource: string;
}

/** Field names of a way to count, finest first, with how many of their units a millisecond has. */
const counters: Record<BillableFrom, readonly [string, number][]> = {
  billusec: [
    ["billusec", 1000],
    ["billmsec", 1],
  ],
  billsec: [["billsec", 0.001]],
  duration: [
    ["uduration", 1000],
    ["mduration", 1],
    ["duration", 0.001],
  ],
  "end-answer": [],
};

/** Talk time by the source's rule. Without its fields: end less answer, and `billsec` where those are whole seconds too. */
function talkOf(source: CdrSource, call: ChannelRecord, answeredMs: number, endedMs: number): Talk | undefined {
  const from = billableFrom(source);
  for (const [name, perMs] of counters[from]) {
    const value = count(fieldIn(call.variables, name));
    if (value !== undefined)
      return { billableMs: Math.floor(value / perMs), precision: perMs < 1 ? "s" : "ms", durationSource: name };
  }
  if (fieldIn(call.variables, "end_uepoch") && fieldIn(call.variables, "answer_uepoch"))
    return { billableMs: endedMs - answeredMs, precision: "ms", durationSource: "end-answer" };
  const billsec = count(fieldIn(call.variables, "billsec"));
  return billsec === undefined ? undefined : { billableMs: billsec * 1000, precision: "s", durationSource: "billsec" };
}

/** A B leg names the leg that made it. A channel that the switch itself began is an A leg, though it is outbound. */
const legOf = (call: ChannelRecord): "a" | "b" =>
  call.originated || fieldIn(call.variables, "originating_leg_uuid") !== null ? "b" : "a";

/** Who sent the BYE or CANCEL: `recv_` is this leg's far end, `send_` the other side. */
function releasedBy(call: ChannelRecord, leg: "a" | "b"): "caller" | "callee" | "switch" | null {
  if (fieldIn(call.variables, "hangup_cause") === "ALLOTTED_TIMEOUT") return "switch";
  const disposition = fieldIn(call.variables, "sip_hangup_disposition") ?? "";
  const received = /^recv_(bye|cancel)$/.test(disposition);
  if (!received && !/^send_(bye|cancel)$/.test(disposition)) return null;
  return received === (leg === "a") ? "caller" : "callee";
}

/** INVITE to the first ringing, early media or answer. */
function pddOf(call: ChannelRecord): number | null {
  const at = (name: string) => count(fieldIn(call.times, name)) ?? 0;
  const heard = ["progress_time", "progress_media_time", "answered_time"].map(at).filter((time) => time > 0);
  const created = at("created_time");
  return created > 0 && heard.length > 0 ? Math.max(0, Math.floor((Math.min(...heard) - created) / 1000)) : null;
}

/** `sofia/gateway/carrier-a/4420…` in the log of applications, where no variable names the gateway. */
function gatewayOf(call: ChannelRecord): string | null {
  const named = fieldIn(call.variables, "sip_gateway_name");
  if (named) return named;
  return (
    call.applications.map((data) => /sofia\/gateway\/([^/,|]+)\//.exec(data)?.[1]).findLast((name) => name) ?? null
  );
}

function numberOf(call: ChannelRecord, field: string, usual: readonly [profile: string, variable: string]): string {
  if (field) return fieldIn(call.variables, field) ?? fieldIn(call.profile, field) ?? "";
  return fieldIn(call.profile, usual[0]) ?? fieldIn(call.variables, usual[1]) ?? "";
}

/** The CDR of a channel, or why it is none. */
export function callOf(source: CdrSource, record: RawRecord, call: ChannelRecord): Reading {
  const variable = (name: string) => fieldIn(call.variables, name);
  const callId = variable("uuid") ?? fieldIn(call.profile, "uuid");
  if (!callId) return park(record, "MALFORMED", "uuid is missing.");
  const instants = instantsOfCall(source, call);
  if (typeof instants === "string") return park(record, "MALFORMED", instants);
  const { answeredMs, endedMs } = instants;
  const fine = variable("billusec") ?? variable("start_uepoch");
  const none: Talk = { billableMs: 0, precision: fine ? "ms" : "s", durationSource: fine ? "billusec" : "billsec" };
  const talk = answeredMs === null ? none : talkOf(source, call, answeredMs, endedMs ?? answeredMs);
  if (!talk) return park(record, "MALFORMED", "Neither billusec nor billsec can be read.");
  const leg = legOf(call);
  const farIp = textOf(variable("sip_network_ip") ?? fieldIn(call.profile, "network_addr"));
  return cdrOf(source, record.line, {
    callId,
    leg,
    billed: source.billedLeg === "all" || source.billedLeg === leg,
    ...instants,
    ...talk,
    cliReceived: numberOf(call, source.cliField, ["caller_id_number", "sip_from_user"]),
    cldReceived: numberOf(call, source.cldField, ["destination_number", "sip_to_user"]),
    accountCode: textOf(variable("accountcode")),
    sourceIp: farIp,
    sipUser: textOf(variable("sip_auth_username") ?? variable("user_name")),
    authorizationId: textOf(variable("authz_id")),
    gateway: textOf(gatewayOf(call)),
    destinationIp: leg === "b" ? farIp : null,
    sipCode:
      sipCodeOf(/^sips?:(\d{3})$/.exec(variable("proto_specific_hangup_cause") ?? "")?.[1]) ??
      sipCodeOf(variable("sip_term_status")),
    q850: q850Of(variable("hangup_cause_q850")),
    causeText: textOf(variable("hangup_cause")),
    releasedBy: releasedBy(call, leg),
    codec: textOf(variable("read_codec")),
    pddMs: pddOf(call),
  });
}

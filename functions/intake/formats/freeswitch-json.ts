import { type BillableFrom, billableFrom, type CdrSource } from "../source.ts";
import { instantsOf, wallTimeOf } from "../zoned-time.ts";
import { type CdrFormat, cdrOf, park, q850Of, type RawRecord, type Reading, sipCodeOf, textOf } from "./format.ts";
import { objectOf, plainVariables } from "./freeswitch-body.ts";
import { fieldIn, isObject, type JsonObject, objectIn } from "./json-fields.ts";

/**
 * FreeSWITCH mod_json_cdr and mod_format_cdr. `variables` hold epochs in seconds and, as `*_uepoch`, in microseconds;
 * 0 means never. `billsec` counts begun wall-clock seconds, so `billusec` is what a call lasted (switch_channel.c).
 */

interface Document {
  variables: JsonObject;
  /** The profile with which the channel began: the number that was dialled, before any transfer. */
  profile: JsonObject | undefined;
  times: JsonObject | undefined;
  originated: boolean;
}

function documentOf(json: JsonObject): Document | undefined {
  const variables = objectIn(json, "variables");
  if (!variables) return undefined;
  const flow = Array.isArray(json["callflow"]) ? json["callflow"].filter(isObject) : [];
  const first = flow.reduce<JsonObject | undefined>((earliest, entry) => {
    const index = (of: JsonObject) => Number(fieldIn(of, "profile_index") ?? 1);
    return earliest && index(earliest) <= index(entry) ? earliest : entry;
  }, undefined);
  const profile = objectIn(first, "caller_profile");
  return {
    variables: plainVariables(variables),
    profile,
    times: objectIn(first, "times"),
    originated: objectIn(profile, "originator") !== undefined,
  };
}

/** Whole number of a variable; undefined when it is none. */
const count = (text: string | null) => (text !== null && /^-?\d{1,16}$/.test(text) ? Number(text) : undefined);

/** An instant in ms: from microseconds, else seconds, else the stamp in the switch's zone. Null: never. Undefined: not said. */
function instantOf(source: CdrSource, call: Document, name: "start" | "answer" | "end"): number | null | undefined {
  const micro = count(fieldIn(call.variables, `${name}_uepoch`));
  if (micro !== undefined) return micro > 0 ? Math.floor(micro / 1000) : null;
  const seconds = count(fieldIn(call.variables, `${name}_epoch`));
  if (seconds !== undefined) return seconds > 0 ? seconds * 1000 : null;
  const stamp = fieldIn(call.variables, `${name}_stamp`);
  const wall = stamp === null ? undefined : wallTimeOf(stamp);
  return wall === undefined ? undefined : instantsOf(wall, source.timeZone)[0];
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
function talkOf(source: CdrSource, call: Document, answeredMs: number, endedMs: number): Talk | undefined {
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
const legOf = (call: Document): "a" | "b" =>
  call.originated || fieldIn(call.variables, "originating_leg_uuid") !== null ? "b" : "a";

/** Who sent the BYE or CANCEL: `recv_` is this leg's far end, `send_` the other side. */
function releasedBy(call: Document, leg: "a" | "b"): "caller" | "callee" | "switch" | null {
  if (fieldIn(call.variables, "hangup_cause") === "ALLOTTED_TIMEOUT") return "switch";
  const disposition = fieldIn(call.variables, "sip_hangup_disposition") ?? "";
  const received = /^recv_(bye|cancel)$/.test(disposition);
  if (!received && !/^send_(bye|cancel)$/.test(disposition)) return null;
  return received === (leg === "a") ? "caller" : "callee";
}

/** INVITE to the first ringing, early media or answer. */
function pddOf(call: Document): number | null {
  const at = (name: string) => count(fieldIn(call.times, name)) ?? 0;
  const heard = ["progress_time", "progress_media_time", "answered_time"].map(at).filter((time) => time > 0);
  const created = at("created_time");
  return created > 0 && heard.length > 0 ? Math.max(0, Math.floor((Math.min(...heard) - created) / 1000)) : null;
}

/** `sofia/gateway/carrier-a/4420…` in the log of applications, where no variable names the gateway. */
function gatewayOf(call: Document, json: JsonObject): string | null {
  const named = fieldIn(call.variables, "sip_gateway_name");
  if (named) return named;
  const applications = objectIn(json, "app_log")?.["applications"];
  const bridges = Array.isArray(applications)
    ? applications.filter(isObject).map((one) => fieldIn(one, "app_data"))
    : [];
  return bridges.map((data) => /sofia\/gateway\/([^/,|]+)\//.exec(data ?? "")?.[1]).findLast((name) => name) ?? null;
}

function numberOf(call: Document, field: string, usual: readonly [profile: string, variable: string]): string {
  if (field) return fieldIn(call.variables, field) ?? fieldIn(call.profile, field) ?? "";
  return fieldIn(call.profile, usual[0]) ?? fieldIn(call.variables, usual[1]) ?? "";
}

function callOf(source: CdrSource, record: RawRecord, json: JsonObject, call: Document): Reading {
  const variable = (name: string) => fieldIn(call.variables, name);
  const callId = variable("uuid") ?? fieldIn(call.profile, "uuid");
  if (!callId) return park(record, "MALFORMED", "variables.uuid is missing.");
  const [setupMs, answer, endedMs] = (["start", "answer", "end"] as const).map((name) => instantOf(source, call, name));
  if (typeof setupMs !== "number") return park(record, "MALFORMED", "start_uepoch is missing.");
  if (typeof endedMs !== "number") return park(record, "MALFORMED", "end_uepoch is missing.");
  const answeredMs = answer ?? null;
  const none: Talk = { billableMs: 0, precision: "ms", durationSource: "billusec" };
  const talk = answeredMs === null ? none : talkOf(source, call, answeredMs, endedMs);
  if (!talk) return park(record, "MALFORMED", "Neither billusec nor billsec can be read.");
  const leg = legOf(call);
  const farIp = textOf(variable("sip_network_ip") ?? fieldIn(call.profile, "network_addr"));
  return cdrOf(source, record.line, {
    callId,
    leg,
    billed: source.billedLeg === "all" || source.billedLeg === leg,
    setupMs,
    answeredMs,
    endedMs,
    ...talk,
    cliReceived: numberOf(call, source.cliField, ["caller_id_number", "sip_from_user"]),
    cldReceived: numberOf(call, source.cldField, ["destination_number", "sip_to_user"]),
    accountCode: textOf(variable("accountcode")),
    sourceIp: farIp,
    sipUser: textOf(variable("sip_auth_username") ?? variable("user_name")),
    authorizationId: textOf(variable("authz_id")),
    gateway: textOf(gatewayOf(call, json)),
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

function read(source: CdrSource, record: RawRecord): Reading {
  const json = objectOf(record.text);
  if (!json) return park(record, record.unended ? "TRUNCATED" : "MALFORMED", "The record holds no JSON object.");
  const call = documentOf(json);
  if (!call) return park(record, "MALFORMED", "The record has no `variables`.");
  return callOf(source, record, json, call);
}

export const freeswitchJson: CdrFormat = {
  records: "json",
  open: (source) => (record) => read(source, record),
};

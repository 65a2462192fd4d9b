import type { CdrSource } from "../source.ts";
import { type CdrFormat, park, type RawRecord, type Reading } from "./format.ts";
import { objectOf, plainVariables } from "./freeswitch-body.ts";
import { type ChannelRecord, callOf } from "./freeswitch-call.ts";
import { fieldIn, isObject, type JsonObject, objectIn } from "./json-fields.ts";

/** FreeSWITCH mod_json_cdr and mod_format_cdr, as posted and as their spool files hold it. */

/** The entry of the call flow with which the channel began: the number that was dialled, before any transfer. */
export function firstOfFlow(flow: readonly JsonObject[]): JsonObject | undefined {
  const index = (of: JsonObject) => Number(fieldIn(of, "profile_index") ?? 1);
  return flow.reduce<JsonObject | undefined>(
    (earliest, entry) => (earliest && index(earliest) <= index(entry) ? earliest : entry),
    undefined,
  );
}

function channelOf(json: JsonObject): ChannelRecord | undefined {
  const variables = objectIn(json, "variables");
  if (!variables) return undefined;
  const first = firstOfFlow(Array.isArray(json["callflow"]) ? json["callflow"].filter(isObject) : []);
  const profile = objectIn(first, "caller_profile");
  const applications = objectIn(json, "app_log")?.["applications"];
  return {
    variables: plainVariables(variables),
    profile,
    times: objectIn(first, "times"),
    originated: objectIn(profile, "originator") !== undefined,
    applications: Array.isArray(applications)
      ? applications.filter(isObject).map((one) => fieldIn(one, "app_data") ?? "")
      : [],
  };
}

function read(source: CdrSource, record: RawRecord): Reading {
  const json = objectOf(record.text);
  if (!json) return park(record, record.unended ? "TRUNCATED" : "MALFORMED", "The record holds no JSON object.");
  const channel = channelOf(json);
  if (!channel) return park(record, "MALFORMED", "The record has no `variables`.");
  return callOf(source, record, channel);
}

export const freeswitchJson: CdrFormat = {
  records: "json",
  parserVersion: 1,
  open: (source) => ({ read: (record) => read(source, record) }),
};

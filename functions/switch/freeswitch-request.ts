import { CallRequest } from "./call-request.ts";

/** What mod_xml_curl posts: a form whose fields are the parameters of the look-up or the channel's data. All of it comes from the network. */

export type FreeswitchForm = ReadonlyMap<string, string>;

export const formOf = (body: string): FreeswitchForm => new Map(new URLSearchParams(body));

/** The first of the names that has a value. */
const firstOf = (form: FreeswitchForm, ...names: readonly string[]): string => {
  for (const name of names) {
    const value = form.get(name);
    if (value) return value;
  }
  return "";
};

/** Which SIP user a directory look-up is about; undefined for all that is no look-up of one. */
export function wantedUser(form: FreeswitchForm): { user: string; domain: string } | undefined {
  // A reverse look-up asks for a password in the clear, which nobody has.
  if (form.get("action") === "reverse-auth-lookup" || form.has("purpose")) return undefined;
  const user = firstOf(form, "user", "sip_auth_username");
  if (user === "") return undefined;
  const domain = firstOf(form, "domain", "sip_auth_realm", "key_value");
  return { user, domain: isName(domain) ? domain : "" };
}

/** Names of domains, contexts and profiles that go back as they came. */
export const isName = (text: string): boolean => /^[A-Za-z0-9._-]{1,100}$/.test(text);

export const contextOf = (form: FreeswitchForm): string => firstOf(form, "Hunt-Context", "Caller-Context", "context");

/** The call that a dialplan look-up is about. FreeSWITCH names its calls by a uuid, which its CDRs bear too. */
export function callOf(form: FreeswitchForm, switchName: string): CallRequest {
  const isChecked = form.get("variable_sip_authorized") === "true";
  const sdp = form.get("variable_switch_r_sdp");
  return CallRequest.parse({
    switch_id: switchName.slice(0, 100),
    call_id: firstOf(form, "Unique-ID", "variable_uuid", "Channel-Call-UUID").slice(0, 512) || "unnamed",
    source_ip: firstOf(form, "Hunt-Network-Addr", "Caller-Network-Addr", "variable_sip_network_ip").slice(0, 100),
    auth_user: isChecked ? firstOf(form, "variable_sip_auth_username").slice(0, 200) : "",
    cli: firstOf(form, "Hunt-Caller-ID-Number", "Caller-Caller-ID-Number").slice(0, 512),
    cld: firstOf(form, "Hunt-Destination-Number", "Caller-Destination-Number").slice(0, 512),
    ...(sdp ? { sdp: sdp.slice(0, 60_000) } : {}),
  });
}

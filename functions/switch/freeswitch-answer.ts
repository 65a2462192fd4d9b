import { neverFailoverQ850 } from "../vendors/failover.ts";
import type { Allowed, Denied, OfferedRoute } from "./call-request.ts";
import { type XmlElement, xmlText } from "./xml.ts";

/**
 * What FreeSWITCH is told, as documents of mod_xml_curl. Every value that goes into an application's data is a number,
 * host, code or name that was checked: FreeSWITCH expands `${…}` there and takes commas and bars for its own.
 */

const element = (name: string, attributes: Record<string, string>, ...children: XmlElement[]): XmlElement => ({
  name,
  attributes,
  children,
});

const sectionText = (name: string, ...children: XmlElement[]): string =>
  xmlText(element("document", { type: "freeswitch/xml" }, element("section", { name }, ...children)));

export const notFound: string = sectionText("result", element("result", { status: "not found" }));

export interface DirectoryUser {
  login: string;
  ha1: string;
  account_code: string;
  device_id: string;
  /** The address or network that the user is locked to. */
  ip: string | null;
  voicemail: boolean;
  voicemail_email: string | null;
}

/** Finds the user's registrations wherever they are. */
const dialString =
  // biome-ignore lint/suspicious/noTemplateCurlyInString: FreeSWITCH fills these in
  "{sip_invite_domain=${dialed_domain},presence_id=${dialed_user}@${dialed_domain}}${sofia_contact(*/${dialed_user}@${dialed_domain})}";

/** A user without params would be let in with any password, so there is no user without them. */
export function directoryText(domain: string, user: DirectoryUser): string {
  const param = (name: string, value: string) => element("param", { name, value });
  const variable = (name: string, value: string) => element("variable", { name, value });
  const mail = user.voicemail && user.voicemail_email !== null ? [param("vm-mailto", user.voicemail_email)] : [];
  const params = element(
    "params",
    {},
    param("a1-hash", user.ha1),
    param("dial-string", dialString),
    param("vm-enabled", String(user.voicemail)),
    ...mail,
    ...(mail.length > 0 ? [param("vm-attach-file", "true")] : []),
    ...(user.ip === null
      ? []
      : [param("auth-acl", user.ip.includes("/") ? user.ip : `${user.ip}/${hostBits(user.ip)}`)]),
  );
  const variables = element(
    "variables",
    {},
    variable("accountcode", user.account_code),
    variable("device_id", user.device_id),
  );
  const found = element("user", { id: user.login, mailbox: user.login }, params, variables);
  return sectionText("directory", element("domain", { name: domain }, found));
}

const hostBits = (ip: string): number => (ip.includes(":") ? 128 : 32);

const action = (application: string, data: string): XmlElement => element("action", { application, data });

const dialplanText = (context: string, name: string, actions: readonly XmlElement[]): string =>
  sectionText(
    "dialplan",
    element("context", { name: context }, element("extension", { name }, element("condition", {}, ...actions))),
  );

export const refusedText = (context: string, { reject: { sip_code, reason } }: Pick<Denied, "reject">): string =>
  dialplanText(context, "refused", [action("respond", `${sip_code} ${reason}`)]);

/** The system cannot be asked now: the caller hears the same as of a full switch. */
export const unavailableText = (context: string): string =>
  dialplanText(context, "unavailable", [action("respond", "503 UNAVAILABLE")]);

/** How FreeSWITCH itself turns SIP answers into causes; answers that share a cause cannot be told apart there. */
const causeOfSip: Readonly<Record<number, number>> = {
  ...{ 400: 41, 404: 1, 405: 63, 408: 102, 410: 22, 415: 79, 480: 18, 481: 41, 482: 25, 483: 25, 484: 28, 485: 3 },
  ...{ 488: 88, 500: 41, 501: 79, 502: 38, 503: 41, 504: 102, 604: 3, 606: 88 },
};

/** Causes after which the next gateway is tried, as numbers in FreeSWITCH's list. */
function failoverCauses({ failover_sip_codes, failover_causes }: OfferedRoute): string {
  const causes = [...failover_sip_codes.flatMap((code) => causeOfSip[code] ?? []), ...failover_causes];
  return [...new Set(causes)]
    .filter((cause) => !neverFailoverQ850.includes(cause))
    .sort((a, b) => a - b)
    .join(",");
}

const uriIn = (route: OfferedRoute): string => route.uri.replace(/^sip:/, "");

/** One bridge a gateway: with its own causes for going on, and none behind the last. */
function gatewayActions(routes: readonly OfferedRoute[], profile: string): XmlElement[] {
  return routes.flatMap((route, turn) => [
    action("set", `continue_on_fail=${turn === routes.length - 1 ? "false" : failoverCauses(route) || "false"}`),
    action("bridge", `[leg_progress_timeout=${route.timeout_s}]sofia/${profile}/${uriIn(route)}`),
  ]);
}

/** A device of the account, then its mailbox; whoever dials their own extension hears their mailbox. */
function extensionActions({ routes, mailbox }: Allowed, authUser: string): XmlElement[] {
  const [route] = routes;
  if (!route) return [action("respond", "404 NO_ROUTE")];
  const [login = "", realm = ""] = uriIn(route).split("@");
  if (mailbox !== null && mailbox.toLowerCase() === authUser.toLowerCase())
    return [
      action("answer", ""),
      action("set", "voicemail_authorized=true"),
      action("voicemail", `check default ${realm} ${login}`),
    ];
  const box = [action("answer", ""), action("voicemail", `default ${realm} ${mailbox}`)];
  return [
    action("set", `continue_on_fail=${mailbox === null ? "false" : "true"}`),
    action("bridge", `[leg_timeout=${route.timeout_s}]user/${login}@${realm}`),
    ...(mailbox === null ? [] : box),
  ];
}

export interface AllowedIn {
  context: string;
  /** The SIP profile by which gateways are called. */
  profile: string;
  authUser: string;
}

/** The whole way of an allowed call. `accountcode` and `authz_id` come back in the CDR. */
export function allowedText(verdict: Allowed, { context, profile, authUser }: AllowedIn): string {
  const { authorization_id, customer, cli, cld, codecs, media, max_duration_s, routes, emergency } = verdict;
  // Without a list of its own the customer may use what the caller offers, and that came from the network.
  const plainCodecs = codecs.filter((codec) => /^[A-Za-z0-9.-]{1,40}$/.test(codec)).join(",");
  const set = (name: string, value: string) => action("set", `${name}=${value}`);
  const toExtension = routes[0]?.id === "extension";
  const way = toExtension ? extensionActions(verdict, authUser) : gatewayActions(routes, profile);
  // No gateway of ours takes the emergency call: the switch has its own way for these.
  const end = routes.length === 0 ? [action("transfer", `${cld} XML emergency`)] : way;
  return dialplanText(context, authorization_id, [
    set("accountcode", customer.account_code),
    set("authz_id", authorization_id),
    ...(cli === ""
      ? [action("privacy", "full")]
      : [set("effective_caller_id_number", cli), set("effective_caller_id_name", cli)]),
    set("hangup_after_bridge", "true"),
    ...(emergency ? [] : [set("execute_on_answer", `sched_hangup +${max_duration_s} allotted_timeout`)]),
    ...(plainCodecs !== "" && !emergency ? [action("export", `nolocal:absolute_codec_string=${plainCodecs}`)] : []),
    set("bypass_media", String(media === "bypass" && !toExtension)),
    ...end,
  ]);
}

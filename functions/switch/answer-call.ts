import { numberSent } from "../vendors/number-sent.ts";
import type { Allowed, Denied, OfferedRoute } from "./call-request.ts";
import type { Carrier } from "./carrier.ts";
import type { AllowedCall } from "./decide-call.ts";
import { type Refusal, refusals } from "./refusal.ts";

/** What the switch hears of a decision. */

/** Seconds that a gateway has to ring or answer before the next one is tried (RFC 3261 §16.6 item 11 leaves it to us). */
const gatewaySeconds = 20;
/** A device rings for a minute, and there is nobody to try after it. */
const ringing = { timeout_s: 60, failover_sip_codes: [], failover_causes: [] };

export function deniedAnswer(account: string | null, { code, detail }: Refusal): Denied {
  const { sip, q850, text } = refusals[code];
  const customer = account === null ? null : { account_code: account };
  return { verdict: "deny", customer, reject: { sip_code: sip, reason: code, q850, text: `${text} ${detail}` } };
}

const hostText = (host: string): string => (host.includes(":") ? `[${host}]` : host);

/** RFC 3261 §19.1.1: `#` may not stand in a user part as it is. */
const userText = (number: string): string => number.replaceAll("#", "%23");

function offered({ gateway, failover }: Carrier, number: string): OfferedRoute[] {
  const sent = numberSent(gateway, number);
  if (sent === undefined) return [];
  const port = gateway.port === 5060 ? "" : `:${gateway.port}`;
  const transport = gateway.transport === "UDP" ? "" : `;transport=${gateway.transport.toLowerCase()}`;
  const uri = `sip:${userText(sent)}@${hostText(gateway.host)}${port}${transport}`;
  const codes = { failover_sip_codes: [...failover.sipCodes], failover_causes: [...failover.causes] };
  return [{ id: gateway.name, uri, timeout_s: gatewaySeconds, ...codes }];
}

/** Codecs that at least one gateway takes, in the customer's order; a gateway without a list takes all. */
function codecsOf(codecs: readonly string[], carriers: readonly Carrier[]): string[] {
  if (carriers.some(({ gateway }) => gateway.codecs.length === 0)) return [...codecs];
  const taken = new Set<string>(carriers.flatMap(({ gateway }) => gateway.codecs));
  const common = codecs.filter((codec) => taken.has(codec.toUpperCase()));
  return carriers.length === 0 || common.length === 0 ? [...codecs] : common;
}

export function routesOf({ to }: Pick<AllowedCall, "to">, carriers: readonly Carrier[]): OfferedRoute[] {
  if (to.kind === "extension") return [{ id: "extension", uri: `sip:${to.login}@${to.realm}`, ...ringing }];
  if (to.kind === "address")
    return [{ id: "device", uri: `sip:${userText(to.number)}@${hostText(to.host)}`, ...ringing }];
  return carriers.flatMap((carrier) => offered(carrier, to.number));
}

export interface Answering {
  id: string;
  account: string;
  callWithMedia: boolean;
  carriers: readonly Carrier[];
}

export function allowedAnswer(decision: AllowedCall, { id, account, callWithMedia, carriers }: Answering): Allowed {
  const { cli, cld, grantedSeconds, mostSeconds, emergency, to } = decision;
  return {
    verdict: "allow",
    authorization_id: id,
    customer: { account_code: account },
    cli,
    cld,
    routes: routesOf(decision, carriers),
    max_duration_s: grantedSeconds,
    reauthorize_at: grantedSeconds < mostSeconds ? askAgainAt(grantedSeconds) : null,
    codecs: codecsOf(decision.codecs, carriers),
    media: callWithMedia ? "proxy" : "bypass",
    mailbox: to.kind === "extension" && to.voicemail ? to.login : null,
    emergency,
  };
}

/** Seconds before the end of what is granted at which the switch asks again. */
const askEarlySeconds = 30;
export const askAgainAt = (grantedSeconds: number): number =>
  Math.max(Math.floor(grantedSeconds / 2), grantedSeconds - askEarlySeconds);

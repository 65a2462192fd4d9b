import * as z from "zod";
import {
  Codecs,
  NameText,
  rule,
  Sessions,
  SessionsPerSecond,
  type SwitchAccount,
  SwitchAccounts,
} from "../customers/customer-fields.ts";
import { isSingleAddress, networkText, parseNetwork } from "../devices/ip-network.ts";
import { readRule, tidyRule } from "../translation/translation-rule.ts";
import { failoverFields, usualFailover, usualFailoverQ850 } from "./failover.ts";

/**
 * A gateway is where calls of one vendor are sent: a SIP host, what is done to the number before it goes there, and how
 * much it takes. Its aliases are the names and addresses by which CDRs call it, so that a record alone tells the vendor.
 */

const hostRule = "Must be an IPv4 or IPv6 address, or a host name such as sip.carrier.example.";
/** RFC 1123 §2.1 labels; at least one dot, because a switch cannot know what a bare word means elsewhere. */
const hostName = /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** An address in its one canonical form; undefined for what is none. */
const addressOf = (text: string): string | undefined => {
  const network = parseNetwork(text.replace(/^\[(.*)\]$/, "$1"));
  return network && isSingleAddress(network) ? networkText(network) : undefined;
};

const tidyHost = (text: string): string => addressOf(text) ?? text.toLowerCase().replace(/\.$/, "");

const Host = z
  .string({ error: rule(hostRule) })
  .trim()
  .max(254, hostRule)
  .overwrite(tidyHost)
  .refine((host) => addressOf(host) !== undefined || hostName.test(host), { error: rule(hostRule) });

const portRule = "Must be a whole number from 1 to 65535.";
const ruleRule = "Must be a rule such as 44|%=>0044%, or %=>% to send the number as it is.";

const RewriteRule = z
  .string({ error: rule(ruleRule) })
  .max(130, "A rule has at most 130 characters.")
  .overwrite(tidyRule)
  .superRefine((text, context) => {
    const reading = readRule("ALLOW", text);
    if ("fault" in reading) context.addIssue({ code: "custom", message: reading.fault });
  });

const gatewayFields = {
  name: NameText.max(60, "Must be at most 60 characters.")
    .regex(/^[^,;=]*$/, "Must not hold a comma.")
    .meta({ title: "Name", description: "Unique in the system; routes are pasted by it." }),
  host: Host.meta({ title: "Host" }),
  port: z
    .int({ error: rule(portRule) })
    .min(1, portRule)
    .max(65_535, portRule)
    .meta({ title: "Port" }),
  transport: z.enum(["UDP", "TCP", "TLS"], { error: rule("Must be UDP, TCP or TLS.") }).meta({ title: "Transport" }),
  rule: RewriteRule.meta({
    title: "Number sent to the carrier",
    description: "One rule, done last and never billed by: 44|%=>0044% takes 44 away and puts 0044 in front.",
  }),
  /** Empty: whatever the customer may use. */
  codecs: Codecs.meta({ title: "Codecs", description: "Narrows what the customer may use. None chosen: all of it." }),
  maxCallSessions: Sessions.meta({ title: "Max call sessions" }),
  callSessionsPerSecond: SessionsPerSecond.meta({ title: "Call sessions per second" }),
  status: z.enum(["ACTIVE", "INACTIVE"], { error: rule("Must be ACTIVE or INACTIVE.") }).meta({ title: "Status" }),
  ...failoverFields,
  aliases: SwitchAccounts.meta({
    title: "Names and addresses in CDRs",
    description: "How switches call this gateway in their records; each is one gateway's only.",
  }),
};

export const NewGateway = z
  .strictObject({
    ...gatewayFields,
    port: gatewayFields.port.default(5060),
    transport: gatewayFields.transport.default("UDP"),
    rule: gatewayFields.rule.default("%=>%"),
    codecs: gatewayFields.codecs.default([]),
    maxCallSessions: gatewayFields.maxCallSessions.default(100),
    callSessionsPerSecond: gatewayFields.callSessionsPerSecond.default(10),
    status: gatewayFields.status.default("ACTIVE"),
    failoverSipCodes: gatewayFields.failoverSipCodes.default([...usualFailover]),
    failoverCauses: gatewayFields.failoverCauses.default([...usualFailoverQ850]),
    aliases: gatewayFields.aliases.default([]),
  })
  .meta({ id: "NewGateway" });
export type NewGateway = z.output<typeof NewGateway>;

export const GatewayChange = z.strictObject(gatewayFields).partial().meta({ id: "GatewayChange" });
export type GatewayChange = z.output<typeof GatewayChange>;

export const Gateway = z
  .object({
    id: z.string(),
    vendorId: z.string(),
    ...gatewayFields,
    /** How many routes have a row that leads to it. One that is used cannot be removed. */
    uses: z.int().nonnegative(),
    createdAt: z.string(),
    version: z.int().positive(),
  })
  .meta({ id: "Gateway" });
export type Gateway = z.infer<typeof Gateway>;

/** A code as it is compared: names without regard to case, addresses in their canonical form. */
export const aliasText = (code: string): string => tidyHost(code);

/** Of aliases that mean the same, one: `GW1` and `gw1`, `2001:DB8::1` and `2001:db8:0::1`. */
export const distinctAliases = (aliases: readonly SwitchAccount[]): SwitchAccount[] => [
  ...new Map(
    aliases.map((alias) => {
      const key = typeof alias === "string" ? `*\n${aliasText(alias)}` : `${alias.source}\n${aliasText(alias.code)}`;
      return [key, alias] as const;
    }),
  ).values(),
];

import * as z from "zod";
import { rule, Sessions, SessionsPerSecond, SwitchAccounts } from "../customers/customer-fields.ts";
import { blockOf, networkText, parseNetwork } from "./ip-network.ts";

/** What IP devices and SIP devices have in common. */

const ipRule = "Must be an IP address, or a network of /24 or narrower (IPv6: /64).";
const normal = (text: string): string => {
  const network = parseNetwork(text);
  return network ? networkText(network) : text;
};

/** Canonical: host bits cleared, IPv6 by RFC 5952. Wider networks would not fit the one item that the switch's question reads. */
export const DeviceAddress = z
  .string({ error: rule(ipRule) })
  .trim()
  .max(50, ipRule)
  .refine(
    (text) => {
      const network = parseNetwork(text);
      return network !== undefined && blockOf(network) !== undefined;
    },
    { error: rule(ipRule) },
  )
  .overwrite(normal);

export const deviceFields = {
  maxCallSessions: Sessions.meta({ title: "Max call sessions" }),
  callSessionsPerSecond: SessionsPerSecond.meta({ title: "Call sessions per second" }),
  status: z.enum(["ACTIVE", "INACTIVE"], { error: rule("Must be ACTIVE or INACTIVE.") }).meta({ title: "Status" }),
  switchAccounts: SwitchAccounts.meta({ title: "Codes that switches send" }),
  tariffId: z
    .string({ error: "Must be one of the tariffs." })
    .min(1, "Must be one of the tariffs.")
    .max(64, "Must be one of the tariffs.")
    .nullable()
    .meta({ title: "Tariff of its own" }),
};

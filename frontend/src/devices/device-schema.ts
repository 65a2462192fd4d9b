import * as z from "zod";
import { EmailAddress, optional, Sessions, SessionsPerSecond } from "../../../functions/customers/customer-fields.ts";
import { blockOf, parseNetwork } from "../../../functions/devices/ip-network.ts";

const fitsBlock = (text: string): boolean => {
  const network = parseNetwork(text);
  return network !== undefined && blockOf(network) !== undefined;
};
const ipRule = "Must be an IP address, or a network of /24 or narrower (IPv6: /64).";
const Ip = z.string().trim().refine(fitsBlock, ipRule);
const State = z.enum(["ACTIVE", "INACTIVE"]);
const limits = {
  maxCallSessions: Sessions.meta({ title: "Max call sessions" }),
  callSessionsPerSecond: SessionsPerSecond.meta({ title: "Call sessions per second" }),
  status: State.meta({ title: "Status" }),
};

export const ipDeviceShape = {
  ip: Ip.meta({ title: "IP address" }),
  description: z.string().max(100, "Must be at most 100 characters.").meta({ title: "Description" }),
  dialPrefix: z
    .string()
    .regex(/^\d{0,15}%?$/, "Must be up to 15 digits, with or without % at the end.")
    .meta({ title: "Dial prefix" }),
  ...limits,
};
export const ipDeviceSchema = z.object(ipDeviceShape);

export const sipDeviceShape = {
  login: z
    .string()
    .regex(/^[A-Za-z0-9._-]{3,64}$/, "Must be 3 to 64 letters, digits or . _ -")
    .meta({ title: "SIP device login" }),
  extension: z
    .string()
    .regex(/^\d{3,15}$/, "Must be 3 to 15 digits.")
    .meta({ title: "Extension number" }),
  voicemail: z.boolean().meta({ title: "Voice mail" }),
  voicemailEmail: optional(EmailAddress).meta({ title: "E-mail for voice mail" }),
  ip: optional(Ip).meta({ title: "IP address lock" }),
  ...limits,
};
export const sipDeviceSchema = z.object(sipDeviceShape).refine((device) => !device.voicemail || device.voicemailEmail, {
  path: ["voicemailEmail"],
  message: "Required. Voice mail is sent there.",
});

import * as z from "zod";
import { EmailAddress, optional, rule, YesNo } from "../customers/customer-fields.ts";
import { DeviceAddress, deviceFields } from "./device-fields.ts";

/** A SIP user of a customer. Its secret is shown once and never stored: what is kept are the two digest hashes, sealed. */

const loginRule = "Must be 3 to 64 letters, digits or . _ -";
const fields = {
  /** Unique in the system without regard to case. RFC 3261 user part, of which we take the safe characters. */
  login: z
    .string({ error: rule(loginRule) })
    .regex(/^[A-Za-z0-9._-]{3,64}$/, { error: rule(loginRule) })
    .meta({ title: "SIP device login" }),
  extension: z
    .string({ error: rule("Must be 3 to 15 digits.") })
    .regex(/^\d{3,15}$/, { error: rule("Must be 3 to 15 digits.") })
    .meta({ title: "Extension number", description: "Unique in the account." }),
  voicemail: YesNo.meta({ title: "Voice mail" }),
  voicemailEmail: optional(EmailAddress).meta({ title: "E-mail for voice mail" }),
  ip: optional(DeviceAddress).meta({ title: "IP address lock", description: "Calls from elsewhere are refused." }),
  ...deviceFields,
};

/** 8–30 printable characters; strength as for passwords is checked with the login at hand. */
const Secret = z.string("Must have 8 to 30 characters.").max(1000, "Must have 8 to 30 characters.");

export const NewSipDevice = z
  .strictObject({
    ...fields,
    voicemail: fields.voicemail.default(false),
    voicemailEmail: fields.voicemailEmail.default(null),
    ip: fields.ip.default(null),
    status: fields.status.default("ACTIVE"),
    switchAccounts: fields.switchAccounts.default([]),
    tariffId: fields.tariffId.default(null),
    /** Left out = one is made and shown in the answer, once. */
    secret: Secret.optional().meta({ title: "Secret" }),
  })
  .meta({ id: "NewSipDevice" });
export type NewSipDevice = z.output<typeof NewSipDevice>;

export const NewSecret = z.strictObject({ secret: Secret.optional() }).meta({ id: "NewSecret" });

/** The login stands in the digest hashes, so another login needs another secret: a new device. */
export const SipDeviceChange = z.strictObject(fields).omit({ login: true }).partial().meta({ id: "SipDeviceChange" });
export type SipDeviceChange = z.output<typeof SipDeviceChange>;

export const SipDevice = z
  .object({ id: z.string(), account: z.string(), ...fields, createdAt: z.string(), version: z.int().positive() })
  .meta({ id: "SipDevice" });
export type SipDevice = z.infer<typeof SipDevice>;

/** The answer to adding a device or making a new secret. */
export const SipDeviceWithSecret = SipDevice.extend({
  /** There once; null when the answer is repeated. */
  secret: z.string().nullable(),
  /** The realm in which the secret is asked for; what a phone calls its domain. */
  realm: z.string(),
}).meta({ id: "SipDeviceWithSecret" });
export type SipDeviceWithSecret = z.infer<typeof SipDeviceWithSecret>;

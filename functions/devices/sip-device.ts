import * as z from "zod";

/** A SIP user of a customer. The secret is never here: it is kept as HA1 hashes in an envelope beside it. */
export const SipDevice = z.object({
  id: z.string(),
  account: z.string(),
  login: z.string(),
  extension: z.string(),
  voicemail: z.boolean(),
  voicemailEmail: z.string().nullable(),
  /** Only calls from this address or network count; null = any. */
  ip: z.string().nullable(),
  maxCallSessions: z.int(),
  callSessionsPerSecond: z.int(),
  status: z.enum(["ACTIVE", "INACTIVE"]),
  switchAccounts: z.array(z.unknown()),
  tariffId: z.string().nullable(),
  version: z.int(),
});
export type SipDevice = z.infer<typeof SipDevice>;

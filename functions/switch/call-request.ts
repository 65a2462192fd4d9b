import * as z from "zod";
import { RefusalCode } from "./refusal.ts";

/**
 * What a switch asks before it lets a call go, and what it hears. The names are those of switches, with underscores.
 * Numbers and ids come from the network: whatever they hold, the answer is a decision, not an error.
 */
const Word = z.string().max(512);

export const CallRequest = z
  .object({
    /** Name of the switch. Part of what makes a call the same call. */
    switch_id: z.string().min(1).max(100),
    /** SIP Call-ID (RFC 3261 §20.8), or the switch's own id of the call. */
    call_id: z.string().min(1).max(512),
    /** Tag of the From header; empty where the switch has none. */
    from_tag: Word.default(""),
    /** Address from which the INVITE came. */
    source_ip: z.string().max(100).default(""),
    source_port: z.int().min(0).max(65_535).optional(),
    transport: z.string().max(20).optional(),
    /** The SIP user whose digest was checked; empty where the call is known by its address. */
    auth_user: z.string().max(200).default(""),
    /** The caller's number as sent; empty = hidden. */
    cli: Word.default(""),
    /** The number as dialled. */
    cld: Word,
    /** What the caller offers, in its order. Left out: not known. */
    codecs: z.array(z.string().max(40)).max(50).optional(),
    /** The SDP body of the INVITE: where `codecs` is left out they are read from it. */
    sdp: z.string().max(64_000).optional(),
    /** Epoch seconds with milliseconds at which the switch had the INVITE. For the record, nothing is decided by it. */
    received_at: z.string().max(30).optional(),
    /**
     * Whether the switch asks again (`reauthorize`) before the granted time is over. Only then may money be held in
     * slices; left out = no, and the whole of the granted time is held at once.
     */
    reauthorizes: z.boolean().default(false),
  })
  .meta({ id: "CallRequest" });
export type CallRequest = z.output<typeof CallRequest>;

export const OfferedRoute = z
  .object({
    /** Name of the gateway. */
    id: z.string(),
    uri: z.string(),
    /** Seconds to wait for ringing or an answer before the next one is tried. */
    timeout_s: z.int(),
    /** SIP answers after which the next one is tried; 408 counts only before ringing. */
    failover_sip_codes: z.array(z.int()).default([]),
    /** The same as ITU-T Q.850 causes. */
    failover_causes: z.array(z.int()).default([]),
  })
  .meta({ id: "OfferedRoute" });
export type OfferedRoute = z.infer<typeof OfferedRoute>;

export const Allowed = z
  .object({
    verdict: z.literal("allow"),
    /** Comes back in the CDR, so that the money held is given back with the charge. */
    authorization_id: z.string(),
    customer: z.object({ account_code: z.string() }),
    /** The caller's number to send on; empty = hidden. */
    cli: z.string(),
    cld: z.string(),
    /** In the order in which they are to be tried. */
    routes: z.array(OfferedRoute),
    /** Seconds of talk after which the switch ends the call. */
    max_duration_s: z.int(),
    /** Seconds of talk after which the switch asks again; null: it need not. */
    reauthorize_at: z.int().nullable(),
    /** In the order of preference; empty: whatever the two sides agree on. */
    codecs: z.array(z.string()),
    /** `proxy`: the media is relayed; `bypass`: it goes between the two sides. */
    media: z.enum(["proxy", "bypass"]),
    /** The SIP user whose mailbox takes the call when its device does not; null = none. */
    mailbox: z.string().nullable().default(null),
    /** A call to an emergency service: never charged, outside all limits. */
    emergency: z.boolean(),
  })
  .meta({ id: "AllowedCall" });
export type Allowed = z.infer<typeof Allowed>;

export const Denied = z
  .object({
    verdict: z.literal("deny"),
    /** Null where nobody is known. */
    customer: z.object({ account_code: z.string() }).nullable(),
    reject: z.object({
      sip_code: z.int(),
      reason: RefusalCode,
      /** ITU-T Q.850. */
      q850: z.int(),
      text: z.string(),
    }),
  })
  .meta({ id: "DeniedCall" });
export type Denied = z.infer<typeof Denied>;

export const Verdict = z.discriminatedUnion("verdict", [Allowed, Denied]).meta({ id: "CallVerdict" });
export type Verdict = z.infer<typeof Verdict>;

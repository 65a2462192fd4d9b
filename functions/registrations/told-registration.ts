import * as z from "zod";
import type { Told } from "./registration.ts";

/** What a switch tells of registrations. The names are those of switches, with underscores, as in the rest of its API. */

/** Events of one request. */
const mostEvents = 1000;
/** Longest lifetime that is believed: phones come again within an hour or two, and a mistaken end would show them for years. */
const longestLifetimeMs = 7 * 86_400_000;

/** An ISO 8601 instant, or seconds since 1970 as SIP servers keep them. */
const Instant = z.union([z.iso.datetime({ offset: true }), z.number().min(0).max(4_102_444_800)], {
  error: "Must be an ISO 8601 instant or seconds since 1970.",
});
/** Out of the network: what is too long is cut, never refused. */
const Word = z.string().max(64_000);

const Event = z
  .object({
    event: z.enum(["REGISTERED", "UNREGISTERED", "EXPIRED"]),
    /** The SIP user that registered; unique in the system without regard to case, whatever the realm. */
    login: Word,
    /** Code of the account, to be sure that it is the same device; left out = whoever has the login. */
    account_code: z.string().max(20).optional(),
    /** The Contact as it came, or its URI. Needed for REGISTERED; empty or `*` otherwise = all contacts at this switch. */
    contact: Word.default(""),
    user_agent: Word.default(""),
    /** When it happened; left out = now. What lies ahead of our clock counts as now. */
    at: Instant.optional(),
    /** Seconds for which it is registered, counted from `at`; 0 = it ended (RFC 3261 §10.2.2). */
    expires_s: z.int().min(0).max(4_294_967_295).optional(),
    /** The same as the instant at which it ends; one of both is needed for REGISTERED. At most 7 days are believed. */
    expires_at: Instant.optional(),
  })
  .superRefine(({ event, contact, expires_s, expires_at }, c) => {
    if (event !== "REGISTERED") return;
    const isOver = expires_s === 0;
    if (expires_s === undefined && expires_at === undefined)
      c.addIssue({ code: "custom", path: ["expires_s"], message: "Please say until when: expires_s or expires_at." });
    if (!isOver && uriOf(contact) === "")
      c.addIssue({ code: "custom", path: ["contact"], message: "Please name the contact that registered." });
  });
type Event = z.output<typeof Event>;

export const ToldRegistrations = z
  .object({
    /** Name of the switch. A contact at another switch is another contact. */
    switch_id: z.string().min(1).max(100),
    registrations: z.array(Event).min(1).max(mostEvents),
  })
  .meta({ id: "ToldRegistrations" });
export type ToldRegistrations = z.output<typeof ToldRegistrations>;

export const RegistrationRefusal = z.enum(["UNKNOWN_LOGIN", "OTHER_ACCOUNT"]);

export const RegistrationReceipt = z
  .object({
    /** Events of devices that are known, older and repeated ones included. */
    accepted: z.int(),
    /** Devices of which something was written; the others stand as they stood. */
    written: z.int(),
    /** The rest, which changed nothing. `index` counts from 0. */
    refused: z.array(z.object({ index: z.int(), login: z.string(), reason: RegistrationRefusal })),
  })
  .meta({ id: "RegistrationReceipt" });
export type RegistrationReceipt = z.infer<typeof RegistrationReceipt>;

const clean = (raw: string, most: number): string =>
  raw
    .replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, "")
    .trim()
    .slice(0, most);

/** `"Desk" <sip:rig:secret@198.51.100.7:5060>;expires=60` → `sip:rig@198.51.100.7:5060`: without name, parameters of the header, and password. */
export function uriOf(raw: string): string {
  const uri = /<([^>]*)>/.exec(raw)?.[1] ?? raw;
  const plain = clean(uri, 300).replace(/^(sips?:[^:@;?]*):[^@]*@/i, "$1@");
  return plain === "*" ? "" : plain;
}

/** The login as it is looked up; undefined for what no device can have. */
export const loginIn = (raw: string): string | undefined => {
  const login = clean(raw, 64);
  return /^[A-Za-z0-9._-]{3,64}$/.test(login) ? login.toLowerCase() : undefined;
};

export const shownLogin = (raw: string): string => clean(raw, 64);

const msOf = (instant: string | number): number =>
  typeof instant === "number" ? Math.round(instant * 1000) : Date.parse(instant);

function endOf({ expires_s, expires_at }: Event, at: number): number {
  const end = expires_at === undefined ? at + (expires_s ?? 0) * 1000 : msOf(expires_at);
  return Math.min(Math.max(end, at), at + longestLifetimeMs);
}

/** The event as it is kept. @param via name of the switch @param nowMs when it came */
export function toldOf(event: Event, via: string, nowMs: number): Told {
  const at = event.at === undefined ? nowMs : Math.min(msOf(event.at), nowMs);
  const until = event.event === "REGISTERED" ? endOf(event, at) : at;
  const where = { switchId: clean(via, 100), contact: uriOf(event.contact), userAgent: clean(event.user_agent, 120) };
  if (event.event === "REGISTERED" && until > at) return { ...where, event: "REGISTERED", at, until };
  return { ...where, event: event.event === "EXPIRED" ? "EXPIRED" : "UNREGISTERED", at, until: at };
}

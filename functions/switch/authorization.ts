import { hash } from "node:crypto";
import * as z from "zod";
import { Reservation } from "../ledger/reservation.ts";
import { Allowed, type CallRequest, Denied } from "./call-request.ts";

/** A call that a switch asked for: what was answered, and what the answer holds until the CDR. */
export const Authorization = Reservation.extend({
  switchId: z.string().default(""),
  /** Of the customer's money. */
  currency: z.string().default(""),
  /** What the request said: the same again gets the same answer, anything else is another call. */
  content: z.string(),
  answer: Allowed,
  /** Epoch ms of the question: the rate is the one of this instant. */
  askedAt: z.number().int(),
  /** Seconds of talk that the held money pays for. */
  granted: z.number().int(),
  /** Each paying account with its tariff's version. */
  tariffs: z.array(z.object({ account: z.string(), tariffId: z.string(), version: z.number().int() })),
  reauthorizes: z.boolean(),
  /** `incoming`: rings at the customer itself; a call that is forwarded outside is one of its own. */
  direction: z.enum(["outgoing", "incoming"]).default("outgoing"),
  /** Epoch ms at which the talk began, by what the switch said when it asked for more time. */
  talkFrom: z.number().int().optional(),
});
export type Authorization = z.infer<typeof Authorization>;

/** A refusal is remembered as long as an INVITE may be repeated: 64 × T1 (RFC 3261 §17.1.1.2), in seconds. */
export const denialSeconds = 32;
export const Denial = z.object({ content: z.string(), answer: Denied, ttl: z.number().int() });
export type Denial = z.infer<typeof Denial>;

const hex = (parts: readonly unknown[]): string => hash("sha256", JSON.stringify(parts), "hex").slice(0, 20);

/** What makes a repeated question the same question. When it was received and by which port says nothing. */
export const contentOf = (request: CallRequest): string => {
  const { source_ip, auth_user, cli, cld, codecs, reauthorizes } = request;
  return hex([source_ip, auth_user, cli, cld, codecs ?? null, reauthorizes]);
};

import { createHmac } from "node:crypto";
import * as z from "zod";
import { isoInstant } from "../platform/clock.ts";
import { WebhookEventType } from "./webhook.ts";

/** One event on its way to one endpoint. */

/** Why a try did not succeed. */
export const DeliveryFault = z.enum([
  /** It answered, and not with 2xx; a redirect is not followed. */
  "BAD_STATUS",
  /** No answer in time. */
  "TIMED_OUT",
  /** It could not be reached: no such name, no connection, no certificate that is trusted. */
  "UNREACHABLE",
  /** The name leads to an address of a private network, which nothing is sent to. */
  "PRIVATE_ADDRESS",
  /** The endpoint was deleted or switched off before it was taken. */
  "ENDPOINT_GONE",
]);
export type DeliveryFault = z.infer<typeof DeliveryFault>;

const Try = z.object({
  at: z.string(),
  /** HTTP status; null where there was no answer. */
  status: z.int().nullable(),
  fault: DeliveryFault.nullable(),
  /** Milliseconds that it took. */
  tookMs: z.int(),
});
export type Try = z.infer<typeof Try>;

const shown = {
  /** The same for every try: by it a receiver knows what it has had (`webhook-id`). */
  id: z.string(),
  endpoint: z.string(),
  type: WebhookEventType,
  /** FAILED: given up after the last try, can be sent again. */
  status: z.enum(["QUEUED", "DELIVERED", "FAILED"]),
  createdAt: z.string(),
  deliveredAt: z.string().nullable(),
  /** When it is tried next; null when it is not. */
  nextAt: z.string().nullable(),
  /** Every try, the first at the front; of very many the last 20. */
  tries: z.array(Try),
  /** What is posted, word for word. */
  body: z.string(),
};

export const WebhookDelivery = z.object(shown).meta({ id: "WebhookDelivery" });
export type WebhookDelivery = z.infer<typeof WebhookDelivery>;

/** How the latest try went, and when the next one is; null before the first. */
export const LatestTry = z
  .object({
    ...Try.omit({ tookMs: true }).shape,
    /** Tries so far, of very many the last 20. */
    tries: z.int(),
    /** Null: none is to come. */
    nextAt: z.string().nullable(),
  })
  .meta({ id: "LatestTry" });
export type LatestTry = z.infer<typeof LatestTry>;

export function latestTry({ tries, nextAt }: Pick<WebhookDelivery, "tries" | "nextAt">): LatestTry | null {
  const last = tries.at(-1);
  return last ? { at: last.at, status: last.status, fault: last.fault, tries: tries.length, nextAt } : null;
}

export const StoredDelivery = z.object({
  ...shown,
  /** Tries since it was queued or sent again. */
  count: z.int(),
  /** Epoch ms of the next try; null when there is none. */
  dueMs: z.int().nullable(),
  /** Epoch ms until which a run that took it counts as alive. */
  leaseMs: z.int(),
  v: z.int(),
});
export type StoredDelivery = z.infer<typeof StoredDelivery>;

const [second, minute, hour] = [1000, 60_000, 3_600_000];
/** Pauses before the second and every further try: about two days in all. */
export const pausesMs = [
  30 * second,
  2 * minute,
  10 * minute,
  30 * minute,
  2 * hour,
  5 * hour,
  10 * hour,
  14 * hour,
  16 * hour,
];
const mostTold = 20;

/** What becomes of a delivery by how a try of it went. */
export function afterTry(seen: StoredDelivery, done: Omit<Try, "at">, atMs: number): StoredDelivery {
  const at = isoInstant(atMs);
  const tries = [...seen.tries, { at, ...done }].slice(-mostTold);
  const settled = { ...seen, tries, leaseMs: 0, dueMs: null, nextAt: null };
  if (done.fault === null) return { ...settled, status: "DELIVERED", deliveredAt: at };
  const pause = pausesMs[seen.count - 1];
  if (pause === undefined || done.fault === "ENDPOINT_GONE") return { ...settled, status: "FAILED" };
  const dueMs = atMs + pause;
  return { ...settled, status: "QUEUED", dueMs, nextAt: isoInstant(dueMs) };
}

/** A secret as receivers are given it; `whsec_` and the base64 of the key's bytes. */
export const secretText = (bytes: Uint8Array): string => `whsec_${Buffer.from(bytes).toString("base64")}`;

/** What vouches for the sender and the instant: HMAC-SHA256 of id, timestamp and body, with a dot between. */
export function signature(
  secret: string,
  { id, timestamp, body }: { id: string; timestamp: number; body: string },
): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  return `v1,${createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64")}`;
}

import { now } from "../platform/clock.ts";
import { log } from "../platform/log.ts";
import { type Answer, postOutward } from "../platform/outward.ts";
import { unseal } from "../platform/secret.ts";
import { afterTry, type DeliveryFault, type StoredDelivery, signature } from "./delivery.ts";
import {
  allWebhooks,
  type DueDelivery,
  dueDeliveries,
  forgetDue,
  getDelivery,
  getWebhook,
  replaceDelivery,
  webhookKey,
} from "./webhook.store.ts";
import type { StoredWebhook } from "./webhook.ts";

/** A run that took a delivery and said nothing for so long is taken for dead. Longer than the function may run. */
const leaseMs = 3 * 60_000;
/** Looked at once; what is left comes with the next look. */
const perLook = 50;
/** Sent at the same time: one slow receiver does not hold the others up. */
const atOnce = 10;

function faultOf(answer: Answer): { status: number | null; fault: DeliveryFault | null } {
  if (answer.kind !== "status") return { status: null, fault: answer.kind };
  const { status } = answer;
  return { status, fault: status >= 200 && status < 300 ? null : "BAD_STATUS" };
}

async function tried(delivery: StoredDelivery, endpoint: StoredWebhook | undefined) {
  if (endpoint?.status !== "ACTIVE") return { status: null, fault: "ENDPOINT_GONE" as const };
  const { id, body } = delivery;
  const timestamp = Math.floor(now() / 1000);
  const secret = unseal(endpoint.sealed, webhookKey(endpoint.id));
  const headers = {
    "content-type": "application/json",
    "user-agent": "Switchbook",
    "webhook-id": id,
    "webhook-timestamp": String(timestamp),
    "webhook-signature": signature(secret, { id, timestamp, body }),
  };
  return faultOf(await postOutward({ url: endpoint.url, headers, body }));
}

/**
 * Takes a delivery for this run; undefined where another one has it or nothing is to be done. One is forgotten after some
 * weeks, and then its place in the list goes as well.
 */
async function taken({ id, key }: DueDelivery): Promise<StoredDelivery | undefined> {
  const seen = await getDelivery(id);
  const at = now();
  if (!seen) return void (await forgetDue(key));
  if (seen.dueMs === null || seen.dueMs > at || seen.leaseMs > at) return undefined;
  return replaceDelivery(seen, { ...seen, count: seen.count + 1, leaseMs: at + leaseMs });
}

async function sendOne(due: DueDelivery, endpoints: ReadonlyMap<string, StoredWebhook>): Promise<boolean> {
  const delivery = await taken(due);
  if (!delivery) return false;
  const begun = now();
  const outcome = await tried(delivery, endpoints.get(delivery.endpoint) ?? (await getWebhook(delivery.endpoint)));
  const next = afterTry(delivery, { ...outcome, tookMs: Math.max(0, now() - begun) }, now());
  if (!(await replaceDelivery(delivery, next))) log.warn("a delivery was changed while it was sent", { job: due.id });
  return true;
}

/**
 * Sends what is due, until nothing is or time is up. A delivery is taken by one run; one that dies between the receiver's
 * answer and its note has the event sent a second time under the same id, never lost.
 */
export async function sendDueWebhooks(untilMs: number): Promise<number> {
  const endpoints = new Map((await allWebhooks()).map((one) => [one.id, one]));
  let count = 0;
  for (let more = true; more && now() < untilMs; ) {
    const due = await dueDeliveries(now(), perLook);
    let progress = 0;
    for (let i = 0; i < due.length && now() < untilMs; i += atOnce) {
      const some = due.slice(i, i + atOnce);
      progress += (await Promise.all(some.map((one) => sendOne(one, endpoints)))).filter(Boolean).length;
    }
    count += progress;
    more = due.length === perLook && progress > 0;
  }
  return count;
}

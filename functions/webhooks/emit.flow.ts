import type { Alert } from "../alerts/alert.ts";
import type { CallsDelivered } from "../call-files/calls-delivered.ts";
import { isoInstant } from "../platform/clock.ts";
import { newId } from "../platform/id.ts";
import type { Write } from "../platform/table.ts";
import type { StoredDelivery } from "./delivery.ts";
import { addDelivery } from "./webhook.store.ts";
import { type WebhookEndpoint, type WebhookEventType, wants, wantsType } from "./webhook.ts";

/** A delivery that is due at once. */
export function newDelivery(endpoint: string, type: WebhookEventType, data: unknown, at: number): StoredDelivery {
  const timestamp = isoInstant(at);
  return {
    ...{ id: newId("webhookMessage"), endpoint, type, status: "QUEUED", createdAt: timestamp, deliveredAt: null },
    body: JSON.stringify({ type, timestamp, data }),
    ...{ nextAt: timestamp, dueMs: at, tries: [], count: 0, leaseMs: 0, v: 1 },
  };
}

/** The writes that tell every endpoint which wants to know, for the transaction of what they tell of: two for each. */
export const eventWrites = (
  event: { type: "alert.opened" | "alert.closed"; alert: Alert },
  endpoints: readonly WebhookEndpoint[],
  at: number,
): Write[] =>
  endpoints
    .filter((endpoint) => wants(endpoint, event))
    .flatMap(({ id }) => addDelivery(newDelivery(id, event.type, event.alert, at)));

/** The same of a file of calls: the operator's endpoints that want to know. */
export const callsDeliveredWrites = (
  data: CallsDelivered,
  endpoints: readonly WebhookEndpoint[],
  at: number,
): Write[] =>
  endpoints
    .filter((endpoint) => wantsType(endpoint, "calls.delivered"))
    .flatMap(({ id }) => addDelivery(newDelivery(id, "calls.delivered", data, at)));

import * as z from "zod";
import { indexed, keys } from "../platform/keys.ts";
import {
  absent,
  get,
  getMany,
  type Key,
  put,
  queryAll,
  queryPage,
  remove,
  transact,
  transactPatiently,
  unchanged,
  type Write,
} from "../platform/table.ts";
import { isConditionFailed } from "../platform/write-refused.ts";
import { StoredDelivery } from "./delivery.ts";
import { StoredWebhook } from "./webhook.ts";

/** All endpoints: a handful. */
export const allWebhooks = (): Promise<StoredWebhook[]> => queryAll(StoredWebhook, { pk: keys.webhook("").pk });

/** Where an endpoint lies, by its id: that of a customer has the customer's account for an id. */
export const webhookKey = (id: string): Key => (id.startsWith("C") ? keys.customerWebhook(id) : keys.webhook(id));

export const getWebhook = (id: string): Promise<StoredWebhook | undefined> => get(StoredWebhook, webhookKey(id));

/** A customer's own endpoint, whatever was there before: written with what it belongs to, under the condition of that. */
export const setCustomerWebhook = (one: StoredWebhook): Write => put({ ...webhookKey(one.id), ...one });
export const removeCustomerWebhook = (account: string): Write => remove(webhookKey(account));
export const addWebhook = (one: StoredWebhook): Write => put({ ...keys.webhook(one.id), ...one }, absent);
export const changeWebhook = (seen: StoredWebhook, next: StoredWebhook): Write =>
  put({ ...keys.webhook(next.id), ...next }, unchanged("version", seen.version));
export const removeWebhook = (seen: StoredWebhook): Write =>
  remove(keys.webhook(seen.id), unchanged("version", seen.version));

/** How long it is kept what was sent, in seconds. */
const lifeSeconds = 30 * 86_400;

const dueKey = ({ id, dueMs }: StoredDelivery): Key | undefined =>
  dueMs === null ? undefined : keys.webhookDue(dueMs, id);

const item = (delivery: StoredDelivery) => ({
  ...keys.webhookDelivery(delivery.id),
  ...indexed(keys.webhookDeliveries(delivery.endpoint).pk, `${delivery.createdAt}#${delivery.id}`),
  ...delivery,
  ttl: Math.floor(Date.parse(delivery.createdAt) / 1000) + lifeSeconds,
});

/** A new delivery, for the transaction of what it tells of. */
export function addDelivery(delivery: StoredDelivery): Write[] {
  const due = dueKey(delivery);
  return [put(item(delivery), absent), ...(due ? [put({ ...due, id: delivery.id })] : [])];
}

export const getDelivery = (id: string): Promise<StoredDelivery | undefined> =>
  get(StoredDelivery, keys.webhookDelivery(id));

/** Those that are there of some deliveries. */
export const deliveriesNamed = async (ids: readonly string[]): Promise<StoredDelivery[]> =>
  (await getMany(ids.map((id) => keys.webhookDelivery(id)))).map((item) => StoredDelivery.parse(item));

/** The delivery as it is now; undefined where somebody else changed it since it was read. */
export async function replaceDelivery(seen: StoredDelivery, next: StoredDelivery): Promise<StoredDelivery | undefined> {
  const [was, due] = [dueKey(seen), dueKey(next)];
  const kept = { ...next, v: seen.v + 1 };
  const moved = was?.sk !== due?.sk;
  const writes = [
    put(item(kept), unchanged("v", seen.v)),
    ...(moved && was ? [remove(was)] : []),
    ...(moved && due ? [put({ ...due, id: next.id })] : []),
  ];
  try {
    await transactPatiently(writes);
    return kept;
  } catch (error) {
    if (isConditionFailed(error)) return undefined;
    throw error;
  }
}

/** Forgets that a delivery is due which is there no more. */
export const forgetDue = (key: Key): Promise<void> => transact([remove(key)]);

export interface DueDelivery {
  id: string;
  /** Where it stands in the list of what is due. */
  key: Key;
}

/** What is to be tried by then, the longest waiting first. */
export async function dueDeliveries(untilMs: number, limit: number): Promise<DueDelivery[]> {
  const { pk, sk } = keys.webhookDue(untilMs, "~");
  const found = await queryPage({ pk, to: sk, limit });
  return found.items.map((one) => ({ id: z.string().parse(one["id"]), key: { pk: one.pk, sk: one.sk } }));
}

/** A page of what was sent to an endpoint, newest first; one of the last moment may be missing. */
export async function deliveryPage(endpoint: string, limit: number, after: Record<string, unknown> | undefined) {
  const range = { index: "gsi1" as const, pk: keys.webhookDeliveries(endpoint).pk, newestFirst: true, limit };
  const found = await queryPage(after ? { ...range, after } : range);
  return { deliveries: found.items.map((one) => StoredDelivery.parse(one)), after: found.after };
}

import { randomBytes } from "node:crypto";
import { auditEntry } from "../audit/audit.store.ts";
import type { Principal } from "../auth/access.ts";
import { isoInstant } from "../platform/clock.ts";
import { guarded, transactGuarded } from "../platform/guarded.ts";
import { newId } from "../platform/id.ts";
import { keys } from "../platform/keys.ts";
import { addressFault } from "../platform/outward.ts";
import { Problem } from "../platform/problem.ts";
import { seal } from "../platform/secret.ts";
import { transact } from "../platform/table.ts";
import { type StoredDelivery, secretText } from "./delivery.ts";
import { newDelivery } from "./emit.flow.ts";
import {
  addDelivery,
  addWebhook,
  allWebhooks,
  changeWebhook,
  getDelivery,
  getWebhook,
  removeWebhook,
  replaceDelivery,
} from "./webhook.store.ts";
import { mostEndpoints, type NewWebhook, type StoredWebhook, type WebhookChange, WebhookEndpoint } from "./webhook.ts";

const lost = "Somebody else changed it meanwhile. Load it again.";
const madeSecret = (): string => secretText(randomBytes(32));

/** @throws Problem not_found */
export async function webhookNamed(id: string): Promise<StoredWebhook> {
  const found = /^whk_[0-9A-Z]{26}$/.test(id) ? await getWebhook(id) : undefined;
  if (!found) throw new Problem("not_found", "There is no such webhook.");
  return found;
}

export const shownWebhook = (stored: StoredWebhook): WebhookEndpoint => WebhookEndpoint.parse(stored);

function checkUrl(url: string): void {
  const message = addressFault(url);
  if (message) throw new Problem("invalid", "Please correct: url.", { fields: [{ path: "url", message }] });
}

/** Makes an endpoint and gives its secret, which is kept sealed and never shown again. @throws Problem invalid, conflict */
export async function makeWebhook(asked: NewWebhook, actor: Principal, at: number) {
  checkUrl(asked.url);
  if ((await allWebhooks()).length >= mostEndpoints)
    throw new Problem("conflict", `There are ${mostEndpoints} webhooks, as many as there may be. Delete one first.`);
  const id = newId("webhook");
  const secret = madeSecret();
  const made = { ...asked, id, createdAt: isoInstant(at), createdBy: actor.id, version: 1 };
  const stored = { ...made, sealed: seal(secret, keys.webhook(id)) };
  await transact([addWebhook(stored), auditEntry({ actor, action: "webhook.create", subject: id, after: made }, at)]);
  return { ...shownWebhook(stored), secret };
}

/** @throws Problem invalid, conflict when somebody else changed it meanwhile */
export async function editWebhook(
  seen: StoredWebhook,
  change: WebhookChange,
  actor: Principal,
  at: number,
): Promise<WebhookEndpoint> {
  if (change.url !== undefined) checkUrl(change.url);
  const next = { ...seen, ...change, version: seen.version + 1 } as StoredWebhook;
  const [before, after] = [shownWebhook(seen), shownWebhook(next)];
  const entry = auditEntry({ actor, action: "webhook.change", subject: seen.id, before, after }, at);
  await transactGuarded(guarded([changeWebhook(seen, next), entry], lost));
  return after;
}

/** Another secret; the one before counts no more from now on. */
export async function newSecret(seen: StoredWebhook, actor: Principal, at: number) {
  const secret = madeSecret();
  const next = { ...seen, sealed: seal(secret, keys.webhook(seen.id)), version: seen.version + 1 };
  const entry = auditEntry({ actor, action: "webhook.secret", subject: seen.id }, at);
  await transactGuarded(guarded([changeWebhook(seen, next), entry], lost));
  return { ...shownWebhook(next), secret };
}

export async function deleteWebhook(seen: StoredWebhook, actor: Principal, at: number): Promise<void> {
  const entry = auditEntry({ actor, action: "webhook.delete", subject: seen.id, before: shownWebhook(seen) }, at);
  await transactGuarded(guarded([removeWebhook(seen), entry], lost));
}

/** Sends the endpoint an event that means nothing, to see whether it arrives. @throws Problem conflict where it is inactive */
export async function sendTest({ id, status }: StoredWebhook, at: number): Promise<StoredDelivery> {
  if (status !== "ACTIVE") throw new Problem("conflict", "It is inactive. Activate it first.");
  const delivery = newDelivery(id, "webhook.test", { endpoint: id }, at);
  await transact(addDelivery(delivery));
  return delivery;
}

/** Puts a delivery back in the queue as it was, whatever became of it. @throws Problem not_found, conflict */
export async function sendAgain(endpoint: string, id: string, at: number): Promise<StoredDelivery> {
  const seen = /^msg_[0-9A-Z]{26}$/.test(id) ? await getDelivery(id) : undefined;
  if (seen?.endpoint !== endpoint) throw new Problem("not_found", "There is no such delivery.");
  if (seen.leaseMs > at) throw new Problem("conflict", "It is being sent at this moment.");
  const next = await replaceDelivery(seen, {
    ...seen,
    ...{ status: "QUEUED", dueMs: at, nextAt: isoInstant(at), count: 0, leaseMs: 0 },
  });
  if (!next) throw new Problem("conflict", lost);
  return next;
}

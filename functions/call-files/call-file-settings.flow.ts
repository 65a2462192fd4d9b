import { randomBytes } from "node:crypto";
import { auditEntry } from "../audit/audit.store.ts";
import type { Principal } from "../auth/access.ts";
import { closedWord, getCustomer } from "../customers/customer.store.ts";
import type { Customer } from "../customers/customer.ts";
import { kindOf } from "../exports/kinds/kinds.flow.ts";
import { isoInstant } from "../platform/clock.ts";
import { guarded, transactGuarded } from "../platform/guarded.ts";
import { addressFault } from "../platform/outward.ts";
import { Problem } from "../platform/problem.ts";
import { seal } from "../platform/secret.ts";
import type { Write } from "../platform/table.ts";
import { secretText } from "../webhooks/delivery.ts";
import { getWebhook, removeCustomerWebhook, setCustomerWebhook, webhookKey } from "../webhooks/webhook.store.ts";
import type { StoredWebhook } from "../webhooks/webhook.ts";
import { changeCallFiles, getCallFiles } from "./call-file.store.ts";
import {
  type CallFileSettings,
  type CallFileSettingsView,
  callFileColumns,
  callFileDefaults,
  type StoredCallFiles,
  settingsIn,
} from "./call-file-settings.ts";
import { dayBegin, dueMs, spanFrom } from "./day-span.ts";

const lost = "Somebody else changed it meanwhile. Load it again.";

const known = () =>
  callFileColumns.map((id) => ({ id, title: kindOf("calls").columns.find((one) => one.id === id)?.title ?? id }));

const viewOf = (stored: StoredCallFiles | undefined, secret: string | null = null): CallFileSettingsView => ({
  ...settingsIn(stored ?? callFileDefaults),
  ...{ dueAt: stored?.dueAt ?? null, version: stored?.version ?? 0, known: known(), secret },
});

export const callFileSettings = async (account: string): Promise<CallFileSettingsView> =>
  viewOf(await getCallFiles(account));

/** @throws Problem not_found for whoever is no customer */
export async function ownCustomer({ kind, account }: Principal): Promise<Customer> {
  const customer = kind === "customer" && account !== undefined ? await getCustomer(account) : undefined;
  if (!customer) throw new Problem("not_found", "Only customers have call files of their own.");
  return customer;
}

/** The settings as they are kept. Files begin with the day on which they are switched on, and no call is in two of them. */
function storedOf(customer: Customer, seen: StoredCallFiles | undefined, wanted: CallFileSettings, at: number) {
  const zone = wanted.timeZone ?? customer.timeZone;
  const today = isoInstant(dayBegin(zone, at));
  const before = seen?.coveredUntil ?? null;
  const begin = before !== null && (seen?.active || before > today) ? before : today;
  const due = dueMs(wanted, spanFrom(Date.parse(begin), zone));
  return {
    ...wanted,
    account: customer.account,
    coveredUntil: wanted.active ? begin : before,
    dueAt: wanted.active ? isoInstant(due) : null,
    ...{ version: (seen?.version ?? 0) + 1, v: seen?.v ?? 0 },
  } satisfies StoredCallFiles;
}

const madeSecret = (): string => secretText(randomBytes(32));

/** The customer's endpoint with a secret, sealed. */
function endpointOf(account: string, url: string, secret: string, by: { actor: Principal; at: number }): StoredWebhook {
  const made = { createdAt: isoInstant(by.at), createdBy: by.actor.id, version: 1 };
  const wishes = { description: "", events: ["calls.delivered" as const], alertKinds: [], status: "ACTIVE" as const };
  return { id: account, url, ...wishes, ...made, sealed: seal(secret, webhookKey(account)) };
}

/** The endpoint that goes with the address: another address keeps its secret. */
async function endpointWrites(account: string, url: string | null, by: { actor: Principal; at: number }) {
  const seen = await getWebhook(account);
  if (url === null) return { writes: seen ? [removeCustomerWebhook(account)] : [], secret: null };
  if (seen) return { writes: [setCustomerWebhook({ ...seen, url, version: seen.version + 1 })], secret: null };
  const secret = madeSecret();
  return { writes: [setCustomerWebhook(endpointOf(account, url, secret, by))], secret };
}

function checkUrl(url: string | null): void {
  const message = url === null ? undefined : addressFault(url);
  if (message)
    throw new Problem("invalid", "Please correct: webhookUrl.", { fields: [{ path: "webhookUrl", message }] });
}

interface Change {
  customer: Customer;
  /** The version that whoever asks has seen is compared with this. */
  check: (version: number) => void;
  actor: Principal;
  at: number;
}

/** @throws Problem invalid; conflict for a closed customer, another version, and where it was changed at this moment */
export async function changeCallFileSettings(
  wanted: CallFileSettings,
  { customer, check, actor, at }: Change,
): Promise<CallFileSettingsView> {
  if (customer.status === "CLOSED") throw new Problem("conflict", closedWord);
  checkUrl(wanted.webhookUrl);
  const { account } = customer;
  const seen = await getCallFiles(account);
  check(seen?.version ?? 0);
  const next = storedOf(customer, seen, wanted, at);
  const { writes, secret } = await endpointWrites(account, wanted.webhookUrl, { actor, at });
  const [before, after] = [settingsIn(seen ?? callFileDefaults), settingsIn(next)];
  const entry = auditEntry({ actor, action: "call-files.change", subject: account, account, before, after }, at);
  await transactGuarded(guarded([changeCallFiles(seen, next), ...writes, entry], lost));
  return viewOf(next, secret);
}

/** Another secret of the customer's webhook; the one before counts no more. @throws Problem conflict where there is none */
export async function newCallFileSecret(
  customer: Customer,
  actor: Principal,
  at: number,
): Promise<CallFileSettingsView> {
  const { account } = customer;
  // The settings hold the endpoint, so they are read first: what came of it since then is noticed by the write.
  const stored = await getCallFiles(account);
  const seen = await getWebhook(account);
  if (!seen || !stored) throw new Problem("conflict", "There is no webhook. Give its address first.");
  const secret = madeSecret();
  const sealed = { ...seen, sealed: seal(secret, webhookKey(account)), version: seen.version + 1 };
  const entry = auditEntry({ actor, action: "call-files.secret", subject: account, account }, at);
  const writes: Write[] = [changeCallFiles(stored, stored), setCustomerWebhook(sealed), entry];
  await transactGuarded(guarded(writes, lost));
  return viewOf(stored, secret);
}

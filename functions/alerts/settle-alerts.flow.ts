import { mailWrites } from "../mail/outbox.flow.ts";
import { isoInstant } from "../platform/clock.ts";
import { newId } from "../platform/id.ts";
import { log } from "../platform/log.ts";
import { transact, type Write } from "../platform/table.ts";
import { isRefusedForNow } from "../platform/write-refused.ts";
import { minuteText } from "../time/minute-text.ts";
import { eventWrites } from "../webhooks/emit.flow.ts";
import type { WebhookEndpoint } from "../webhooks/webhook.ts";
import { closeAlert, openAlert, tellAlert } from "./alert.store.ts";
import { type Alert, alertOf, type Cause, changesOf, type Found, type StoredAlert } from "./alert.ts";
import type { Reader } from "./alert-addressees.flow.ts";
import { alertKinds } from "./alert-kinds.ts";

/** Who is told when something is raised or gone. */
export interface Told {
  readers: readonly Reader[];
  endpoints: readonly WebhookEndpoint[];
}

/** Mails of one alert: with its own item and the webhooks' they fit into one transaction. */
const mostMails = 20;

/** Together or not at all; false where another run did it at this moment. */
async function written(writes: readonly Write[]): Promise<boolean> {
  try {
    await transact(writes);
    return true;
  } catch (error) {
    if (!isRefusedForNow(error)) throw error;
    return false;
  }
}

async function mailsOf(alert: StoredAlert, readers: readonly Reader[], at: number): Promise<Write[]> {
  const wanted = readers.filter(({ kinds, sees }) => kinds.includes(alert.kind) && sees(alert));
  if (wanted.length > mostMails) log.warn("more people want a mail than one alert has", { count: wanted.length });
  const { title } = alertKinds[alert.kind];
  const mails = wanted.slice(0, mostMails).map(({ user, email }) => {
    const values = {
      title,
      text: alert.text,
      page: alert.page,
      at: minuteText(alert.openedAt),
    };
    return mailWrites({ kind: "ALERT", cause: `${alert.id} ${user}`, to: [email], values }, at);
  });
  return (await Promise.all(mails)).flat();
}

const event = (type: "alert.opened" | "alert.closed", alert: Alert, { endpoints }: Told, at: number): Write[] =>
  eventWrites({ type, alert }, endpoints, at);

async function raise(found: Found, cause: Cause, told: Told, at: number): Promise<void> {
  const alert: StoredAlert = {
    ...cause,
    ...{ id: newId("alert"), kind: found.kind, openedAt: isoInstant(at), closedAt: null },
  };
  const mails = await mailsOf(alert, told.readers, at);
  await written([openAlert(alert), ...mails, ...event("alert.opened", alertOf(alert), told, at)]);
}

async function close(alert: StoredAlert, told: Told, at: number): Promise<void> {
  const closedAt = isoInstant(at);
  const closed = alertOf({ ...alert, closedAt });
  await written([...closeAlert(alert, closedAt), ...event("alert.closed", closed, told, at)]);
}

/**
 * Brings the open alerts of a kind in line with what was found. Run again, or twice at once, it tells nobody twice.
 * @param open what was open before anything was looked at: what another run has raised since has a cause that may not be
 * among what was found here, and would be closed and raised again
 */
export async function settleAlerts(found: Found, open: readonly StoredAlert[], told: Told, at: number): Promise<void> {
  const ofKind = open.filter(({ kind }) => kind === found.kind);
  const { raised, told: changed, gone } = changesOf(ofKind, found);
  for (const cause of raised) await raise(found, cause, told, at);
  for (const { alert, text } of changed) await written([tellAlert(alert, text)]);
  for (const alert of gone) await close(alert, told, at);
}

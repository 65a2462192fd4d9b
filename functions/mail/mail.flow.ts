import { auditEntry } from "../audit/audit.store.ts";
import type { Principal } from "../auth/access.ts";
import { isoInstant } from "../platform/clock.ts";
import { guarded, transactGuarded } from "../platform/guarded.ts";
import { Problem } from "../platform/problem.ts";
import { transact } from "../platform/table.ts";
import { minuteText } from "../time/minute-text.ts";
import { changeWording, getMail, replaceMail, setSwitches, switchesOf } from "./mail.store.ts";
import { logged, mailId, type StoredMail } from "./mail.ts";
import type { MailSwitches } from "./mail-switch.ts";
import { mailWrites } from "./outbox.flow.ts";
import {
  type MailKind,
  type MailTemplate,
  type StoredWording,
  templateOf,
  unknownNames,
  type Wording,
} from "./template.ts";

/** @throws Problem not_found, also for a mail of another customer where `account` is given */
export async function mailShown(id: string, account?: string): Promise<StoredMail> {
  const mail = await getMail(id);
  if (!mail || (account !== undefined && mail.account !== account))
    throw new Problem("not_found", `There is no mail ${id.slice(0, 40)}.`);
  return mail;
}

/** @throws Problem conflict where it cannot be sent again */
function checkAgain({ secret, to, dueMs }: StoredMail): void {
  if (dueMs !== null) throw new Problem("conflict", "It is still waiting to be sent.");
  if (secret) throw new Problem("conflict", "What opens a door is not sent twice. Have a new one asked for.");
  if (to.length === 0)
    throw new Problem("conflict", "It has no address. Give the customer one; the next mail will have it.");
}

/** Puts a mail back into the outbox as it was written, whatever became of it before. */
export async function sendAgain(mail: StoredMail, actor: Principal, at: number): Promise<StoredMail> {
  checkAgain(mail);
  const log = logged(mail, isoInstant(at), "AGAIN", actor.id);
  const next = await replaceMail(mail, {
    ...mail,
    status: "QUEUED",
    reason: null,
    tries: 0,
    dueMs: at,
    leaseMs: 0,
    log,
  });
  if (!next) throw new Problem("conflict", "Somebody else changed it meanwhile. Look at it again.");
  return next;
}

export async function sendTest(to: string, cause: string, at: number): Promise<StoredMail> {
  const values = { at: minuteText(isoInstant(at)) };
  await transact(await mailWrites({ kind: "TEST", cause, to: [to], values }, at));
  return mailShown(mailId("TEST", cause));
}

/** @throws Problem invalid for a name that the kind does not know */
export function checkWording(kind: MailKind, wording: Wording): void {
  const unknown = unknownNames(kind, wording);
  if (unknown.length === 0) return;
  const { fields } = templateOf(kind, undefined);
  const message = `Does not know ${unknown.map((name) => `{{${name}}}`).join(", ")}. It knows ${fields.map((name) => `{{${name}}}`).join(", ")}.`;
  throw new Problem("invalid", "Please correct: text.", { fields: [{ path: "text", message }] });
}

/**
 * Words a kind of mail anew, over the own wording that was seen; undefined: it had none.
 * @throws Problem invalid for a name that the kind does not know, conflict when somebody else worded it meanwhile
 */
export async function wordAnew(
  { kind, seen }: { kind: MailKind; seen: StoredWording | undefined },
  wording: Wording,
  actor: Principal,
  at: number,
): Promise<MailTemplate> {
  checkWording(kind, wording);
  const next = {
    ...{ kind, ...wording, version: (seen?.version ?? 0) + 1 },
    ...{ changedAt: isoInstant(at), changedBy: actor.id },
  };
  const { subject, text } = templateOf(kind, seen);
  const entry = auditEntry(
    { actor, action: "mail-template.change", subject: kind, before: { subject, text }, after: wording },
    at,
  );
  const lost = "Somebody else worded it anew meanwhile. Load it again.";
  await transactGuarded(guarded([changeWording(seen, next), entry], lost));
  return templateOf(kind, next);
}

export async function switchMails(
  account: string,
  switches: MailSwitches,
  actor: Principal,
  at: number,
): Promise<MailSwitches> {
  const before = await switchesOf(account);
  const entry = auditEntry(
    { actor, action: "mail-switches.change", subject: account, account, before, after: switches },
    at,
  );
  await transact([setSwitches(account, switches), entry]);
  return switches;
}

import { isoInstant, now } from "../platform/clock.ts";
import { fileExists, fileFacts, getFile } from "../platform/files.ts";
import { keys } from "../platform/keys.ts";
import { log } from "../platform/log.ts";
import { type Letter, type Posted, post } from "../platform/mailer.ts";
import { getSettings } from "../settings/settings.store.ts";
import { dueMails, getMail, noteFirstSent, replaceMail } from "./mail.store.ts";
import { logged, type MailAttachment, type MailReason, mostTries, pauseAfterTry, type StoredMail } from "./mail.ts";

/** A run that took a mail and said nothing for so long is taken for dead. Longer than the function may run. */
const leaseMs = 3 * 60_000;
/** SES takes 40 MB, base64 makes a third more of a file, and many receivers stop at 25. */
const mostAttachedBytes = 15 * 1024 * 1024;
/** Mails that are looked at at once; what is left comes with the next look. */
const perLook = 50;

/** Makes a file that is not there yet; false where it cannot. */
export type Makers = Readonly<Record<NonNullable<MailAttachment["made"]>, (key: string) => Promise<boolean>>>;

/** The files that are made when they are first asked for. */
async function makeFiles(mail: StoredMail, makers: Makers): Promise<void> {
  for (const { made, key } of mail.attachments)
    if (made && !(await fileExists({ bucket: "files", key }))) await makers[made](key);
}

const attachmentsAt = (mail: StoredMail) =>
  mail.attachments.map((file) => ({ ...file, address: { bucket: "files" as const, key: file.key } }));

/** The files of a mail, or why it cannot have them. */
async function attached(mail: StoredMail, makers: Makers): Promise<Letter["attachments"] | MailReason> {
  await makeFiles(mail, makers);
  const files = attachmentsAt(mail);
  const facts = await Promise.all(files.map(({ address }) => fileFacts(address)));
  if (facts.some((one) => one === undefined)) return "ATTACHMENT_MISSING";
  if (facts.reduce((sum, one) => sum + (one?.bytes ?? 0), 0) > mostAttachedBytes) return "ATTACHMENT_TOO_LARGE";
  const bodies = await Promise.all(files.map(({ address }) => getFile(address)));
  return files.map(({ fileName, contentType }, n) => ({ fileName, contentType, bytes: bodies[n] ?? new Uint8Array() }));
}

const failed = (mail: StoredMail, reason: MailReason, at: string, detail = ""): StoredMail => ({
  ...mail,
  ...{
    status: "FAILED",
    reason,
    dueMs: null,
    log: logged(mail, at, "FAILED", [reason, detail].filter(Boolean).join(": ")),
  },
});

function sent(mail: StoredMail, at: string, by: { via: "SES" | "OUTBOX"; providerId: string | null }): StoredMail {
  // What opens a door is not kept once it is on its way; on one machine the outbox is where it is read.
  const text = mail.secret && by.via === "SES" ? "" : mail.text;
  return {
    ...mail,
    ...by,
    text,
    status: "SENT",
    reason: null,
    sentAt: at,
    dueMs: null,
    log: logged(mail, at, "SENT", by.via),
  };
}

/** What becomes of a mail by what the provider said. */
export function outcomeOf(mail: StoredMail, posted: Posted, atMs: number): StoredMail {
  const at = isoInstant(atMs);
  switch (posted.kind) {
    case "SENT":
      return sent(mail, at, { via: "SES", providerId: posted.providerId });
    case "OUTBOX":
      return sent(mail, at, { via: "OUTBOX", providerId: null });
    case "NO_SENDER":
      return {
        ...mail,
        status: "NOT_SENT",
        reason: "NO_SENDER",
        dueMs: null,
        log: logged(mail, at, "NOT_SENT", "NO_SENDER"),
      };
    case "REJECTED":
      return failed(mail, "REJECTED", at, posted.detail);
    case "LATER":
      if (mail.tries >= mostTries) return failed(mail, "GAVE_UP", at, posted.detail);
      return { ...mail, dueMs: atMs + pauseAfterTry(mail.tries), log: logged(mail, at, "TRIED", posted.detail) };
  }
}

/** Takes a mail for this run; undefined where another one has it or nothing is to be done. */
async function taken(id: string): Promise<StoredMail | undefined> {
  const mail = await getMail(id);
  const at = now();
  if (!mail || mail.dueMs === null || mail.dueMs > at || mail.leaseMs > at) return undefined;
  return replaceMail(mail, { ...mail, tries: mail.tries + 1, leaseMs: at + leaseMs });
}

/** The mail behind one try; undefined where there was nothing to do. */
async function sendOne(id: string, replyTo: string | null, makers: Makers): Promise<StoredMail | undefined> {
  const mail = await taken(id);
  if (!mail) return undefined;
  const files = await attached(mail, makers);
  const next =
    typeof files === "string"
      ? failed(mail, files, isoInstant(now()))
      : outcomeOf(mail, await post({ ...mail, replyTo, attachments: files }), now());
  if (!(await replaceMail(mail, { ...next, leaseMs: 0 })))
    log.warn("a mail was changed while it was sent", { job: id });
  return next;
}

/**
 * Sends what is due, until nothing is or time is up. Any number of runs may be under way: a mail is taken by one of
 * them. A run that dies between the provider's answer and its note has the mail sent a second time, never lost.
 */
export async function sendDueMails(untilMs: number, makers: Makers): Promise<number> {
  const { supportEmail } = await getSettings();
  let count = 0;
  for (let shard = 0; shard < keys.mailShards; shard++)
    for (let more = true; more && now() < untilMs; ) {
      const ids = await dueMails(shard, now(), perLook);
      const done: StoredMail[] = [];
      for (const id of ids) {
        const mail = now() < untilMs ? await sendOne(id, supportEmail, makers) : undefined;
        if (mail) done.push(mail);
      }
      if (done.some(({ status, via }) => status === "SENT" && via === "SES")) await noteFirstSent(isoInstant(now()));
      count += done.length;
      more = ids.length === perLook && done.length > 0;
    }
  return count;
}

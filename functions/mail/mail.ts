import { hash } from "node:crypto";
import * as z from "zod";
import { MailKind } from "./template.ts";

/**
 * A mail is an item of the outbox, written in the transaction of what it tells of: either both are there or neither. A
 * job sends it afterwards, and the item then says what became of it.
 */

/** Why a mail was not sent, or not yet. */
export const MailReason = z.enum([
  /** The customer has no address for this kind of mail. */
  "NO_ADDRESS",
  /** The customer is spared this kind of mail. */
  "SWITCHED_OFF",
  /** The deployment has no sender address. */
  "NO_SENDER",
  /** The provider will not take it, now or later. */
  "REJECTED",
  /** Not taken after the last try. */
  "GAVE_UP",
  /** A file that it should carry is not there. */
  "ATTACHMENT_MISSING",
  /** Its files are larger than mail carries. */
  "ATTACHMENT_TOO_LARGE",
]);
export type MailReason = z.infer<typeof MailReason>;

export const MailStatus = z.enum(["QUEUED", "SENT", "FAILED", "NOT_SENT"]);

export const MailAttachment = z.object({
  fileName: z.string(),
  contentType: z.string(),
  /** Where it lies in the bucket of our files. */
  key: z.string(),
  /** It is made when it is first asked for; left out: it is there already. */
  made: z.enum(["RECEIPT"]).optional(),
});
export type MailAttachment = z.infer<typeof MailAttachment>;

const LogLine = z.object({
  at: z.string(),
  /** QUEUED, SENT, TRIED (not taken, another try follows), FAILED, AGAIN (a person had it sent again). */
  event: z.enum(["QUEUED", "SENT", "TRIED", "FAILED", "NOT_SENT", "AGAIN"]),
  detail: z.string(),
});

const shown = {
  id: z.string(),
  kind: MailKind,
  /** The customer that it concerns; null where it is none. */
  account: z.string().nullable(),
  to: z.array(z.string()),
  subject: z.string(),
  status: MailStatus,
  /** Why it was not sent; null where it was, or may yet be. */
  reason: MailReason.nullable(),
  /** Tries so far. */
  tries: z.int(),
  createdAt: z.string(),
  sentAt: z.string().nullable(),
  /** How it left: `SES`, or `OUTBOX` where it is only shown here. */
  via: z.enum(["SES", "OUTBOX"]).nullable(),
};

export const MailSummary = z
  .object({ ...shown, attachments: z.array(z.object({ fileName: z.string(), contentType: z.string() })) })
  .meta({ id: "MailSummary" });
export type MailSummary = z.infer<typeof MailSummary>;

export const Mail = MailSummary.extend({
  /** Each with its address for five minutes, made anew on every ask. */
  attachments: z.array(z.object({ fileName: z.string(), contentType: z.string(), url: z.string() })),
  /** Null where it holds something that opens a door, and for a mail that was never written. */
  text: z.string().nullable(),
  /** What the provider calls it. */
  providerId: z.string().nullable(),
  log: z.array(LogLine),
}).meta({ id: "Mail" });
export type Mail = z.infer<typeof Mail>;

/** As it is kept. */
export const StoredMail = z.object({
  ...shown,
  /** What it follows from: the same cause makes the same mail once. */
  cause: z.string(),
  text: z.string(),
  secret: z.boolean(),
  attachments: z.array(MailAttachment),
  providerId: z.string().nullable(),
  log: z.array(LogLine),
  /** Epoch ms of the next try; null when there is none. */
  dueMs: z.int().nullable(),
  /** Epoch ms until which a run that took it counts as alive. */
  leaseMs: z.int(),
  v: z.int(),
});
export type StoredMail = z.infer<typeof StoredMail>;

/** The id that the mail of a cause has, always. */
export const mailId = (kind: MailKind, cause: string): string =>
  `eml_${hash("sha256", JSON.stringify([kind, cause]), "hex").slice(0, 26)}`;

export const summaryOf = (mail: StoredMail): MailSummary =>
  ({
    ...Object.fromEntries(Object.keys(shown).map((name) => [name, mail[name as keyof StoredMail]])),
    attachments: mail.attachments.map(({ fileName, contentType }) => ({ fileName, contentType })),
  }) as MailSummary;

/** @param open whether texts that open a door are shown: only on one machine, where the outbox is all there is */
export function mailOf(mail: StoredMail, urls: readonly string[], open: boolean): Mail {
  const hidden = (mail.secret && !open) || mail.text === "";
  const { attachments, ...summary } = summaryOf(mail);
  const files = attachments.map((file, n) => ({ ...file, url: urls[n] ?? "" }));
  return {
    ...summary,
    attachments: files,
    text: hidden ? null : mail.text,
    providerId: mail.providerId,
    log: mail.log,
  };
}

const mostLog = 40;
/** One more line of what happened; of a very long story the beginning and the end are kept. */
export const logged = (
  mail: StoredMail,
  at: string,
  event: z.infer<typeof LogLine>["event"],
  detail = "",
): StoredMail["log"] => [
  ...mail.log.slice(0, 1),
  ...mail.log.slice(1).slice(-(mostLog - 2)),
  { at, event, detail: detail.slice(0, 300) },
];

/** Tries before a mail is given up: about three hours. */
export const mostTries = 9;
const minute = 60_000;
/** Pause before the next try: a minute, then twice as long each time, at most an hour. */
export const pauseAfterTry = (tries: number): number => Math.min(60 * minute, minute * 2 ** (tries - 1));

export const MailFilters = z.object({ status: MailStatus.optional(), kind: MailKind.optional() });
export type MailFilters = z.infer<typeof MailFilters>;

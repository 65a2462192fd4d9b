import * as z from "zod";
import { alertMails } from "./alert-mails.ts";
import { callMails } from "./call-mails.ts";
import { closing, common, didMails } from "./did-mails.ts";

/**
 * What the product writes to people. A template is plain text with `{{names}}` in it, which are replaced by what the
 * mail is about; the operator may word each one anew. There is no markup to write, so none can be smuggled in.
 */

/** Which address of a customer a mail goes to; null: whoever asked for it. */
type Address = "billing" | "rates" | "noc" | null;

interface Kind {
  title: string;
  /** When it is sent, for the page. */
  about: string;
  address: Address;
  /** Whether a customer can be spared it. */
  switchable: boolean;
  /** Holds something that opens a door: the text is kept only until it is sent, and not shown by the API. */
  secret: boolean;
  /** Names that may stand in the text, each with a sample for the preview. */
  fields: Readonly<Record<string, string>>;
  subject: string;
  text: string;
}

const money = { account: "C00000001", currency: "EUR", balance: "125.50" };

export const mailKinds = {
  TEST: {
    title: "Test",
    about: "Sent from this page, to see whether mail leaves the house.",
    address: null,
    switchable: false,
    secret: false,
    fields: { ...common, at: "2026-01-31 09:30 UTC" },
    subject: "Test mail of {{operator}}",
    text: `This is a test. It was asked for at {{at}}.${closing}`,
  },
  RECEIPT: {
    title: "Payment receipt",
    about: "When a payment is booked. The receipt is attached as a PDF.",
    address: "billing",
    switchable: true,
    secret: false,
    fields: { ...common, ...money, amount: "100", method: "Bank transfer", reference: "Bank 17", date: "2026-01-31" },
    subject: "Payment of {{amount}} {{currency}} received",
    text: `Dear {{customer}},\n\nthank you for your payment of {{amount}} {{currency}} ({{method}}, {{reference}}) on {{date}}. The balance of account {{account}} is now {{balance}} {{currency}}.${closing}`,
  },
  INVOICE: {
    title: "Invoice",
    about: "When an invoice is issued, to customers who get invoices by e-mail. The PDF is attached.",
    address: "billing",
    switchable: false,
    secret: false,
    fields: {
      ...common,
      ...money,
      number: "2026-000017",
      total: "230.40",
      due: "2026-02-14",
      period: "2026-01-01 to 2026-01-31",
      payment: "It is due on 2026-02-14.",
    },
    subject: "{{operator}}: {{number}} over {{total}} {{currency}}",
    text: `Dear {{customer}},\n\nattached is {{number}} for {{period}} over {{total}} {{currency}}. {{payment}}${closing}`,
  },
  REMINDER: {
    title: "Payment reminder",
    about: "Before and after an invoice is due, on the days of the settings.",
    address: "billing",
    switchable: true,
    secret: false,
    fields: { ...common, ...money, number: "2026-000017", open: "230.40", due: "2026-02-14", days: "5" },
    subject: "Reminder: {{number}}, {{open}} {{currency}} open",
    text: `Dear {{customer}},\n\n{{open}} {{currency}} of {{number}} are open. It is due on {{due}}. If your payment is on its way, please take this as settled.${closing}`,
  },
  CREDIT_NOTE: {
    title: "Credit note",
    about: "When a credit note is issued, to customers who get invoices by e-mail. The PDF is attached.",
    address: "billing",
    switchable: false,
    secret: false,
    fields: { ...common, ...money, number: "CN-2026-000003", total: "12.30", invoice: "2026-000017", reason: "Price" },
    subject: "{{operator}}: credit note {{number}} over {{total}} {{currency}}",
    text: `Dear {{customer}},\n\nattached is credit note {{number}} over {{total}} {{currency}} to invoice {{invoice}}: {{reason}}.${closing}`,
  },
  SUSPENDED: {
    title: "Suspended for unpaid invoices",
    about: "When a customer is suspended because an invoice was not paid in the days of the settings.",
    address: "billing",
    switchable: false,
    secret: false,
    fields: { ...common, ...money, number: "2026-000017", open: "230.40", due: "2026-02-14" },
    subject: "Account {{account}} is suspended: {{number}} is unpaid",
    text: `Dear {{customer}},\n\n{{open}} {{currency}} of {{number}}, due on {{due}}, are still open. Outgoing calls of account {{account}} are refused until they are paid.${closing}`,
  },
  CREDIT_USED: {
    title: "Credit used",
    about: "When an account has used one of the percentages of its credit that it wants to be told of, once for each.",
    address: "billing",
    switchable: true,
    secret: false,
    fields: { ...common, ...money, available: "5.00", percent: "95", limit: "100" },
    subject: "Account {{account}}: {{percent}} % of the credit is used",
    text: `Dear {{customer}},\n\naccount {{account}} has used {{percent}} % of its credit of {{limit}} {{currency}}; {{available}} {{currency}} are left for calls. Calls are refused when it is used up.${closing}`,
  },
  LOW_BALANCE: {
    title: "Low balance",
    about: "When what an account has left for calls falls below its threshold, once until it rises above it again.",
    address: "billing",
    switchable: true,
    secret: false,
    fields: { ...common, ...money, available: "4.20", threshold: "10" },
    subject: "Account {{account}}: {{available}} {{currency}} left",
    text: `Dear {{customer}},\n\naccount {{account}} has {{available}} {{currency}} left for calls, less than {{threshold}} {{currency}}. Calls are refused when it is used up.${closing}`,
  },
  ...didMails,
  ...alertMails,
  ...callMails,
  RATE_NOTICE: {
    title: "Rate notice",
    about: "When a change of the customer's tariff is announced. The change sheet is attached.",
    address: "rates",
    switchable: true,
    secret: false,
    fields: { ...common, currency: "EUR", tariff: "Standard EUR", from: "2026-02-07", changes: "17", increases: "4" },
    subject: "{{operator}}: new rates from {{from}}",
    text: `Dear {{customer}},\n\nattached are {{changes}} changes of your rates ({{tariff}}, {{currency}}), the first from {{from}}. {{increases}} of them are increases.${closing}`,
  },
  VENDOR_LOW_BALANCE: {
    title: "Low balance at a vendor",
    about: "To ourselves, when what is left at a vendor falls below its threshold, once until it rises above it again.",
    address: null,
    switchable: false,
    secret: false,
    fields: {
      ...common,
      vendor: "Meridian Carrier",
      currency: "EUR",
      balance: "-80",
      available: "20",
      threshold: "50",
    },
    subject: "{{vendor}}: {{available}} {{currency}} left",
    text: `Hello,\n\nwith {{vendor}} we have {{available}} {{currency}} left for calls (balance {{balance}}), less than {{threshold}} {{currency}}. Without a payment it may stop taking our calls.${closing}`,
  },
  PASSWORD_RESET: {
    title: "Forgotten password",
    about: "When somebody asks for a new password.",
    address: null,
    switchable: false,
    secret: true,
    fields: { ...common, username: "acmevoice", link: "https://billing.example.net/set-password#…", minutes: "60" },
    subject: "{{operator}}: a new password",
    text: `Hello,\n\nsomebody asked for a new password for {{username}}. If that was you, set it here within {{minutes}} minutes:\n\n{{link}}\n\nIf it was not you, nothing needs to be done.${closing}`,
  },
  INVITATION: {
    title: "Invitation",
    about: "When somebody who has no password yet is invited.",
    address: null,
    switchable: false,
    secret: true,
    fields: { ...common, username: "acmevoice", link: "https://billing.example.net/set-password#…", days: "3" },
    subject: "{{operator}}: your login",
    text: `Hello,\n\nyou have a login of {{operator}}. Your user name is {{username}}. Please set your password here within {{days}} days:\n\n{{link}}${closing}`,
  },
  EMAIL_CONFIRM: {
    title: "New address to confirm",
    about: "To the new address, when somebody gives another one for their own login.",
    address: null,
    switchable: false,
    secret: true,
    fields: { ...common, username: "acmevoice", link: "https://billing.example.net/confirm-email#…", minutes: "60" },
    subject: "{{operator}}: is this your address?",
    text: `Hello,\n\n{{username}} wants mail to come to this address. If that is you, confirm it here within {{minutes}} minutes:\n\n{{link}}\n\nIf it is not you, nothing needs to be done.${closing}`,
  },
  EMAIL_CHANGED: {
    title: "Address changed",
    about: "To the former address, after another one was confirmed.",
    address: null,
    switchable: false,
    secret: false,
    fields: { ...common, username: "acmevoice", email: "new@acme.example", at: "2026-01-31 09:30 UTC" },
    subject: "{{operator}}: your address was changed",
    text: `Hello,\n\nsince {{at}} mail for {{username}} goes to {{email}}. If that was not you, please write to us at once.${closing}`,
  },
  PASSWORD_CHANGED: {
    title: "Password changed",
    about: "After a password was set anew.",
    address: null,
    switchable: false,
    secret: false,
    fields: { ...common, username: "acmevoice", at: "2026-01-31 09:30 UTC" },
    subject: "{{operator}}: your password was changed",
    text: `Hello,\n\nthe password of {{username}} was changed at {{at}}. If that was not you, please write to us at once.${closing}`,
  },
} as const satisfies Record<string, Kind>;

const names = Object.keys(mailKinds) as [keyof typeof mailKinds, ...(keyof typeof mailKinds)[]];
export const MailKind = z.enum(names);
export type MailKind = z.infer<typeof MailKind>;

/** What a mail of this kind must be told; what every mail knows it knows by itself. */
export type ValuesOf<K extends MailKind> = Record<
  Exclude<keyof (typeof mailKinds)[K]["fields"], keyof typeof common>,
  string
> &
  Partial<Record<keyof typeof common, string>>;

const kindOf = (kind: MailKind): Kind => mailKinds[kind];
export const isSecret = (kind: MailKind): boolean => kindOf(kind).secret;
export const addressOf = (kind: MailKind): Address => kindOf(kind).address;
export const switchableKinds = names.filter((kind) => kindOf(kind).switchable);

const wording = {
  subject: z
    .string()
    .trim()
    .min(1, "Required.")
    .max(200)
    .regex(/^[^\p{Cc}]*$/u, "Must be one line."),
  text: z
    .string()
    .trim()
    .min(1, "Required.")
    .max(10_000)
    .regex(/^(?:[^\p{Cc}]|[\n\r\t])*$/u, "Must not hold control characters."),
};
/** Subject and text with `{{names}}`. */
export const Wording = z.strictObject(wording).meta({ id: "MailWording" });
export type Wording = z.infer<typeof Wording>;

export const MailTemplate = z
  .object({
    kind: MailKind,
    title: z.string(),
    about: z.string(),
    ...wording,
    /** Names that may stand in `{{…}}`. */
    fields: z.array(z.string()),
    /** Whether customers can be spared it. */
    switchable: z.boolean(),
    /** 0: worded as it came with the product. */
    version: z.int(),
    changedAt: z.string().nullable(),
    changedBy: z.string().nullable(),
  })
  .meta({ id: "MailTemplate" });
export type MailTemplate = z.infer<typeof MailTemplate>;

/** A wording of the operator's own, as it is kept. */
export const StoredWording = z.object({
  ...wording,
  kind: MailKind,
  version: z.int(),
  changedAt: z.string(),
  changedBy: z.string(),
});
export type StoredWording = z.infer<typeof StoredWording>;

export function templateOf(kind: MailKind, own: StoredWording | undefined): MailTemplate {
  const { title, about, subject, text, fields, switchable } = kindOf(kind);
  const from = own ?? { subject, text, version: 0, changedAt: null, changedBy: null };
  return { kind, title, about, ...from, fields: Object.keys(fields).sort(), switchable };
}

const slot = /\{\{\s*([^{}]*?)\s*\}\}/g;

/** Names in `{{…}}` that a mail of this kind does not know. */
export function unknownNames(kind: MailKind, { subject, text }: Wording): string[] {
  const used = [...`${subject}\n${text}`.matchAll(slot)].map(([, name = ""]) => name);
  return [...new Set(used.filter((name) => !Object.hasOwn(kindOf(kind).fields, name)))];
}

/**
 * The wording with every name replaced. A value is text: what it brings along is not looked at again, and a line break
 * in it does not break the subject.
 */
export function worded({ subject, text }: Wording, values: Readonly<Record<string, string>>): Wording {
  const fill = (from: string) => from.replace(slot, (_all, name: string) => values[name] ?? "");
  return {
    subject: fill(subject)
      .replace(/[\p{Cc}\s]+/gu, " ")
      .trim(),
    text: fill(text).trim(),
  };
}

/** The wording as the page shows it before anything is sent. */
export const previewOf = (kind: MailKind, wording: Wording): Wording => worded(wording, kindOf(kind).fields);

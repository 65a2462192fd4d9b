import * as z from "zod";
import { EmailAddress, PlainText, TimeZone } from "../customers/customer-fields.ts";
import { NumberTemplate } from "../invoices/document-number.ts";
import { PaperSize } from "../invoices/invoice.ts";
import { Amount, Currency, RoundingMode } from "../money/money.ts";

/** What the operator decides for the whole deployment. Every one has a value from the start. */

const emailLength = "Must be a whole number from 30 to 254.";

const noticeDays = "Must be a whole number from 0 to 90.";

const fields = {
  companyName: z.string().trim().min(1, "Required.").max(100).meta({ title: "Name of the operator" }),
  supportEmail: EmailAddress.nullable().meta({ title: "E-mail of the support" }),
  emailMaxLength: z.int(emailLength).min(30, emailLength).max(254, emailLength).meta({
    title: "Longest e-mail address of a customer",
    description: "30 as in the manual; up to 254 (RFC 5321).",
  }),
  phoneRule: z.enum(["TEN_DIGITS", "E164"], "Must be TEN_DIGITS or E164.").meta({
    title: "Phone numbers of customers",
    description: "Ten digits as in the manual, or + and up to 15 digits (ITU-T E.164).",
  }),
  sipRealm: z
    .string()
    .regex(/^[a-z0-9]([a-z0-9.-]{0,250}[a-z0-9])?$/, "Must be a host name in small letters.")
    .meta({
      title: "SIP realm",
      description: "Part of every SIP password hash: after a change, SIP secrets must be made anew.",
    }),
  priceCeiling: Amount.meta({ title: "Highest price per minute", description: "A dearer rate is refused as a slip." }),
  baseCurrency: Currency.meta({ title: "Base currency" }),
  timeZone: TimeZone.meta({ title: "Time zone" }),
  rounding: RoundingMode.meta({ title: "Rounding of new tariffs" }),
  rateNoticeDays: z.int(noticeDays).min(0, noticeDays).max(90, noticeDays).meta({
    title: "Notice before a rate rises, in days",
    description: "A rate sheet that raises a price earlier is shown with a warning.",
  }),
  invoiceNumbers: NumberTemplate.meta({
    title: "Invoice numbers",
    description:
      "{SEQ:6} is the running number, {YYYY}, {YY} and {MM} the date. With a year in it, each year begins at 1.",
  }),
  creditNoteNumbers: NumberTemplate.meta({ title: "Credit note numbers", description: "As invoice numbers." }),
  invoicePaper: PaperSize.meta({ title: "Paper of invoices" }),
  invoiceItemised: z.boolean().meta({
    title: "List calls on invoices",
    description: "Every call in an appendix, up to 5,000. The CDR file beside the invoice has all of them.",
  }),
  emptyInvoices: z.boolean().meta({
    title: "Invoices without usage",
    description: "Whether a period in which nothing was used has an invoice, too.",
  }),
  invoiceNote: PlainText.max(500, "Must be at most 500 characters.").meta({
    title: "Text under invoices",
    description: "Bank account, terms; up to 500 characters.",
  }),
  untaxedNote: PlainText.max(300, "Must be at most 300 characters.").meta({
    title: "Text on invoices without tax",
    description: "Reverse charge, export; up to 300 characters.",
  }),
};

export const Settings = z.object({ ...fields, version: z.int().nonnegative() }).meta({ id: "Settings" });
export type Settings = z.infer<typeof Settings>;

export const SettingsChange = z.strictObject(fields).partial().meta({ id: "SettingsChange" });
export type SettingsChange = z.infer<typeof SettingsChange>;

export const defaultSettings: Settings = {
  companyName: "Switchbook",
  supportEmail: null,
  emailMaxLength: 30,
  phoneRule: "TEN_DIGITS",
  sipRealm: "switchbook.local",
  priceCeiling: "100",
  baseCurrency: "EUR",
  timeZone: "UTC",
  rounding: "HALF_UP",
  rateNoticeDays: 7,
  invoiceNumbers: "{YYYY}-{SEQ:6}",
  creditNoteNumbers: "CN-{YYYY}-{SEQ:6}",
  invoicePaper: "A4",
  invoiceItemised: true,
  emptyInvoices: false,
  invoiceNote: "",
  untaxedNote: "",
  version: 0,
};

import * as z from "zod";
import { NamedPeople } from "../auth/people.ts";
import { EmailAddress, oneLine, optional, PlainText, TimeZone } from "../customers/customer-fields.ts";
import { RentMonth } from "../dids/rent.ts";
import { NumberTemplate } from "../invoices/document-number.ts";
import { PaperSize } from "../invoices/paper-size.ts";
import { Amount, Currency, nanoOf, RoundingMode } from "../money/money.ts";
import { Ceiling } from "../tariffs/price-ceiling.ts";
import { alertDefaults, alertFields } from "./alert-settings.ts";
import { brakeDefaults, brakeFields } from "./brake-settings.ts";
import { Logo } from "./logo.ts";

/** What the operator decides for the whole deployment. Every one has a value from the start. */

const emailLength = "Must be a whole number from 30 to 254.";

const demoDays = "Must be a whole number from 1 to 365.";
const mostDemoCredit = "100000";

const newDays = "Must be a whole number from 0 to 365.";
const graceDays = "Must be a whole number from 0 to 90.";
const noticeDays = "Must be a whole number from 0 to 90.";

const reminderDay = "Must be whole numbers from -60 to 180.";
const suspendDays = "Must be a whole number from 0 to 365.";

const fields = {
  companyName: oneLine(100).min(1, "Required.").meta({
    title: "Name of the operator",
    description: "At the top of every page, at the sign-in and at the foot of PDF files.",
  }),
  supportEmail: optional(EmailAddress).meta({
    title: "E-mail of the support",
    description: "At the sign-in, in the menu and at the foot of PDF files.",
  }),
  sellerName: optional(oneLine(100)).meta({
    title: "Seller's name",
    description: "The company that sells, at the head of PDF files. Left out: the name of the operator.",
  }),
  sellerAddress: optional(PlainText.max(300, "Must be at most 300 characters.")).meta({
    title: "Seller's address",
    description: "Up to 300 characters, at the head of PDF files.",
  }),
  sellerTaxNumber: optional(oneLine(40)).meta({
    title: "Seller's tax number",
    description: "At the head of PDF files.",
  }),
  emailMaxLength: z.int(emailLength).min(30, emailLength).max(254, emailLength).meta({
    title: "Longest e-mail address of a customer",
    description: "30 as in the manual; up to 254 (RFC 5321).",
  }),
  phoneRule: z.enum(["TEN_DIGITS", "E164"], "Must be TEN_DIGITS or E164.").meta({
    title: "Phone numbers of customers",
    description: "Ten digits as in the manual, or + and up to 15 digits (ITU-T E.164).",
  }),
  demoDays: z.int(demoDays).min(1, demoDays).max(365, demoDays).meta({
    title: "Days of a demo",
    description: "A demo that is added, or let in again, is blocked after so many days.",
  }),
  demoCredit: Amount.refine(
    (amount) => nanoOf(amount) <= nanoOf(mostDemoCredit),
    `Must be at most ${mostDemoCredit}.`,
  ).meta({
    title: "Play money of a new demo",
    description: `In the customer's currency, at most ${mostDemoCredit}; 0: none.`,
  }),
  strongPasswords: NamedPeople.meta({
    title: "Stronger passwords for",
    description: "A new password of theirs has 12 to 128 characters of any kind and none of their names.",
  }),
  secondFactorRequiredOf: NamedPeople.meta({
    title: "Second factor is required of",
    description:
      "Holds at once, for open sessions too: who has none, yourself included, is led to setting one up and to nothing else. API keys and keys of switches are not asked for one.",
  }),
  sipRealm: z
    .string()
    .regex(/^[a-z0-9]([a-z0-9.-]{0,250}[a-z0-9])?$/, "Must be a host name in small letters.")
    .meta({
      title: "SIP realm",
      description: "Part of every SIP password hash: after a change, SIP secrets must be made anew.",
    }),
  priceCeiling: Ceiling.meta({
    title: "Highest price per minute",
    description:
      "A dearer rate or fee is refused as a slip, unless its tariff has a ceiling of its own. A hundred times that in a currency without cents.",
  }),
  baseCurrency: Currency.meta({
    title: "Base currency",
    description: "What the forms of a customer and of a tariff begin with, and a tariff that names none.",
  }),
  timeZone: TimeZone.meta({
    title: "Time zone",
    description: "Of new customers, tariffs and CDR sources and of exports that name none.",
  }),
  rounding: RoundingMode.meta({
    title: "Rounding of new tariffs",
    description: "How a charge is rounded where a new tariff says nothing else. It stays with the tariff.",
  }),
  rateNoticeDays: z.int(noticeDays).min(0, noticeDays).max(90, noticeDays).meta({
    title: "Notice before a rate rises, in days",
    description: "A rate sheet that raises a price earlier is shown with a warning.",
  }),
  fourEyesAbove: optional(Amount).meta({
    title: "Two people from this amount on",
    description:
      "In the base currency: a payment, refund or credit above it waits for a second person. Left out: never.",
  }),
  didRentMonth: RentMonth.meta({
    title: "Month of a DID's rent",
    description: "CALENDAR_MONTH: from the first; ANNIVERSARY: from the day on which the customer got the number.",
  }),
  didGraceDays: z.int(graceDays).min(0, graceDays).max(90, graceDays).meta({
    title: "Days of grace for unpaid rent",
    description: "A DID whose rent is not covered goes on for so many days, then callers are refused.",
  }),
  didReleaseDays: z.int(newDays).min(0, newDays).max(365, newDays).meta({
    title: "Days until a suspended DID is taken back",
    description: "After its suspension, while its rent is not paid.",
  }),
  invoiceNumbers: NumberTemplate.meta({
    title: "Invoice numbers",
    description:
      "{SEQ:6} is the running number, {YYYY}, {YY} and {MM} the date. With a year in it, each year begins at 1.",
  }),
  creditNoteNumbers: NumberTemplate.meta({ title: "Credit note numbers", description: "As invoice numbers." }),
  invoicePaper: PaperSize.meta({
    title: "Paper of invoices",
    description: "Size of the pages of invoices and credit notes, from the next one on.",
  }),
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
  reminderDays: z
    .array(z.int(reminderDay).min(-60, reminderDay).max(180, reminderDay))
    .max(8, "Must be at most 8 days.")
    .refine((days) => new Set(days).size === days.length, "Must not name a day twice.")
    .meta({
      title: "Days of payment reminders",
      description: "After an invoice is due; -3 is three days before. Empty: nobody is reminded.",
    }),
  suspendAfterDays: z.int(suspendDays).min(0, suspendDays).max(365, suspendDays).nullable().meta({
    title: "Days after which who does not pay is suspended",
    description: "After an invoice is due; paying it lets the customer call again. Empty: never.",
  }),
  untaxedNote: PlainText.max(300, "Must be at most 300 characters.").meta({
    title: "Text on invoices without tax",
    description: "Reverse charge, export; up to 300 characters.",
  }),
  ...brakeFields,
  ...alertFields,
};

export const Settings = z
  .object({ ...fields, logo: Logo.nullable().default(null), version: z.int().nonnegative() })
  .meta({ id: "Settings" });
export type Settings = z.infer<typeof Settings>;

/** As the item holds them. */
export const StoredSettings = Settings.extend({ testNumbers: z.string() }).partial();

/** What a call is decided by. Whatever reads the settings with a call reads them by this. */
export const CallSettings = StoredSettings.pick({
  ...{ sipRealm: true, newCustomerDays: true, newCustomerBlockedPrefixes: true, testNumbers: true },
});

export const SettingsChange = z.strictObject(fields).partial().meta({ id: "SettingsChange" });
export type SettingsChange = z.infer<typeof SettingsChange>;

export const defaultSettings: Settings = {
  companyName: "Switchbook",
  supportEmail: null,
  sellerName: null,
  sellerAddress: null,
  sellerTaxNumber: null,
  emailMaxLength: 30,
  phoneRule: "TEN_DIGITS",
  demoDays: 14,
  demoCredit: "1",
  strongPasswords: [],
  secondFactorRequiredOf: [],
  sipRealm: "switchbook.local",
  priceCeiling: "1000",
  baseCurrency: "EUR",
  timeZone: "UTC",
  rounding: "HALF_UP",
  rateNoticeDays: 7,
  logo: null,
  fourEyesAbove: null,
  didRentMonth: "CALENDAR_MONTH",
  didGraceDays: 7,
  didReleaseDays: 30,
  invoiceNumbers: "{YYYY}-{SEQ:6}",
  creditNoteNumbers: "CN-{YYYY}-{SEQ:6}",
  invoicePaper: "A4",
  invoiceItemised: true,
  emptyInvoices: false,
  invoiceNote: "",
  untaxedNote: "",
  reminderDays: [],
  suspendAfterDays: null,
  ...brakeDefaults,
  ...alertDefaults,
  version: 0,
};

/** What forms begin with and check by. Whoever is signed in may know it. */
export const FormDefaults = Settings.pick({
  baseCurrency: true,
  timeZone: true,
  rounding: true,
  priceCeiling: true,
  emailMaxLength: true,
  phoneRule: true,
  dailySpendCap: true,
  maxPricePerMinute: true,
  prefixCallLimits: true,
  nightHours: true,
  nightMaxCallSessions: true,
  nightMaxPricePerMinute: true,
  strongPasswords: true,
}).meta({ id: "FormDefaults" });
export type FormDefaults = z.infer<typeof FormDefaults>;

/** What everybody may see of the operator, or of a reseller that shows itself, before signing in too. */
export const Branding = z
  .object({
    companyName: z.string(),
    supportEmail: z.string().nullable(),
    /** Address of the logo; another one after a change, so that it can be kept by browsers. */
    logo: z.string().nullable(),
    /** A reseller's colour, `#rrggbb`; null: the product's own. */
    accent: z.string().nullable(),
    /** Account of the reseller whose brand it is; null: the operator's. */
    reseller: z.string().nullable(),
  })
  .meta({ id: "Branding" });
export type Branding = z.infer<typeof Branding>;

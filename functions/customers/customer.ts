import * as z from "zod";
import { Currency } from "../money/money.ts";
import {
  BillingDecimals,
  CallMinutes,
  Codecs,
  defaultCodecs,
  EmailAddress,
  ExpectedSeconds,
  LossTolerance,
  Money,
  NameText,
  optional,
  PaymentTermDays,
  Phone,
  PlainText,
  rule,
  Sessions,
  SessionsPerSecond,
  SwitchAccounts,
  selfEditTabs,
  Tax,
  TimeZone,
  Username,
  YesNo,
} from "./customer-fields.ts";

import { StoredTaxChange } from "./dated-tax.ts";
import { fraudFields, noFraudLimits } from "./fraud-fields.ts";

/**
 * A customer is who calls are charged to. Its account code is its identity everywhere; its money is not here but in
 * the balance item of the ledger, which alone may change it.
 */

/** `C` and eight digits. Given once, never again, also after the customer is closed. */
export const AccountCode = z.string().regex(/^C\d{8}$/);

const choice = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  z.enum(values, { error: rule(`Must be one of ${values.join(", ")}.`) });

export const CustomerType = choice(["LIVE", "DEMO"]);
export const BillingType = choice(["PREPAID", "POSTPAID"]);
export const CustomerStatus = choice(["ACTIVE", "PENDING", "SUSPENDED", "BLOCKED", "CLOSED"]);

export const Emails = z.strictObject({
  billing: optional(EmailAddress),
  rates: optional(EmailAddress),
  noc: optional(EmailAddress),
});

const percentRule = "Must be a whole number from 1 to 100.";

/** The fields a person can write, in the order of the form. Titles are what the form calls them. */
export const customerFields = {
  customerType: CustomerType.meta({ title: "Customer type" }),
  username: Username.meta({ title: "Web access user name" }),
  currency: z
    .string({ error: rule("Must be a currency code of ISO 4217.") })
    .pipe(Currency)
    .meta({ title: "Currency" }),
  tariffId: z
    .string({ error: rule("Must be one of the tariffs.") })
    .min(1, { error: rule("Must be one of the tariffs.") })
    .max(64, "Must be one of the tariffs.")
    .meta({ title: "Customer tariff" }),
  billingType: BillingType.meta({ title: "Billing type" }),
  paymentTermDays: PaymentTermDays.meta({ title: "Payment term from invoice date", description: "Days." }),
  maxCreditLimit: Money.meta({ title: "Max credit limit", description: "The most credit that staff may grant." }),
  creditLimit: Money.meta({ title: "Credit limit", description: "The credit that calls may use." }),
  billingDecimals: BillingDecimals.meta({ title: "Billing in decimal", description: "Places a charge is rounded to." }),
  taxFlag: choice(["NONE", "VAT", "TAX"]).meta({ title: "VAT/Tax flag" }),
  taxMode: choice(["EXCLUSIVE", "INCLUSIVE"]).meta({ title: "Tax mode" }),
  taxes: z.array(Tax, { error: rule("Must be a list of {name, percent}.") }).max(3, "Must be at most three taxes."),
  taxNumber: optional(
    z
      .string()
      .trim()
      .regex(/^[A-Za-z0-9 ./-]{2,30}$/, "Must be 2 to 30 letters, digits or . / -"),
  ).meta({
    title: "VAT or certificate number",
  }),
  maxCallSessions: Sessions.meta({ title: "Maximum call session", description: "Concurrent calls over all devices." }),
  callSessionsPerSecond: SessionsPerSecond.meta({ title: "Call sessions per second" }),
  codecChecking: YesNo.meta({ title: "Codec checking" }),
  codecs: Codecs.meta({ title: "Codec list" }),
  callWithMedia: YesNo.meta({ title: "Call with media" }),
  transcoding: YesNo.meta({ title: "Codec transcoding" }),
  blockLossRoutes: YesNo.meta({ title: "Don't allow call with loss route" }),
  expectedCallSeconds: ExpectedSeconds.meta({
    title: "Expected call duration",
    description: "Seconds by which a loss route is told.",
  }),
  lossTolerancePercent: LossTolerance.meta({
    title: "Loss allowed in percent",
    description: "10: cost may be a tenth above the price; -10: it must be a tenth below.",
  }),
  cliByDestination: YesNo.meta({ title: "Change CLI base on DST prefix" }),
  maxCallMinutes: CallMinutes.meta({ title: "Maximum call duration", description: "Minutes." }),
  name: NameText.meta({ title: "Name" }),
  company: NameText.meta({ title: "Company" }),
  email: optional(EmailAddress).meta({ title: "Email address" }),
  address: optional(PlainText.max(200, "Must be at most 200 characters.")).meta({ title: "Address" }),
  phone: Phone.meta({ title: "Phone number" }),
  country: optional(z.string().regex(/^[A-Z]{2}$/, "Must be a country code of ISO 3166.")).meta({ title: "Country" }),
  state: optional(PlainText.max(60, "Must be at most 60 characters.")).meta({ title: "State or province" }),
  pin: optional(PlainText.max(12, "Must be a postal code of the country.")).meta({ title: "PIN" }),
  timeZone: TimeZone.meta({ title: "Time zone" }),
  status: CustomerStatus.exclude(["CLOSED"]).meta({ title: "Status" }),
  selfEdit: z.array(choice(selfEditTabs)).max(selfEditTabs.length).meta({ title: "Tabs the customer may edit" }),
  switchAccounts: SwitchAccounts.meta({ title: "Codes that switches send" }),
  emails: Emails.meta({ title: "Further e-mail addresses" }),
  locale: z
    .string()
    .regex(/^[a-z]{2}(-[A-Z]{2})?$/, "Must be a locale such as en or pt-BR.")
    .meta({ title: "Language" }),
  billingCycle: choice(["DAILY", "WEEKLY", "MONTHLY", "ON_DEMAND"]).meta({ title: "Billing cycle" }),
  billingDay: z
    .int({ error: rule("Must be a whole number from 1 to 28.") })
    .min(1, "Must be a whole number from 1 to 28.")
    .max(28, "Must be a whole number from 1 to 28.")
    .meta({ title: "Billing day", description: "Day of the month; 1 (Monday) to 7 for a weekly cycle." }),
  invoiceByEmail: YesNo.meta({ title: "Send invoices by e-mail" }),
  lowBalanceThreshold: optional(Money).meta({ title: "Low balance threshold" }),
  creditAlertPercents: z
    .array(z.int(percentRule).min(1, percentRule).max(100, percentRule))
    .max(10, "Must be at most ten percentages.")
    .meta({ title: "Credit alerts at percent" }),
  ...fraudFields,
  tags: z
    .array(NameText.max(30, "Must be at most 30 characters."))
    .max(20, "Must be at most 20 tags.")
    .meta({ title: "Tags" }),
};

export const noEmails = { billing: null, rates: null, noc: null };

/** What the form begins with, and what a request that leaves these fields out means. */
export const customerDefaults = {
  creditLimit: "0",
  billingDecimals: 4,
  taxMode: "EXCLUSIVE",
  taxes: [],
  taxNumber: null,
  codecChecking: false,
  codecs: [...defaultCodecs],
  callWithMedia: false,
  transcoding: false,
  blockLossRoutes: false,
  expectedCallSeconds: 180,
  lossTolerancePercent: "0",
  cliByDestination: false,
  email: null,
  address: null,
  country: null,
  state: null,
  pin: null,
  status: "ACTIVE",
  selfEdit: [],
  switchAccounts: [],
  emails: noEmails,
  locale: "en",
  billingCycle: "MONTHLY",
  billingDay: 1,
  invoiceByEmail: false,
  lowBalanceThreshold: null,
  creditAlertPercents: [],
  ...noFraudLimits,
  tags: [],
} as const;

/** A customer as it is stored and as every other part reads it. Money is not here, see the ledger's balance. */
export const Customer = z
  .object({
    account: AccountCode,
    ...customerFields,
    status: CustomerStatus,
    expectedCallSeconds: customerFields.expectedCallSeconds.default(customerDefaults.expectedCallSeconds),
    lossTolerancePercent: customerFields.lossTolerancePercent.default(customerDefaults.lossTolerancePercent),
    prefixCallLimits: customerFields.prefixCallLimits.default([]),
    /** Account of the reseller it belongs to; null for the operator's own. */
    reseller: AccountCode.nullable(),
    /** That reseller, then those above it up to the top. */
    resellers: z.array(AccountCode).default([]),
    createdAt: z.string(),
    closedAt: z.string().nullable(),
    /** When a demo is blocked by itself; null for a live customer, and for a demo without an end. */
    demoUntil: z.string().nullable().default(null),
    /** Taxes that hold from a day on, in their order; until the first of them, those above. */
    taxChanges: z.array(StoredTaxChange).default([]),
    /** Counts the edits, from 1. What `If-Match` names. */
    version: z.int().positive(),
  })
  .meta({ id: "StoredCustomer" });
export type Customer = z.infer<typeof Customer>;

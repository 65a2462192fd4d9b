import * as z from "zod";
import { Emails, noEmails } from "../customers/customer.ts";
import {
  BillingDecimals,
  EmailAddress,
  Money,
  NameText,
  optional,
  PlainText,
  rule,
} from "../customers/customer-fields.ts";
import { Currency } from "../money/money.ts";

/**
 * A vendor terminates our calls and bills us for them: by its cost tariff, in its currency. Where its calls are sent are
 * its gateways. A vendor that is closed stays, for the calls that it had; its name is free again.
 */

const statusRule = "Must be ACTIVE or INACTIVE.";
const tariffRule = "Must be one of the tariffs of the vendor's currency.";
const tagRule = "Must be at most 30 characters.";

/** What a person can write. The currency is fixed for good, as that of its tariff is. */
const vendorFields = {
  name: NameText.max(60, "Must be at most 60 characters.").meta({
    title: "Name",
    description: "What staff choose it by. Unique without regard to case.",
  }),
  company: optional(NameText).meta({ title: "Company" }),
  currency: z
    .string({ error: rule("Must be a currency code of ISO 4217.") })
    .pipe(Currency)
    .meta({ title: "Currency" }),
  tariffId: optional(z.string().max(64, tariffRule)).meta({
    title: "Cost tariff",
    description: "What the vendor bills us. Without one the cost of its calls is not known.",
  }),
  billingDecimals: BillingDecimals.meta({
    title: "Billing in decimal",
    description: "Decimal places that the vendor rounds the cost of a call to.",
  }),
  /** INACTIVE: its gateways are passed over from this moment on; nothing else changes. */
  status: z.enum(["ACTIVE", "INACTIVE"], { error: rule(statusRule) }).meta({ title: "Status" }),
  tags: z.array(NameText.max(30, tagRule)).max(20, "Must be at most 20 tags.").meta({ title: "Tags" }),
  notes: PlainText.max(2000, "Must be at most 2,000 characters.").meta({ title: "Notes" }),
  emails: Emails.meta({ title: "E-mail addresses" }),
  creditLimit: Money.meta({ title: "Credit limit", description: "What the vendor lets us owe, in its currency." }),
  lowBalanceThreshold: optional(Money).meta({
    title: "Low balance threshold",
    description: "We write to ourselves when balance and credit fall below it. Empty: never.",
  }),
  alertEmail: optional(EmailAddress).meta({
    title: "E-mail for low balance",
    description: "One of ours. Empty: the e-mail of the support.",
  }),
};

const noMoney = { creditLimit: "0", lowBalanceThreshold: null, alertEmail: null };

export const NewVendor = z
  .strictObject({
    ...vendorFields,
    company: vendorFields.company.default(null),
    tariffId: vendorFields.tariffId.default(null),
    billingDecimals: vendorFields.billingDecimals.default(6),
    status: vendorFields.status.default("ACTIVE"),
    tags: vendorFields.tags.default([]),
    notes: vendorFields.notes.default(""),
    emails: vendorFields.emails.default(noEmails),
    creditLimit: vendorFields.creditLimit.default(noMoney.creditLimit),
    lowBalanceThreshold: vendorFields.lowBalanceThreshold.default(noMoney.lowBalanceThreshold),
    alertEmail: vendorFields.alertEmail.default(noMoney.alertEmail),
  })
  .meta({ id: "NewVendor" });
export type NewVendor = z.output<typeof NewVendor>;

/** What is left out stays as it is. */
export const VendorChange = z
  .strictObject(vendorFields)
  .omit({ currency: true })
  .partial()
  .meta({ id: "VendorChange" });
export type VendorChange = z.output<typeof VendorChange>;

export const Vendor = z
  .object({
    id: z.string(),
    ...vendorFields,
    // Of vendors that were there before their money was.
    creditLimit: vendorFields.creditLimit.default(noMoney.creditLimit),
    lowBalanceThreshold: vendorFields.lowBalanceThreshold.default(noMoney.lowBalanceThreshold),
    alertEmail: vendorFields.alertEmail.default(noMoney.alertEmail),
    status: z.enum(["ACTIVE", "INACTIVE", "CLOSED"]),
    /** How many gateways it has. */
    gateways: z.int().nonnegative(),
    createdAt: z.string(),
    closedAt: z.string().nullable(),
    version: z.int().positive(),
  })
  .meta({ id: "Vendor" });
export type Vendor = z.infer<typeof Vendor>;

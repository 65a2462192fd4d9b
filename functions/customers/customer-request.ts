import * as z from "zod";
import { Password } from "../auth/password-policy.ts";
import { AccountCode, Customer, customerDefaults, customerFields } from "./customer.ts";
import { optional } from "./customer-fields.ts";

/** What a request may say about a customer, and what an answer says. */

const field = customerFields;
const byDefault = customerDefaults;

/** Every mandatory field of the form must be there; the others have the form's defaults. */
export const NewCustomer = z
  .strictObject({
    ...field,
    password: Password,
    /** Account of the reseller whose customer it becomes; left out: of whoever adds it. */
    reseller: optional(AccountCode).default(null),
    creditLimit: field.creditLimit.default(byDefault.creditLimit),
    billingDecimals: field.billingDecimals.default(byDefault.billingDecimals),
    taxMode: field.taxMode.default(byDefault.taxMode),
    taxes: field.taxes.default([]),
    taxNumber: field.taxNumber.default(null),
    codecChecking: field.codecChecking.default(false),
    codecs: field.codecs.default([...byDefault.codecs]),
    callWithMedia: field.callWithMedia.default(false),
    transcoding: field.transcoding.default(false),
    blockLossRoutes: field.blockLossRoutes.default(false),
    expectedCallSeconds: field.expectedCallSeconds.default(byDefault.expectedCallSeconds),
    lossTolerancePercent: field.lossTolerancePercent.default(byDefault.lossTolerancePercent),
    cliByDestination: field.cliByDestination.default(false),
    /** Left out: 120, and 2 for a demo. */
    maxCallMinutes: field.maxCallMinutes.optional(),
    email: field.email.default(null),
    address: field.address.default(null),
    country: field.country.default(null),
    state: field.state.default(null),
    pin: field.pin.default(null),
    /** Left out: that of the settings, as they are now. */
    timeZone: field.timeZone.optional(),
    status: field.status.default(byDefault.status),
    selfEdit: field.selfEdit.default([]),
    switchAccounts: field.switchAccounts.default([]),
    emails: field.emails.default({ ...byDefault.emails }),
    locale: field.locale.default(byDefault.locale),
    billingCycle: field.billingCycle.default(byDefault.billingCycle),
    billingDay: field.billingDay.default(byDefault.billingDay),
    invoiceByEmail: field.invoiceByEmail.default(false),
    lowBalanceThreshold: field.lowBalanceThreshold.default(null),
    creditAlertPercents: field.creditAlertPercents.default([]),
    /** Left out, as the next five: that of the settings, as they are now. Null: none. */
    dailySpendCap: field.dailySpendCap.optional(),
    maxPricePerMinute: field.maxPricePerMinute.optional(),
    prefixCallLimits: field.prefixCallLimits.optional(),
    nightHours: field.nightHours.optional(),
    nightMaxCallSessions: field.nightMaxCallSessions.optional(),
    nightMaxPricePerMinute: field.nightMaxPricePerMinute.optional(),
    tags: field.tags.default([]),
    /**
     * Day of the customer's zone on which its first billing period began, where it was a customer before: calls from
     * then on are invoiced period by period. At most 90 days ago; left out: now.
     */
    billedFrom: z.iso.date("Must be a day such as 2026-10-01.").optional(),
  })
  .meta({ id: "NewCustomer" });
export type NewCustomer = z.output<typeof NewCustomer>;

/**
 * Any part of the form; what is left out stays. `password` resets the web access. `secondFactor: false` switches it off
 * for someone who lost the device and the recovery codes.
 */
export const CustomerChange = z
  .strictObject({
    ...field,
    password: Password,
    reseller: optional(AccountCode),
    secondFactor: z.literal(false, "Can only be switched off here."),
  })
  .partial()
  .meta({ id: "CustomerChange" });
export type CustomerChange = z.output<typeof CustomerChange>;

/** A customer in an answer: with its money, without anything secret. */
export const CustomerReply = Customer.omit({ resellers: true })
  .extend({
    /** Whether a code is asked for after the password. False for a closed one, whose login is gone. */
    secondFactor: z.boolean().meta({ readOnly: true }),
    /** Decimal, in the customer's currency; positive = the customer's money. Only payments and calls change it. */
    balance: z.string().meta({ readOnly: true }),
    /** Held for calls that are going on. */
    reserved: z.string().meta({ readOnly: true }),
    /** What calls may use: balance + creditLimit − reserved. */
    available: z.string().meta({ readOnly: true }),
    /** Calls that are up now, by what switches asked for; at most `maxCallSessions`. */
    liveCalls: z.int().meta({ readOnly: true }),
  })
  .meta({ id: "Customer" });
export type CustomerReply = z.infer<typeof CustomerReply>;

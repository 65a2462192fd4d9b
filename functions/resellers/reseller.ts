import * as z from "zod";
import { Password } from "../auth/password-policy.ts";
import { AccountCode } from "../customers/customer.ts";
import { EmailAddress, Money, NameText, optional, rule, Username } from "../customers/customer-fields.ts";
import { Currency } from "../money/money.ts";
import type { FieldFault } from "../platform/problem.ts";
import { termFields, termsByDefault } from "./reseller-terms.ts";

/**
 * A reseller sells to customers of its own by tariffs of its own, and pays whoever stands above it: the operator, or
 * another reseller. Its place is given once and never changes, so the tree has no cycles and every account below it
 * knows the way up.
 */

/** Levels of resellers between the operator and a customer. Every one of them is another copy of each customer's line in a list. */
export const deepest = 3;

const fields = {
  company: NameText.meta({ title: "Company" }),
  name: NameText.meta({ title: "Name" }),
  email: optional(EmailAddress).meta({ title: "Email address" }),
  username: Username.meta({ title: "Web access user name" }),
  tariffId: z
    .string({ error: rule("Must be one of the tariffs.") })
    .min(1, { error: rule("Must be one of the tariffs.") })
    .max(64, "Must be one of the tariffs.")
    .meta({ title: "Tariff it buys by" }),
  creditLimit: Money.meta({
    title: "Credit limit",
    description: "How far its calls may go below zero, and the most that it may grant to those below it.",
  }),
  status: z.enum(["ACTIVE", "BLOCKED"], { error: rule("Must be one of ACTIVE, BLOCKED.") }).meta({ title: "Status" }),
};

export const NewReseller = z
  .strictObject({
    ...fields,
    ...termsByDefault,
    /** Left out: nobody signs in before a link has set one. */
    password: Password.optional(),
    /** Fixed for good: whoever is below it has the same. */
    currency: z.string({ error: rule("Must be a currency code of ISO 4217.") }).pipe(Currency),
    /** Account of the reseller above it; left out: whoever adds it. Fixed for good. */
    parent: optional(AccountCode).default(null),
    email: fields.email.default(null),
    status: fields.status.default("ACTIVE"),
  })
  .meta({ id: "NewReseller" });
export type NewReseller = z.output<typeof NewReseller>;

/**
 * What is left out stays. `password` resets the web access; it and `status: BLOCKED` end every session at once.
 * `secondFactor: false` switches it off for someone who lost the device and the recovery codes.
 */
export const ResellerChange = z
  .strictObject({
    ...fields,
    ...termFields,
    password: Password,
    secondFactor: z.literal(false, "Can only be switched off here."),
  })
  .partial()
  .meta({ id: "ResellerChange" });
export type ResellerChange = z.output<typeof ResellerChange>;

export const Reseller = z.object({
  account: AccountCode,
  ...fields,
  ...termsByDefault,
  currency: z.string(),
  parent: AccountCode.nullable(),
  /** The resellers above it: the nearest first, up to the top. */
  resellers: z.array(AccountCode),
  createdAt: z.string(),
  version: z.int().positive(),
});
export type Reseller = z.infer<typeof Reseller>;

/** A reseller in an answer. */
export const ResellerReply = Reseller.omit({ resellers: true })
  .extend({
    /** False: invited, and has not set one yet. */
    hasPassword: z.boolean(),
    /** A code is asked for after the password. */
    secondFactor: z.boolean(),
    /** 1 directly below the operator. */
    level: z.int().positive(),
    /** Credit limits of its own customers and of the resellers directly below it, summed up. */
    creditGranted: z.string(),
    /** Customers of its whole tree, closed ones too. */
    customers: z.int(),
    /** Decimal; positive = the reseller's money, which it may put on the balances of those below it. */
    balance: z.string(),
    /** Held for calls that are going on. */
    reserved: z.string(),
    /** What its calls and its customers' payments may use: balance + creditLimit − reserved. */
    available: z.string(),
  })
  .meta({ id: "Reseller" });
export type ResellerReply = z.infer<typeof ResellerReply>;

const fault = (path: string, message: string): FieldFault => ({ path, message });
const text = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value : undefined);

/** What a form begins with and edits. */
export const resellerForm = { ...fields, ...termsByDefault };

/** Fields as they came, each of any type. */
type RawFields = Readonly<Record<string, unknown>>;

/** Who sells: the account of a reseller, or null for the operator. */
export type Seller = Pick<Reseller, "account" | "currency" | "resellers"> | null;

/** Money adds up in one currency only, so everyone below a reseller has the reseller's. */
export function sellerFaults({ currency }: RawFields, seller: Seller): FieldFault[] {
  if (!seller || text(currency) === undefined || currency === seller.currency) return [];
  return [fault("currency", `Must be ${seller.currency}, the currency of reseller ${seller.account}.`)];
}

/** @param seller who stands directly above the new reseller */
export function placeFaults(asked: RawFields, seller: Seller): FieldFault[] {
  const level = seller ? seller.resellers.length + 2 : 1;
  const tooDeep = level > deepest ? [fault("parent", `There are at most ${deepest} levels of resellers.`)] : [];
  return [...tooDeep, ...sellerFaults(asked, seller)];
}

/**
 * A tariff is sold by its owner alone: a customer's is its reseller's own, a reseller's is of whoever stands above it.
 * What a vendor bills us is sold to nobody.
 */
export const isSoldBy = ({ owner, kind }: { owner: string | null; kind: "SELL" | "COST" }, seller: string | null) =>
  owner === seller && kind === "SELL";

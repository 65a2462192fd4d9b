import * as z from "zod";
import { EmailAddress, oneLine, optional } from "../customers/customer-fields.ts";
import { Logo } from "../settings/logo.ts";
import { isReadable } from "./accent.ts";

/**
 * Under which name, and how, a reseller's customers meet the product: on the sign-in, in the pages, on PDF files. A
 * reseller without a brand of its own shows that of whoever stands above it.
 */

const fields = {
  companyName: optional(oneLine(100)).meta({
    title: "Name on the pages",
    description: "At the top of every page and at the sign-in. Left out: the company.",
  }),
  supportEmail: optional(EmailAddress).meta({
    title: "E-mail of the support",
    description: "At the sign-in and in the menu. Left out: the reseller's own address.",
  }),
  accent: optional(
    z
      .string()
      .regex(/^#[0-9a-f]{6}$/i, { error: "Must be a colour such as #3730a3.", abort: true })
      .toLowerCase()
      .refine(isReadable, "White text on it cannot be read: it must be darker (4.5:1)."),
  ).meta({ title: "Colour", description: "Of buttons and links. White text must be readable on it. Left out: ours." }),
};

/** All of it: what is left out is taken away. The logo is sent by itself. */
export const BrandFields = z
  .strictObject({
    companyName: fields.companyName.default(null),
    supportEmail: fields.supportEmail.default(null),
    accent: fields.accent.default(null),
  })
  .meta({ id: "ResellerBrandFields" });
export type BrandFields = z.output<typeof BrandFields>;

export const Brand = z
  .object({ ...fields, logo: Logo.nullable(), version: z.int().nonnegative() })
  .meta({ id: "ResellerBrand" });
export type Brand = z.infer<typeof Brand>;

export const noBrand: Brand = { companyName: null, supportEmail: null, accent: null, logo: null, version: 0 };

/** What a form begins with and edits. */
export const brandForm = fields;

/** Whether there is anything of its own in it. */
export const isBranded = ({ companyName, supportEmail, accent, logo }: Brand): boolean =>
  [companyName, supportEmail, accent, logo].some((value) => value !== null);

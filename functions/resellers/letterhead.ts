import * as z from "zod";
import { oneLine, optional, PlainText } from "../customers/customer-fields.ts";
import { NumberTemplate } from "../invoices/document-number.ts";
import { Logo } from "../settings/logo.ts";

/** What stands on the invoices and credit notes that a reseller's customers get. It sells in its own name. */

const fields = {
  sellerName: optional(oneLine(100)).meta({ title: "Seller's name", description: "Left out: its company." }),
  address: optional(PlainText.max(300, "Must be at most 300 characters.")).meta({
    title: "Seller's address",
    description: "Left out: its name and e-mail address.",
  }),
  taxNumber: optional(oneLine(40)).meta({ title: "Seller's tax number" }),
  note: PlainText.max(500, "Must be at most 500 characters.").meta({
    title: "Text under invoices",
    description: "Bank account, terms; up to 500 characters.",
  }),
  invoiceNumbers: optional(NumberTemplate).meta({
    title: "Invoice numbers",
    description: "Its account stands in front. Left out: the pattern of the operator, counted for itself.",
  }),
  creditNoteNumbers: optional(NumberTemplate).meta({
    title: "Credit note numbers",
    description: "As invoice numbers.",
  }),
};

export const LetterheadChange = z.strictObject(fields).partial().meta({ id: "LetterheadChange" });
export type LetterheadChange = z.infer<typeof LetterheadChange>;

export const Letterhead = z
  .object({ ...fields, logo: Logo.nullable(), version: z.int().nonnegative() })
  .meta({ id: "Letterhead" });
export type Letterhead = z.infer<typeof Letterhead>;

export const plainLetterhead: Letterhead = {
  ...{ sellerName: null, address: null, taxNumber: null, note: "", invoiceNumbers: null, creditNoteNumbers: null },
  ...{ logo: null, version: 0 },
};

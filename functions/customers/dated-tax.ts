import * as z from "zod";
import { Tax } from "./customer-fields.ts";

/**
 * Tax from a day on. What is stored with the customer holds until the first of these; each then holds until the next.
 * What has begun stays as it is, for calls that come late are taxed by it.
 */

const fields = {
  /** Day of the customer's zone from whose start it holds. */
  from: z.iso.date("Must be a day such as 2027-01-01."),
  taxFlag: z.enum(["NONE", "VAT", "TAX"], "Must be one of NONE, VAT, TAX."),
  taxMode: z.enum(["EXCLUSIVE", "INCLUSIVE"], "Must be one of EXCLUSIVE, INCLUSIVE."),
  taxes: z.array(Tax, "Must be a list of {name, percent}.").max(3, "Must be at most three taxes."),
};

export const TaxChange = z.strictObject(fields).meta({ id: "TaxChange" });
export type TaxChange = z.infer<typeof TaxChange>;

export const StoredTaxChange = z.object({ ...fields, fromMs: z.number().int() });

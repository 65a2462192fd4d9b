import type { BillingTerms } from "../rating/billing-terms.ts";
import type { Vendor } from "./vendor.ts";

/** How a vendor bills us: net, each call rounded at its decimals. */
export const vendorTerms = ({ billingDecimals }: Pick<Vendor, "billingDecimals">): BillingTerms => ({
  billingDecimals,
  billingType: "POSTPAID",
  taxFlag: "NONE",
  taxMode: "EXCLUSIVE",
  taxes: [],
});

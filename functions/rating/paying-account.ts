import type { Customer } from "../customers/customer.ts";
import type { Reseller } from "../resellers/reseller.ts";

/** What rating needs to know of whoever is charged: a customer, or a reseller above it. */
export type PayingAccount = Pick<
  Customer,
  | "account"
  | "customerType"
  | "currency"
  | "tariffId"
  | "country"
  | "billingDecimals"
  | "billingType"
  | "taxFlag"
  | "taxMode"
  | "taxes"
> &
  // A reseller's taxes have no dates.
  Partial<Pick<Customer, "taxChanges">>;

/** A reseller as one level of a chain. Which country's emergency numbers count is its customer's matter. */
export const payingReseller = (reseller: Reseller): PayingAccount => ({
  ...reseller,
  customerType: "LIVE",
  country: null,
});

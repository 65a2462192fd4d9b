import type { Customer } from "../customers/customer.ts";
import type { Reseller } from "../resellers/reseller.ts";

/** Who is invoiced: a customer, or a reseller by whoever stands above it. */

type Printed = "name" | "company" | "address" | "pin" | "state" | "country";
type Terms = "billingType" | "billingDecimals" | "taxFlag" | "taxMode" | "taxes" | "taxNumber" | "paymentTermDays";

export type Billable = Pick<
  Customer,
  "account" | "customerType" | "currency" | "tariffId" | "timeZone" | "reseller" | "resellers" | Printed | Terms
> &
  Partial<Pick<Customer, "taxChanges">> & {
    /** Its calls stand at the accounts below it. */
    isReseller?: boolean;
  };

/** Days that a reseller has to pay an invoice. */
const resellerTermDays = 14;

export const billableReseller = (reseller: Reseller): Billable => ({
  ...reseller,
  ...{ customerType: "LIVE", reseller: reseller.parent, paymentTermDays: resellerTermDays, isReseller: true },
  ...{ address: null, pin: null, state: null, country: null },
});

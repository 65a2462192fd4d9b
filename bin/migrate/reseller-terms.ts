import { acceptable } from "./customer-terms.ts";
import type { DumpRow } from "./dump.ts";
import type { CustomerFields, MapOptions, ResellerFields } from "./records.ts";

/** A reseller's fields are read as a customer's are; of them those are taken that a reseller has. */

const ofResellers = [
  ...(["company", "name", "email", "username", "currency", "creditLimit", "billingType", "billingDecimals"] as const),
  ...(["taxFlag", "taxMode", "taxes", "taxNumber", "billingCycle", "billingDay", "maxCallSessions"] as const),
  ...(["callSessionsPerSecond", "blockLossRoutes", "expectedCallSeconds", "lossTolerancePercent"] as const),
];

const termsOf = ({ status, timeZone = "UTC", ...fields }: CustomerFields): ResellerFields => {
  const terms = Object.fromEntries(ofResellers.map((name) => [name, fields[name]])) as Pick<
    CustomerFields,
    (typeof ofResellers)[number]
  >;
  return { ...terms, timeZone, status: status === "ACTIVE" ? "ACTIVE" : "BLOCKED" };
};

/** As `acceptable` of a customer. A reseller has no phone number, and no codes that switches send. */
export function acceptableReseller(wanted: CustomerFields, row: DumpRow, options: MapOptions) {
  const phone = options.phoneRule === "E164" ? "+10000000" : "0000000000";
  const { fields, faults } = acceptable({ ...wanted, phone, switchAccounts: [] }, row, options);
  return { fields: fields && termsOf(fields), faults };
}

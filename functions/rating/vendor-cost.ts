import { type CallRow, noVendor, type VendorPart } from "../cdrs/call-row.ts";
import { convert, type FxBook } from "../exchange-rates/convert.ts";
import type { LoadedTariff } from "../tariffs/loaded-tariff.ts";
import type { Vendor } from "../vendors/vendor.ts";
import { vendorTerms } from "../vendors/vendor-terms.ts";
import { rateCall } from "./rate-call.ts";
import type { Revenue } from "./rate-record.ts";
import type { RatingOutcome } from "./rating-outcome.ts";

/**
 * What a call cost us, by the vendor's own tariff and increments at the number that the customer is billed by, and what
 * is left of what we have of it. Where anything is missing it is not known, and never 0: a lost price list must not look
 * like a good month.
 */

export interface Terminated {
  vendor: Vendor;
  gatewayId: string;
  /** The vendor's cost tariff; undefined: it has none. */
  tariff: LoadedTariff | undefined;
}

/** The cost as rated, or why it is not known. */
export type Cost = RatingOutcome | { kind: "unknown"; reason: "NO_COST_TARIFF" };

export function costOf({ cdr, cld }: Pick<CallRow, "cdr" | "cld">, { vendor, tariff }: Terminated): Cost {
  if (!tariff) return { kind: "unknown", reason: "NO_COST_TARIFF" };
  const answered = cdr.answeredMs !== null;
  return rateCall({ cld, setupMs: cdr.setupMs, answered, billableMs: cdr.billableMs }, tariff, vendorTerms(vendor));
}

/** What is kept with the row. @param fx rates that were in force at the setup */
export function vendorPart(row: CallRow, by: Terminated, revenue: Revenue, fx: FxBook): VendorPart {
  const { vendor, gatewayId } = by;
  const known = { ...noVendor, vendorId: vendor.id, gatewayId, currency: vendor.currency };
  const rated = costOf(row, by);
  if (rated.kind !== "rated") return known;
  const { charge: cost, tariffId, version: tariffVersion } = rated;
  const costed = { ...known, tariffId, tariffVersion, cost };
  // The leg that is not billed has its cost; what the call brought stands with the other one.
  if (row.kind === "UNBILLED_LEG") return costed;
  const converted = convert(cost, { from: vendor.currency, to: revenue.currency }, row.cdr.setupMs, fx);
  if (converted.kind === "NO_FX") return costed;
  const { amount, by: cross } = converted;
  const margin = revenue.net - amount;
  return { ...costed, fx: `${cross.to}/${cross.from}`, margin, marginCurrency: revenue.currency };
}

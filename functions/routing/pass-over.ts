import { rateCall } from "../rating/rate-call.ts";
import type { RatingOutcome } from "../rating/rating-outcome.ts";
import { numberSent } from "../vendors/number-sent.ts";
import type { Vendor } from "../vendors/vendor.ts";
import { vendorTerms } from "../vendors/vendor-terms.ts";
import type { PassedOver } from "./choose-routes.ts";
import type { RouteRow } from "./route-row.ts";
import type { Carriers } from "./row-warnings.ts";

/** Talk time that a price is quoted for. */
const quotedMs = 60_000;

/** What a minute to the number costs by a vendor's tariff; undefined where it has none. */
export function quoteOf(vendor: Vendor | undefined, number: string, atMs: number, { tariffs }: Carriers) {
  const tariff = vendor?.tariffId ? tariffs.get(vendor.tariffId) : undefined;
  if (!vendor || !tariff) return undefined;
  return rateCall({ cld: number, setupMs: atMs, answered: true, billableMs: quotedMs }, tariff, vendorTerms(vendor));
}

const notSold = (quote: RatingOutcome | undefined, vendor: string): PassedOver | undefined => {
  if (quote?.kind !== "unrated") return undefined;
  return quote.reason === "NO_RATE"
    ? { reason: "NO_COST_RATE", detail: `The tariff of ${vendor} has no rate for the number: it does not sell it.` }
    : { reason: "COST_RATE_BLOCKED", detail: `The tariff of ${vendor} blocks the number.` };
};

/**
 * Why a row that holds cannot be used for a number now. A vendor without a cost tariff is used: what it costs is not
 * known, which is no reason to lose the call. One that has a tariff is used for what is in it.
 */
export function passOver(row: RouteRow, number: string, atMs: number, carriers: Carriers): PassedOver | undefined {
  const gateway = carriers.gateways.get(row.gatewayId);
  const vendor = carriers.vendors.get(row.vendorId);
  if (gateway?.status !== "ACTIVE") return { reason: "GATEWAY_INACTIVE", detail: "The gateway is set inactive." };
  if (vendor?.status !== "ACTIVE")
    return { reason: "VENDOR_INACTIVE", detail: `The vendor ${vendor?.name ?? row.vendorId} is not active.` };
  if (numberSent(gateway, number) === undefined)
    return { reason: "NUMBER_RULE", detail: `The gateway's rule ${gateway.rule} does not fit the number.` };
  return notSold(quoteOf(vendor, number, atMs, carriers), vendor.name);
}

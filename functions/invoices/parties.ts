import type { Letterhead } from "../resellers/letterhead.ts";
import type { Reseller } from "../resellers/reseller.ts";
import type { Settings } from "../settings/settings.ts";
import type { Billable } from "./billable.ts";
import type { Party } from "./invoice.ts";

/** Who sells and who pays, as they are printed. */

const filled = (texts: readonly (string | null | undefined)[]): string[] =>
  texts.flatMap((text) => (text ?? "").split("\n")).flatMap((line) => (line.trim() ? [line.trim()] : []));

/** A reseller with what it prints; undefined: the operator sells. */
export type Seller = { reseller: Reseller; letterhead: Letterhead } | undefined;

function resellerParty({ reseller, letterhead }: NonNullable<Seller>): Party {
  const { sellerName, address, taxNumber } = letterhead;
  const lines = filled(address === null ? [reseller.name, reseller.email] : [address, reseller.email]);
  return { name: sellerName ?? reseller.company, lines, taxNumber };
}

export function sellerOf(settings: Settings, seller: Seller): Party {
  if (seller) return resellerParty(seller);
  const { sellerName, companyName, sellerAddress, supportEmail, sellerTaxNumber } = settings;
  return { name: sellerName ?? companyName, lines: filled([sellerAddress, supportEmail]), taxNumber: sellerTaxNumber };
}

export function buyerOf(customer: Billable): Party {
  const { company, name, address, pin, state, country, taxNumber, taxFlag } = customer;
  const place = filled([pin, state, country]).join(", ");
  const lines = filled([name === company ? null : name, address, place, `Account ${customer.account}`]);
  return { name: company, lines, taxNumber: taxFlag === "NONE" ? null : taxNumber };
}

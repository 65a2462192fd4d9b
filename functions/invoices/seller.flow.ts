import { getBrand } from "../resellers/brand.store.ts";
import { letterheadOf } from "../resellers/letterhead.store.ts";
import { getReseller } from "../resellers/reseller.store.ts";
import type { Logo } from "../settings/logo.ts";
import type { Seller } from "./parties.ts";

/** Who sells to the customers of an account; undefined: the operator. */
export async function sellerBy(account: string | null): Promise<Seller> {
  const reseller = account === null ? undefined : await getReseller(account);
  return reseller && { reseller, letterhead: await letterheadOf(reseller.account) };
}

/** The logo of its documents; where it has none for them, that of its pages. */
export const logoBy = async ({ reseller, letterhead }: NonNullable<Seller>): Promise<Logo | null> =>
  letterhead.logo ?? (await getBrand(reseller.account))?.logo ?? null;

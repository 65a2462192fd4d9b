import { letterheadOf } from "../resellers/letterhead.store.ts";
import { getReseller } from "../resellers/reseller.store.ts";
import type { Seller } from "./parties.ts";

/** Who sells to the customers of an account; undefined: the operator. */
export async function sellerBy(account: string | null): Promise<Seller> {
  const reseller = account === null ? undefined : await getReseller(account);
  return reseller && { reseller, letterhead: await letterheadOf(reseller.account) };
}

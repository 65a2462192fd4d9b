import { auditEntry } from "../audit/audit.store.ts";
import type { Principal } from "../auth/access.ts";
import { getCustomer } from "../customers/customer.store.ts";
import { guarded, transactGuarded } from "../platform/guarded.ts";
import { logoOf } from "../settings/change-logo.flow.ts";
import { putLogo, removeLogo } from "../settings/logo.store.ts";
import { changeBrand, getBrand, getBrands } from "./brand.store.ts";
import { type Brand, type BrandFields, isBranded, noBrand } from "./brand.ts";
import { getReseller } from "./reseller.store.ts";
import type { Reseller } from "./reseller.ts";

export const brandOf = async (account: string): Promise<Brand> => (await getBrand(account)) ?? noBrand;

export interface Shown {
  reseller: Reseller;
  brand: Brand;
}

/**
 * The brand that an account shows: of a customer that of its nearest reseller which has one, of a reseller its own or the
 * next one's above it. Undefined: the operator's.
 */
export async function brandShown(account: string): Promise<Shown | undefined> {
  const [customer, reseller] = await Promise.all([getCustomer(account), getReseller(account)]);
  const chain = reseller ? [account, ...reseller.resellers] : (customer?.resellers ?? []);
  const brands = await getBrands(chain);
  const nearest = chain.find((one) => {
    const brand = brands.get(one);
    return brand && isBranded(brand);
  });
  const [owner, brand] = nearest === undefined ? [] : [await getReseller(nearest), brands.get(nearest)];
  return owner && brand ? { reseller: owner, brand } : undefined;
}

interface Editing {
  account: string;
  actor: Principal;
  at: number;
}

const lost = "Someone else changed this brand meanwhile. Load it again.";

/** @throws Problem conflict when somebody else changed it meanwhile */
async function apply({ account, actor, at }: Editing, seen: Brand, change: Partial<Brand>): Promise<Brand> {
  const next: Brand = { ...seen, ...change, version: seen.version + 1 };
  const said = { actor, action: "reseller.brand", subject: account, account, before: seen, after: next };
  await transactGuarded(guarded([changeBrand(account, seen, next), auditEntry(said, at)], lost));
  return next;
}

export const setBrand = (editing: Editing, seen: Brand, fields: BrandFields): Promise<Brand> =>
  apply(editing, seen, fields);

/**
 * Puts a logo in the place of the one before. The file is there before the brand names it, and the former one goes after
 * it no longer does. The same picture of two resellers is two files.
 * @throws Problem invalid for another kind of file, conflict when the brand changed meanwhile
 */
export async function setBrandLogo(editing: Editing, seen: Brand, bytes: Uint8Array): Promise<Brand> {
  const logo = logoOf(bytes, editing.account);
  await putLogo(logo, bytes);
  const next = await apply(editing, seen, { logo });
  if (seen.logo && seen.logo.digest !== logo.digest) await removeLogo(seen.logo);
  return next;
}

export async function dropBrandLogo(editing: Editing, seen: Brand): Promise<Brand> {
  if (!seen.logo) return seen;
  const next = await apply(editing, seen, { logo: null });
  await removeLogo(seen.logo);
  return next;
}

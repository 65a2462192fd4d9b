import { keys } from "../platform/keys.ts";
import { absent, get, getMany, put, unchanged, type Write } from "../platform/table.ts";
import { Brand } from "./brand.ts";

export const getBrand = (account: string): Promise<Brand | undefined> => get(Brand, keys.brand(account));

/** By account; resellers without one are left out. */
export async function getBrands(accounts: readonly string[]): Promise<Map<string, Brand>> {
  const items = await getMany(accounts.map(keys.brand));
  return new Map(items.map((item) => [item.pk.slice("ACC#".length), Brand.parse(item)]));
}

export const changeBrand = (account: string, seen: Brand, next: Brand): Write =>
  put({ ...keys.brand(account), ...next }, seen.version === 0 ? absent : unchanged("version", seen.version));

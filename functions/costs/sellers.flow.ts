import { fxBookFor } from "../exchange-rates/exchange-rate.flow.ts";
import { Problem } from "../platform/problem.ts";
import { loadTariff, tariffHeads } from "../tariffs/tariff.store.ts";
import { allVendors } from "../vendors/vendor.store.ts";
import type { Comparing, Seller } from "./vendor-price.ts";

/**
 * Vendors that are active and have a cost tariff, with it.
 * @param wanted ids; empty: all
 * @throws Problem invalid that names those that are none of them
 */
export async function sellersAmong(wanted: readonly string[]): Promise<Seller[]> {
  const vendors = (await allVendors()).filter(({ status, tariffId }) => status === "ACTIVE" && tariffId !== null);
  const unknown = wanted.filter((id) => !vendors.some((vendor) => vendor.id === id));
  if (unknown.length > 0) {
    const message = `Must be active vendors with a cost tariff: ${unknown.slice(0, 5).join(", ")}.`;
    throw new Problem("invalid", "Please correct: vendors.", { fields: [{ path: "vendors", message }] });
  }
  const chosen = wanted.length === 0 ? vendors : vendors.filter(({ id }) => wanted.includes(id));
  const heads = await tariffHeads([...new Set(chosen.flatMap(({ tariffId }) => tariffId ?? []))]);
  const sellers = await Promise.all(
    chosen.map(async ({ id, name, currency, tariffId }): Promise<Seller[]> => {
      const head = tariffId === null ? undefined : heads.get(tariffId);
      return head ? [{ vendorId: id, vendor: name, currency, tariff: await loadTariff(head) }] : [];
    }),
  );
  return sellers.flat();
}

/** What a comparison of these vendors in one currency needs to know. */
export async function comparing(sellers: readonly Seller[], asked: Omit<Comparing, "fx">): Promise<Comparing> {
  const currencies = [asked.currency, ...sellers.map(({ currency }) => currency)];
  return { ...asked, fx: await fxBookFor(currencies, [asked.atMs]) };
}

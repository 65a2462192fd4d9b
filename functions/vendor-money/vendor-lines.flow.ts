import { balanceRowsOf } from "../ledger/ledger.store.ts";
import type { Vendor } from "../vendors/vendor.ts";
import { type VendorLine, vendorLineOf } from "./vendor-money.ts";

/** Vendors of a list with how we stand with each, in one read of all of them. */
export async function vendorLines(vendors: readonly Vendor[]): Promise<VendorLine[]> {
  const rows = await balanceRowsOf(
    vendors.map(({ id }) => id),
    "lately",
  );
  return vendors.map((vendor) => vendorLineOf(vendor, rows.get(vendor.id)));
}

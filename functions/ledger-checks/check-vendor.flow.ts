import { entriesOf } from "../ledger/ledger.store.ts";
import { bookedByDay, costsByDay, firstDay } from "../vendor-money/vendor-cost.store.ts";
import { checkAccount } from "./check-account.flow.ts";
import type { Finding } from "./check-account.ts";
import { vendorFindings } from "./check-vendor.ts";

/** What is wrong with a vendor's books: as an account, and day by day against what its calls cost. */
export async function checkVendor(vendor: string): Promise<Finding[]> {
  const checked = await checkAccount(vendor, 0);
  if (!checked) return [];
  const entries = await entriesOf(vendor, firstDay, "9999-12-31");
  const booked = await bookedByDay(vendor, firstDay);
  const costs = await costsByDay(vendor, firstDay);
  return [...checked.findings, ...vendorFindings({ vendor, entries, booked, costs })];
}

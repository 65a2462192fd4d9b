import type { BalanceRow } from "../ledger/balance.ts";
import { makeRoomFor } from "../ledger/close-period.flow.ts";
import { balanceOf, firstRow, openWith } from "../ledger/ledger.store.ts";
import { transact, type Write } from "../platform/table.ts";
import { isRefusedForNow } from "../platform/write-refused.ts";
import { getSettings } from "../settings/settings.store.ts";
import type { Vendor } from "../vendors/vendor.ts";

/**
 * A vendor's balance is one of the ledger, under the vendor's id. As everywhere positive is the money of whose balance it
 * is called: ours, that lies with the vendor. What we pay raises it, what its calls cost lowers it.
 */

/** Opens a vendor's balance, for the transaction that adds it. @param zone in which its statement counts days */
const openVendorBook = ({ id, currency, creditLimit }: Vendor, zone: string, at: number): Write =>
  openWith(
    id,
    firstRow(
      {
        account: id,
        currency,
        creditLimit,
        maxCallSessions: 1,
        timeZone: zone,
        billingCycle: "MONTHLY",
        billingDay: 1,
      },
      at,
    ),
  );

/** The vendor's balance, opened for one that was there before there were any. */
export async function vendorBook(vendor: Vendor, at: number): Promise<BalanceRow> {
  const found = await balanceOf(vendor.id);
  if (found) return found;
  const { timeZone } = await getSettings();
  try {
    await transact([openVendorBook(vendor, timeZone, at)]);
  } catch (error) {
    if (!isRefusedForNow(error)) throw error;
  }
  return vendorBook(vendor, at);
}

/** The same with room for what is booked now. */
export async function readyBook(vendor: Vendor, at: number): Promise<BalanceRow> {
  await vendorBook(vendor, at);
  await makeRoomFor(vendor.id, at);
  return vendorBook(vendor, at);
}

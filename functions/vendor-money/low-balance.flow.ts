import { balanceOf } from "../ledger/ledger.store.ts";
import { mailWrites } from "../mail/outbox.flow.ts";
import { fixedDecimalOf, nanoOf } from "../money/money.ts";
import { transact } from "../platform/table.ts";
import { isRefusedForNow } from "../platform/write-refused.ts";
import { getSettings } from "../settings/settings.store.ts";
import type { Vendor } from "../vendors/vendor.ts";
import { forgetLow, noteLow, toldLow } from "./vendor-low.store.ts";

/** Writes to ourselves once when less is left at a vendor than its threshold, until there is more again. */
export async function tellLowBalance(vendor: Vendor, at: number): Promise<void> {
  const { id, name, currency, lowBalanceThreshold, status } = vendor;
  // First what was told: a balance that was read before it may not know yet of what another run has told.
  const told = await toldLow(id);
  const row = await balanceOf(id);
  const isLow =
    row !== undefined && lowBalanceThreshold !== null && status !== "CLOSED" && row.avail < nanoOf(lowBalanceThreshold);
  if (isLow === (told !== undefined)) return;
  const { supportEmail } = await getSettings();
  const to = [vendor.alertEmail ?? supportEmail ?? []].flat();
  const values = {
    ...{ vendor: name, currency, balance: fixedDecimalOf(row?.bal ?? 0n, 2), threshold: lowBalanceThreshold ?? "" },
    available: fixedDecimalOf(row?.avail ?? 0n, 2),
  };
  const mail = isLow ? await mailWrites({ kind: "VENDOR_LOW_BALANCE", cause: `${id} ${at}`, to, values }, at) : [];
  try {
    await transact([told === undefined ? noteLow(id, at) : forgetLow(id, told), ...mail]);
  } catch (error) {
    // Another run has told it.
    if (!isRefusedForNow(error)) throw error;
  }
}

import * as z from "zod";
import type { BalanceRow } from "../ledger/balance.ts";
import { BookableKind } from "../ledger/entry.ts";
import { Amount, decimalOf, nanoOf, SignedAmount } from "../money/money.ts";
import { PaymentAmount } from "../payments/payment.ts";
import { Vendor } from "../vendors/vendor.ts";

/** How we stand with a vendor. Positive is our money that lies with it. */
export const VendorBalance = z
  .object({
    currency: z.string(),
    balance: SignedAmount,
    /** What the vendor lets us owe. */
    creditLimit: Amount,
    /** Balance + credit limit: what calls may still cost. */
    available: SignedAmount,
    lowBalanceThreshold: Amount.nullable(),
    /** Less is left than the threshold. */
    isLow: z.boolean(),
  })
  .meta({ id: "VendorBalance" });
export type VendorBalance = z.infer<typeof VendorBalance>;

type Standing = Pick<BalanceRow, "bal" | "creditLimit" | "avail">;

export const vendorBalanceOf = ({ currency, lowBalanceThreshold }: Vendor, row: Standing): VendorBalance => ({
  ...{ currency, balance: decimalOf(row.bal), creditLimit: decimalOf(row.creditLimit) },
  ...{ available: decimalOf(row.avail), lowBalanceThreshold },
  isLow: lowBalanceThreshold !== null && row.avail < nanoOf(lowBalanceThreshold),
});

/** A vendor as a list shows it, with how we stand as it was a moment ago. */
export const VendorLine = Vendor.extend(VendorBalance.pick({ balance: true, available: true, isLow: true }).shape).meta(
  {
    id: "VendorLine",
  },
);
export type VendorLine = z.infer<typeof VendorLine>;

/** Nothing was booked yet with a vendor whose balance was never opened. */
export function vendorLineOf(vendor: Vendor, row: BalanceRow | undefined): VendorLine {
  const owed = nanoOf(vendor.creditLimit);
  const { balance, available, isLow } = vendorBalanceOf(vendor, row ?? { bal: 0n, creditLimit: owed, avail: owed });
  return { ...vendor, balance, available, isLow };
}

/**
 * Money between us and a vendor. PAYMENT: we paid. REFUND: it paid back. CREDIT_ADD: it takes less, such as a credit note
 * of its. CREDIT_REDUCE: it takes more, such as a monthly fee. Booked once per Idempotency-Key.
 */
export const NewVendorPayment = z
  .strictObject({
    kind: BookableKind.extract(["PAYMENT", "REFUND", "CREDIT_ADD", "CREDIT_REDUCE"]).meta({ title: "What it is" }),
    amount: PaymentAmount,
    method: z.string().trim().min(1).max(40).default("MANUAL").meta({ title: "Method", example: "BANK_TRANSFER" }),
    reference: z.string().trim().max(100).default("").meta({ title: "Reference" }),
    note: z.string().trim().max(500).default("").meta({ title: "Note" }),
  })
  .meta({ id: "NewVendorPayment" });
export type NewVendorPayment = z.output<typeof NewVendorPayment>;

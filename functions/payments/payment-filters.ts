import * as z from "zod";
import { AccountCode } from "../customers/customer.ts";
import { ChosenDay, chosen } from "../customers/customer-fields.ts";
import { type PaymentEntry, PaymentKind } from "../ledger/entry.ts";
import { isoInstant } from "../platform/clock.ts";
import { spanOf } from "../time/day.ts";

/** What a list of payments can be narrowed by. Days are those of the booking, UTC, both included. */
export const PaymentFilters = z.object({
  kind: chosen(PaymentKind.optional()),
  /** Of a customer or a reseller. */
  account: chosen(AccountCode.optional()),
  from: ChosenDay,
  to: ChosenDay,
  text: chosen(z.string().trim().max(100).optional()).meta({
    description: "Stands in the reference, the note or the method, in capitals or not.",
  }),
});
export type PaymentFilters = z.infer<typeof PaymentFilters>;

/** Whether a payment is one that was asked for. */
export function fitting(filters: PaymentFilters) {
  const { kind, account } = filters;
  const [span, wanted] = [spanOf(filters), filters.text?.toLowerCase()];
  return (one: { account: string; entry: PaymentEntry }): boolean => {
    const { reference, note, method } = one.entry;
    const at = isoInstant(one.entry.at);
    return (
      at >= span.from &&
      at < span.to &&
      (kind === undefined || one.entry.kind === kind) &&
      (account === undefined || one.account === account) &&
      (wanted === undefined || [reference, note, method].some((text) => text.toLowerCase().includes(wanted)))
    );
  };
}

import * as z from "zod";
import { AccountCode } from "../customers/customer.ts";
import { chosen } from "../customers/customer-fields.ts";
import { type PaymentEntry, PaymentKind } from "../ledger/entry.ts";
import { isoInstant } from "../platform/clock.ts";
import { daysAfter } from "../time/day.ts";

const day = chosen(z.iso.date("Must be a day such as 2026-10-13.").optional());

/** What a list of payments can be narrowed by. Days are those of the booking, UTC, both included. */
export const PaymentFilters = z.object({
  kind: chosen(PaymentKind.optional()),
  /** Of a customer or a reseller. */
  account: chosen(AccountCode.optional()),
  from: day,
  to: day,
  text: chosen(z.string().trim().max(100).optional()).meta({
    description: "Stands in the reference, the note or the method, in capitals or not.",
  }),
});
export type PaymentFilters = z.infer<typeof PaymentFilters>;

/** Instants of bookings, as texts that sort by time: the first included, the last excluded. */
export const spanOf = ({ from, to }: PaymentFilters): { from: string; to: string } => ({
  from: from ?? "0",
  to: to === undefined ? "9" : daysAfter(to, 1),
});

/** Whether a payment is one that was asked for. */
export function fits(filters: PaymentFilters, { account, entry }: { account: string; entry: PaymentEntry }): boolean {
  const [at, span, wanted] = [isoInstant(entry.at), spanOf(filters), filters.text?.toLowerCase()];
  return (
    at >= span.from &&
    at < span.to &&
    (filters.kind === undefined || entry.kind === filters.kind) &&
    (filters.account === undefined || account === filters.account) &&
    (wanted === undefined ||
      [entry.reference, entry.note, entry.method].some((text) => text.toLowerCase().includes(wanted)))
  );
}

import { customerInReach } from "../../customers/in-reach.flow.ts";
import { type ListedPayment, listedPayments } from "../../payments/list-payments.flow.ts";
import { type After, pagesOf } from "../../platform/pages.ts";
import { type Column, column, derived } from "../column.ts";
import type { FiltersOf } from "../export.ts";
import { exportKind, type RowPage } from "./kind.ts";

const pageSize = 500;

const columns: Column<ListedPayment>[] = [
  column("id", "Id"),
  column("at", "Date", "instant"),
  column("account", "Account code"),
  column("company", "Company"),
  column("kind", "Kind"),
  column("amount", "Amount", "number"),
  column("effect", "Effect on the balance", "number"),
  column("currency", "Currency"),
  column("method", "Method"),
  column("reference", "Reference"),
  column("note", "Note"),
  column("by", "Booked by"),
  column("approvedBy", "Agreed to by"),
  column("payer", "Out of the balance of"),
  column("expiresAt", "Reverts", "instant"),
  derived({ id: "allocations", title: "Set against invoices", type: "text" }, ({ allocations }) =>
    allocations.map(({ invoice, amount }) => `${invoice}: ${amount}`).join(", "),
  ),
  column("reverses", "Takes back"),
  column("reversedBy", "Taken back by"),
];

/** Newest first. */
async function* pages(filter: FiltersOf<"payments">): AsyncGenerator<RowPage<ListedPayment>> {
  const read = (after: After) => listedPayments(filter, { limit: pageSize, after });
  for await (const { items } of pagesOf(read)) yield { rows: items };
}

export const paymentRows = exportKind<FiltersOf<"payments">, ListedPayment>({
  columns,
  pages,
  check: async ({ account }, { principal }) =>
    account === undefined || principal.account === undefined ? undefined : customerInReach(account, principal),
});

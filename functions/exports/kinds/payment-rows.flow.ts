import { customerInReach } from "../../customers/in-reach.flow.ts";
import { type ListedPayment, listedPayments, paymentsListedOf } from "../../payments/list-payments.flow.ts";
import { type After, pagesOf } from "../../platform/pages.ts";
import { type Column, column, derived } from "../column.ts";
import type { FiltersOf } from "../export.ts";
import { exportKind, type RowPage, type Scope } from "./kind.ts";

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

/** Newest first; of one customer, or of all. */
async function* pages(
  { account }: FiltersOf<"payments">,
  { principal }: Scope,
): AsyncGenerator<RowPage<ListedPayment>> {
  const customer = account === undefined ? undefined : await customerInReach(account, principal);
  const read = (after: After) =>
    customer ? paymentsListedOf(customer, pageSize, after) : listedPayments(pageSize, after);
  for await (const { items } of pagesOf(read)) yield { rows: items };
}

export const paymentRows = exportKind<FiltersOf<"payments">, ListedPayment>({
  columns,
  pages,
  check: async ({ account }, { principal }) =>
    account === undefined ? undefined : customerInReach(account, principal),
});

import { customerInReach } from "../../customers/in-reach.flow.ts";
import { type InvoiceSummary, summaryOf } from "../../invoices/invoice-view.ts";
import { listCustomerInvoices, listInvoices } from "../../invoices/list-invoices.flow.ts";
import { type After, pagesOf } from "../../platform/pages.ts";
import { type Column, column } from "../column.ts";
import type { FiltersOf } from "../export.ts";
import { exportKind, type RowPage, type Scope } from "./kind.ts";

const pageSize = 200;

const columns: Column<InvoiceSummary>[] = [
  column("number", "Number"),
  column("status", "Status"),
  column("account", "Account code"),
  column("company", "Company"),
  column("currency", "Currency"),
  column("periodFrom", "Period from", "instant"),
  column("periodTo", "Period to", "instant"),
  column("timeZone", "Time zone"),
  column("issuedAt", "Issued", "instant"),
  column("issuedOn", "Day of issue"),
  column("dueOn", "Due on"),
  column("dueAt", "Overdue from", "instant"),
  column("net", "Net", "number"),
  column("tax", "Tax", "number"),
  column("gross", "Gross", "number"),
  column("paid", "Paid", "number"),
  column("credited", "Credited", "number"),
  column("open", "Open", "number"),
];

/** Newest first. Of one customer they are read from its own, whoever asks. */
async function* pages(
  filter: FiltersOf<"invoices">,
  { principal, at }: Scope,
): AsyncGenerator<RowPage<InvoiceSummary>> {
  const { account } = filter;
  const read = (after: After) => {
    const page = { limit: pageSize, after };
    return account === undefined
      ? listInvoices(principal, filter, page, at)
      : listCustomerInvoices(account, filter, page, at);
  };
  for await (const { invoices } of pagesOf(read)) yield { rows: invoices.map((one) => summaryOf(one, at)) };
}

export const invoiceRows = exportKind<FiltersOf<"invoices">, InvoiceSummary>({
  columns,
  pages,
  check: async ({ account }, { principal }) =>
    account === undefined ? undefined : customerInReach(account, principal),
});

import { Button } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useMemo } from "react";
import { useMay } from "../auth/use-may.ts";
import { customerQuery } from "../customers/customer.api.ts";
import { ExportButton } from "../exports/export-button.tsx";
import { DataTable } from "../ui/data-table.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { TableFoot } from "../ui/table-foot.tsx";
import { ViewAsApi } from "../ui/view-as-api.tsx";
import { CreditNotes } from "./credit-notes.tsx";
import { customerInvoicesPath, customerInvoicesQuery, invoiceNow } from "./invoice.api.ts";
import { invoiceColumns } from "./invoice-columns.tsx";
import { InvoiceNow } from "./invoice-now.tsx";

/** A customer's invoices and credit notes, newest first. */
export function CustomerInvoicesPage() {
  const { account } = useParams({ from: "/inside/customers/$account/invoices" });
  const { data: customer } = useQuery(customerQuery(account));
  const asked = useInfiniteQuery(customerInvoicesQuery(account));
  const rows = useMemo(() => asked.data?.pages.flatMap(({ items }) => items) ?? [], [asked.data]);
  const columns = useMemo(() => invoiceColumns(true), []);
  const isDemo = customer?.customerType === "DEMO";
  const mayInvoice = useMay("money:write");
  return (
    <>
      <div className="toolbar">
        {isDemo ? null : (
          <>
            {mayInvoice ? <InvoiceNow begin={() => invoiceNow(account)} /> : null}
            <Button
              component={Link}
              to="/customers/$account/invoices/$number"
              params={{ account, number: "draft" } as never}
              variant="default"
            >
              Look at the open period
            </Button>
          </>
        )}
        <span className="grow" />
        <ExportButton asked={{ kind: "invoices", filter: { account } }} />
        <ViewAsApi call={{ method: "GET", path: customerInvoicesPath(account) }} />
      </div>
      {asked.isError ? <ProblemNote error={asked.error} retry={asked.refetch} /> : null}
      {asked.isSuccess && rows.length === 0 ? (
        <EmptyState title="No invoice yet">
          {isDemo
            ? "A demo customer is not invoiced."
            : "The first one is issued two hours after the end of the billing period."}
        </EmptyState>
      ) : (
        <DataTable
          label="Invoices"
          columns={columns}
          rows={rows}
          rowKey={(one) => one.number}
          loading={asked.isPending}
        />
      )}
      <TableFoot list={asked} count={rows.length} word="invoice" />
      <CreditNotes account={account} />
    </>
  );
}

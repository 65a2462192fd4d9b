import { Button } from "@mantine/core";
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useEffect, useMemo, useState } from "react";
import { useMay } from "../auth/use-may.ts";
import { customerQuery } from "../customers/customer.api.ts";
import { ExportButton } from "../exports/export-button.tsx";
import { Confirm } from "../ui/confirm.tsx";
import { DataTable } from "../ui/data-table.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { TableFoot } from "../ui/table-foot.tsx";
import { ViewAsApi } from "../ui/view-as-api.tsx";
import { CreditNotes } from "./credit-notes.tsx";
import { billingRunQuery, customerInvoicesPath, customerInvoicesQuery, invoiceNow } from "./invoice.api.ts";
import { invoiceColumns } from "./invoice-columns.tsx";

/** Closes the period and follows the run that issues its invoice. */
function InvoiceNow({ account }: { account: string }) {
  const [asking, setAsking] = useState(false);
  const queryClient = useQueryClient();
  const begin = useMutation({ mutationFn: () => invoiceNow(account), onSuccess: () => setAsking(false) });
  const run = useQuery(billingRunQuery(begin.data?.id ?? ""));
  const isDone = run.data?.status === "done";
  useEffect(() => {
    if (isDone) void queryClient.invalidateQueries({ queryKey: ["invoices"] });
  }, [isDone, queryClient]);
  const fault = run.data?.faults[0]?.message;
  const found =
    run.data?.issued === 0 ? "Nothing was used in this period, so there is no invoice." : "The invoice is issued.";
  return (
    <>
      <Button onClick={() => setAsking(true)} loading={begin.data !== undefined && !isDone}>
        Invoice now
      </Button>
      <span className="dim" role="status">
        {isDone ? (fault ?? found) : begin.data ? "The invoice is being written…" : ""}
      </span>
      <Confirm
        opened={asking}
        title="End the billing period now?"
        verb="End it and invoice"
        busy={begin.isPending}
        error={begin.error}
        onClose={() => setAsking(false)}
        onConfirm={() => begin.mutate()}
      >
        <p>
          The open period ends this moment, before its time, and its invoice is issued. The next one begins now. Calls
          that come later for this period stand on the next invoice. This cannot be taken back.
        </p>
      </Confirm>
    </>
  );
}

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
            {mayInvoice ? <InvoiceNow account={account} /> : null}
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

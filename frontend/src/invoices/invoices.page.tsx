import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { ExportButton } from "../exports/export-button.tsx";
import { type InvoiceFilters, isNarrow, noInvoiceFilters } from "../filters.ts";
import { ClearFilters } from "../ui/clear-filters.tsx";
import { DataTable } from "../ui/data-table.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Page } from "../ui/page.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { TableFoot } from "../ui/table-foot.tsx";
import { useSettledSearch } from "../ui/use-settled-search.ts";
import { invoiceQuestion, invoicesPath, invoicesQuery } from "./invoice.api.ts";
import { invoiceColumns } from "./invoice-columns.tsx";
import { statuses } from "./invoice-words.ts";

interface FilterBarProps {
  filters: InvoiceFilters;
  change(part: Partial<InvoiceFilters>): void;
}

function FilterBar({ filters, change }: FilterBarProps) {
  const [typed, setTyped] = useState<string>();
  const ask = useSettledSearch((account: string) => change({ account }), 300);
  const type = (text: string) => {
    setTyped(text);
    const account = text.trim().toUpperCase();
    if (/^(C\d{8})?$/.test(account)) ask(account);
  };
  return (
    <div className="toolbar">
      <NativeSelect
        label="Status"
        value={filters.status}
        onChange={(event) => change({ status: event.currentTarget.value })}
        data={[{ value: "", label: "All" }, ...statuses]}
      />
      <TextInput
        label="Account code"
        placeholder="C12345678"
        className="mono-input"
        data-search
        value={typed ?? filters.account}
        onChange={(event) => type(event.currentTarget.value)}
      />
      <TextInput
        type="date"
        label="Issued from (UTC)"
        value={filters.from}
        onChange={(event) => change({ from: event.currentTarget.value })}
      />
      <TextInput
        type="date"
        label="Issued to"
        value={filters.to}
        onChange={(event) => change({ to: event.currentTarget.value })}
      />
      <ClearFilters
        filters={filters}
        clear={() => {
          setTyped(undefined);
          change(noInvoiceFilters);
        }}
      />
    </div>
  );
}

/** All invoices, newest first. */
export function InvoicesPage() {
  const filters = useSearch({ from: "/inside/invoices" });
  const navigate = useNavigate();
  const change = (part: Partial<InvoiceFilters>) =>
    void navigate({ to: ".", search: (old) => ({ ...old, ...part }), replace: true });
  const asked = useInfiniteQuery(invoicesQuery(filters));
  const rows = useMemo(() => asked.data?.pages.flatMap(({ items }) => items) ?? [], [asked.data]);
  const columns = useMemo(() => invoiceColumns(false), []);
  return (
    <Page
      title="Invoices"
      call={{ method: "GET", path: invoicesPath, query: invoiceQuestion(filters) }}
      actions={
        <>
          <ExportButton asked={{ kind: "invoices", filter: filters }} />
          <Button component={Link} to="/billing-runs" variant="default">
            Billing runs
          </Button>
        </>
      }
    >
      <FilterBar filters={filters} change={change} />
      {asked.isError ? <ProblemNote error={asked.error} retry={asked.refetch} /> : null}
      {asked.isSuccess && rows.length === 0 && !asked.hasNextPage ? (
        <EmptyState title={isNarrow(filters) ? "No invoice fits" : "No invoice yet"}>
          {isNarrow(filters)
            ? "No invoice fits these filters."
            : "Invoices are issued by themselves two hours after the end of each customer's billing period."}
        </EmptyState>
      ) : (
        <DataTable
          label="Invoices"
          columns={columns}
          rows={rows}
          rowKey={({ number }) => number}
          loading={asked.isPending}
          stale={asked.isPlaceholderData}
        />
      )}
      <TableFoot list={asked} count={rows.length} word="invoice" />
    </Page>
  );
}

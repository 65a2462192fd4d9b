import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import { type CustomerFilters, noCustomerFilters } from "../filters.ts";
import { DataTable } from "../ui/data-table.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { countOf } from "../ui/format.ts";
import { Page } from "../ui/page.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { ColumnChooser } from "./column-chooser.tsx";
import { customersPath, customersQuery, listQuery } from "./customer.api.ts";
import { customerColumns, hiddenAtFirst } from "./customer-columns.tsx";
import { CustomerFilterBar } from "./customer-filter-bar.tsx";

const isFiltered = (filters: CustomerFilters): boolean =>
  Object.entries(filters).some(([name, value]) => value !== "" && name !== "sort" && name !== "hide");

/** The listing: seven filters that are AND-ed and live in the address, rows as far as one scrolls. */
export function CustomersPage() {
  const filters = useSearch({ from: "/inside/customers" });
  const navigate = useNavigate({ from: "/customers" });
  const change = (part: Partial<CustomerFilters>) =>
    void navigate({ search: (old) => ({ ...old, ...part }), replace: true });
  const list = useInfiniteQuery(customersQuery(filters));
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  const hidden = filters.hide === "" ? hiddenAtFirst : filters.hide.split(",");
  const none = list.isSuccess && rows.length === 0;

  return (
    <Page
      title="Customers"
      call={{ method: "GET", path: customersPath, query: listQuery(filters) }}
      actions={
        <>
          <ColumnChooser hidden={hidden} change={(hide) => change({ hide: hide.join(",") || "none" })} />
          <Button
            renderRoot={(props) => <Link to="/customers/new" {...props} />}
            data-new
            leftSection={<IconPlus size={16} />}
          >
            Add customer
          </Button>
        </>
      }
    >
      <CustomerFilterBar filters={filters} change={change} />
      {list.isError ? <ProblemNote error={list.error} retry={() => list.refetch()} /> : null}
      {none ? (
        <NoCustomers filtered={isFiltered(filters)} clear={() => change(noCustomerFilters)} />
      ) : (
        <DataTable
          label="Customers"
          tall
          columns={customerColumns}
          rows={rows}
          rowKey={(row) => row.account}
          hidden={hidden}
          loading={list.isPending}
          stale={list.isPlaceholderData}
          sorting={{ by: filters.sort, change: (sort) => change({ sort }) }}
        />
      )}
      <div className="table-foot">
        <span role="status">{list.isSuccess ? countOf(rows.length, list.hasNextPage, "customer") : ""}</span>
        {list.hasNextPage ? (
          <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            Show more
          </Button>
        ) : null}
      </div>
    </Page>
  );
}

function NoCustomers({ filtered, clear }: { filtered: boolean; clear(): void }) {
  return filtered ? (
    <EmptyState
      title="No customer matches"
      action={
        <Button variant="default" onClick={clear}>
          Clear filters
        </Button>
      }
    >
      Text filters match the beginning of any word; IP, account code and SIP user match from their first character.
    </EmptyState>
  ) : (
    <EmptyState title="No customers yet" action={<Link to="/customers/new">Add the first customer</Link>}>
      A customer is who calls are charged to.
    </EmptyState>
  );
}

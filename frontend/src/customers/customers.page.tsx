import { Button } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconPlus } from "@tabler/icons-react";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { useMay } from "../auth/use-may.ts";
import { ImportLink } from "../customer-imports/import-link.tsx";
import { ExportButton } from "../exports/export-button.tsx";
import { type CustomerFilters, noCustomerFilters } from "../filters.ts";
import { ChoiceOfRows, useChoice } from "../ui/choose-rows.tsx";
import { DataTable } from "../ui/data-table.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { countOf } from "../ui/format.ts";
import { Page } from "../ui/page.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { BulkBar } from "./bulk-bar.tsx";
import { ColumnChooser } from "./column-chooser.tsx";
import { customersPath, listQuery } from "./customer.api.ts";
import { columnsOfLongList, customerColumns, exportedColumns } from "./customer-columns.tsx";
import { CustomerFilterBar } from "./customer-filter-bar.tsx";
import { SavedViews } from "./saved-views.tsx";
import { type ColumnChoice, inOrder, useColumns } from "./use-columns.ts";
import { type CustomerList, useCustomerList } from "./use-customer-list.ts";
import { useTyped } from "./use-typed.ts";

const isFiltered = (filters: CustomerFilters): boolean =>
  Object.entries(filters).some(([name, value]) => value !== "" && !["sort", "hide", "order", "pin"].includes(name));

/** Cards that a phone shows at once: its page scrolls as a whole and keeps every card that it has. */
const mostCards = 100;

/** The listing: a quick search and seven filters that are AND-ed and live in the address. */
export function CustomersPage() {
  const filters = useSearch({ from: "/inside/customers" });
  const navigate = useNavigate({ from: "/customers" });
  const change = (part: Partial<CustomerFilters>) =>
    void navigate({ search: (old) => ({ ...old, ...part }), replace: true });
  const { typed, set } = useTyped(filters, change);
  const list = useCustomerList(typed, filters);
  const columns = useColumns(filters, change);
  const mayAdd = useMay("customers:write");
  const none = !list.isPending && list.error === undefined && list.lines.length === 0;

  return (
    <Page
      title="Customers"
      call={{ method: "GET", path: customersPath, query: listQuery(filters) }}
      actions={
        <>
          <SavedViews />
          <ColumnChooser {...columns} />
          <ExportButton
            asked={{ kind: "customers", filter: listQuery(filters) }}
            visible={exportedColumns(columns.choice)}
          />
          <ImportLink kind="customers" />
          {mayAdd ? (
            <Button
              renderRoot={(props) => <Link to="/customers/new" {...props} />}
              data-new
              leftSection={<IconPlus size={16} />}
            >
              Add customer
            </Button>
          ) : null}
        </>
      }
    >
      <CustomerFilterBar typed={typed} set={set} clear={() => change({ ...noCustomerFilters, ...kept(filters) })} />
      {list.error ? <ProblemNote error={list.error} retry={list.retry} /> : null}
      {none ? (
        <NoCustomers filtered={isFiltered(typed)} mayAdd={mayAdd} clear={() => change(noCustomerFilters)} />
      ) : (
        <CustomerTable
          list={list}
          filters={typed}
          columns={columns.choice}
          sorting={{ by: typed.sort, change: (sort) => change({ sort }) }}
        />
      )}
    </Page>
  );
}

/** What clearing the filters leaves. */
const kept = ({ hide, order, pin, sort }: CustomerFilters) => ({ hide, order, pin, sort });

interface TableProps {
  list: CustomerList;
  filters: CustomerFilters;
  columns: ColumnChoice;
  sorting: { by: string; change(sort: string): void };
}

function CustomerTable({ list, filters, columns: { order, hidden, pinned }, sorting }: TableProps) {
  const isPhone = useMediaQuery("(max-width: 640px)") ?? false;
  const [cards, setCards] = useState(mostCards);
  const lines = useMemo(() => (isPhone ? list.lines.slice(0, cards) : list.lines), [isPhone, list.lines, cards]);
  const shown = useMemo(() => lines.map(({ account }) => account), [lines]);
  const { choice, clear } = useChoice(shown);
  const all = list.isWhole ? customerColumns : columnsOfLongList;
  const asOrdered = order.join();
  const columns = useMemo(() => inOrder(all, asOrdered.split(","), pinned), [all, asOrdered, pinned]);
  const further = lines.length < list.lines.length;
  const more = further ? { fetch: () => setCards(cards + mostCards), isBusy: false } : list.more;
  return (
    <ChoiceOfRows value={choice}>
      <BulkBar
        chosen={choice.chosen}
        matching={list.matching}
        filters={filters}
        visible={exportedColumns({ order, hidden })}
        clear={clear}
      />
      <DataTable
        label="Customers"
        tall
        columns={columns}
        rows={lines}
        rowKey={(line) => line.account}
        hidden={hidden}
        loading={list.isPending}
        stale={list.isStale}
        sorting={sorting}
      />
      <div className="table-foot">
        <span role="status">
          {list.isPending ? "" : countOf(list.matching ?? lines.length, list.matching === undefined, "customer")}
        </span>
        {more ? (
          <Button variant="default" loading={more.isBusy} onClick={more.fetch}>
            Show more
          </Button>
        ) : null}
      </div>
    </ChoiceOfRows>
  );
}

function NoCustomers({ filtered, mayAdd, clear }: { filtered: boolean; mayAdd: boolean; clear(): void }) {
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
    <EmptyState
      title="No customers yet"
      action={mayAdd ? <Link to="/customers/new">Add the first customer</Link> : undefined}
    >
      A customer is who calls are charged to.
    </EmptyState>
  );
}

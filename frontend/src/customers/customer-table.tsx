import { Button } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { Link } from "@tanstack/react-router";
import { memo, useMemo, useState } from "react";
import { useMay } from "../auth/use-may.ts";
import type { CustomerFilters } from "../filters.ts";
import { ChoiceOfRows } from "../ui/choose-rows.tsx";
import { DataTable } from "../ui/data-table.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { countOf } from "../ui/format.ts";
import { ProblemNote } from "../ui/problem-note.tsx";
import { BulkBar } from "./bulk-bar.tsx";
import { columnsOfLongList, customerColumns, exportedColumns } from "./customer-columns.tsx";
import type { CustomerLine } from "./customer-index.api.ts";
import { type ColumnChoice, inOrder } from "./use-columns.ts";
import { type CustomerList, useCustomerList } from "./use-customer-list.ts";

interface CustomerTableProps {
  /** What stands in the fields, and what of it has reached the address. */
  asked: CustomerFilters;
  filters: CustomerFilters;
  columns: ColumnChoice;
  /** The order that is wanted; the rows may still be in the one before. */
  sortedBy: string;
  sort(by: string): void;
  /** Takes every filter away. */
  clear(): void;
}

const isFiltered = (filters: CustomerFilters): boolean =>
  Object.entries(filters).some(([name, value]) => value !== "" && !["sort", "hide", "order", "pin"].includes(name));

/** Cards that a phone shows at once: its page scrolls as a whole and keeps every card that it has. */
const mostCards = 100;

/** The customers that fit. Drawn anew only when something of it changes: it is by far the largest part of its page. */
export const CustomerTable = memo(function CustomerTable({ asked, filters, clear, ...props }: CustomerTableProps) {
  const list = useCustomerList(asked, filters);
  const none = !list.isPending && list.error === undefined && list.lines.length === 0;
  return (
    <>
      {list.error ? <ProblemNote error={list.error} retry={list.retry} /> : null}
      {none ? (
        <NoCustomers filtered={isFiltered(asked)} clear={clear} />
      ) : (
        <Rows list={list} asked={asked} {...props} />
      )}
    </>
  );
});

const accountOf = (line: CustomerLine): string => line.account;

type RowsProps = Pick<CustomerTableProps, "asked" | "columns" | "sortedBy" | "sort"> & { list: CustomerList };

function Rows({ list, asked, columns: { order, hidden, pinned }, sortedBy, sort }: RowsProps) {
  const isPhone = useMediaQuery("(max-width: 640px)") ?? false;
  const [cards, setCards] = useState(mostCards);
  const lines = useMemo(() => (isPhone ? list.lines.slice(0, cards) : list.lines), [isPhone, list.lines, cards]);
  const shown = useMemo(() => lines.map(accountOf), [lines]);
  const all = list.isWhole ? customerColumns : columnsOfLongList;
  const columns = useMemo(() => inOrder(all, order, pinned), [all, order, pinned]);
  const further = lines.length < list.lines.length;
  const more = further ? { fetch: () => setCards(cards + mostCards), isBusy: false } : list.more;
  return (
    <ChoiceOfRows shown={shown}>
      <div className="bar-place">
        <BulkBar matching={list.matching} filters={asked} visible={exportedColumns({ order, hidden })} />
      </div>
      <DataTable
        label="Customers"
        tall
        columns={columns}
        rows={lines}
        rowKey={accountOf}
        hidden={hidden}
        loading={list.isPending}
        stale={list.isStale}
        sorting={{ by: sortedBy, change: sort }}
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

function NoCustomers({ filtered, clear }: { filtered: boolean; clear(): void }) {
  const mayAdd = useMay("customers:write");
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

import { useCallback, useDeferredValue } from "react";
import { type CustomerFilters, noCustomerFilters } from "../filters.ts";
import { CustomerFilterBar } from "./customer-filter-bar.tsx";
import { CustomerTable } from "./customer-table.tsx";
import type { ColumnChoice } from "./use-columns.ts";
import { useTyped } from "./use-typed.ts";

interface CustomerSearchProps {
  /** What the address holds. */
  filters: CustomerFilters;
  change(part: Partial<CustomerFilters>): void;
  columns: ColumnChoice;
}

/** What clearing the filters leaves. */
const kept = ({ hide, order, pin, sort }: CustomerFilters) => ({ hide, order, pin, sort });

/** The filters and the rows that fit. A field shows its letter at once, and the rows follow as soon as the page has drawn it. */
export function CustomerSearch({ filters, change, columns }: CustomerSearchProps) {
  const { typed, set } = useTyped(filters, change);
  const asked = useDeferredValue(typed);
  const sort = useCallback((by: string) => set({ sort: by }), [set]);
  const clearAll = useCallback(() => change(noCustomerFilters), [change]);
  return (
    <>
      <CustomerFilterBar typed={typed} set={set} clear={() => change({ ...noCustomerFilters, ...kept(filters) })} />
      <CustomerTable
        asked={asked}
        filters={filters}
        columns={columns}
        sortedBy={typed.sort}
        sort={sort}
        clear={clearAll}
      />
    </>
  );
}

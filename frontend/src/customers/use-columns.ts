import { useMemo } from "react";
import type { CustomerFilters } from "../filters.ts";
import { usePreferences } from "../preferences/preferences.api.ts";
import type { Column } from "../ui/data-table.tsx";
import { customerColumns, hiddenAtFirst } from "./customer-columns.tsx";

/** Columns that a person can move and hide, as they come. */
const movable = customerColumns.filter(({ main, header }) => !main && header).map(({ id }) => id);

const named = (text: string): string[] => text.split(",").filter((id) => movable.includes(id));

export interface ColumnChoice {
  /** Every column that can be moved, from left to right. */
  order: readonly string[];
  hidden: readonly string[];
  /** So many of the first stay in sight beside the company. */
  pinned: number;
}

/** Those that are named, then the others where they would come by themselves. */
const complete = (order: readonly string[]): string[] => [
  ...order.filter((id) => movable.includes(id)),
  ...movable.filter((id) => !order.includes(id)),
];

/** What the address says goes before what the person keeps, and that before what everybody sees at first. */
export function useColumns(filters: CustomerFilters, toAddress: (part: Partial<CustomerFilters>) => void) {
  const { preferences, change: keep } = usePreferences();
  const kept = preferences.customers;
  const choice = useMemo(
    (): ColumnChoice => ({
      order: complete(filters.order ? named(filters.order) : (kept?.order ?? movable)),
      hidden: filters.hide ? named(filters.hide) : (kept?.hidden ?? hiddenAtFirst),
      pinned: filters.pin ? Number.parseInt(filters.pin, 10) || 0 : (kept?.pinned ?? 0),
    }),
    [filters.order, filters.hide, filters.pin, kept],
  );
  const change = ({ order, hidden, pinned }: ColumnChoice) => {
    const isOwn = complete([]).join() !== order.join();
    toAddress({ hide: hidden.join(",") || "none", order: isOwn ? order.join(",") : "", pin: `${pinned}` });
    keep({ customers: { order: [...order], hidden: [...hidden], pinned } });
  };
  const reset = () => {
    toAddress({ hide: "", order: "", pin: "" });
    keep({ customers: null });
  };
  return { choice, change, reset };
}

/** What can be moved, in its order; what cannot stays at either end. */
export function inOrder<T>(columns: readonly Column<T>[], order: readonly string[], pinned: number) {
  const moved = order.flatMap((id, at): Column<T>[] => {
    const column = columns.find((one) => one.id === id);
    return column ? [at < pinned ? { ...column, pinned: true } : column] : [];
  });
  let next = 0;
  return columns.map((column) => (order.includes(column.id) ? (moved[next++] ?? column) : column));
}

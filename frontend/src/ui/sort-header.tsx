import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { pinOf } from "./use-pins.ts";

export interface Sorting {
  /** Column id, with a leading `-` for descending. */
  by: string;
  change(by: string): void;
}

interface SortHeaderProps {
  column: { id: string; header: string; head?(): ReactNode; align?: "end"; sort?: boolean; pinned?: boolean };
  sorting: Sorting | undefined;
}

/** A column's header; a button where the list can be ordered by it. */
export function SortHeader({ column, sorting }: SortHeaderProps) {
  const { id } = column;
  if (!column.sort || !sorting)
    return (
      <th scope="col" className={column.align} {...pinOf(column)}>
        {column.head?.() ?? (column.header || <span className="sr-only">Actions</span>)}
      </th>
    );
  const descending = sorting.by === `-${id}`;
  const active = descending || sorting.by === id;
  return (
    <th
      scope="col"
      className={column.align}
      aria-sort={active ? (descending ? "descending" : "ascending") : undefined}
      {...pinOf(column)}
    >
      <button type="button" className="sort" onClick={() => sorting.change(active && !descending ? `-${id}` : id)}>
        {column.header}
        {active ? descending ? <IconArrowDown size={12} /> : <IconArrowUp size={12} /> : null}
      </button>
    </th>
  );
}

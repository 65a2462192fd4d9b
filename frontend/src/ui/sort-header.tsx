import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { pinOf } from "./use-pins.ts";

export interface Sorting {
  /** What the list is ordered by, with a leading `-` for descending. */
  by: string;
  change(by: string): void;
}

interface SortHeaderProps {
  column: { id: string; header: string; head?(): ReactNode; align?: "end"; sort?: boolean | string; pinned?: boolean };
  sorting: Sorting | undefined;
}

/** A column's header; a button where the list can be ordered by it. */
export function SortHeader({ column, sorting }: SortHeaderProps) {
  const by = typeof column.sort === "string" ? column.sort : column.id;
  if (!column.sort || !sorting)
    return (
      <th scope="col" className={column.align} {...pinOf(column)}>
        {column.head?.() ?? (column.header || <span className="sr-only">Actions</span>)}
      </th>
    );
  const descending = sorting.by === `-${by}`;
  const active = descending || sorting.by === by;
  return (
    <th
      scope="col"
      className={column.align}
      aria-sort={active ? (descending ? "descending" : "ascending") : undefined}
      {...pinOf(column)}
    >
      <button type="button" className="sort" onClick={() => sorting.change(active && !descending ? `-${by}` : by)}>
        {column.header}
        {active ? descending ? <IconArrowDown size={12} /> : <IconArrowUp size={12} /> : null}
      </button>
    </th>
  );
}

import { Skeleton } from "@mantine/core";
import { useVirtualizer } from "@tanstack/react-virtual";
import { memo, type ReactNode, useMemo, useRef } from "react";
import { rowHeights, usePreferences } from "../preferences/preferences.api.ts";
import { SortHeader, type Sorting } from "./sort-header.tsx";
import { pinOf, usePins } from "./use-pins.ts";
import { useScrolls } from "./use-scrolls.ts";

export interface Column<T> {
  id: string;
  header: string;
  /** Stands in the header instead of its word: a box that chooses every row. */
  head?(): ReactNode;
  cell(row: T): ReactNode;
  /** Figures stand at the end of their cell. */
  align?: "end";
  /** The list can be ordered by it; a text is what that order is called where it is not the column's id. */
  sort?: boolean | string;
  /** The row's name: first line of the card on a small screen, cannot be hidden. */
  main?: boolean;
  /** Shown without its header in the card (badges, menus). */
  bare?: boolean;
  /** Stays in sight beside what stands before it, which stays too. */
  pinned?: boolean;
}

interface DataTableProps<T> {
  /** Read out as the table's name. */
  label: string;
  columns: readonly Column<T>[];
  rows: readonly T[];
  rowKey(row: T): string;
  hidden?: readonly string[];
  sorting?: Sorting;
  /** First load: grey lines instead of rows. */
  loading?: boolean;
  /** The rows on show belong to an older question. */
  stale?: boolean;
  /** Scrolls inside its own region and keeps only the rows in sight in the page. */
  tall?: boolean;
  /** How many there are in all, when known and more than the rows here. */
  total?: number;
}

/** The columns on show. The same list as long as it is asked with the same, so that rows can tell that nothing changed. */
function useShown<T>({ columns, hidden }: DataTableProps<T>): readonly Column<T>[] {
  const away = hidden?.join() ?? "";
  return useMemo(() => {
    const ids = new Set(away.split(","));
    return columns.filter(({ id }) => !ids.has(id));
  }, [columns, away]);
}

/** A table of any length: lines on a wide screen, cards on a narrow one, the same elements in both. */
export function DataTable<T>(props: DataTableProps<T>) {
  const { label, rows, rowKey, sorting, loading, stale, tall, total } = props;
  const columns = useShown(props);
  const region = useRef<HTMLElement>(null);
  const { density } = usePreferences().preferences;
  const virtual = useVirtualizer({
    count: rows.length,
    enabled: tall ?? false,
    getScrollElement: () => region.current,
    estimateSize: () => rowHeights[density],
    overscan: 12,
  });
  usePins(region);
  const scrolls = useScrolls(region);
  const isLong = tall && rows.length > 80;
  const windowed = isLong && (virtual.scrollRect?.height ?? 0) > 0;
  // How high the region is comes to light when it stands; until then a screenful is enough of a long list.
  const unmeasured = isLong ? rows.slice(0, 60) : rows;
  const shown = windowed ? virtual.getVirtualItems().map((item) => item.index) : unmeasured.map((_, index) => index);
  const above = windowed ? (virtual.getVirtualItems()[0]?.start ?? 0) : 0;
  const below = windowed ? virtual.getTotalSize() - (virtual.getVirtualItems().at(-1)?.end ?? 0) : 0;
  // What a cell says may hang on the hour; in a long list that is not worth drawing every row anew.
  const turn = tall ? undefined : {};

  return (
    <section
      className={tall ? "table-region tall" : "table-region"}
      ref={region}
      aria-label={label}
      tabIndex={tall || scrolls ? 0 : -1}
    >
      <table
        className="table"
        data-density={density}
        aria-label={label}
        aria-rowcount={(total ?? rows.length) + 1}
        aria-busy={loading || stale}
        data-stale={stale}
      >
        <thead>
          <tr aria-rowindex={1}>
            {columns.map((column) => (
              <SortHeader key={column.id} column={column} sorting={sorting} />
            ))}
          </tr>
        </thead>
        <tbody>
          {loading ? <Placeholder columns={columns.length} /> : null}
          <Spacer height={above} />
          {shown.map((index) => {
            const row = rows[index];
            if (row === undefined) return null;
            return (
              <Line
                key={rowKey(row)}
                row={row}
                at={index}
                columns={columns as readonly Column<unknown>[]}
                turn={turn}
              />
            );
          })}
          <Spacer height={below} />
        </tbody>
      </table>
    </section>
  );
}

interface LineProps {
  row: unknown;
  /** From 0, of all rows of the list. */
  at: number;
  columns: readonly Column<unknown>[];
  /** Another one draws the row anew though neither it nor the columns changed. */
  turn: object | undefined;
}

const Line = memo(function Line({ row, at, columns }: LineProps) {
  return (
    <tr aria-rowindex={at + 2}>
      {columns.map((column) => (
        <td
          key={column.id}
          data-label={column.bare ? undefined : column.header}
          data-main={column.main}
          data-bare={column.bare}
          {...pinOf(column)}
          className={column.align}
        >
          <Cell column={column} row={row} />
        </td>
      ))}
    </tr>
  );
});

/** By itself, so that what is open in a cell, a menu or a question, stays while its column is made anew. */
const Cell = ({ column, row }: { column: Column<unknown>; row: unknown }) => column.cell(row);

/** Stands for the rows that are not in the page, so that the scroll bar tells the truth. */
const Spacer = ({ height }: { height: number }) =>
  height > 0 ? (
    <tr aria-hidden className="spacer">
      <td style={{ height }} />
    </tr>
  ) : null;

const Placeholder = ({ columns }: { columns: number }) =>
  [70, 55, 85, 60, 75, 50].map((width) => (
    <tr key={width} className="placeholder">
      <td colSpan={columns}>
        <Skeleton height={10} width={`${width}%`} />
      </td>
    </tr>
  ));

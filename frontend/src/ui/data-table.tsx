import { Skeleton } from "@mantine/core";
import { columnVisibilityFeature, createColumnHelper, tableFeatures, useTable } from "@tanstack/react-table";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useMemo, useRef } from "react";
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
  /** The server can order by it. */
  sort?: boolean;
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

const features = tableFeatures({ columnVisibilityFeature });

/**
 * The table takes a cell's function for a component: another function would throw away what is open in the cell, a menu or
 * a question. So it stays the same while the columns' names do, and asks for what the column shows now.
 */
function useModel<T>({ columns, rows, hidden, rowKey }: DataTableProps<T>) {
  const byId = useMemo(() => new Map(columns.map((column) => [column.id, column])), [columns]);
  const shown = useRef(byId);
  shown.current = byId;
  const names = columns.map(({ id }) => id).join();
  const defs = useMemo(() => {
    const helper = createColumnHelper<typeof features, { of: T }>();
    return names
      .split(",")
      .map((id) => helper.display({ id, header: id, cell: ({ row }) => shown.current.get(id)?.cell(row.original.of) }));
  }, [names]);
  const data = useMemo(() => rows.map((row) => ({ of: row })), [rows]);
  const columnVisibility = Object.fromEntries((hidden ?? []).map((id) => [id, false]));
  const getRowId = (row: { of: T }) => rowKey(row.of);
  return { byId, table: useTable({ features, columns: defs, data, state: { columnVisibility }, getRowId }) };
}

/** A table of any length: lines on a wide screen, cards on a narrow one, the same elements in both. */
export function DataTable<T>(props: DataTableProps<T>) {
  const { label, sorting, loading, stale, tall, total } = props;
  const { byId, table } = useModel(props);
  const region = useRef<HTMLElement>(null);
  const { density } = usePreferences().preferences;
  const rows = table.getRowModel().rows;
  const virtual = useVirtualizer({
    count: rows.length,
    enabled: tall ?? false,
    getScrollElement: () => region.current,
    estimateSize: () => rowHeights[density],
    overscan: 12,
  });
  usePins(region);
  const scrolls = useScrolls(region);
  const windowed = tall && rows.length > 80 && (virtual.scrollRect?.height ?? 0) > 0;
  const shown = windowed ? virtual.getVirtualItems().map((item) => item.index) : rows.map((_, index) => index);
  const above = windowed ? (virtual.getVirtualItems()[0]?.start ?? 0) : 0;
  const below = windowed ? virtual.getTotalSize() - (virtual.getVirtualItems().at(-1)?.end ?? 0) : 0;

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
            {table.getVisibleLeafColumns().map(({ id }) => (
              <SortHeader key={id} id={id} column={byId.get(id)} sorting={sorting} />
            ))}
          </tr>
        </thead>
        <tbody>
          {loading ? <Placeholder columns={table.getVisibleLeafColumns().length} /> : null}
          <Spacer height={above} />
          {shown.map((index) => {
            const row = rows[index];
            return row ? (
              <tr key={row.id} aria-rowindex={index + 2}>
                {row.getVisibleCells().map((cell) => {
                  const column = byId.get(cell.column.id);
                  return (
                    <td
                      key={cell.id}
                      data-label={column?.bare ? undefined : column?.header}
                      data-main={column?.main}
                      data-bare={column?.bare}
                      {...pinOf(column)}
                      className={column?.align}
                    >
                      <table.FlexRender cell={cell} />
                    </td>
                  );
                })}
              </tr>
            ) : null;
          })}
          <Spacer height={below} />
        </tbody>
      </table>
    </section>
  );
}

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

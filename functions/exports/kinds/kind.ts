import type { Principal } from "../../auth/access.ts";
import { type Column, type ColumnHead, chosenColumns, type Value } from "../column.ts";

/** Rows as they were read, and how much of the whole that was, 0 to 1; unknown stays where it was. */
export interface RowPage<Row> {
  rows: readonly Row[];
  done?: number | undefined;
}

/** For whom and as of when rows are read. */
export interface Scope {
  principal: Principal;
  /** The instant at which the export was asked for, epoch ms: "now" in the filters, however late it runs. */
  at: number;
}

/** How one list is read for a file. */
interface Kind<Filter, Row> {
  columns: readonly Column<Row>[];
  pages: (filter: Filter, scope: Scope) => AsyncIterable<RowPage<Row>>;
  /** Rows that there are now, where that is cheap. */
  count?: (filter: Filter, scope: Scope) => Promise<number>;
  /** @throws Problem where what the filter names does not exist or is out of reach */
  check?: (filter: Filter, scope: Scope) => Promise<unknown>;
}

/** A kind whose type of row nobody else needs to know. */
export interface ExportKind<Filter> {
  columns: readonly ColumnHead[];
  pages: (filter: Filter, scope: Scope, columns: readonly string[] | null) => AsyncIterable<RowPage<readonly Value[]>>;
  count: (filter: Filter, scope: Scope) => Promise<number | null>;
  check: (filter: Filter, scope: Scope) => Promise<void>;
}

export function exportKind<Filter, Row>(kind: Kind<Filter, Row>): ExportKind<Filter> {
  return {
    columns: kind.columns,
    async *pages(filter, scope, ids) {
      const columns = chosenColumns(kind.columns, ids);
      for await (const { rows, done } of kind.pages(filter, scope))
        yield { rows: rows.map((row) => columns.map((one) => one.of(row))), done };
    },
    count: async (filter, scope) => (kind.count ? kind.count(filter, scope) : null),
    check: async (filter, scope) => void (await kind.check?.(filter, scope)),
  };
}

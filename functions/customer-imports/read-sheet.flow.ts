import type { BrokenLine, SheetLine } from "../sheets/csv-sheet.ts";
import { openSheet, unreadable } from "../sheets/open-sheet.store.ts";
import { plainName } from "../sheets/sheet-headers.ts";
import { findTable } from "../sheets/sheet-table.ts";
import { type SeenSheet, SheetUnreadable } from "../sheets/sheet-unreadable.ts";
import type { SentSheet } from "./customer-import.store.ts";
import type { StoredCustomerImport } from "./customer-import.ts";
import { fieldsOf, importKinds, secretFields } from "./import-fields.ts";
import { type ImportMapping, mapHeaders } from "./import-layout.ts";

/** Lines of a sheet: far beyond any list of customers that is taken over at once. */
const mostRows = 100_000;
const hidden = "•••";

export interface OpenTable {
  mapping: ImportMapping;
  seen: SeenSheet;
  commaSeparated: boolean;
  /** Lines that could not be cut, as far as the reading is. */
  broken: BrokenLine[];
  /** Rows behind the headers in parts of `atOnce` at most. @throws SheetUnreadable TOO_LARGE */
  parts(atOnce: number): AsyncGenerator<SheetLine[]>;
}

/** Headers under which passwords stand. */
const secretNames = new Set(
  importKinds.flatMap((kind) => secretFields.flatMap((name) => fieldsOf(kind)[name]?.usual.split(" ") ?? [])),
);

/** The first lines without what people sign in with: in the columns that were taken for it, and under such headers. */
export function withoutSecrets(seen: SeenSheet, taken: readonly number[] = []): SeenSheet {
  const isName = (cell: string): boolean => secretNames.has(plainName(cell));
  const named = seen.preview.flatMap(({ cells }) => cells.flatMap((cell, i) => (isName(cell) ? [i] : [])));
  const at = new Set([...taken, ...named]);
  if (at.size === 0) return seen;
  const shown = (cell: string, i: number, line: number): string =>
    at.has(i) && cell !== "" && !isName(cell) && line !== seen.headerRow ? hidden : cell;
  const preview = seen.preview.map(({ line, cells }) => ({
    line,
    cells: cells.map((cell, i) => shown(cell, i, line)),
  }));
  return { ...seen, preview };
}

/** The table of a sheet. @throws SheetUnreadable here or while reading; FileReplaced */
export async function openTable(
  { address, etag }: SentSheet,
  job: Pick<StoredCustomerImport, "kind" | "layout" | "isRemembered">,
): Promise<OpenTable> {
  const broken: BrokenLine[] = [];
  const { layout } = job;
  const map = (cells: readonly string[]) => mapHeaders(cells, job);
  try {
    const sheet = await openSheet(address, layout, (one) => broken.push(one), { etag });
    const table = await findTable(sheet, { ...layout, map });
    const { mapping } = table;
    const first = table.seen.headerRow ?? 0;
    // What was refused above the headers is no line of the table.
    broken.splice(0, broken.length, ...broken.filter(({ line }) => line > first));
    return {
      mapping,
      seen: withoutSecrets(
        table.seen,
        secretFields.flatMap((name) => mapping.positions[name] ?? []),
      ),
      commaSeparated: sheet.commaSeparated,
      broken,
      parts: (atOnce) => partsOf(table.rows, atOnce),
    };
  } catch (error) {
    throw unreadable(error);
  }
}

async function* partsOf(rows: AsyncGenerator<SheetLine[]>, atOnce: number): AsyncGenerator<SheetLine[]> {
  let held: SheetLine[] = [];
  let count = 0;
  try {
    for await (const batch of rows) {
      count += batch.length;
      if (count > mostRows) throw new SheetUnreadable("TOO_LARGE", `The sheet has more than ${mostRows} rows. Cut it.`);
      held.push(...batch);
      for (; held.length >= atOnce; held = held.slice(atOnce)) yield held.slice(0, atOnce);
    }
  } catch (error) {
    throw unreadable(error);
  }
  if (held.length > 0) yield held;
}

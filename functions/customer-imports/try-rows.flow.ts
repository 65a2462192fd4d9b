import { isoInstant, now } from "../platform/clock.ts";
import type { SheetLine } from "../sheets/csv-sheet.ts";
import { SheetUnreadable } from "../sheets/sheet-unreadable.ts";
import { noteProgress, putRows, type SentSheet } from "./customer-import.store.ts";
import {
  countRow,
  freshRow,
  type ImportRow,
  noCounts,
  refusedRow,
  type StoredCustomerImport,
} from "./customer-import.ts";
import type { Bench } from "./judge-rows.flow.ts";
import { type OpenTable, openTable } from "./read-sheet.flow.ts";
import { type RowRules, requestOf } from "./sheet-request.ts";

/** Rows that are judged together. */
const atOnce = 100;

export const rulesOf = (job: StoredCustomerImport, table: OpenTable, { tariffs }: Bench): RowRules => ({
  kind: job.kind,
  layout: job.layout,
  mapping: table.mapping,
  tariffs,
  decimal: job.layout.decimal,
  commaSeparated: table.commaSeparated,
});

/** Lines below the headers, those that cannot be cut among them. */
async function countLines(job: StoredCustomerImport, sheet: SentSheet): Promise<number> {
  const table = await openTable(sheet, job);
  let count = 0;
  for await (const part of table.parts(atOnce)) count += part.length;
  return count + table.broken.length;
}

const brokenRows = (table: OpenTable): ImportRow[] =>
  table.broken
    .splice(0)
    .map(({ line, detail }) =>
      refusedRow(freshRow(line, "", "", "REFUSED"), "MALFORMED", [{ path: "", message: detail }]),
    );

/** What a trial found. */
export type Found = Pick<StoredCustomerImport, "rows" | "counts" | "seen" | "mapping">;

/**
 * Judges every row and changes nothing but the rows of the import itself.
 * @throws SheetUnreadable; WriteRefused when the run was overtaken or cancelled
 */
export async function tryRows(
  job: StoredCustomerImport,
  sheet: SentSheet,
  bench: Bench,
  workMsLeft: () => number,
): Promise<Found> {
  const total = await countLines(job, sheet);
  const table = await openTable(sheet, job);
  const rules = rulesOf(job, table, bench);
  const counts = { ...noCounts };
  let rows = 0;
  const settle = async (part: readonly SheetLine[]) => {
    const judged = await bench.judge(part.map(({ cells, line }) => requestOf(cells, line, rules)));
    const found = [...judged.map(({ row }) => row), ...brokenRows(table)];
    for (const row of found) countRow(counts, row);
    rows += found.length;
    await putRows(job, found);
    const progress = Math.floor((99 * rows) / Math.max(1, total));
    await noteProgress(job, { progress, settledLine: 0, aliveAt: isoInstant(now()) });
  };
  for await (const part of table.parts(atOnce)) {
    if (workMsLeft() <= 0)
      throw new SheetUnreadable("TOO_LARGE", "The sheet is too long to be tried in one go. Cut it in two.");
    await settle(part);
  }
  await settle([]);
  return { rows, counts, seen: table.seen, mapping: table.mapping.columns };
}

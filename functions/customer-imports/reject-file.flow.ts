import { stringify } from "csv-stringify/sync";
import { neutralised } from "../exports/cell.ts";
import { FileSink } from "../platform/file-sink.ts";
import { allRows, rejectFile, type SentSheet } from "./customer-import.store.ts";
import type { ImportRow, StoredCustomerImport } from "./customer-import.ts";
import { secretFields } from "./import-fields.ts";
import { openTable } from "./read-sheet.flow.ts";

/** Rows that are looked through together. */
const atOnce = 500;

const line = (cells: readonly string[]): Uint8Array =>
  new TextEncoder().encode(stringify([cells.map(neutralised)], { record_delimiter: "\r\n" }));

const wrong = ({ faults }: ImportRow): string =>
  faults.map(({ path, message }) => (path ? `${path}: ${message}` : message)).join(" ");

/**
 * Writes the refused rows with all their columns, then line, reason and faults, so that they can be mended and sent
 * again. Passwords and secrets are left blank: the file outlives the sheet.
 */
export async function writeRejects(job: StoredCustomerImport, sheet: SentSheet): Promise<void> {
  const table = await openTable(sheet, job);
  const { names, positions } = table.mapping;
  const blank = new Set(secretFields.flatMap((name) => positions[name] ?? []));
  const sink = new FileSink(rejectFile(job.id), "text/csv; charset=utf-8");
  await sink.write(new TextEncoder().encode("\ufeff"));
  await sink.write(line([...names, "Line", "Reason", "What is wrong"]));
  const rows = allRows(job);
  let next = await rows.next();
  const put = (row: ImportRow, cells: readonly string[]) =>
    sink.write(
      line([
        ...names.map((_, i) => (blank.has(i) ? "" : (cells[i] ?? ""))),
        ...[String(row.line), row.reason ?? "", wrong(row)],
      ]),
    );
  for await (const part of table.parts(atOnce))
    for (const { line: at, cells } of part) {
      // Lines that could not be cut have a row and no cells.
      for (; !next.done && next.value.line < at; next = await rows.next())
        if (next.value.outcome === "REFUSED") await put(next.value, []);
      if (next.done || next.value.line !== at) continue;
      if (next.value.outcome === "REFUSED") await put(next.value, cells);
      next = await rows.next();
    }
  for (; !next.done; next = await rows.next()) if (next.value.outcome === "REFUSED") await put(next.value, []);
  await sink.close();
}

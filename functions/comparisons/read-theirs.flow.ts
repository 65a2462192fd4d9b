import { stringify } from "csv-stringify/sync";
import { neutralised } from "../exports/cell.ts";
import { FileSink } from "../platform/file-sink.ts";
import type { BrokenLine, SheetLine } from "../sheets/csv-sheet.ts";
import { openSheet, unreadable } from "../sheets/open-sheet.store.ts";
import { findTable } from "../sheets/sheet-table.ts";
import { SheetUnreadable } from "../sheets/sheet-unreadable.ts";
import { rejectFile, theirFile } from "./comparison.store.ts";
import type { FaultyRow, StoredComparison } from "./comparison.ts";
import { isFaulty, type TheirCall, theirCallOf } from "./their-call.ts";
import { mapHeaders, theirFieldTitles } from "./their-fields.ts";

/** A busy month of one customer; more of them are compared by parts of the month. */
const mostRows = 500_000;

async function openTheirs(job: StoredComparison, etag: string) {
  const broken: BrokenLine[] = [];
  const { layout } = job;
  try {
    const sheet = await openSheet(theirFile(job.id), layout, (one) => broken.push(one), { etag });
    const table = await findTable(sheet, { ...layout, map: (cells: readonly string[]) => mapHeaders(cells, layout) });
    return { ...table, commaSeparated: sheet.commaSeparated, broken };
  } catch (error) {
    throw unreadable(error);
  }
}

async function* readable(rows: AsyncGenerator<SheetLine[]>): AsyncGenerator<SheetLine[]> {
  try {
    yield* rows;
  } catch (error) {
    throw unreadable(error);
  }
}

export interface Theirs {
  calls: TheirCall[];
  faulty: FaultyRow[];
  /** Lines that are not empty. */
  rows: number;
  /** Whether what is billed is all that the file tells of a call's length. */
  isBilledOnly: boolean;
  seen: StoredComparison["seen"];
  mapping: Record<string, string>;
}

/** Every row of their file, as a call or with what is wrong with it. @throws SheetUnreadable, FileReplaced */
export async function readTheirs(job: StoredComparison, etag: string): Promise<Theirs> {
  const { mapping, seen, rows, commaSeparated, broken } = await openTheirs(job, etag);
  const { layout, currency, settings } = job;
  const { numberDigits } = settings;
  const rules = { layout, mapping, commaSeparated, currency, numberDigits, timeZone: settings.timeZone ?? "UTC" };
  const calls: TheirCall[] = [];
  const faulty: FaultyRow[] = [];
  let count = 0;
  for await (const batch of readable(rows)) {
    count += batch.length;
    if (count > mostRows)
      throw new SheetUnreadable("TOO_LARGE", `The file has more than ${mostRows} rows. Compare parts of the period.`);
    for (const { line, cells } of batch) {
      const read = theirCallOf(cells, line, rules);
      if (isFaulty(read)) faulty.push({ line, ...read });
      else calls.push(read);
    }
  }
  // What was refused above the headers is no line of the table.
  const cut = broken.filter(({ line }) => line > (seen.headerRow ?? 0));
  for (const { line, detail } of cut)
    faulty.push({ line, reason: "MALFORMED", faults: [{ path: "", message: detail }] });
  const { positions } = mapping;
  const isBilledOnly = positions.seconds === undefined && layout.constants.seconds === undefined;
  return { calls, faulty, rows: count + cut.length, isBilledOnly, seen, mapping: mapping.columns };
}

const csvLine = (cells: readonly string[]): Uint8Array =>
  new TextEncoder().encode(stringify([cells.map(neutralised)], { record_delimiter: "\r\n" }));

const wrong = ({ faults }: FaultyRow): string =>
  faults
    .map(({ path, message }) =>
      path ? `${theirFieldTitles[path as keyof typeof theirFieldTitles]}: ${message}` : message,
    )
    .join(" ");

/** Writes the rows that could not be used with all their columns, then line, reason and faults, so that they can be mended. */
export async function writeRejects(job: StoredComparison, etag: string, faulty: readonly FaultyRow[]): Promise<void> {
  const { mapping, rows } = await openTheirs(job, etag);
  const byLine = new Map(faulty.map((row) => [row.line, row]));
  const sink = new FileSink(rejectFile(job.id), "text/csv; charset=utf-8");
  await sink.write(new TextEncoder().encode("\ufeff"));
  await sink.write(csvLine([...mapping.names, "Line", "Reason", "What is wrong"]));
  const put = (row: FaultyRow, cells: readonly string[]) =>
    sink.write(csvLine([...mapping.names.map((_, i) => cells[i] ?? ""), String(row.line), row.reason, wrong(row)]));
  for await (const batch of readable(rows))
    for (const { line, cells } of batch) {
      const row = byLine.get(line);
      if (!row) continue;
      byLine.delete(line);
      await put(row, cells);
    }
  // Lines that could not be cut have no cells.
  for (const row of byLine.values()) await put(row, []);
  await sink.close();
}

import type { SheetLine } from "./csv-sheet.ts";
import { columnLetter, headerNames, mostColumns } from "./sheet-headers.ts";
import { type SeenSheet, SheetUnreadable } from "./sheet-unreadable.ts";

/** Where in a file the table stands: which worksheet, which line has the headers, which column means what. */

/** Lines in which headers are looked for; a letter to the customer may stand above them. */
const headLines = 50;
const previewLines = 12;

interface Source {
  sheets: string[];
  visible: number;
  rows(sheet: string | null): AsyncGenerator<SheetLine[]>;
}

/** What a line of headers was found to mean; it is none where something is missing. */
interface Mapping {
  missing: string[];
  /** The headers that were taken, by field. */
  columns: object;
}

export interface SheetTable<M extends Mapping> {
  mapping: M;
  seen: SeenSheet;
  /** The rows behind the headers, in batches. */
  rows: AsyncGenerator<SheetLine[]>;
}

interface Head {
  lines: SheetLine[];
  rest: AsyncGenerator<SheetLine[]>;
}

async function headOf(rows: AsyncGenerator<SheetLine[]>, wanted: number): Promise<Head> {
  const lines: SheetLine[] = [];
  while (lines.length < wanted) {
    const next = await rows.next();
    if (next.done) break;
    for (const line of next.value) lines.push(line);
  }
  return { lines, rest: rows };
}

async function* behind(head: Head, headerRow: number): AsyncGenerator<SheetLine[]> {
  yield head.lines.filter(({ line }) => line > headerRow);
  yield* head.rest;
}

interface Headers<M> {
  headerRow: number | null;
  names: string[];
  mapping: M;
}

/** How the table is looked for. */
export interface Wanted<M extends Mapping> {
  /** As declared; null: to be found. */
  sheet: string | null;
  headerRow: number | null;
  map(cells: readonly string[]): M;
}

/** Without headers columns go by their letters, in brackets where headers would be chosen too. */
function lettersOf(lines: readonly SheetLine[]): string[] {
  const width = Math.min(mostColumns, Math.max(0, ...lines.map(({ cells }) => cells.length)));
  return Array.from({ length: width }, (_, position) => `[${columnLetter(position)}]`);
}

/** Columns that a line must name to pass for headers of which some are missing: a cell of data may read like one. */
const fewestKnown = 2;

/** A line and which columns it would name. */
interface Mapped<M> {
  line: SheetLine;
  mapping: M;
}
const knownOf = ({ mapping }: Mapped<Mapping>): number => Object.keys(mapping.columns).length;

/**
 * What comes nearest to headers where no line has all that is needed: the line that names the most columns, of equal ones
 * the fullest, since titles stand in one or two cells.
 */
function nearest<M extends Mapping>(lines: readonly Mapped<M>[]): Mapped<M> | undefined {
  const filled = ({ cells }: SheetLine): number => cells.filter((cell) => cell.trim() !== "").length;
  return lines.toSorted((a, b) => knownOf(b) - knownOf(a) || filled(b.line) - filled(a.line))[0];
}

function headersOf<M extends Mapping>({ lines }: Head, wanted: Wanted<M>): Headers<M> {
  if (wanted.headerRow === 0) {
    const names = lettersOf(lines);
    return { headerRow: 0, names, mapping: wanted.map(names) };
  }
  const candidates = wanted.headerRow === null ? lines : lines.filter(({ line }) => line === wanted.headerRow);
  const mapped: Mapped<M>[] = [];
  for (const line of candidates) {
    const mapping = wanted.map(line.cells);
    if (mapping.missing.length === 0) return { headerRow: line.line, names: headerNames(line.cells), mapping };
    mapped.push({ line, mapping });
  }
  const best = nearest(mapped);
  if (!best) return { headerRow: null, names: [], mapping: wanted.map([]) };
  const { line, mapping } = best;
  return { headerRow: knownOf(best) < fewestKnown ? null : line.line, names: headerNames(line.cells), mapping };
}

/** An item has room for what a person needs to see of any sane sheet, not for a file that is none. */
function seenOf(source: Source, sheet: string | null, head: Head, { headerRow, names }: Headers<unknown>): SeenSheet {
  const preview = head.lines
    .slice(0, previewLines)
    .map(({ line, cells }) => ({ line, cells: cells.slice(0, mostColumns).map((cell) => cell.slice(0, 100)) }));
  return { sheets: source.sheets.slice(0, 100), sheet, headerRow, headers: names, preview };
}

/** Worksheets to look into: the declared one, else the visible ones; text has one nameless sheet. */
function candidatesOf(source: Source, wanted: string | null): (string | null)[] {
  if (source.sheets.length === 0) return [null];
  if (wanted === null) return source.sheets.slice(0, Math.max(1, source.visible));
  return source.sheets.includes(wanted) ? [wanted] : [];
}

const says = (names: readonly string[]): string => names.map((name) => JSON.stringify(name)).join(", ");

/**
 * The first sheet and line that name what a row must have, or what is declared.
 * @throws SheetUnreadable COLUMNS with what was seen, so that a person can choose; EMPTY where there is nothing to see.
 */
export async function findTable<M extends Mapping>(source: Source, wanted: Wanted<M>): Promise<SheetTable<M>> {
  const wantedLines = Math.max(headLines, wanted.headerRow ?? 0);
  let failure: SheetUnreadable | undefined;
  for (const sheet of candidatesOf(source, wanted.sheet)) {
    const head = await headOf(source.rows(sheet), wantedLines);
    const headers = headersOf(head, wanted);
    const seen = seenOf(source, sheet, head, headers);
    const { mapping } = headers;
    if (mapping.missing.length === 0 && head.lines.length > 0)
      return { mapping, seen, rows: behind(head, headers.headerRow ?? 0) };
    await head.rest.return(undefined);
    if (head.lines.length === 0) continue;
    const message = `No column for: ${mapping.missing.join(", ")}. The sheet has ${says(headers.names.slice(0, 20))}.`;
    // A sheet whose headers were found says more than one in which there are none.
    if (failure === undefined || (failure.seen?.headerRow ?? null) === null)
      failure = new SheetUnreadable("COLUMNS", message, { seen });
  }
  if (failure) throw failure;
  if (wanted.sheet === null || source.sheets.includes(wanted.sheet) || source.sheets.length === 0)
    throw new SheetUnreadable("EMPTY", "The sheet is empty.");
  const seen = { sheets: source.sheets.slice(0, 100), sheet: null, headerRow: null, headers: [], preview: [] };
  const message = `There is no worksheet ${JSON.stringify(wanted.sheet)}. The workbook has ${says(seen.sheets)}.`;
  throw new SheetUnreadable("COLUMNS", message, { seen });
}

import type { Value } from "../column.ts";

/** Cell records of old Excel's BIFF8 ([MS-XLS] 2.4), and how they are put into a workbook that has none yet. */

/** Characters of a LABEL cell ([MS-XLS] 2.4.148). */
export const longestLabel = 255;

const recordOf = {
  boundSheet: 0x85,
  beginning: 0x809,
  end: 0x0a,
  dimensions: 0x200,
  number: 0x203,
  label: 0x204,
  flag: 0x205,
};

/** Styles of the workbook by their numbers: what texts and what numbers look like. */
export interface CellStyles {
  text: number;
  number: number;
}

const headOf = (type: number, length: number, [row, column, style]: readonly [number, number, number]): Buffer => {
  const bytes = Buffer.allocUnsafe(4 + length);
  bytes.writeUInt16LE(type, 0);
  bytes.writeUInt16LE(length, 2);
  bytes.writeUInt16LE(row, 4);
  bytes.writeUInt16LE(column, 6);
  bytes.writeUInt16LE(style, 8);
  return bytes;
};

/** The record of one cell; undefined for an empty one. Text is text, whatever it begins with. */
export function cellRecord(
  value: Value,
  [row, column]: readonly [number, number],
  styles: CellStyles,
): Buffer | undefined {
  if (value === null || value === "") return undefined;
  if (typeof value === "number") {
    const bytes = headOf(recordOf.number, 14, [row, column, styles.number]);
    bytes.writeDoubleLE(value, 10);
    return bytes;
  }
  if (typeof value === "boolean") {
    const bytes = headOf(recordOf.flag, 8, [row, column, styles.number]);
    bytes.writeUInt16LE(value ? 1 : 0, 10);
    return bytes;
  }
  const text = value.length > longestLabel ? `${value.slice(0, longestLabel - 3)}...` : value;
  const bytes = headOf(recordOf.label, 9 + 2 * text.length, [row, column, styles.text]);
  bytes.writeUInt16LE(text.length, 10);
  bytes.writeUInt8(1, 12);
  bytes.write(text, 13, "utf16le");
  return bytes;
}

/** Cells of one worksheet below its header line, and how many rows it then has. */
export interface SheetCells {
  records: readonly Uint8Array[];
  rows: number;
}

interface RecordAt {
  type: number;
  at: number;
  next: number;
}

function* records(stream: Buffer): Generator<RecordAt> {
  for (let at = 0; at + 4 <= stream.length; ) {
    const next = at + 4 + stream.readUInt16LE(at + 2);
    yield { type: stream.readUInt16LE(at), at, next };
    at = next;
  }
}

/** Style of the first text of a workbook stream. */
export function labelStyle(stream: Buffer): number {
  for (const { type, at } of records(stream)) if (type === recordOf.label) return stream.readUInt16LE(at + 8);
  throw new Error("a workbook without a header line");
}

/** Where each worksheet's header line ends, and where its own records begin and say their size. */
function sheetsOf(stream: Buffer) {
  const sheets: { begin: number; dimensions: number; insertAt: number }[] = [];
  const places: number[] = [];
  let depth = 0;
  for (const { type, at, next } of records(stream)) {
    if (type === recordOf.boundSheet) places.push(at + 4);
    if (type === recordOf.beginning) {
      depth++;
      sheets.push({ begin: at, dimensions: 0, insertAt: 0 });
    }
    const sheet = sheets.at(-1);
    if (sheet && type === recordOf.dimensions) sheet.dimensions = at + 4;
    if (sheet && type === recordOf.label) sheet.insertAt = next;
  }
  if (depth === 0) throw new Error("no workbook stream");
  // The first substream holds what all worksheets share.
  return { places, sheets: sheets.slice(1) };
}

/**
 * The workbook stream with the cells put in behind the header lines: sizes of the worksheets ([MS-XLS] 2.4.90) and their
 * places in the stream ([MS-XLS] 2.4.28) follow.
 */
export function withCells(template: Buffer, cells: readonly SheetCells[]): Buffer {
  const stream = Buffer.from(template);
  const { places, sheets } = sheetsOf(stream);
  const pieces: Uint8Array[] = [];
  let from = 0;
  let added = 0;
  for (const [index, { begin, dimensions, insertAt }] of sheets.entries()) {
    const { records: inserted, rows } = cells[index] ?? { records: [], rows: 1 };
    stream.writeUInt32LE(begin + added, places[index] ?? 0);
    stream.writeUInt32LE(rows, dimensions + 4);
    pieces.push(stream.subarray(from, insertAt), ...inserted);
    added += inserted.reduce((sum, one) => sum + one.length, 0);
    from = insertAt;
  }
  return Buffer.concat([...pieces, stream.subarray(from)]);
}

import * as XLSX from "@e965/xlsx";
import { cellText, exactNumber } from "../cell.ts";
import type { ColumnHead, Value } from "../column.ts";
import { sheetRows } from "../row-limits.ts";
import { type CellStyles, cellRecord, labelStyle, type SheetCells, withCells } from "./biff8.ts";
import { headerSplit, sheetName } from "./sheets.ts";
import type { FileHead, Out, TableFile } from "./table-file.ts";

/** Style that the library gives a cell without one of its own. */
const plainStyle = 16;

/** A workbook whose worksheets have only their header lines; the library takes 16 KB a cell, so the rest goes in by itself. */
function templateOf({ title, columns }: FileHead, sheets: number): { file: Uint8Array; stream: Buffer } {
  const book = XLSX.utils.book_new();
  for (let index = 1; index <= sheets; index++) {
    const header = columns.map((one): XLSX.CellObject => ({ t: "s", v: one.title, z: "@" }));
    const sheet = XLSX.utils.aoa_to_sheet([header]);
    sheet["!cols"] = columns.map(() => ({ wch: 18 }));
    XLSX.utils.book_append_sheet(book, sheet, sheetName(title, index));
  }
  const file = XLSX.write(book, { type: "buffer", bookType: "biff8" }) as Buffer;
  const stream = XLSX.CFB.find(XLSX.CFB.read(file, { type: "buffer" }), "/Workbook")?.content;
  if (!stream) throw new Error("the library wrote no workbook stream");
  return { file, stream: Buffer.from(stream as Uint8Array) };
}

/** Numbers that a double keeps exactly are numbers, everything else is text and never a formula. */
function cellOf(value: Value, head: ColumnHead, { style }: FileHead): Value {
  if (value === null || typeof value === "boolean") return value;
  const number = head.type === "number" ? exactNumber(value) : undefined;
  return number ?? cellText(value, head, { ...style, decimalSeparator: "." });
}

function recordsOf(rows: readonly (readonly Value[])[], first: number, head: FileHead, styles: CellStyles): Uint8Array {
  const records = rows.flatMap((row, at) =>
    head.columns.flatMap((column, index) => {
      const value = cellOf(row[index] ?? null, column, head);
      return cellRecord(value, [first + at, index], styles) ?? [];
    }),
  );
  return Buffer.concat(records);
}

/** Old Excel's own format. It is held whole until `close`, which is why it ends at a number of rows. */
export function openXls(out: Out, head: FileHead): TableFile {
  const styles = { text: labelStyle(templateOf(head, 1).stream), number: plainStyle };
  const sheets: (SheetCells & { records: Uint8Array[] })[] = [{ records: [], rows: 1 }];
  return {
    write: async (rows) => {
      for (const part of headerSplit(rows, sheetRows.xls, sheets.at(-1)?.rows ?? 1)) {
        if (part.isNew) sheets.push({ records: [], rows: 1 });
        const sheet = sheets.at(-1);
        sheet?.records.push(recordsOf(part.rows, part.used - part.rows.length, head, styles));
        if (sheet) sheet.rows = part.used;
      }
    },
    close: async () => {
      const { file, stream } = templateOf(head, sheets.length);
      const container = XLSX.CFB.read(file, { type: "buffer" });
      const workbook = XLSX.CFB.find(container, "/Workbook");
      if (!workbook) throw new Error("the library wrote no workbook stream");
      const content = withCells(stream, sheets);
      workbook.content = content;
      workbook.size = content.length;
      await out.write(XLSX.CFB.write(container, { type: "buffer" }) as Uint8Array);
    },
  };
}

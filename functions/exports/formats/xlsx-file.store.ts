import { once } from "node:events";
import { Writable } from "node:stream";
import ExcelJS from "exceljs";
import { cellText, exactNumber } from "../cell.ts";
import type { ColumnHead, Value } from "../column.ts";
import { sheetRows } from "../row-limits.ts";
import { headerSplit, sheetName } from "./sheets.ts";
import type { FileHead, Out, TableFile } from "./table-file.ts";

/** Characters that a cell holds (Excel specifications and limits). */
const longestText = 32_767;

/** What the workbook's writer queues between a worksheet and the archive, which takes no notice of a full queue. */
interface Queues {
  pipes: readonly (Writable & { _writableState: { needDrain: boolean } })[];
}

/** Waits until the archive has taken what the worksheet wrote, or rows would pile up faster than they are packed. */
async function drained(sheet: ExcelJS.Worksheet): Promise<void> {
  const { pipes } = (sheet as unknown as { stream: Queues }).stream;
  for (const pipe of pipes) if (pipe._writableState.needDrain) await once(pipe, "drain");
}

/** Cells as what they are: numbers that a double keeps exactly are numbers, everything else is text and never a formula. */
function cellOf(value: Value, head: ColumnHead, { style }: FileHead): string | number | boolean | null {
  if (value === null || typeof value === "boolean") return value;
  const number = head.type === "number" ? exactNumber(value) : undefined;
  return number ?? cellText(value, head, { ...style, decimalSeparator: "." }).slice(0, longestText);
}

export function openXlsx(out: Out, head: FileHead): TableFile {
  const stream = new Writable({
    write: (piece: Uint8Array, _encoding, done) => void out.write(piece).then(() => done(), done),
  });
  const failed = new Promise<never>((_, reject) => stream.once("error", reject));
  failed.catch(() => undefined);
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({ stream, useStyles: false, useSharedStrings: false });
  const openSheet = (index: number) => {
    const sheet = book.addWorksheet(sheetName(head.title, index), { views: [{ state: "frozen", ySplit: 1 }] });
    // No styles: the library remembers one for every cell, and memory would grow with the rows.
    sheet.columns = head.columns.map(() => ({ width: 18 }));
    sheet.addRow(head.columns.map(({ title }) => title)).commit();
    return sheet;
  };
  let sheets = 1;
  let sheet = openSheet(1);
  let used = 1;
  return {
    write: async (rows) => {
      for (const part of headerSplit(rows, sheetRows.xlsx, used)) {
        if (part.isNew) {
          sheet.commit();
          sheet = openSheet(++sheets);
        }
        used = part.used;
        for (const row of part.rows)
          sheet.addRow(head.columns.map((column, index) => cellOf(row[index] ?? null, column, head))).commit();
      }
      await Promise.race([drained(sheet), failed]);
    },
    close: async () => {
      const ended = once(stream, "close");
      await Promise.race([Promise.all([book.commit(), ended]), failed]);
    },
  };
}

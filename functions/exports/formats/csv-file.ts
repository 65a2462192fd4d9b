import { stringify } from "csv-stringify/sync";
import { type CellStyle, cellText, neutralised } from "../cell.ts";
import type { ColumnHead, Value } from "../column.ts";
import type { FileHead, Out, TableFile } from "./table-file.ts";

/** Byte order mark: without it Excel takes UTF-8 for the machine's own code page. */
const byteOrderMark = "\ufeff";

/** RFC 4180 text. With a decimal comma cells are parted by semicolons, as spreadsheets of those countries do it. */
function lines(rows: readonly (readonly string[])[], { decimalSeparator }: CellStyle): string {
  return stringify(rows as string[][], {
    record_delimiter: "\r\n",
    delimiter: decimalSeparator === "," ? ";" : ",",
    // Whatever the delimiter, a cell with the other one, a quote or a line break is quoted.
    quoted_match: /[,;"\r\n\t]/,
  });
}

const csvHeader = (columns: readonly ColumnHead[], style: CellStyle): string =>
  byteOrderMark + lines([columns.map(({ title }) => title)], style);

function csvRows(columns: readonly ColumnHead[], rows: readonly (readonly Value[])[], style: CellStyle): string {
  const cells = rows.map((row) => columns.map((head, index) => neutralised(cellText(row[index] ?? null, head, style))));
  return cells.length === 0 ? "" : lines(cells, style);
}

/** CSV; TXT is the same without the header line. */
export function openCsv(out: Out, { columns, style }: FileHead, { hasHeader }: { hasHeader: boolean }): TableFile {
  const encoder = new TextEncoder();
  let begin = hasHeader ? csvHeader(columns, style) : "";
  const send = async (text: string) => {
    const whole = begin + text;
    begin = "";
    if (whole !== "") await out.write(encoder.encode(whole));
  };
  return {
    write: (rows) => send(csvRows(columns, rows, style)),
    close: () => send(""),
  };
}

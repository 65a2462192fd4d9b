import { stringify } from "csv-stringify/sync";
import { cellText, neutralised } from "../cell.ts";
import type { Value } from "../column.ts";
import type { FileHead, Out, TableFile } from "./table-file.ts";

/** Byte order mark: without it Excel takes UTF-8 for the machine's own code page. */
const byteOrderMark = "\ufeff";

type Form = Pick<FileHead, "columns" | "style" | "separator">;

/** RFC 4180 text. With a decimal comma cells are parted by semicolons, as spreadsheets of those countries do it. */
function lines(rows: readonly (readonly string[])[], { style, separator }: Form): string {
  return stringify(rows as string[][], {
    record_delimiter: "\r\n",
    delimiter: separator ?? (style.decimalSeparator === "," ? ";" : ","),
    // Whatever the delimiter, a cell with another one, a quote or a line break is quoted; where somebody chose the
    // delimiter it is known to the reader, and a decimal comma needs no quotes.
    quoted_match: separator === undefined ? /[,;"\r\n\t]/ : /["\r\n]/,
  });
}

const csvHeader = (form: Form): string => byteOrderMark + lines([form.columns.map(({ title }) => title)], form);

function csvRows(rows: readonly (readonly Value[])[], form: Form): string {
  const { columns, style } = form;
  const cells = rows.map((row) => columns.map((head, index) => neutralised(cellText(row[index] ?? null, head, style))));
  return cells.length === 0 ? "" : lines(cells, form);
}

/** CSV; TXT is the same without the header line. */
export function openCsv(out: Out, form: FileHead, { hasHeader }: { hasHeader: boolean }): TableFile {
  const encoder = new TextEncoder();
  let begin = hasHeader ? csvHeader(form) : "";
  const send = async (text: string) => {
    const whole = begin + text;
    begin = "";
    if (whole !== "") await out.write(encoder.encode(whole));
  };
  return {
    write: (rows) => send(csvRows(rows, form)),
    close: () => send(""),
  };
}

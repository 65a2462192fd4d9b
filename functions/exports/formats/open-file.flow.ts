import type { ExportFormat } from "../export.ts";
import { openCsv } from "./csv-file.ts";
import type { FileHead, Out, TableFile } from "./table-file.ts";

/** A file of the format. The writers of workbooks and pages are large and are loaded only where they are used. */
export async function openTableFile(format: ExportFormat, out: Out, head: FileHead): Promise<TableFile> {
  switch (format) {
    case "csv":
      return openCsv(out, head, { hasHeader: true });
    case "txt":
      return openCsv(out, head, { hasHeader: false });
    case "xlsx":
      return (await import("./xlsx-file.store.ts")).openXlsx(out, head);
    case "xls":
      return (await import("./xls-file.store.ts")).openXls(out, head);
    case "pdf":
      return (await import("./pdf-file.store.ts")).openPdf(out, head);
  }
}

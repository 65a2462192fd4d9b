import { createHash } from "node:crypto";
import ExcelJS from "exceljs";
import type { ColumnHead, Value } from "../functions/exports/column.ts";
import type { ExportFormat } from "../functions/exports/export.ts";
import { openTableFile } from "../functions/exports/formats/open-file.flow.ts";
import { peakMegabytes } from "./process-memory.ts";

/**
 * `export-process.ts WRITER ROWS`: writes a table of calls once and sends how long it took, the process's peak of
 * memory and, for workbooks, a digest of what another reader finds in one of a thousand rows.
 */

export interface Written {
  seconds: number;
  megabytes: number;
  fileMegabytes: number;
  digest: string | undefined;
}

export type Writer = ExportFormat | "exceljs";

const columns: ColumnHead[] = [
  { id: "id", title: "Id", type: "text" },
  { id: "setupAt", title: "Setup", type: "instant" },
  { id: "cli", title: "CLI", type: "text" },
  { id: "cld", title: "CLD", type: "text" },
  { id: "destination", title: "Destination", type: "text" },
  { id: "duration", title: "Duration seconds", type: "number" },
  { id: "billed", title: "Billed seconds", type: "number" },
  { id: "charge", title: "Charge", type: "number" },
  { id: "disposition", title: "Disposition", type: "text" },
  { id: "loss", title: "Loss", type: "flag" },
];

/** A call made of its number alone. */
const rowOf = (n: number): Value[] => [
  `call_${n.toString(36).padStart(26, "0")}`,
  new Date(1_790_000_000_000 + n * 977).toISOString(),
  `4420794${(n * 7919) % 100_000}`,
  `4915${(n * 104_729) % 100_000_000}`,
  `Germany Mobile ${n % 40}`,
  n % 3600,
  (n % 60) * 60,
  `${n % 90}.${String(n % 1000).padStart(3, "0")}5`,
  n % 3 === 0 ? "NO_ANSWER" : "ANSWERED",
  n % 11 === 0,
];

const pageSize = 1000;

function* pages(count: number): Generator<Value[][]> {
  for (let from = 0; from < count; from += pageSize)
    yield Array.from({ length: Math.min(pageSize, count - from) }, (_, index) => rowOf(from + index));
}

async function ours(format: ExportFormat, count: number, take: (piece: Uint8Array) => void): Promise<void> {
  const style = { decimalSeparator: ".", dateFormat: "ISO", timeZone: "UTC" } as const;
  const head = { title: "Calls", columns, style, criteria: [], madeAt: "2026-01-31T09:30:00.000Z" };
  const file = await openTableFile(format, { write: async (piece) => take(piece) }, head);
  for (const rows of pages(count)) await file.write(rows);
  await file.close();
}

/** The same cells through the library's writer for whole workbooks. */
async function peer(count: number, take: (piece: Uint8Array) => void): Promise<void> {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet("Calls");
  sheet.addRow(columns.map(({ title }) => title));
  for (const rows of pages(count))
    for (const row of rows)
      sheet.addRow(row.map((value, at) => (columns[at]?.type === "number" && value !== null ? Number(value) : value)));
  take(new Uint8Array(await book.xlsx.writeBuffer()));
}

const write = (writer: Writer, count: number, take: (piece: Uint8Array) => void): Promise<void> =>
  writer === "exceljs" ? peer(count, take) : ours(writer, count, take);

async function digestOf(writer: Writer): Promise<string | undefined> {
  if (writer !== "exceljs" && writer !== "xlsx") return undefined;
  const pieces: Uint8Array[] = [];
  await write(writer, pageSize, (piece) => pieces.push(Buffer.from(piece)));
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(Buffer.concat(pieces) as never);
  const rows: unknown[] = [];
  book.worksheets[0]?.eachRow((row) => rows.push(row.values));
  return createHash("sha256").update(JSON.stringify(rows)).digest("hex");
}

const [writer, count] = process.argv.slice(2) as [Writer, string];
let bytes = 0;
const start = performance.now();
await write(writer, Number(count), (piece) => {
  bytes += piece.length;
});
const seconds = (performance.now() - start) / 1000;
const megabytes = peakMegabytes("self");
const written: Written = { seconds, megabytes, fileMegabytes: bytes / 1e6, digest: await digestOf(writer) };
process.send?.(written, () => process.exit(0));

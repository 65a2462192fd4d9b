import * as XLSX from "@e965/xlsx";
import ExcelJS from "exceljs";
import { beforeAll, describe, expect, it } from "vitest";
import type { ColumnHead, Value } from "../../functions/exports/column.ts";
import type { ExportFormat } from "../../functions/exports/export.ts";
import { openTableFile } from "../../functions/exports/formats/open-file.flow.ts";
import { mostRows } from "../../functions/exports/row-limits.ts";
import { pdfText } from "./pdf-text.ts";
import { cellsOf } from "./world.ts";

const columns: ColumnHead[] = [
  { id: "name", title: "Name", type: "text" },
  { id: "amount", title: "Amount", type: "number" },
  { id: "at", title: "At", type: "instant" },
  { id: "on", title: "On", type: "flag" },
];

async function fileOf(
  format: ExportFormat,
  pages: readonly (readonly (readonly Value[])[])[],
  criteria: string[] = [],
) {
  const pieces: Uint8Array[] = [];
  const out = { write: async (piece: Uint8Array) => void pieces.push(Buffer.from(piece)) };
  const style = { decimalSeparator: ".", dateFormat: "ISO", timeZone: "UTC" } as const;
  const file = await openTableFile(format, out, {
    title: "People",
    columns,
    style,
    criteria,
    madeAt: "2026-01-31T09:30:00.000Z",
  });
  for (const rows of pages) await file.write(rows);
  await file.close();
  return Buffer.concat(pieces);
}

const row = (name: string, amount: Value = "-17.84"): Value[] => [name, amount, "2026-01-31T09:30:00.000Z", true];

/** What another reader makes of a workbook: type and value of each cell below the header line, sheet by sheet. */
async function xlsxCells(file: Buffer) {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(file as never);
  return book.worksheets.map((sheet) =>
    (sheet.getRows(2, sheet.rowCount - 1) ?? []).map((one) =>
      columns.map((_, at) => ({ formula: one.getCell(at + 1).formula, value: one.getCell(at + 1).value })),
    ),
  );
}
const xlsSheets = (file: Buffer) => {
  const book = XLSX.read(file, { cellFormula: true, dense: true });
  return book.SheetNames.map((name) => (book.Sheets[name] as unknown as { "!data": XLSX.CellObject[][] })["!data"]);
};

describe("a workbook", () => {
  it("of XLSX is read back by another reader: numbers as numbers, text as text", async () => {
    const cells = await xlsxCells(await fileOf("xlsx", [[row("0044207946"), row('Żółw, "Ltd"', "0.1")]]));
    expect(cells).toMatchObject([
      [
        [{ value: "0044207946" }, { value: -17.84 }, { value: "2026-01-31T09:30:00.000Z" }, { value: true }],
        [{ value: 'Żółw, "Ltd"' }, { value: 0.1 }, {}, {}],
      ],
    ]);
  });

  it("of XLS is BIFF8 that another reader reads: numbers as numbers, text as text", async () => {
    const file = await fileOf("xls", [[row("0044207946")], [row("Żółw", "0.1")]]);
    expect(file.subarray(0, 8).toString("hex")).toBe("d0cf11e0a1b11ae1");
    const [sheet] = xlsSheets(file);
    expect(sheet?.[1]).toMatchObject([
      { t: "s", v: "0044207946" },
      { t: "n", v: -17.84 },
      { t: "s" },
      { t: "b", v: true },
    ]);
    expect(sheet?.[2]?.[0]).toMatchObject({ t: "s", v: "Żółw" });
  });

  it("keeps every digit of money that a spreadsheet's number would lose", async () => {
    const exact = "123456789012.123456789";
    expect((await xlsxCells(await fileOf("xlsx", [[row("a", exact)]])))[0]?.[0]?.[1]?.value).toBe(exact);
    expect(xlsSheets(await fileOf("xls", [[row("a", exact)]]))[0]?.[1]?.[1]).toMatchObject({ t: "s", v: exact });
  });

  it("of XLS goes on in another worksheet at 65,536 rows, with the header line again", async () => {
    const pages = Array.from({ length: 66 }, (_, page) =>
      Array.from({ length: 1000 }, (_, at) => row(`n${page * 1000 + at}`)),
    );
    const sheets = xlsSheets(await fileOf("xls", pages));
    expect(sheets.map((sheet) => sheet.length)).toEqual([65_536, 66_000 - 65_535 + 1]);
    expect(sheets[1]?.[0]?.[0]).toMatchObject({ v: "Name" });
    expect(sheets[1]?.[1]?.[0]).toMatchObject({ v: "n65535" });
    expect(mostRows.xls).toBe(200_000);
  });
});

describe("a PDF", () => {
  it("says its filters, then the table with its header line on every page, and the number of rows", async () => {
    const rows = Array.from({ length: 120 }, (_, at) => row(`Żółw ${at}`));
    const text = pdfText(await fileOf("pdf", [rows], ["company contains tel"]));
    expect(text).toContain("Filters: company contains tel");
    expect(text).toContain("Żółw 119");
    expect(text).toContain("-17.84");
    expect(text).toContain("120 rows");
    const pages = text.match(/People · page \d+/g) ?? [];
    expect(pages.length).toBeGreaterThan(1);
    expect(text.match(/^Amount$/gm)).toHaveLength(pages.length);
  });

  it("shows names in Greek and Cyrillic letters, and says aloud what its font cannot draw", async () => {
    const text = pdfText(await fileOf("pdf", [[row("Привет Καλημέρα"), row("日本")]]));
    expect(text).toContain("Привет Καλημέρα");
    expect(text).toContain("2 characters have no picture in this file's font");
  });

  it("without rows has the header line and says so", async () => {
    expect(pdfText(await fileOf("pdf", []))).toMatch(/Filters: none, all rows[\s\S]*Name[\s\S]*0 rows/);
  });
});

/** What runs, or did run, in some spreadsheet. */
const payloads = [
  ..."= + - @ ＝ ＋ － ＠"
    .split(" ")
    .flatMap((sign) => [`${sign}1+1`, `${sign}cmd|' /C calc'!A0`, `${sign}SUM(1+1)*cmd|' /C calc'!A0`]),
  ...["\t=1+1", "\r=1+1", "\n=1+1", " =1+1", "\u00a0=1+1", "\ufeff=1+1", "\u200b=1+1", "\0=1+1", "\ttext", "\rtext"],
  ...[
    '=HYPERLINK("http://192.0.2.1","x")',
    '=WEBSERVICE("http://192.0.2.1")',
    "=IMPORTXML(A1,A2)",
    "-2+3+cmd|' /C calc'!A0",
  ],
  ...['";=1+1', "=1+1;,=1+1", "+442079460018;=1+1"],
];

describe("what would be a formula", () => {
  let asCsv: string[][];
  let asXlsx: Awaited<ReturnType<typeof xlsxCells>>;
  let asXls: XLSX.CellObject[][];
  beforeAll(async () => {
    const rows = payloads.map((text) => row(text));
    asCsv = await cellsOf(await fileOf("csv", [rows]));
    asXlsx = await xlsxCells(await fileOf("xlsx", [rows]));
    asXls = xlsSheets(await fileOf("xls", [rows]))[0] ?? [];
  });

  it("is forty payloads at least", () => expect(payloads.length).toBeGreaterThanOrEqual(40));

  it.each(payloads.map((text, at) => ({ text, at })))("such as $text is text in every format", ({ text, at }) => {
    const csv = asCsv[at + 1]?.[0] ?? "";
    expect(csv).toBe(text.startsWith('"') ? text : `'${text}`);
    const xlsx = asXlsx[0]?.[at]?.[0];
    expect([typeof xlsx?.value, xlsx?.formula]).toEqual(["string", undefined]);
    expect([asXls[at + 1]?.[0]?.t, asXls[at + 1]?.[0]?.f]).toEqual(["s", undefined]);
  });

  it.each(["+442079460018", "0044207946", "-17.84", "12,5", "plain", "a=b", "'quoted"])(
    "but %s stays as it is",
    async (text) => {
      expect((await cellsOf(await fileOf("csv", [[row(text)]])))[1]?.[0]).toBe(text);
      expect(xlsSheets(await fileOf("xls", [[row(text)]]))[0]?.[1]?.[0]).toMatchObject({ t: "s", v: text });
    },
  );
});

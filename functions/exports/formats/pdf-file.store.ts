import { gunzipSync } from "node:zlib";
import PDFDocument from "pdfkit";
import { counted } from "../../time/counted.ts";
import { cellText } from "../cell.ts";
import type { ColumnHead, Value } from "../column.ts";
import embedded from "./dejavu-font.json" with { type: "json" };
import { besideLetterhead, drawLetterhead, drawWatermark, footOf } from "./pdf-letterhead.store.ts";
import { type FontMeasure, measureText } from "./pdf-text.ts";
import type { FileHead, Out, TableFile } from "./table-file.ts";

/** Points. A page is A4 in landscape, or as much wider as the columns need; its sides keep their proportion. */
const a4 = { width: 841.89, height: 595.28 };
const margin = 36;
const size = 7.5;
const lineHeight = 9.5;
const cellPadding = 3;
const columnWidth: Record<ColumnHead["type"], number> = { text: 78, instant: 92, number: 56, flag: 40 };
/** Lines of one cell; a longer text ends in three dots. The other formats have all of it. */
const mostLines = 6;

interface Drawn {
  doc: PDFKit.PDFDocument;
  head: FileHead;
  widths: readonly number[];
  measure: ReturnType<typeof measureText>;
  /** Where the next row begins. */
  y: number;
  page: number;
}

function pageOf({ columns }: FileHead) {
  const needed = columns.reduce((sum, { type }) => sum + columnWidth[type], 0);
  const room = a4.width - 2 * margin;
  const width = Math.max(a4.width, needed + 2 * margin);
  const stretch = needed < room ? room / needed : 1;
  return {
    size: [width, (width * a4.height) / a4.width] as [number, number],
    widths: columns.map(({ type }) => columnWidth[type] * stretch),
  };
}

function fontOf(doc: PDFKit.PDFDocument): FontMeasure {
  return (doc as unknown as { _font: { font: FontMeasure } })._font.font;
}

function openDocument(head: FileHead): Drawn {
  const { size: pageSize, widths } = pageOf(head);
  const font = gunzipSync(Buffer.from(embedded.font, "base64"));
  const author = head.letterhead ? { Author: head.letterhead.seller[0] ?? head.letterhead.company } : {};
  const info = { Title: head.title, ...author, CreationDate: new Date(head.madeAt) };
  // The font goes in with the constructor, or the document looks for the standard fonts, which are not bundled.
  const options = { font: font as unknown as string, size: pageSize, margin: 0, info, autoFirstPage: false };
  const doc = new PDFDocument(options as PDFKit.PDFDocumentOptions);
  doc.fontSize(size);
  return { doc, head, widths, measure: measureText(fontOf(doc), size), y: margin, page: 0 };
}

const textAt = ({ doc }: Drawn, text: string, x: number, y: number) => doc.text(text, x, y, { lineBreak: false });

/** @returns the height of the row, so that the next one begins below it */
function drawCells(drawn: Drawn, cells: readonly string[][], y: number): number {
  let x = margin;
  for (const [index, lines] of cells.entries()) {
    for (const [at, line] of lines.entries())
      if (line !== "") textAt(drawn, line, x + cellPadding, y + cellPadding + at * lineHeight);
    x += drawn.widths[index] ?? 0;
  }
  const height = heightOf(cells);
  const { doc } = drawn;
  doc
    .moveTo(margin, y + height)
    .lineTo(x, y + height)
    .lineWidth(0.5)
    .strokeColor("#d0d4d9")
    .stroke();
  return height;
}

const heightOf = (cells: readonly string[][]): number =>
  Math.max(1, ...cells.map(({ length }) => length)) * lineHeight + 2 * cellPadding;

function cellLines({ measure, widths }: Drawn, texts: readonly string[]): string[][] {
  return texts.map((text, index) => {
    const lines = measure.lines(measure.drawable(text), (widths[index] ?? 0) - 2 * cellPadding);
    return lines.length > mostLines ? [...lines.slice(0, mostLines - 1), "..."] : lines;
  });
}

/** A new page with its number and the header line. */
function addPage(drawn: Drawn): void {
  const { doc, head } = drawn;
  doc.addPage();
  drawn.page++;
  if (head.letterhead?.watermark) drawWatermark(drawn, head.letterhead.watermark);
  doc.fontSize(size).fillColor("#5c636a");
  const foot = `${head.letterhead ? footOf(head.letterhead) : ""}${head.title} · page ${drawn.page}`;
  textAt(drawn, drawn.measure.drawable(foot), margin, doc.page.height - margin + lineHeight);
  doc.fillColor("#1c1e21");
  drawn.y = drawn.page === 1 ? drawTop(drawn) : margin;
  const titles = cellLines(
    drawn,
    head.columns.map(({ title }) => title),
  );
  const height = heightOf(titles);
  const width = drawn.widths.reduce((sum, one) => sum + one, 0);
  doc.rect(margin, drawn.y, width, height).fill("#eef0f2").fillColor("#1c1e21");
  drawn.y += drawCells(drawn, titles, drawn.y);
}

/** What the list is of and by which filters, above the table of the first page. */
function drawTop(drawn: Drawn): number {
  const { doc, head, measure } = drawn;
  doc.fontSize(14);
  textAt(drawn, measure.drawable(head.title), margin, margin);
  doc.fontSize(size);
  const filters = head.criteria.length === 0 ? "none, all rows" : head.criteria.join("; ");
  const said = [`Filters: ${filters}`, `Made: ${head.madeAt}`];
  const width = head.letterhead ? besideLetterhead(a4.width - 2 * margin) : a4.width - 2 * margin;
  const lines = said.flatMap((text) => measure.lines(measure.drawable(text), width));
  for (const [at, line] of lines.entries()) textAt(drawn, line, margin, margin + 24 + at * lineHeight);
  const right = doc.page.width - margin;
  const below = head.letterhead ? drawLetterhead({ doc, measure }, head.letterhead, right, margin) : margin;
  return Math.max(margin + 24 + lines.length * lineHeight, below) + 10;
}

function drawRow(drawn: Drawn, row: readonly Value[]): void {
  const { head, doc } = drawn;
  const texts = head.columns.map((column, index) => cellText(row[index] ?? null, column, head.style));
  const cells = cellLines(drawn, texts);
  if (drawn.y + heightOf(cells) > doc.page.height - margin) addPage(drawn);
  drawn.y += drawCells(drawn, cells, drawn.y);
}

/** How many rows there were, and what the font could not draw: nobody should take a question mark for the name. */
function drawEnd(drawn: Drawn, rows: number): void {
  const { measure, doc } = drawn;
  const count = measure.replaced();
  const missing = `${counted(count, "character")} ${count === 1 ? "has" : "have"} no picture in this file's font, shown as ?; CSV and XLSX have all.`;
  const said = [counted(rows, "row"), ...(count > 0 ? [missing] : [])];
  if (drawn.y + (said.length + 1) * lineHeight > doc.page.height - margin) addPage(drawn);
  for (const line of said) {
    drawn.y += lineHeight;
    textAt(drawn, line, margin, drawn.y);
  }
}

export function openPdf(out: Out, head: FileHead): TableFile {
  const drawn = openDocument(head);
  let rowCount = 0;
  const failed: Error[] = [];
  drawn.doc.on("error", (error: Error) => failed.push(error));
  /** Hands on what is finished: pages go out as they are full. */
  const handOn = async () => {
    for (let piece = drawn.doc.read(); piece !== null; piece = drawn.doc.read()) await out.write(piece);
    if (failed[0]) throw failed[0];
  };
  return {
    write: async (rows) => {
      if (drawn.page === 0) addPage(drawn);
      for (const row of rows) {
        drawRow(drawn, row);
        rowCount++;
        if (rowCount % 200 === 0) await handOn();
      }
      await handOn();
    },
    close: async () => {
      if (drawn.page === 0) addPage(drawn);
      drawEnd(drawn, rowCount);
      drawn.doc.end();
      for await (const piece of drawn.doc) await out.write(piece as Uint8Array);
    },
  };
}

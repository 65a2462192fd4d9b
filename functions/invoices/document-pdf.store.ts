import { gunzipSync } from "node:zlib";
import PDFDocument from "pdfkit";
import embedded from "../exports/formats/dejavu-font.json" with { type: "json" };
import { type FontMeasure, measureText, type TextMeasure } from "../exports/formats/pdf-text.ts";
import type { Printable } from "./printable.ts";

/** A document as a tagged PDF file: a screen reader finds its headings and tables. The same document is the same bytes. */

/** Points. */
const papers = { A4: [595.28, 841.89], LETTER: [612, 792] } as const;
const margin = 48;
const small = 8;
const lineHeight = 11;
const ink = "#1c1e21";
const dim = "#5c636a";
const rule = "#d0d4d9";

/** Every call, behind the document itself. */
export interface Appendix {
  columns: { title: string; isAmount: boolean; share: number }[];
  rows: readonly string[][];
}

type Struct = PDFKit.PDFStructureElement;

class Paper {
  readonly doc: PDFKit.PDFDocument;
  readonly root: Struct;
  readonly of: Printable;
  y = margin;
  private page = 0;
  private readonly measures = new Map<number, TextMeasure>();

  constructor(printable: Printable) {
    this.of = printable;
    const font = gunzipSync(Buffer.from(embedded.font, "base64"));
    const info = {
      Title: `${printable.title} ${printable.number}`,
      Author: printable.seller.name,
      CreationDate: new Date(printable.madeAt),
    };
    const { paper } = printable;
    const options = {
      size: [...papers[paper]],
      margin: 0,
      info,
      autoFirstPage: false,
      font: font as unknown as string,
    };
    const tagged = { tagged: true, pdfVersion: "1.7", lang: "en", displayTitle: true };
    this.doc = new PDFDocument({ ...options, ...tagged } as PDFKit.PDFDocumentOptions);
    this.root = this.doc.struct("Document");
    this.doc.addStructure(this.root);
    this.newPage();
  }

  get width(): number {
    return papers[this.of.paper][0] - 2 * margin;
  }
  get bottom(): number {
    return papers[this.of.paper][1] - margin - 2 * lineHeight;
  }

  /** Which page it is of what stands below each page, and is read aloud on none. */
  newPage(): void {
    const { doc, of } = this;
    doc.addPage();
    this.page++;
    this.artifact(() => {
      doc.fontSize(small).fillColor(dim);
      const text = this.drawable(`${of.title} ${of.number} · ${of.seller.name} · page ${this.page}`, small);
      doc.text(text, margin, papers[of.paper][1] - margin, { lineBreak: false });
    });
    doc.fillColor(ink);
    this.y = margin;
  }

  artifact(draw: () => void): void {
    this.doc.markContent("Artifact", { type: "Layout" });
    draw();
    this.doc.endMarkedContent();
  }

  private measure(size: number): TextMeasure {
    const known = this.measures.get(size);
    if (known) return known;
    const font = (this.doc as unknown as { _font: { font: FontMeasure } })._font.font;
    const made = measureText(font, size);
    this.measures.set(size, made);
    return made;
  }

  drawable = (text: string, size: number): string => this.measure(size).drawable(text);
  lines = (text: string, size: number, width: number): string[] =>
    this.measure(size).lines(this.drawable(text, size), width);

  /** A piece of text as an element of its own. */
  write(parent: Struct, tag: string, text: string, at: Place): void {
    const { doc } = this;
    const { x, y, width, size = 9, isBold = false, align = "left", color = ink } = at;
    parent.add(
      doc.struct(tag, {}, () => {
        doc
          .fontSize(size)
          .fillColor(color)
          .strokeColor(color)
          .lineWidth(isBold ? size / 30 : 0);
        // The font has one weight; a hair of an outline makes the other.
        const options = { width, align, lineBreak: false, fill: true, stroke: isBold } as const;
        doc.text(this.drawable(text, size), x, y, options);
      }),
    );
  }

  line(x: number, y: number, width: number): void {
    this.artifact(() =>
      this.doc
        .moveTo(x, y)
        .lineTo(x + width, y)
        .lineWidth(0.5)
        .strokeColor(rule)
        .stroke(),
    );
  }

  /** Makes room for what may not be parted. */
  room(height: number): void {
    if (this.y + height > this.bottom) this.newPage();
  }
}

interface Place {
  x: number;
  y: number;
  width: number;
  size?: number;
  isBold?: boolean;
  align?: "left" | "right";
  color?: string;
}

type Columns = Appendix["columns"];

/** A table that goes on over pages, its heading on each of them. */
class Table {
  private readonly paper: Paper;
  private readonly columns: Columns;
  private readonly size: number;
  private readonly table: Struct;

  constructor(paper: Paper, columns: Columns, size: number) {
    this.paper = paper;
    this.columns = columns;
    this.size = size;
    this.table = paper.doc.struct("Table");
    paper.root.add(this.table);
    this.heading();
  }

  private heading(): void {
    const { paper } = this;
    const height = this.size + 8;
    paper.artifact(() => paper.doc.rect(margin, paper.y, paper.width, height).fill("#eef0f2"));
    this.cells(
      "TH",
      this.columns.map(({ title }) => [title]),
      height,
    );
  }

  private cells(tag: "TH" | "TD", cells: readonly string[][], height: number): void {
    const { paper, columns, size } = this;
    const row = paper.doc.struct("TR");
    this.table.add(row);
    const total = columns.reduce((sum, { share }) => sum + share, 0);
    let x = margin;
    for (const [index, column] of columns.entries()) {
      const width = (paper.width * column.share) / total;
      const cell = paper.doc.struct(tag);
      row.add(cell);
      for (const [at, text] of (cells[index] ?? []).entries()) {
        const y = paper.y + 4 + at * (size + 2);
        const align = column.isAmount ? ("right" as const) : ("left" as const);
        paper.write(cell, "P", text, { x: x + 3, y, width: width - 6, size, align, isBold: tag === "TH" });
      }
      cell.end();
      x += width;
    }
    row.end();
    paper.y += height;
  }

  row(texts: readonly string[]): void {
    const { paper, columns, size } = this;
    const total = columns.reduce((sum, { share }) => sum + share, 0);
    const cells = columns.map(({ share, isAmount }, index) =>
      isAmount ? [texts[index] ?? ""] : paper.lines(texts[index] ?? "", size, (paper.width * share) / total - 6),
    );
    const height = Math.max(...cells.map(({ length }) => length)) * (size + 2) + 6;
    if (paper.y + height > paper.bottom) {
      paper.newPage();
      this.heading();
    }
    this.cells("TD", cells, height);
    paper.line(margin, paper.y, paper.width);
  }

  end(): void {
    this.table.end();
  }
}

function heading(paper: Paper, logo: Uint8Array | undefined): void {
  const { of, doc, root } = paper;
  const half = paper.width / 2 - 12;
  const right = margin + paper.width / 2 + 12;
  let y = margin;
  if (logo) {
    const alt = `Logo of ${of.seller.name}`;
    root.add(doc.struct("Figure", { alt }, () => doc.image(Buffer.from(logo), margin, y, { fit: [half, 48] })));
    y += 56;
  }
  const title = { x: right, y: margin, width: half, size: 20, isBold: true, align: "right" as const };
  paper.write(root, "H1", of.title, title);
  const sellerLines = [...of.seller.lines, ...(of.seller.taxNumber ? [`Tax number ${of.seller.taxNumber}`] : [])];
  paper.write(root, "P", of.seller.name, { x: margin, y, width: half, size: 12, isBold: true });
  y = block(paper, sellerLines, { x: margin, y: y + 18, width: half, color: dim });
  y = Math.max(y + 20, margin + 78);
  const buyer = [...of.buyer.lines, ...(of.buyer.taxNumber ? [`Tax number ${of.buyer.taxNumber}`] : [])];
  paper.write(root, "P", of.buyer.name, { x: margin, y, width: half, size: 11, isBold: true });
  const buyerEnd = block(paper, buyer, { x: margin, y: y + 16, width: half });
  const factsEnd = pairs(paper, of.facts, { x: right, y: margin + 34, width: half });
  paper.y = Math.max(buyerEnd, factsEnd) + 18;
}

/** Lines below each other. @returns where they end */
function block(paper: Paper, texts: readonly string[], at: Place): number {
  let { y } = at;
  for (const text of texts)
    for (const line of paper.lines(text, at.size ?? 9, at.width)) {
      paper.write(paper.root, "P", line, { ...at, y });
      y += lineHeight + 1;
    }
  return y;
}

/** Labels with their values at the other side. @returns where they end */
function pairs(paper: Paper, rows: readonly (readonly [string, string])[], at: Place): number {
  let { y } = at;
  for (const [label, value] of rows) {
    const element = paper.doc.struct("P");
    paper.root.add(element);
    paper.write(element, "Span", label, { ...at, y, color: dim });
    paper.write(element, "Span", value, { ...at, y, align: "right" });
    element.end();
    y += lineHeight + 2;
  }
  return y;
}

function totals(paper: Paper): void {
  const { of } = paper;
  const width = paper.width * 0.55;
  const x = margin + paper.width - width;
  for (const { label, value, isSum } of of.totals) {
    const size = isSum ? 12 : 9;
    paper.room(size + 12);
    paper.y += isSum ? 8 : 5;
    if (isSum) paper.line(x, paper.y - 3, width);
    const element = paper.doc.struct("P");
    paper.root.add(element);
    paper.write(element, "Span", label, { x, y: paper.y, width: width * 0.7, size, isBold: isSum });
    paper.write(element, "Span", value, { x, y: paper.y, width: width - 3, size, isBold: isSum, align: "right" });
    element.end();
    paper.y += size + 2;
  }
  if (of.stamp)
    paper.write(paper.root, "P", of.stamp, {
      x: margin,
      y: paper.y - 16,
      width: 120,
      size: 18,
      isBold: true,
      color: "#2b7a4b",
    });
}

function ending(paper: Paper): void {
  const { of } = paper;
  if (of.account.length > 0) {
    paper.room((of.account.length + 3) * (lineHeight + 2));
    paper.y += 24;
    paper.write(paper.root, "H2", "Account", { x: margin, y: paper.y, width: paper.width, size: 11, isBold: true });
    paper.y = pairs(paper, of.account, { x: margin, y: paper.y + 18, width: paper.width * 0.5 });
  }
  paper.y += 14;
  for (const note of of.notes)
    for (const text of paper.lines(note, 9, paper.width)) {
      paper.room(lineHeight);
      paper.y = block(paper, [text], { x: margin, y: paper.y, width: paper.width, color: dim });
    }
}

function appendixOf(paper: Paper, appendix: Appendix): void {
  paper.newPage();
  const at = { x: margin, y: paper.y, width: paper.width, size: 13, isBold: true };
  paper.write(paper.root, "H2", "Calls", at);
  paper.y += 22;
  const table = new Table(paper, appendix.columns, 7);
  for (const row of appendix.rows) table.row(row);
  table.end();
}

/** @param logo bytes of a PNG or JPEG */
export async function documentPdf(
  printable: Printable,
  appendix: Appendix | undefined,
  logo?: Uint8Array,
): Promise<Uint8Array> {
  const paper = new Paper(printable);
  heading(paper, logo);
  const table = new Table(paper, printable.columns, 9);
  for (const row of printable.rows) table.row(row);
  table.end();
  totals(paper);
  ending(paper);
  if (appendix) appendixOf(paper, appendix);
  paper.root.end();
  paper.doc.end();
  const pieces: Uint8Array[] = [];
  for await (const piece of paper.doc) pieces.push(piece as Uint8Array);
  return Buffer.concat(pieces);
}

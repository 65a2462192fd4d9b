import { gunzipSync } from "node:zlib";
import PDFDocument from "pdfkit";
import embedded from "../exports/formats/dejavu-font.json" with { type: "json" };
import { type FontMeasure, measureText, type TextMeasure } from "../exports/formats/pdf-text.ts";
import type { Printable } from "./printable.ts";

/** Sheets of paper: tagged texts, tables that go on over pages, and what stands on every page. Points throughout. */

const papers = { A4: [595.28, 841.89], LETTER: [612, 792] } as const;
export const margin = 48;
const small = 8;
export const lineHeight = 11;
const ink = "#1c1e21";
export const dim = "#5c636a";
const rule = "#d0d4d9";

export interface Column {
  title: string;
  isAmount: boolean;
  /** Of the width, beside the shares of the others. */
  share: number;
}

export type Struct = PDFKit.PDFStructureElement;

let unpacked: Uint8Array | undefined;
/** Unpacked once: a run writes thousands of documents. */
function fontBytes(): Uint8Array {
  unpacked ??= gunzipSync(Buffer.from(embedded.font, "base64"));
  return unpacked;
}

export class Paper {
  readonly doc: PDFKit.PDFDocument;
  readonly root: Struct;
  readonly of: Printable;
  y = margin;
  private page = 0;
  private readonly measures = new Map<number, TextMeasure>();

  constructor(printable: Printable) {
    this.of = printable;
    const font = fontBytes();
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
      // What does not fit is the end of a long name.
      const [text = ""] = this.lines(
        `${of.title} ${of.number} · page ${this.page} · ${of.seller.name}`,
        small,
        this.width,
      );
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

export interface Place {
  x: number;
  y: number;
  width: number;
  size?: number;
  isBold?: boolean;
  align?: "left" | "right";
  color?: string;
}

type Columns = readonly Column[];

/** A table that goes on over pages, its heading on each of them. */
export class Table {
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

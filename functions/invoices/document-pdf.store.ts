import { type Column, dim, lineHeight, margin, Paper, type Place, type Struct, Table } from "./paper.store.ts";
import type { Printable } from "./printable.ts";

/** A document as a tagged PDF file: a screen reader finds its headings and tables. The same document is the same bytes. */

/** Every call, behind the document itself. */
export interface Appendix {
  /** Below its heading: what its figures are in. */
  caption: string;
  columns: readonly Column[];
  rows: readonly string[][];
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
  y = block(paper, [of.seller.name], { x: margin, y, width: half, size: 12, isBold: true });
  y = block(paper, sellerLines, { x: margin, y: y + 3, width: half, color: dim });
  y = Math.max(y + 20, margin + 78);
  const buyer = [...of.buyer.lines, ...(of.buyer.taxNumber ? [`Tax number ${of.buyer.taxNumber}`] : [])];
  y = block(paper, [of.buyer.name], { x: margin, y, width: half, size: 11, isBold: true });
  const buyerEnd = block(paper, buyer, { x: margin, y: y + 2, width: half });
  const factsEnd = pairs(paper, of.facts, { x: right, y: margin + 34, width: half });
  paper.y = Math.max(buyerEnd, factsEnd) + 18;
}

/** Lines below each other. @returns where they end */
function block(paper: Paper, texts: readonly string[], at: Place): number {
  const { size = 9 } = at;
  let { y } = at;
  for (const text of texts) {
    const lines = paper.lines(text, size, at.width * (at.isBold ? boldShare : 1));
    y = written(paper, paper.root, "P", lines, { ...at, y });
  }
  return y;
}

/** A text of bold letters takes a little more than it measures. */
const boldShare = 0.95;

/** Lines that belong together, as one element. @returns where they end */
function written(paper: Paper, parent: Struct, tag: string, lines: readonly string[], at: Place): number {
  const { size = 9 } = at;
  let { y } = at;
  const element = paper.doc.struct(tag);
  parent.add(element);
  for (const line of lines) {
    paper.write(element, "Span", line, { ...at, y });
    y += size + 3;
  }
  element.end();
  return y;
}

/** Labels with their values at the other side; what is too long for its side goes on below. @returns where they end */
function pairs(paper: Paper, rows: readonly (readonly [string, string])[], at: Place): number {
  let { y } = at;
  for (const [label, value] of rows) {
    const element = paper.doc.struct("P");
    paper.root.add(element);
    const ends = [
      written(paper, element, "Span", paper.lines(label, 9, at.width * 0.6), { ...at, y, color: dim }),
      written(paper, element, "Span", paper.lines(value, 9, at.width * 0.68), { ...at, y, align: "right" }),
    ];
    element.end();
    y = Math.max(...ends) + 1;
  }
  return y;
}

function totals(paper: Paper): void {
  const { of } = paper;
  const width = paper.width * 0.55;
  const x = margin + paper.width - width;
  paper.y += 3;
  for (const { label, value, isSum } of of.totals) {
    const size = isSum ? 12 : 9;
    const lines = paper.lines(label, size, width * (isSum ? 0.62 : 0.68));
    paper.room(lines.length * (size + 3) + 10);
    paper.y += isSum ? 8 : 4;
    if (isSum) paper.line(x, paper.y - 3, width);
    const element = paper.doc.struct("P");
    paper.root.add(element);
    paper.write(element, "Span", value, { x, y: paper.y, width: width - 3, size, isBold: isSum, align: "right" });
    paper.y = written(paper, element, "Span", lines, { x, y: paper.y, width, size, isBold: isSum });
    element.end();
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
  paper.y = block(paper, [appendix.caption], { x: margin, y: paper.y + 18, width: paper.width, color: dim }) + 6;
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

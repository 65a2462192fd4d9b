import { SaxesParser } from "saxes";
import { type BrokenLine, longestCell, type SheetLine } from "./csv-sheet.ts";
import { mostColumns } from "./sheet-headers.ts";
import { SheetUnreadable } from "./sheet-unreadable.ts";
import { type CellContext, cellText, columnOf } from "./xlsx-cells.ts";

/** The parts of an XLSX workbook that hold its rows (ECMA-376 part 1, SpreadsheetML), read as their XML passes by. */

type Attributes = Readonly<Record<string, string>>;

interface Handlers {
  open?(name: string, attributes: Attributes): void;
  text?(text: string): void;
  close?(name: string): void;
}

/** Characters without a tag that are taken together; a cell of ten million is refused as a row, not as a file. */
const longestText = 32_000_000;

/** A parser of one part. Names come without their namespace's prefix, which producers choose as they like. */
export function xmlReader({ open, text, close }: Handlers) {
  const parser = new SaxesParser({ position: false });
  const local = (name: string) => name.slice(name.indexOf(":") + 1);
  let untagged = 0;
  parser.on("doctype", () => {
    throw new SheetUnreadable("UNREADABLE", "The workbook declares a document type, which spreadsheets never do.");
  });
  parser.on("error", (error) => {
    throw new SheetUnreadable("UNREADABLE", "The workbook is damaged: a part of it is not XML.", { cause: error });
  });
  parser.on("opentag", (tag) => {
    untagged = 0;
    open?.(local(tag.name), tag.attributes as Attributes);
  });
  parser.on("text", (piece) => text?.(piece));
  parser.on("cdata", (piece) => text?.(piece));
  parser.on("closetag", (tag) => close?.(local(tag.name)));
  const decoder = new TextDecoder();
  const write = (piece: Uint8Array): void => {
    const decoded = decoder.decode(piece, { stream: true });
    untagged += decoded.length;
    if (untagged > longestText) throw new SheetUnreadable("TOO_LARGE", "The workbook has a cell that no sheet has.");
    parser.write(decoded);
  };
  return { write, end: () => void parser.close() };
}

export type XmlReader = ReturnType<typeof xmlReader>;

export interface WorkbookParts {
  /** Name, relation and visibility of each worksheet, in the order of the tabs. */
  sheets: { name: string; relation: string; isHidden: boolean }[];
  is1904: boolean;
}

const attribute = (attributes: Attributes, name: string): string =>
  Object.entries(attributes).find(([key]) => key === name || key.endsWith(`:${name}`))?.[1] ?? "";

export function workbookReader(found: WorkbookParts): XmlReader {
  return xmlReader({
    open: (name, attributes) => {
      if (name === "workbookPr") found.is1904 = /^(1|true)$/.test(attribute(attributes, "date1904"));
      if (name !== "sheet") return;
      const relation = Object.entries(attributes).find(([key]) => /(^|:)id$/.test(key))?.[1] ?? "";
      const state = attributes["state"] ?? "visible";
      found.sheets.push({ name: (attributes["name"] ?? "").slice(0, 100), relation, isHidden: state !== "visible" });
    },
  });
}

/** Targets of relations by their id. */
export const relationsReader = (found: Map<string, string>): XmlReader =>
  xmlReader({
    open: (name, attributes) => {
      if (name === "Relationship") found.set(attributes["Id"] ?? "", attributes["Target"] ?? "");
    },
  });

export interface StyleParts {
  /** Codes of the workbook's own number formats. */
  codes: Map<number, string>;
  /** Number format of each cell style. */
  formats: number[];
}

export function stylesReader(found: StyleParts): XmlReader {
  let isCellStyle = false;
  return xmlReader({
    open: (name, attributes) => {
      if (name === "cellXfs") isCellStyle = true;
      if (name === "numFmt") found.codes.set(Number(attributes["numFmtId"]), attributes["formatCode"] ?? "");
      if (name === "xf" && isCellStyle) found.formats.push(Number(attributes["numFmtId"] ?? 0));
    },
    close: (name) => {
      if (name === "cellXfs") isCellStyle = false;
    },
  });
}

/** Texts are kept up to one character more than a cell may have, so that a longer one is refused where it is used. */
const kept = (text: string, piece: string): string =>
  text.length > longestCell ? text : (text + piece).slice(0, longestCell + 1);

export function sharedStringsReader(found: string[]): XmlReader {
  let text = "";
  let isText = false;
  let isPhonetic = false;
  return xmlReader({
    open: (name) => {
      if (name === "si") text = "";
      if (name === "rPh") isPhonetic = true;
      isText = name === "t" && !isPhonetic;
    },
    text: (piece) => {
      if (isText) text = kept(text, piece);
    },
    close: (name) => {
      isText = false;
      if (name === "rPh") isPhonetic = false;
      if (name === "si") found.push(text);
    },
  });
}

/** Rows of a worksheet; they gather in `rows` until they are taken. */
export function worksheetReader(
  context: CellContext,
  rows: SheetLine[],
  report: (broken: BrokenLine) => void,
): XmlReader {
  let line = 0;
  let cells: string[] = [];
  let cell = { type: undefined as string | undefined, style: 0, value: "" };
  let column = -1;
  let isValue = false;
  const put = () => {
    if (column < 0 || column >= mostColumns || cell.value === "") return;
    while (cells.length < column) cells.push("");
    cells[column] = cellText(cell, context);
  };
  const endRow = () => {
    const detail = cells.some((one) => one.length > longestCell)
      ? `a cell of more than ${longestCell} characters`
      : cells.some((one) => one.includes("\0"))
        ? "a NUL byte"
        : undefined;
    if (detail) report({ line, reason: "MALFORMED", detail, raw: cells.join(",").slice(0, 1000) });
    else if (cells.some((one) => one !== "")) rows.push({ line, cells });
    cells = [];
  };
  return xmlReader({
    open: (name, attributes) => {
      if (name === "row") {
        line = Number(attributes["r"]) || line + 1;
        column = -1;
      } else if (name === "c") {
        const reference = attributes["r"];
        column = reference ? columnOf(reference) : column + 1;
        cell = { type: attributes["t"], style: Number(attributes["s"] ?? 0), value: "" };
      }
      isValue = name === "v" || name === "t";
    },
    text: (piece) => {
      if (isValue) cell.value = kept(cell.value, piece);
    },
    close: (name) => {
      isValue = false;
      if (name === "c") put();
      else if (name === "row") endRow();
    },
  });
}

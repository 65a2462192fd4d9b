import { crc32, createInflateRaw } from "node:zlib";
import type { BrokenLine, SheetLine } from "./csv-sheet.ts";
import type { DecimalSign } from "./sheet-place.ts";
import { SheetUnreadable } from "./sheet-unreadable.ts";
import type { Meter } from "./unpacked.ts";
import { type CellContext, dateStyles } from "./xlsx-cells.ts";
import {
  relationsReader,
  type StyleParts,
  sharedStringsReader,
  stylesReader,
  type WorkbookParts,
  workbookReader,
  worksheetReader,
  type XmlReader,
} from "./xlsx-xml.ts";
import { packedBytes, type ZipEntry, zipEntries } from "./zip-directory.ts";

/**
 * An XLSX workbook of which only the packed bytes are held. Worksheets are unpacked while they are read, under the
 * meter; their rows come as text. Not exceljs's reader: it follows headers that other programs ignore, spills
 * worksheets to disk without a limit, and turns codes into floats.
 */

interface Archive {
  bytes: Uint8Array;
  entries: Map<string, ZipEntry>;
  meter: Meter;
}

async function* unpack({ bytes, meter }: Archive, entry: ZipEntry): AsyncGenerator<Uint8Array> {
  const packed = packedBytes(bytes, entry);
  let sum = 0;
  const counted = (piece: Uint8Array): Uint8Array => {
    meter.add(piece.length);
    sum = crc32(piece, sum);
    return piece;
  };
  if (entry.isStored) yield counted(packed);
  else {
    const inflate = createInflateRaw({ chunkSize: 65_536 });
    inflate.end(packed);
    try {
      for await (const piece of inflate) yield counted(piece as Uint8Array);
    } finally {
      inflate.destroy();
    }
  }
  if (sum !== entry.crc32) throw new SheetUnreadable("UNREADABLE", "The workbook is damaged: a checksum does not fit.");
}

async function readPart(archive: Archive, name: string, reader: XmlReader): Promise<void> {
  const entry = archive.entries.get(name);
  if (!entry) return;
  for await (const piece of unpack(archive, entry)) reader.write(piece);
  reader.end();
}

async function contextOf(archive: Archive, is1904: boolean, decimal: DecimalSign): Promise<CellContext> {
  const styles: StyleParts = { codes: new Map(), formats: [] };
  const shared: string[] = [];
  await readPart(archive, "xl/styles.xml", stylesReader(styles));
  await readPart(archive, "xl/sharedStrings.xml", sharedStringsReader(shared));
  return { shared, isDate: dateStyles(styles.formats, styles.codes), is1904, decimal };
}

const pathOf = (target: string): string =>
  target.startsWith("/") ? target.slice(1) : `xl/${target.replace(/^\.\//, "")}`;

export interface Workbook {
  /** Names of the worksheets, visible ones first. */
  sheets: string[];
  visible: number;
  /** Rows of a worksheet in batches. May be left early and read again. */
  rows(sheet: string, report: (broken: BrokenLine) => void): AsyncGenerator<SheetLine[]>;
}

/** @throws SheetUnreadable for what is no workbook or breaks a limit, here or while reading. */
export async function openWorkbook(bytes: Uint8Array, meter: Meter, decimal: DecimalSign): Promise<Workbook> {
  const archive: Archive = { bytes, entries: zipEntries(bytes), meter };
  if (!archive.entries.has("xl/workbook.xml"))
    throw new SheetUnreadable(
      "UNREADABLE",
      "This ZIP file holds no XLSX workbook. Send the sheet itself, as XLSX or CSV.",
    );
  const parts: WorkbookParts = { sheets: [], is1904: false };
  const targets = new Map<string, string>();
  await readPart(archive, "xl/workbook.xml", workbookReader(parts));
  await readPart(archive, "xl/_rels/workbook.xml.rels", relationsReader(targets));
  const context = await contextOf(archive, parts.is1904, decimal);
  const sheets = parts.sheets.filter(({ relation }) => archive.entries.has(pathOf(targets.get(relation) ?? "")));
  const shown = sheets.filter(({ isHidden }) => !isHidden);
  return {
    sheets: [...shown, ...sheets.filter(({ isHidden }) => isHidden)].map(({ name }) => name),
    visible: shown.length,
    async *rows(sheet, report) {
      const relation = sheets.find(({ name }) => name === sheet)?.relation ?? "";
      const entry = archive.entries.get(pathOf(targets.get(relation) ?? ""));
      if (!entry) return;
      const rows: SheetLine[] = [];
      const reader = worksheetReader(context, rows, report);
      for await (const piece of unpack(archive, entry)) {
        reader.write(piece);
        if (rows.length > 0) yield rows.splice(0);
      }
      reader.end();
      if (rows.length > 0) yield rows.splice(0);
    },
  };
}

import { crc32, deflateRawSync } from "node:zlib";

interface Part {
  name: string;
  body: string | Uint8Array;
  /** What the table of contents says in place of the truth. */
  claims?: { bytes?: number; crc32?: number; flags?: number; method?: number };
}

/** A ZIP file of these parts, deflated, with whatever its table of contents is made to claim. */
export function zipOf(parts: readonly Part[]): Uint8Array {
  const chunks: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, body, claims = {} } of parts) {
    const bytes = Buffer.from(body);
    const packed = deflateRawSync(bytes);
    const title = Buffer.from(name);
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE(claims.flags ?? 0, 2);
    shared.writeUInt16LE(claims.method ?? 8, 4);
    shared.writeUInt32LE(claims.crc32 ?? crc32(bytes), 10);
    shared.writeUInt32LE(packed.length, 14);
    shared.writeUInt32LE(claims.bytes ?? bytes.length, 18);
    shared.writeUInt16LE(title.length, 22);
    const local = Buffer.concat([Buffer.from("504b0304", "hex"), shared, title, packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from("504b01021400", "hex"), shared, tail, title]));
    chunks.push(local);
    offset += local.length;
  }
  const contents = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write("504b0506", "hex");
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(contents.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...chunks, contents, end]);
}

const workbookXml = `<workbook xmlns:r="r"><sheets><sheet name="Rates" sheetId="1" r:id="rId1"/></sheets></workbook>`;
const relationsXml = `<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>`;

/** A workbook of one worksheet, given as the XML of that worksheet; other parts can be put in or over it. */
export function workbookOf(sheet: string | Uint8Array, more: readonly Part[] = []): Uint8Array {
  const parts: Part[] = [
    { name: "xl/workbook.xml", body: workbookXml },
    { name: "xl/_rels/workbook.xml.rels", body: relationsXml },
    { name: "xl/worksheets/sheet1.xml", body: sheet },
  ];
  const replaced = new Set(more.map(({ name }) => name));
  return zipOf([...parts.filter(({ name }) => !replaced.has(name)), ...more]);
}

const cell = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`;

/** The XML of a worksheet of texts. */
export const sheetXml = (rows: readonly (readonly string[])[]): string =>
  `<worksheet><sheetData>${rows.map((cells) => `<row>${cells.map(cell).join("")}</row>`).join("")}</sheetData></worksheet>`;

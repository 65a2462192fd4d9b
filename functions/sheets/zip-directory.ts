import { SheetUnreadable } from "./sheet-unreadable.ts";

/**
 * The table of contents of a ZIP file (APPNOTE 6.3 §4.3). It is read from the end, as spreadsheet programs do, so what is
 * hidden between the entries does not exist; sizes that it states are never believed, only counted against.
 */

export interface ZipEntry {
  name: string;
  isStored: boolean;
  /** Where its local header stands. */
  offset: number;
  packedBytes: number;
  bytes: number;
  crc32: number;
}

/** A workbook of a hundred worksheets has some 120. */
const mostEntries = 200;

const damaged = (detail: string): SheetUnreadable =>
  new SheetUnreadable("UNREADABLE", `The workbook is damaged: ${detail}.`);

function endOf(view: DataView): number {
  // The end record may be followed by a comment of at most 65,535 bytes.
  const first = Math.max(0, view.byteLength - 22 - 65_535);
  for (let at = view.byteLength - 22; at >= first; at--) if (view.getUint32(at, true) === 0x06054b50) return at;
  throw damaged("it has no table of contents");
}

function entryAt(view: DataView, at: number, bytes: Uint8Array): { entry: ZipEntry; next: number } {
  if (at + 46 > view.byteLength || view.getUint32(at, true) !== 0x02014b50)
    throw damaged("its table of contents is cut off");
  const u16 = (offset: number) => view.getUint16(at + offset, true);
  const u32 = (offset: number) => view.getUint32(at + offset, true);
  const [flags, method, nameLength] = [u16(8), u16(10), u16(28)];
  const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength));
  if (flags & 1) throw new SheetUnreadable("UNREADABLE", "The workbook has a password. Save it without one.");
  if (method !== 0 && method !== 8) throw damaged("it is packed in a way that spreadsheets do not use");
  const sizes = { packedBytes: u32(20), bytes: u32(24), offset: u32(42) };
  if (Object.values(sizes).includes(0xffffffff)) throw damaged("it is of a kind for files above 4 GB");
  const next = at + 46 + nameLength + u16(30) + u16(32);
  return { entry: { name, isStored: method === 0, crc32: u32(16), ...sizes }, next };
}

/** @throws SheetUnreadable for a file that is none, has a password, or more entries than a workbook has. */
export function zipEntries(bytes: Uint8Array): Map<string, ZipEntry> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.byteLength < 22) throw damaged("it is cut off");
  const end = endOf(view);
  const count = view.getUint16(end + 10, true);
  if (count > mostEntries) throw new SheetUnreadable("TOO_LARGE", `The file has more than ${mostEntries} parts.`);
  const entries = new Map<string, ZipEntry>();
  let at = view.getUint32(end + 16, true);
  for (let i = 0; i < count; i++) {
    const { entry, next } = entryAt(view, at, bytes);
    if (entries.has(entry.name)) throw damaged("it has two parts of one name");
    entries.set(entry.name, entry);
    at = next;
  }
  return entries;
}

/** The packed bytes of an entry. */
export function packedBytes(bytes: Uint8Array, { offset, packedBytes: size }: ZipEntry): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (offset + 30 > bytes.byteLength || view.getUint32(offset, true) !== 0x04034b50)
    throw damaged("a part is not there");
  const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  if (start + size > bytes.byteLength) throw damaged("a part is cut off");
  return bytes.subarray(start, start + size);
}

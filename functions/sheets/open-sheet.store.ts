import { Readable } from "node:stream";
import { createGunzip, createZstdDecompress } from "node:zlib";
import { type FileAddress, type Part, streamFile } from "../platform/files.ts";
import { type BrokenLine, csvCutter, type SheetLine, separatorOf } from "./csv-sheet.ts";
import type { DecimalSign, Encoding } from "./sheet-place.ts";
import { SheetUnreadable } from "./sheet-unreadable.ts";
import { type Meter, unpackMeter } from "./unpacked.ts";
import { openWorkbook } from "./xlsx-workbook.store.ts";

const largestFile = 64_000_000;
/** Text from which the separator is told. */
const startChars = 32_768;

type Bytes = AsyncIterable<Uint8Array>;
type Report = (broken: BrokenLine) => void;

interface Written {
  decimal: DecimalSign;
  encoding: Encoding;
}

/** A sheet that is open; what it holds is read in batches of rows, never as a whole. */
export interface OpenSheet {
  /** Worksheets, visible ones first; none for text. */
  sheets: string[];
  /** How many of them are visible. */
  visible: number;
  commaSeparated: boolean;
  /** A workbook's worksheets may be read again, text only once. */
  rows(sheet: string | null): AsyncGenerator<SheetLine[]>;
}

async function* limited(bytes: Bytes, limit: number, count: (sum: number) => void): AsyncGenerator<Uint8Array> {
  let sum = 0;
  for await (const chunk of bytes) {
    sum += chunk.length;
    count(sum);
    if (sum > limit) throw new SheetUnreadable("TOO_LARGE", `The file is larger than ${limit / 1_000_000} MB.`);
    yield chunk;
  }
}

async function* joined(first: Uint8Array, rest: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first;
  yield* rest;
}

async function whole(bytes: Bytes): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** gzip (RFC 1952) and zstd (RFC 8878) are unpacked under the meter. */
async function* inflated(bytes: Bytes, magic: string, meter: Meter): AsyncGenerator<Uint8Array> {
  const packer = magic.startsWith("1f8b") ? createGunzip() : magic === "28b52ffd" ? createZstdDecompress() : undefined;
  if (!packer) {
    for await (const chunk of bytes) {
      meter.add(chunk.length);
      yield chunk;
    }
    return;
  }
  const source = Readable.from(bytes).on("error", (error) => packer.destroy(error));
  for await (const chunk of source.pipe(packer)) {
    meter.add((chunk as Uint8Array).length);
    yield chunk as Uint8Array;
  }
}

/** By its byte order mark, else as declared. */
async function* decoded(bytes: Bytes, declared: Encoding): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  for await (const chunk of bytes) {
    const mark = Buffer.from(chunk.subarray(0, 2)).toString("hex");
    decoder ??= new TextDecoder(mark === "fffe" ? "utf-16le" : mark === "feff" ? "utf-16be" : declared);
    yield decoder.decode(chunk, { stream: true });
  }
  yield decoder?.decode() ?? "";
}

const noLines = (): never => {
  throw new SheetUnreadable("UNREADABLE", "The file has no lines: it is neither a CSV sheet nor an XLSX workbook.");
};

async function openText(text: AsyncGenerator<string>, report: Report): Promise<OpenSheet> {
  let start = "";
  for (let next = await text.next(); !next.done; next = await text.next()) {
    start += next.value;
    if (start.length > startChars) break;
  }
  if (start.trim() === "") throw new SheetUnreadable("EMPTY", "The file is empty.");
  const lines = start.slice(0, startChars).split("\n").slice(0, 40);
  if (lines.filter((line) => line.includes("\0")).length > lines.length / 2)
    throw new SheetUnreadable("UNREADABLE", "The file is not text. Save the sheet as XLSX or as CSV in UTF-8.");
  const separator = separatorOf(lines);
  const cutter = csvCutter(separator, report, noLines);
  async function* rows() {
    yield cutter.push(start);
    for await (const piece of text) yield cutter.push(piece);
    yield cutter.end();
  }
  return { sheets: [], visible: 0, commaSeparated: separator === ",", rows };
}

/**
 * Opens an uploaded sheet: an XLSX workbook, or text with separators, also packed.
 * @param part only the object of this ETag
 * @throws SheetUnreadable here or while reading; FileReplaced.
 */
export async function openSheet(
  file: FileAddress,
  written: Written,
  report: Report,
  part: Pick<Part, "etag"> = {},
): Promise<OpenSheet> {
  const body = await streamFile(file, part);
  if (!body) throw new SheetUnreadable("EMPTY", "The file did not arrive.");
  let fileBytes = 0;
  const meter = unpackMeter(() => fileBytes);
  const bytes = limited(body, largestFile, (sum) => {
    fileBytes = sum;
  });
  const first = await bytes.next();
  if (first.done) throw new SheetUnreadable("EMPTY", "The file is empty.");
  const magic = Buffer.from(first.value.subarray(0, 4)).toString("hex");
  const all = joined(first.value, bytes);
  if (magic === "d0cf11e0")
    throw new SheetUnreadable("UNREADABLE", "This is an old XLS workbook. Save it as XLSX or CSV and send that.");
  if (!magic.startsWith("504b")) return openText(decoded(inflated(all, magic, meter), written.encoding), report);
  const workbook = await openWorkbook(await whole(all), meter, written.decimal);
  const { sheets, visible } = workbook;
  return { sheets, visible, commaSeparated: false, rows: (sheet) => workbook.rows(sheet ?? "", report) };
}

const isDamage = (error: unknown): boolean =>
  error instanceof RangeError ||
  /^(Z_|ZSTD_|ERR_(TRAILING_JUNK|ZLIB|ZSTD|BUFFER_TOO|STRING_TOO_LONG))/.test(
    String((error as { code?: unknown }).code),
  );

/** What a reader threw, as something to tell the person who sent the sheet. What is not the sheet's fault stays as it is. */
export function unreadable(error: unknown): unknown {
  if (!isDamage(error)) return error;
  const message = "The file is damaged: it cannot be unpacked or read to its end.";
  return new SheetUnreadable("UNREADABLE", message, { cause: error });
}

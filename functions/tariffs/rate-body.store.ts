import { createHash } from "node:crypto";
import { constants, zstdCompressSync, zstdDecompressSync } from "node:zlib";
import { getFile, putFile } from "../platform/files.ts";
import type { RateRow } from "./rate.ts";
import { countRows, encodeRateBook, openRateBook, type RateBook } from "./rate-book.ts";

/** Bodies are kept open up to this size in all; a book of 300,000 prefixes takes about 12 MB. */
const keptBytes = 200_000_000;

interface Kept {
  book: Promise<RateBook>;
  bytes: number;
}

/** In the order of use: the first is the one that was not asked for the longest. */
const kept = new Map<string, Kept>();

function forget(): void {
  let bytes = 0;
  for (const { bytes: size } of kept.values()) bytes += size;
  for (const [key, one] of kept) {
    if (bytes <= keptBytes || kept.size === 1) return;
    kept.delete(key);
    bytes -= one.bytes;
  }
}

async function load(key: string): Promise<RateBook> {
  const packed = await getFile({ bucket: "files", key });
  if (!packed) throw new Error(`the rates of a published version are missing: ${key}`);
  const bytes = zstdDecompressSync(packed);
  const book = openRateBook(bytes);
  const entry = kept.get(key);
  if (entry) entry.bytes = bytes.length + book.index.nodes.byteLength + book.rows.byteLength;
  forget();
  return book;
}

/** The rates of a body. A body is named by its content and never changes, so it is read once for as long as it is used. */
export function rateBook(key: string): Promise<RateBook> {
  const known = kept.get(key);
  if (known) {
    kept.delete(key);
    kept.set(key, known);
    return known.book;
  }
  const book = load(key);
  kept.set(key, { book, bytes: 0 });
  // What could not be read is asked for again next time.
  book.catch(() => kept.delete(key));
  return book;
}

/** Writes the rows as a body; returns its key and how many rows it has. The same rows are the same body. */
export async function putRateBody(rows: readonly RateRow[]): Promise<{ body: string; rates: number }> {
  const bytes = encodeRateBook(rows);
  const body = `tariffs/${createHash("sha256").update(bytes).digest("hex")}`;
  const params = { [constants.ZSTD_c_checksumFlag]: 1, [constants.ZSTD_c_compressionLevel]: 6 };
  await putFile({ bucket: "files", key: body }, zstdCompressSync(bytes, { params }), "application/octet-stream");
  return { body, rates: countRows(openRateBook(bytes)) };
}

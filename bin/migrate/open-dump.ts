import { createReadStream } from "node:fs";
import { open, readdir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import { pipeline, Readable } from "node:stream";
import { createGunzip, createInflateRaw } from "node:zlib";
import { parse } from "csv-parse";
import { packedBytes, zipEntries } from "../../functions/sheets/zip-directory.ts";
import { DumpFault, type DumpRow, mostRowCharacters, type WantsTable } from "./dump.ts";
import { SqlRows } from "./sql-rows.ts";

/** The rows of a dump: an SQL file, plain or gzip, or CSV files with a line of headers, one a table, in a folder or ZIP. */

export interface DumpFile {
  path: string;
  /** As `TextDecoder` calls it. */
  charset: string;
}

/** What no database shrinks to: a file that unpacks beyond this is made to fill disks. */
const mostGrowth = 200;
const growthFreeBytes = 100_000_000;

async function* measured(packed: number, bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const chunk of bytes) {
    size += chunk.length;
    if (size > growthFreeBytes && size > packed * mostGrowth)
      throw new DumpFault(`The file unpacks to more than ${mostGrowth} times its size: it is no dump.`);
    yield chunk;
  }
}

async function* decoded(bytes: AsyncIterable<Uint8Array>, charset: string): AsyncGenerator<string> {
  let read = 0;
  try {
    const decoder = new TextDecoder(charset, { fatal: true });
    for await (const chunk of bytes) {
      yield decoder.decode(chunk, { stream: true });
      read += chunk.length;
    }
    yield decoder.decode();
  } catch (cause) {
    const { code } = cause as { code?: string };
    if (code === "ERR_ENCODING_INVALID_ENCODED_DATA")
      throw new DumpFault(
        `The dump is not ${charset}, behind byte ${read}. Dump with --default-character-set=utf8mb4, or name its charset with --charset.`,
        { cause },
      );
    if (code === "ERR_ENCODING_NOT_SUPPORTED") throw new DumpFault(`There is no charset ${charset}.`, { cause });
    if (/^Z_|ERR_ZLIB/.test(code ?? ""))
      throw new DumpFault("The file is packed and cut off or damaged: it cannot be unpacked.", { cause });
    throw cause;
  }
}

async function* sqlRows(texts: AsyncIterable<string>, wants: WantsTable): AsyncGenerator<DumpRow> {
  const rows = new SqlRows(wants);
  for await (const text of texts) yield* rows.feed(text);
  yield* rows.end();
  if (!rows.isDump) throw new DumpFault("The file has no statement about any table: it is no dump of a database.");
}

/** How CSV exports of MySQL write NULL. */
const nulls = new Set(["\\N", "NULL"]);

async function* csvRows(table: string, texts: AsyncIterable<string>): AsyncGenerator<DumpRow> {
  const parser = parse({
    ...{ columns: true, bom: true, max_record_size: mostRowCharacters, skip_empty_lines: true, escape: '"' },
  });
  // What goes wrong with the text ends the parser, too, which would else wait for more of it for ever.
  pipeline(Readable.from(texts), parser, () => undefined);
  let row = 0;
  try {
    for await (const record of parser as AsyncIterable<Record<string, string>>)
      yield {
        table,
        row: ++row,
        values: new Map(Object.entries(record).map(([name, value]) => [name, nulls.has(value) ? null : value])),
      };
  } catch (cause) {
    if (cause instanceof DumpFault) throw cause;
    throw new DumpFault(`${table}.csv cannot be read behind row ${row}: ${(cause as Error).message}.`, { cause });
  }
}

const tableOf = (file: string): string | undefined => /([^/\\]+)\.csv$/i.exec(file)?.[1];

/** Spreadsheets are ZIP files as well; what is wrong with one is said of a dump here. */
function ofZip<T>(read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw new DumpFault("The ZIP file is cut off, damaged, or has a password: it cannot be unpacked.", { cause });
  }
}

async function* zipRows(file: DumpFile, wants: WantsTable): AsyncGenerator<DumpRow> {
  const bytes = await readFile(file.path);
  for (const entry of ofZip(() => zipEntries(bytes)).values()) {
    const table = tableOf(entry.name);
    if (!table || !wants(table)) continue;
    const packed = ofZip(() => packedBytes(bytes, entry));
    const from = Readable.from([packed]);
    const plain = entry.isStored ? from : from.pipe(createInflateRaw());
    yield* csvRows(table, decoded(measured(packed.length, plain), file.charset));
  }
}

async function* folderRows(file: DumpFile, wants: WantsTable): AsyncGenerator<DumpRow> {
  const names = (await readdir(file.path)).sort();
  const tables = names.filter((name) => tableOf(name));
  if (tables.length === 0) throw new DumpFault(`${file.path} has no file that ends in .csv.`);
  for (const name of tables) {
    const table = tableOf(name) ?? "";
    if (wants(table)) yield* csvRows(table, decoded(createReadStream(path.join(file.path, name)), file.charset));
  }
}

async function beginOf(file: string): Promise<string> {
  const handle = await open(file);
  const { buffer } = await handle.read(Buffer.alloc(4), 0, 4, 0);
  await handle.close();
  return buffer.toString("hex");
}

/** @throws DumpFault for what is no dump, or is one no further than where it was read to */
export async function* rowsOf(file: DumpFile, wants: WantsTable): AsyncGenerator<DumpRow> {
  const found = await stat(file.path).catch(() => undefined);
  if (!found) throw new DumpFault(`There is no file ${file.path}.`);
  if (found.isDirectory()) return yield* folderRows(file, wants);
  const begin = await beginOf(file.path);
  if (begin === "504b0304") return yield* zipRows(file, wants);
  const bytes = createReadStream(file.path, { highWaterMark: 1 << 18 });
  const plain = begin.startsWith("1f8b") ? measured(found.size, bytes.pipe(createGunzip())) : bytes;
  yield* sqlRows(decoded(plain, file.charset), wants);
}

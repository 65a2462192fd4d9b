import { Readable, type Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip, createZstdDecompress } from "node:zlib";
import { parse } from "csv-parse";
import { fileFacts, putFile, streamFile } from "../platform/files.ts";
import type { ImportFailure } from "./rate-import.ts";
import type { Reject } from "./rate-sheet.ts";

/** A sheet that cannot be read at all; the message is fit to show. */
export class SheetUnreadable extends Error {
  readonly reason: ImportFailure;
  readonly headers: readonly string[];
  constructor(reason: ImportFailure, message: string, detail: { cause?: unknown; headers?: string[] } = {}) {
    super(message, { cause: detail.cause });
    this.reason = reason;
    this.headers = detail.headers ?? [];
  }
}

const largestFile = 64_000_000;
const largestUnpacked = 512_000_000;
const longestLine = 20_000;

export const sheetFile = (importId: string) => ({ bucket: "uploads", key: `rate-sheets/${importId}` }) as const;
export const rejectFile = (importId: string) => ({ bucket: "files", key: `rejects/${importId}.csv` }) as const;

export const sheetFacts = (importId: string) => fileFacts(sheetFile(importId));

async function* limited(bytes: AsyncIterable<Uint8Array>, limit: number) {
  let sum = 0;
  for await (const chunk of bytes) {
    sum += chunk.length;
    if (sum > limit) throw new SheetUnreadable("TOO_LARGE", `The sheet is larger than ${limit / 1_000_000} MB.`);
    yield chunk;
  }
}

/** By the first bytes: gzip and zstd are unpacked, a ZIP (which an XLSX is) is refused. */
async function* unpacked(bytes: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  const first = await bytes.next();
  if (first.done) return;
  const again = (async function* () {
    yield first.value;
    yield* bytes;
  })();
  const magic = Buffer.from(first.value.subarray(0, 4)).toString("hex");
  if (magic.startsWith("504b"))
    throw new SheetUnreadable("UNREADABLE", "This is a spreadsheet or ZIP file. Save the sheet as CSV and send that.");
  const packer = magic.startsWith("1f8b") ? createGunzip() : magic === "28b52ffd" ? createZstdDecompress() : undefined;
  if (!packer) yield* again;
  else
    yield* Readable.from(again)
      .on("error", (error) => packer.destroy(error))
      .pipe(packer);
}

/**
 * Text in whole lines. A line whose quotes do not close is taken out and reported, else it would swallow the good lines
 * after it; an empty line keeps its place, so that line numbers stay true. A cell may therefore not contain a line break.
 */
async function* wholeLines(bytes: AsyncIterable<Uint8Array>, report: (reject: Reject) => void) {
  const decoder = new TextDecoder();
  let carry = "";
  let line = 1;
  const checked = (text: string): string => {
    if (text.split('"').length % 2 === 1 && text.length <= longestLine) return text;
    const detail = text.length > longestLine ? `longer than ${longestLine} characters` : "a quote does not close";
    report({ line, reason: "MALFORMED", detail, raw: text.slice(0, 1000) });
    return "";
  };
  const checkedLines = (text: string): string =>
    text
      .split("\n")
      .map((one) => {
        const kept = checked(one);
        line++;
        return kept;
      })
      .join("\n");
  for await (const chunk of bytes) {
    const text = carry + decoder.decode(chunk, { stream: true });
    const end = text.lastIndexOf("\n");
    carry = text.slice(end + 1);
    if (carry.length > 1_000_000)
      throw new SheetUnreadable("UNREADABLE", "The file has no lines: it is not a CSV sheet.");
    if (end >= 0) yield `${checkedLines(text.slice(0, end))}\n`;
  }
  const rest = carry + decoder.decode();
  if (rest) yield checkedLines(rest);
}

/** Of the usual separators the one that the first line has most of. */
function separatorOf(firstLine: string): string {
  const counted = [",", ";", "\t", "|"].map((separator) => ({ separator, n: firstLine.split(separator).length }));
  return counted.reduce((best, one) => (one.n > best.n ? one : best)).separator;
}

export interface SheetLine {
  line: number;
  cells: string[];
}

export interface OpenSheet {
  separator: string;
  lines: AsyncIterable<SheetLine>;
}

/**
 * The lines of an uploaded sheet, the header among them, as they come: a sheet is never held as a whole.
 * @throws SheetUnreadable here or while reading.
 */
export async function openSheet(importId: string, report: (reject: Reject) => void): Promise<OpenSheet> {
  const body = await streamFile(sheetFile(importId));
  if (!body) throw new SheetUnreadable("EMPTY", "The file did not arrive.");
  const text = wholeLines(limited(unpacked(limited(body, largestFile)), largestUnpacked), report);
  const first = await text.next().catch((error: unknown) => {
    throw readable(error);
  });
  if (first.done) throw new SheetUnreadable("EMPTY", "The file is empty.");
  const separator = separatorOf(first.value.slice(0, Math.max(0, first.value.indexOf("\n"))) || first.value);
  return { separator, lines: parsed(separator, first.value, text) };
}

const readable = (error: unknown): SheetUnreadable =>
  error instanceof SheetUnreadable
    ? error
    : new SheetUnreadable("UNREADABLE", "The file is damaged: it cannot be unpacked or read to its end.", {
        cause: error,
      });

async function* parsed(delimiter: string, first: string, rest: AsyncIterable<string>): AsyncGenerator<SheetLine> {
  const parser = parse({
    bom: true,
    delimiter,
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
  });
  const text = (async function* () {
    yield first;
    yield* rest;
  })();
  // An error of either side ends both, so the loop below throws it; the promise is asked at the end only.
  const fed = pipeline(Readable.from(text), parser as unknown as Transform);
  fed.catch(() => {});
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>)
      yield { line: info.lines, cells: record };
    await fed;
  } catch (error) {
    throw readable(error);
  }
}

/** Cells that a spreadsheet would run as a formula get an apostrophe; numbers keep their sign. */
const cell = (text: string): string => {
  const safe = /^[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
};

/** Writes all rejected lines with their reasons, for the sender of the sheet. */
export async function putRejects(importId: string, rejects: readonly Reject[]): Promise<void> {
  const lines = rejects.map(({ line, reason, detail, raw }) => [String(line), reason, detail, raw].map(cell).join(","));
  await putFile(rejectFile(importId), `line,reason,detail,content\n${lines.join("\n")}\n`, "text/csv; charset=utf-8");
}

import type { Readable } from "node:stream";
import { createGunzip, createZstdDecompress } from "node:zlib";

/** A file that inflates no further: cut off or damaged, or blown up beyond measure. What came before it is sound. */
export class BrokenArchive extends Error {
  readonly isTooMuch: boolean;

  constructor(detail: string, isTooMuch: boolean, cause?: unknown) {
    super(detail, { cause });
    this.name = "BrokenArchive";
    this.isTooMuch = isTooMuch;
  }
}

/** Pieces in which a file is inflated: each costs a turn of the event loop, so larger ones are passed over faster. */
const chunkSize = 256 * 1024;

const isZip = (error: unknown): boolean =>
  /^(Z_|ZSTD_|ERR_(TRAILING_JUNK|ZLIB|ZSTD|BUFFER_TOO))/.test(String((error as { code?: unknown }).code));

function decompressorOf(head: Uint8Array) {
  if (head[0] === 0x1f && head[1] === 0x8b) return createGunzip({ chunkSize });
  if (head[0] === 0x28 && head[1] === 0xb5 && head[2] === 0x2f && head[3] === 0xfd)
    return createZstdDecompress({ chunkSize });
  return undefined;
}

/** Whether the first four bytes are those of gzip (RFC 1952) or zstd (RFC 8878). */
export function isPacked(head: Uint8Array): boolean {
  const decompressor = decompressorOf(head);
  decompressor?.destroy();
  return decompressor !== undefined;
}

/** The first bytes of a stream, at least four unless it is shorter, and all of it from the start. */
async function sniff(stream: AsyncIterable<Uint8Array>): Promise<{ head: Uint8Array; all: AsyncIterable<Uint8Array> }> {
  const pieces = stream[Symbol.asyncIterator]();
  const first: Uint8Array[] = [];
  let head = Buffer.alloc(0);
  while (head.length < 4) {
    const { value, done } = await pieces.next();
    if (done) break;
    first.push(value);
    head = Buffer.concat([head, value]);
  }
  async function* all() {
    yield* first;
    for (let next = await pieces.next(); !next.done; next = await pieces.next()) yield next.value;
  }
  return { head, all: all() };
}

async function* bounded(pieces: AsyncIterable<Uint8Array>, mostBytes: number): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const piece of pieces) {
    bytes += piece.length;
    if (bytes > mostBytes) throw new BrokenArchive("The file inflates to far more than a CDR file can hold.", true);
    yield piece;
  }
}

async function* unpacked(
  all: AsyncIterable<Uint8Array>,
  decompressor: NonNullable<ReturnType<typeof decompressorOf>>,
  mostBytes: number,
): AsyncGenerator<Uint8Array> {
  // The error of the side that fails reaches the reader: reading the file and inflating it are told apart by it.
  const feed = (async () => {
    for await (const piece of all)
      if (!decompressor.write(piece)) await new Promise((go) => decompressor.once("drain", go));
    decompressor.end();
  })().catch((error: unknown) => decompressor.destroy(error as Error));
  try {
    yield* bounded(decompressor, mostBytes);
    await feed;
  } catch (error) {
    if (error instanceof BrokenArchive || !isZip(error)) throw error;
    throw new BrokenArchive("The file's compressed data is cut off or damaged.", false, error);
  } finally {
    decompressor.destroy();
  }
}

/**
 * The bytes of a file, inflated where it is gzip or zstd, which its first bytes tell. The stream is closed at the end,
 * also where the reader leaves early: what stays open keeps its connection.
 * @throws BrokenArchive in the course of it; any other error is one of reading the file.
 */
export async function* inflated(stream: Readable, mostBytes: number): AsyncGenerator<Uint8Array> {
  try {
    const { head, all } = await sniff(stream);
    const decompressor = decompressorOf(head);
    yield* decompressor ? unpacked(all, decompressor, mostBytes) : all;
  } finally {
    stream.destroy();
  }
}

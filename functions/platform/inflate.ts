import { constants } from "node:buffer";
import type { Readable } from "node:stream";
import { createGunzip, createZstdDecompress, zstdDecompressSync } from "node:zlib";

/** A file that inflates no further: cut off or damaged, or blown up beyond measure. What came before it is sound. */
export class BrokenArchive extends Error {
  readonly isTooMuch: boolean;

  constructor(detail: string, isTooMuch: boolean, cause?: unknown) {
    super(detail, { cause });
    this.name = "BrokenArchive";
    this.isTooMuch = isTooMuch;
  }
}

/** What Node answers with `info` (zlib documentation): the decoder has counted the bytes that it took. */
interface Unpacked {
  buffer: Buffer;
  engine: { bytesWritten: number };
}

/** Pieces in which a frame is inflated at most, and those of one that does not say what it holds. */
const mostPieceBytes = 1024 * 1024;
const usualPieceBytes = 64 * 1024;

/** Bytes that a zstd frame says it holds (RFC 8878, 3.1.1.1); undefined where it does not say. */
function statedBytes(frame: Uint8Array): number | undefined {
  const [descriptor = 0] = frame.subarray(4);
  const isSingle = (descriptor & 0x20) !== 0;
  const width = descriptor >> 6 === 0 ? Number(isSingle) : 1 << (descriptor >> 6);
  const dictionary = [0, 1, 2, 4][descriptor & 3] ?? 0;
  const field = frame.subarray((isSingle ? 5 : 6) + dictionary).subarray(0, width);
  if (width === 0 || field.length < width) return undefined;
  // The least significant byte first. Two bytes count from 256 on.
  return field.reduceRight((sum, byte) => sum * 256 + byte, 0) + (width === 2 ? 256 : 0);
}

/** A piece for all that the frame says it holds, and a byte by which the decoder sees that it was enough. */
const pieceFor = (frame: Uint8Array): number =>
  Math.min(mostPieceBytes, Math.max(1024, (statedBytes(frame) ?? usualPieceBytes) + 1));

/**
 * The contents of zstd frames behind one another (RFC 8878, 3.1): Node's decoder stops behind each.
 * @param maxOutputLength of all of them together, in bytes
 * @throws what Node's zlib throws
 */
export function* zstdFrames(
  packed: Uint8Array,
  { maxOutputLength = constants.MAX_LENGTH }: { maxOutputLength?: number } = {},
): Generator<Buffer> {
  let room = maxOutputLength;
  for (let at = 0; at < packed.length; ) {
    const rest = at === 0 ? packed : packed.subarray(at);
    // Node takes no bound of 0; a frame with nothing in it may follow.
    const bounded = { chunkSize: pieceFor(rest), maxOutputLength: Math.max(1, room), info: true };
    const { buffer, engine } = zstdDecompressSync(rest, bounded) as unknown as Unpacked;
    yield buffer;
    room -= buffer.length;
    at += engine.bytesWritten;
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

type Decompressor = NonNullable<ReturnType<typeof decompressorOf>>;

/** What is fed to a decompressor, and how much of it there was. */
interface Fed {
  bytes: number;
  last: Uint8Array;
}

/** Feeds until the pieces or what the decompressor takes of them are over. A failure to read destroys it with the error. */
async function feedTo(decompressor: Decompressor, first: Uint8Array, pieces: Pieces, fed: Fed): Promise<void> {
  const closed = new Promise<void>((go) => decompressor.once("close", go));
  try {
    for (let piece: Uint8Array | undefined = first; piece; piece = (await pieces.next()).value) {
      fed.last = piece;
      fed.bytes += piece.length;
      await Promise.race([new Promise<void>((go) => decompressor.write(piece, () => go())), closed]);
      if (decompressor.bytesWritten < fed.bytes || decompressor.destroyed) return;
    }
    decompressor.end();
  } catch (error) {
    decompressor.destroy(error as Error);
  }
}

type Pieces = AsyncIterator<Uint8Array, undefined>;

/** What one decompressor makes of the pieces. @returns what it left of the last one it was given */
async function* unpackedOnce(
  decompressor: Decompressor,
  first: Uint8Array,
  pieces: Pieces,
): AsyncGenerator<Uint8Array, Uint8Array | undefined> {
  const fed: Fed = { bytes: 0, last: first };
  // The error of the side that fails reaches the reader: reading the file and inflating it are told apart by it.
  const feed = feedTo(decompressor, first, pieces, fed);
  try {
    yield* decompressor as AsyncIterable<Uint8Array>;
    await feed;
    const left = fed.bytes - decompressor.bytesWritten;
    return left > 0 ? fed.last.subarray(fed.last.length - left) : (await pieces.next()).value;
  } finally {
    decompressor.destroy();
  }
}

/**
 * Node's zstd decoder stops behind a frame that ends within a piece. Files may be many frames behind one another (RFC 8878,
 * 3.1), as those are that are appended to or packed in parallel: what is left of the piece begins another decoder.
 */
async function* unpacked(all: AsyncIterable<Uint8Array>, head: Uint8Array): AsyncGenerator<Uint8Array> {
  const pieces = all[Symbol.asyncIterator]() as Pieces;
  try {
    for (let left = (await pieces.next()).value; left; ) {
      const decompressor = decompressorOf(head);
      if (!decompressor) return;
      left = yield* unpackedOnce(decompressor, left, pieces);
    }
  } catch (error) {
    if (!isZip(error)) throw error;
    throw new BrokenArchive("The file's compressed data is cut off or damaged.", false, error);
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
    yield* isPacked(head) ? bounded(unpacked(all, head), mostBytes) : all;
  } finally {
    stream.destroy();
  }
}

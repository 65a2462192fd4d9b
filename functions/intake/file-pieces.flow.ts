import { type FileAddress, getFile, streamFile } from "../platform/files.ts";
import { inflated, isPacked } from "../platform/inflate.ts";
import type { Place } from "./lines.ts";

/** Bytes of a file's beginning that a later run reads again, for its header and its columns: no record is longer. */
const headBytes = 1024 ** 2;
/** A CDR file shrinks to a twentieth at best; what grows a hundredfold was made to hurt. */
const mostGrowth = 100;
/** Small files may grow by more. */
const leastInflated = 64 * 1024 ** 2;
/**
 * A packed file cannot be entered in the middle, so a run inflates again what earlier ones read. At the 200 MB/s of one
 * slow core this much is passed in nine of the thirteen minutes that a run has, and every run comes further.
 */
const mostInflated = 100 * 1024 ** 3;

/** A file to be read from a place on. */
export interface EnteredFile {
  address: FileAddress;
  bytes: number;
  etag: string;
  from: Place;
  /** Called with every piece that leaves the bucket: bytes of the file that are passed. */
  passed(bytes: number): void;
  /** Called with the file's beginning before the first piece, where that is not at the beginning. */
  recall(head: Uint8Array): void;
  /** Called with every piece that is passed over; stops the reading by throwing. */
  passing(): void;
}

const opened = async ({ address, etag, passed }: EnteredFile, fromByte: number) => {
  const stream = await streamFile(address, { etag, fromByte });
  if (!stream) throw new Error(`the file ${address.key} is not there`);
  let at = fromByte;
  stream.on("data", (piece: Uint8Array) => {
    at += piece.length;
    passed(at);
  });
  return stream;
};

const mostOf = (bytes: number) => Math.min(mostInflated, Math.max(leastInflated, mostGrowth * bytes));

/** A packed file is inflated from its beginning; what is before the place is dropped unread. */
async function* inflatedFrom(file: EnteredFile): AsyncGenerator<Uint8Array> {
  const from = file.from.bytes;
  const head: Uint8Array[] = [];
  let at = 0;
  for await (const piece of inflated(await opened(file, 0), mostOf(file.bytes))) {
    const next = at + piece.length;
    if (at < from && at < headBytes) head.push(piece.slice(0, Math.min(from, headBytes) - at));
    if (next <= from) file.passing();
    else if (at <= from) {
      if (from > 0) file.recall(Buffer.concat(head));
      yield piece.subarray(from - at);
    } else yield piece;
    at = next;
  }
}

/**
 * The bytes of a file from a place on, inflated where it is packed. A plain file is entered right there.
 * @throws FileReplaced when another object lies there than the one of the ETag, BrokenArchive where it inflates no further
 */
export async function* piecesFrom(file: EnteredFile): AsyncGenerator<Uint8Array> {
  const from = file.from.bytes;
  if (from === 0) {
    yield* inflatedFrom(file);
    return;
  }
  const toByte = headBytes - 1;
  const head = (await getFile(file.address, { etag: file.etag, toByte })) ?? new Uint8Array(0);
  if (isPacked(head)) {
    yield* inflatedFrom(file);
    return;
  }
  file.recall(head.subarray(0, from));
  // A range that begins at the end is refused.
  if (from < file.bytes) yield* await opened(file, from);
}

import { zstdCompressSync } from "node:zlib";
import { getFile, type ListedFile, listFiles, putFile } from "../platform/files.ts";
import { zstdFrames } from "../platform/inflate.ts";
import { KeptDelivery } from "./kept-delivery.ts";

/** Text that is packed at once, in characters: whoever reads the object again holds as much. */
const frameLength = 4_000_000;

/** A line break as a frame of its own. Frames behind one another are what `zstd -dc` reads as one text (RFC 8878). */
const lineBreak = zstdCompressSync("\n");

const put = (key: string, frames: readonly Uint8Array[]): Promise<void> =>
  putFile({ bucket: "files", key }, Buffer.concat(frames), "application/zstd");

/** Keeps deliveries, one a line. The same key is written again only with the same deliveries. */
export function putDeliveries(key: string, deliveries: readonly KeptDelivery[]): Promise<void> {
  const frames: Uint8Array[] = [];
  let text = "";
  for (const delivery of deliveries) {
    text += `${JSON.stringify(delivery)}\n`;
    if (text.length < frameLength) continue;
    frames.push(zstdCompressSync(text));
    text = "";
  }
  if (text !== "") frames.push(zstdCompressSync(text));
  return put(key, frames);
}

/** Keeps batches that are packed for the stream already, one a line. */
export const putPacked = (key: string, batches: readonly Uint8Array[]): Promise<void> =>
  put(
    key,
    batches.flatMap((batch) => [batch, lineBreak]),
  );

/** What lies under a prefix, in the order of its keys. @param after the key behind which to begin */
export const keptObjects = (prefix: string, after?: string): AsyncGenerator<ListedFile> =>
  listFiles({ bucket: "files", key: prefix }, after);

/** The lines of frames behind one another; a frame holds whole lines. */
function* linesOf(packed: Uint8Array): Generator<string> {
  let open = "";
  for (const buffer of zstdFrames(packed)) {
    const lines = (open + buffer.toString()).split("\n");
    open = lines.pop() ?? "";
    yield* lines;
  }
  if (open !== "") yield open;
}

/** The deliveries of an object, or the readings of a file's lines. */
export async function* keptDeliveries(key: string): AsyncGenerator<KeptDelivery> {
  const packed = await getFile({ bucket: "files", key });
  if (packed) for (const line of linesOf(packed)) if (line !== "") yield KeptDelivery.parse(JSON.parse(line));
}

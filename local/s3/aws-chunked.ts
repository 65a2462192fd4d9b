import { Refusal } from "./refusal.ts";

/** What an `aws-chunked` body said after its last chunk: `x-amz-checksum-crc32` and the like. */
export type Trailers = Map<string, string>;

/** Pulls exact amounts out of a stream of arbitrary pieces, holding no more than one piece and one line. */
function puller(source: AsyncIterable<Uint8Array>) {
  const pieces = source[Symbol.asyncIterator]();
  let held: Buffer = Buffer.alloc(0);
  const more = async () => {
    const piece = await pieces.next();
    if (piece.done) throw new Refusal("IncompleteBody", "The body ended before its last chunk.");
    held = held.length === 0 ? Buffer.from(piece.value) : Buffer.concat([held, piece.value]);
  };
  return {
    async line(): Promise<string> {
      let end = held.indexOf("\r\n");
      while (end < 0) {
        if (held.length > 16_384) throw new Refusal("InvalidRequest", "A chunk header is too long.");
        await more();
        end = held.indexOf("\r\n");
      }
      const text = held.subarray(0, end).toString("latin1");
      held = held.subarray(end + 2);
      return text;
    },
    /** Between 1 and `most` bytes. */
    async some(most: number): Promise<Buffer> {
      if (held.length === 0) await more();
      const taken = held.subarray(0, most);
      held = held.subarray(taken.length);
      return taken;
    },
  };
}

/**
 * Takes the `aws-chunked` framing off ("Signature calculations for the Authorization header: streaming with trailers",
 * S3 API reference): `size[;chunk-signature=…] CRLF bytes CRLF`, ended by a chunk of size 0 and the trailers. Signatures
 * of single chunks are not checked; the trailer's checksum is, by the receiver.
 */
export async function* decodeAwsChunked(source: AsyncIterable<Uint8Array>, trailers: Trailers): AsyncGenerator<Buffer> {
  const input = puller(source);
  for (;;) {
    const size = Number.parseInt((await input.line()).split(";")[0] ?? "", 16);
    if (!(size >= 0)) throw new Refusal("InvalidRequest", "A chunk header is not a hexadecimal size.");
    if (size === 0) break;
    for (let left = size; left > 0; ) {
      const piece = await input.some(left);
      left -= piece.length;
      yield piece;
    }
    if ((await input.line()) !== "") throw new Refusal("InvalidRequest", "A chunk is longer than it says.");
  }
  for (let line = await input.line(); line !== ""; line = await input.line()) {
    const colon = line.indexOf(":");
    if (colon > 0) trailers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
}

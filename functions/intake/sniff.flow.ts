import { Readable } from "node:stream";
import { BrokenArchive, inflated } from "../platform/inflate.ts";
import { type Sniffed, sniff, sniffedLength } from "./sniff.ts";

/** A sample is small; what inflates to more than this is not looked at further. */
const mostBytes = 4 * 1024 * 1024;

/** The beginning of a sample, inflated where it is packed. A packed sample that was cut is read as far as it goes. */
async function beginningOf(body: Uint8Array): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const piece of inflated(Readable.from([body]), mostBytes)) {
      pieces.push(piece);
      length += piece.length;
      if (length > sniffedLength) break;
    }
  } catch (error) {
    if (!(error instanceof BrokenArchive)) throw error;
  }
  return Buffer.concat(pieces);
}

/** What layouts a sample file may have. @param body its bytes, packed or not */
export const sniffSample = async (body: Uint8Array, atMs: number): Promise<Sniffed> =>
  sniff(new TextDecoder().decode(await beginningOf(body)), atMs);

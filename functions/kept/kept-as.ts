import type { Kept } from "../cdrs/cdr.ts";
import { formats } from "../intake/formats/formats.ts";
import type { CdrSource } from "../intake/source.ts";

/** Bytes as text that JSON carries: one character for each, so that every byte comes back. */
const textOf = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1");

/**
 * How a delivery is read at this moment.
 * @param at when it came in, epoch ms
 * @param bytes left out for a file, which is kept beside
 */
export function keptAs(source: CdrSource, at: number, bytes?: Uint8Array): Kept {
  const { parserVersion } = formats[source.format];
  const read = { at, format: source.format, parserVersion, sourceVersion: source.version };
  return bytes ? { ...read, raw: textOf(bytes) } : read;
}

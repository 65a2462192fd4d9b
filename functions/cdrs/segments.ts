import { zstdDecompressSync } from "node:zlib";
import { ByteSource } from "./byte-source.ts";

/** The streams of values of which packed columns are made. */

/**
 * With which packed columns begin whose values are of fixed width. Those of before begin with the length of what is
 * stored as it is, which was never this.
 */
export const fixedWidths = 1;

export const segments = ["raw", "numbers", "texts", "digits"] as const;
export type Segment = (typeof segments)[number];

/** Cuts bytes into their segments, each unpacked once it is asked for. */
export function openSegments(bytes: Uint8Array): Record<Segment, () => Uint8Array> {
  const all = new ByteSource(bytes);
  const open = () => {
    const head = all.number();
    const part = all.take(Math.floor(head / 2));
    let plain: Uint8Array | undefined = head % 2 === 1 ? undefined : part;
    return () => {
      plain ??= zstdDecompressSync(part);
      return plain;
    };
  };
  return { raw: open(), numbers: open(), texts: open(), digits: open() };
}

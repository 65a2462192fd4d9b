import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import { Refusal } from "./refusal.ts";

/** A running digest; `base64` is what the `x-amz-checksum-*` headers carry. */
export interface Digest {
  update(chunk: Uint8Array): void;
  base64(): string;
}

const crc32cTable = Uint32Array.from({ length: 256 }, (_, index) => {
  let crc = index;
  // 0x82f63b78 is the Castagnoli polynomial, bit-reversed (RFC 3720 appendix B.4).
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0x82f63b78 : crc >>> 1;
  return crc;
});

function crc32c(chunk: Uint8Array, before: number): number {
  let crc = ~before;
  for (const byte of chunk) crc = (crc >>> 8) ^ (crc32cTable[(crc ^ byte) & 0xff] ?? 0);
  return ~crc >>> 0;
}

function crcDigest(step: (chunk: Uint8Array, before: number) => number): Digest {
  let value = 0;
  return {
    update(chunk) {
      value = step(chunk, value);
    },
    base64() {
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32BE(value >>> 0);
      return bytes.toString("base64");
    },
  };
}

function hashDigest(algorithm: string): Digest {
  const hash = createHash(algorithm);
  return { update: (chunk) => void hash.update(chunk), base64: () => hash.digest("base64") };
}

const makers: Record<string, () => Digest> = {
  crc32: () => crcDigest((chunk, before) => crc32(chunk, before)),
  crc32c: () => crcDigest(crc32c),
  sha1: () => hashDigest("sha1"),
  sha256: () => hashDigest("sha256"),
};

export const checksumHeaders = /^x-amz-checksum-(crc32|crc32c|crc64nvme|sha1|sha256)$/;

/** A digest by the name of its header. One that we cannot compute is refused, never taken unchecked. */
export function digestFor(header: string): Digest {
  const maker = makers[header.replace("x-amz-checksum-", "")];
  if (!maker) throw new Refusal("NotImplemented", `${header} is not checked by this stand-in.`);
  return maker();
}

import { crc32, deflateSync } from "node:zlib";

function chunk(name: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(name), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

interface Png {
  width: number;
  height: number;
  /** Lines that are really there. */
  lines?: number;
  interlaced?: boolean;
}

/** A PNG of one colour, with an alpha channel as logos have. */
export function aPng({ width, height, lines = height, interlaced = false }: Png): Uint8Array {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 6, 0, 0, interlaced ? 1 : 0], 8);
  const line = Buffer.concat([Buffer.from([0]), Buffer.alloc(width * 4, 0x80)]);
  const pixels = deflateSync(Buffer.concat(Array.from({ length: lines }, () => line)));
  const mark = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([mark, chunk("IHDR", head), chunk("IDAT", pixels), chunk("IEND", Buffer.alloc(0))]);
}

/** Bytes that one comment of a JPEG may have. */
const mostComment = 65_533;

/** The frame of a JPEG, filled up to so many bytes by comments. */
export function aJpeg(bytes = 20): Uint8Array {
  const frame = [0xff, 0xc0, 0, 11, 8, 0, 30, 0, 40, 1, 1, 0x11, 0];
  const comments: Buffer[] = [];
  for (let left = bytes - frame.length - 4; left > 4; left -= 4 + (comments.at(-1)?.length ?? 0)) {
    const length = Math.min(left - 4, mostComment);
    const head = [0xff, 0xfe, (length + 2) >> 8, (length + 2) & 0xff];
    comments.push(Buffer.from(head), Buffer.alloc(length, 0x41));
  }
  return Buffer.concat([Buffer.from([0xff, 0xd8]), ...comments, Buffer.from([...frame, 0xff, 0xd9])]);
}

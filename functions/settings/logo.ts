import * as z from "zod";

/** The operator's picture: PNG or JPEG, because every browser shows them and a PDF file can hold them as they are. */

export const mostLogoBytes = 200 * 1024;
/** More than that a page of paper cannot show, and a small file could blow up to no end. */
const mostPixels = 2000;

export const Logo = z
  .object({
    type: z.enum(["image/png", "image/jpeg"]),
    bytes: z.int(),
    width: z.int(),
    height: z.int(),
    /** SHA-256 of the file, behind the account code of a reseller whose it is, in hex. */
    digest: z.string(),
  })
  .meta({ id: "Logo" });
export type Logo = z.infer<typeof Logo>;

/** What a picture says of itself. `packed`: the pixels of a PNG as they are packed, `rowBytes` how many each line has. */
export type Picture = { width: number; height: number } & (
  | { type: "image/jpeg" }
  | { type: "image/png"; packed: Uint8Array[]; rowBytes: number }
);

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const pngMark = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** Samples of a pixel by the colour type of a PNG: grey, RGB, palette, grey with alpha, RGB with alpha. */
const samples: Record<number, number> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

interface Chunk {
  name: string;
  data: Uint8Array;
}

/** The chunks of a PNG up to its end; undefined where one is cut off. */
function chunksOf(bytes: Uint8Array): Chunk[] | undefined {
  const view = viewOf(bytes);
  const chunks: Chunk[] = [];
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = view.getUint32(at);
    if (at + 12 + length > bytes.length) return undefined;
    const name = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    chunks.push({ name, data: bytes.subarray(at + 8, at + 8 + length) });
    if (name === "IEND") return chunks;
    at += 12 + length;
  }
  return undefined;
}

/** Interlaced pictures are left out: a PDF file would have to hold them unpacked. */
function pngOf(bytes: Uint8Array): Picture | undefined {
  const chunks = chunksOf(bytes);
  const head = chunks?.[0];
  if (!chunks || head?.name !== "IHDR" || head.data.length !== 13) return undefined;
  const view = viewOf(head.data);
  const [width, height, bits] = [view.getUint32(0), view.getUint32(4), view.getUint8(8)];
  const perPixel = samples[view.getUint8(9)];
  const isPlain = view.getUint8(10) === 0 && view.getUint8(11) === 0 && view.getUint8(12) === 0;
  if (perPixel === undefined || !isPlain || ![1, 2, 4, 8, 16].includes(bits)) return undefined;
  const isPalette = view.getUint8(9) === 3;
  const palette = chunks.find(({ name }) => name === "PLTE")?.data.length ?? 0;
  if (isPalette && (bits > 8 || palette === 0 || palette % 3 !== 0)) return undefined;
  const packed = chunks.filter(({ name }) => name === "IDAT").map(({ data }) => data);
  return { type: "image/png", width, height, packed, rowBytes: Math.ceil((width * perPixel * bits) / 8) };
}

/** Markers of a JPEG's frame: baseline and progressive. */
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xc2;

function jpegOf(bytes: Uint8Array): Picture | undefined {
  const view = viewOf(bytes);
  for (let at = 2; at + 10 <= bytes.length && view.getUint8(at) === 0xff; ) {
    const marker = view.getUint8(at + 1);
    if (isFrame(marker)) {
      const isKnown = view.getUint8(at + 4) === 8 && [1, 3, 4].includes(view.getUint8(at + 9));
      const isWhole = bytes.at(-2) === 0xff && bytes.at(-1) === 0xd9;
      const size = { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
      return isKnown && isWhole ? { type: "image/jpeg", ...size } : undefined;
    }
    at += 2 + view.getUint16(at + 2);
  }
  return undefined;
}

/** The picture that the bytes begin like; undefined for anything that is no PNG or JPEG of a sensible size. */
export function pictureOf(bytes: Uint8Array): Picture | undefined {
  const isPng = pngMark.every((byte, at) => bytes[at] === byte);
  const isJpeg = bytes[0] === 0xff && bytes[1] === 0xd8;
  const picture = isPng ? pngOf(bytes) : isJpeg ? jpegOf(bytes) : undefined;
  if (!picture) return undefined;
  const fits = [picture.width, picture.height].every((side) => side >= 1 && side <= mostPixels);
  return fits ? picture : undefined;
}

/** Where browsers find it. The digest makes it another address after a change. */
export const logoPath = ({ digest }: Logo, reseller?: string): string =>
  `/api/v1/branding/logo?of=${digest.slice(0, 16)}${reseller === undefined ? "" : `&account=${reseller}`}`;

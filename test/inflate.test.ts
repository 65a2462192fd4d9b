import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { createZstdCompress, gzipSync, zstdCompressSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { BrokenArchive, inflated, zstdFrames } from "../functions/platform/inflate.ts";

const texts = ["a line\n", "", `${"long ".repeat(60_000)}\n`, "the last\n"];
const frames = texts.map((text) => zstdCompressSync(text));
const packed = Buffer.concat(frames);
/** RFC 8878, 3.1.2: what packers in parallel put before each frame. */
const skippable = Buffer.from([0x50, 0x2a, 0x4d, 0x18, 4, 0, 0, 0, 1, 2, 3, 4]);

function* cut(bytes: Uint8Array, size: number): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function textOf(bytes: Uint8Array, size: number, most = 10_000_000): Promise<string> {
  let text = "";
  for await (const piece of inflated(Readable.from(cut(bytes, size)), most)) text += Buffer.from(piece).toString();
  return text;
}

describe("zstd frames behind one another", () => {
  // The first frame ends at a piece's end, within a piece, and all of them lie in one piece.
  it.each([1, 7, frames[0]?.length ?? 0, 64, packed.length])(
    "are read to the last of them in pieces of %i bytes",
    async (size) => {
      expect(await textOf(packed, size)).toBe(texts.join(""));
      expect(await textOf(Buffer.concat([frames[0] ?? skippable, skippable, packed]), size)).toBe(
        texts[0] + texts.join(""),
      );
    },
  );

  it.each([7, 64, packed.length])(
    "are an end with what came before, where the last is cut off or none, in pieces of %i bytes",
    async (size) => {
      await expect(textOf(packed.subarray(0, -3), size)).rejects.toThrow(BrokenArchive);
      await expect(textOf(Buffer.concat([packed, Buffer.from("no frame")]), size)).rejects.toThrow(BrokenArchive);
    },
  );

  it("are bounded together", async () => {
    const most = texts.join("").length;
    expect(await textOf(packed, 1000, most)).toHaveLength(most);
    await expect(textOf(packed, 1000, most - 1)).rejects.toThrow(BrokenArchive);
    expect([...zstdFrames(packed, { maxOutputLength: most })].map(String)).toEqual(texts);
    expect(() => [...zstdFrames(packed, { maxOutputLength: most - 1 })]).toThrow(/larger than/);
  });

  // Around the widths in which a frame tells its size, and the largest piece; a stream is packed without knowing it.
  it.each([0, 1, 255, 256, 257, 65_791, 65_792, 1_048_575, 1_048_576, 3_000_001])(
    "are whole where they hold %i bytes, whether they say so or not",
    async (size) => {
      const bytes = Buffer.alloc(size, "0123456789abcdef.");
      const streamed = await buffer(Readable.from(cut(bytes, 50_000)).pipe(createZstdCompress()));
      expect(Buffer.concat([...zstdFrames(zstdCompressSync(bytes))]).equals(bytes)).toBe(true);
      expect(Buffer.concat([...zstdFrames(streamed)]).equals(bytes)).toBe(true);
    },
  );

  it("end as gzip does, whose members Node reads by itself", async () => {
    const members = Buffer.concat(texts.map((text) => gzipSync(text)));
    expect(await textOf(members, 7)).toBe(texts.join(""));
  });
});

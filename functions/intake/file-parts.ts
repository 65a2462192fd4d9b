import * as z from "zod";

/**
 * A large file comes in parts, so that a broken connection or a reload of the page costs one part and not the file. What is
 * there is asked of the bucket, which knows it; nothing is counted beside it.
 */

/** S3 takes parts of 5 MiB and more, 10,000 of them; 5 GiB are 320 of these. A slow line sends one within its URL's time. */
export const partBytes = 16 * 1024 ** 2;

/** URLs that one answer brings: they are good for ten minutes. */
const mostUrls = 8;

/** What is read at most. */
const mostFileBytes = 5 * 1024 ** 3;

export const NewParts = z
  .strictObject({
    /** Size of the whole file. The same upload is asked with the same size each time. */
    bytes: z.int().min(1).max(mostFileBytes),
  })
  .meta({ id: "NewCdrUploadParts" });
export type NewParts = z.infer<typeof NewParts>;

const PartToPut = z.object({
  number: z.int(),
  /** Where in the file it begins, and its length, in bytes. */
  from: z.int(),
  bytes: z.int(),
  /** Where to PUT it, within ten minutes. */
  url: z.string(),
});

export const PartsView = z
  .object({
    /** Length of every part but the last. */
    partBytes: z.int(),
    /** Parts of the file, and how many of them are there. */
    count: z.int(),
    stored: z.int(),
    /** Bytes that are there. */
    storedBytes: z.int(),
    /** The next parts to put, eight at most; none when all are there. */
    next: z.array(PartToPut),
  })
  .meta({ id: "CdrUploadParts" });
export type PartsView = z.infer<typeof PartsView>;

/** How a file is being put in parts: S3's id of it, and the size that was announced. */
export const InParts = z.object({ id: z.string(), bytes: z.number().int() });
export type InParts = z.infer<typeof InParts>;

export interface FilePart {
  number: number;
  from: number;
  bytes: number;
}

/** The parts of a file of so many bytes. */
export const partsOfFile = (bytes: number): FilePart[] =>
  Array.from({ length: Math.ceil(bytes / partBytes) }, (_, i) => {
    const from = i * partBytes;
    return { number: i + 1, from, bytes: Math.min(partBytes, bytes - from) };
  });

/** A part of another length than it has in the file is put again: its sender was cut off, or sent another file. */
const isThere = (stored: readonly { number: number; bytes: number }[], part: FilePart): boolean =>
  stored.some(({ number, bytes }) => number === part.number && bytes === part.bytes);

/** What is there of a file and what is to be put next. */
export function standOf(bytes: number, stored: readonly { number: number; bytes: number }[]) {
  const all = partsOfFile(bytes);
  const there = all.filter((part) => isThere(stored, part));
  return {
    partBytes,
    count: all.length,
    stored: there.length,
    storedBytes: there.reduce((sum, part) => sum + part.bytes, 0),
    missing: all.filter((part) => !isThere(stored, part)).slice(0, mostUrls),
  };
}

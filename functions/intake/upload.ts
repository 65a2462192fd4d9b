import * as z from "zod";
import { SuspenseReason } from "../cdrs/cdr.ts";

/**
 * A whole file of CDRs, put by pre-signed URL and read in the background. A file may be read more than once (a crash,
 * a second notice of the bucket): each reading numbers its parts anew from its attempt, and only the parts of the last
 * attempt count. Its records are the same calls of the same delivery, so nothing is charged twice.
 */

export const NewUpload = z
  .strictObject({
    /** Id of the CDR source in whose layout the file is. */
    source: z.string().min(1).max(64),
    /** For people to know it again; it decides nothing. */
    fileName: z
      .string()
      .trim()
      .min(1)
      .max(255)
      .regex(/^[^\p{Cc}]+$/u, "No control characters."),
  })
  .meta({ id: "NewCdrUpload" });
export type NewUpload = z.infer<typeof NewUpload>;

/** Where to PUT the file, within ten minutes. `headers` must be sent as they are. */
export const UploadTicket = z
  .object({ id: z.string(), url: z.string(), method: z.literal("PUT"), headers: z.record(z.string(), z.string()) })
  .meta({ id: "CdrUploadTicket" });
export type UploadTicket = z.infer<typeof UploadTicket>;

/** What the rating function found in one batch of a file. */
export const PartCounts = z.object({
  accepted: z.number().int(),
  duplicates: z.number().int(),
  parked: z.number().int(),
  /** Parked lines and records by reason. */
  reasons: z.partialRecord(SuspenseReason, z.number().int()),
});
export type PartCounts = z.infer<typeof PartCounts>;

/** Where a later run goes on: everything before it is on the stream. Noted after every flush. */
export const ResumePoint = z.object({
  /** Records on the stream, and how many of them were parked. */
  lines: z.number().int(),
  parked: z.number().int(),
  /** Latest setup among them, ms; 0 = none. */
  newestCallMs: z.number().int(),
  /** The part that the noting attempt would make next. */
  nextPart: z.number().int(),
  /** Parts of earlier attempts that count, both ends included. Each attempt numbers its own, so a batch that a killed run flushed and did not note never counts. */
  earlier: z.array(z.object({ from: z.number().int(), to: z.number().int() })),
  /** The object and the version of the source that were read: with others the records could differ. */
  etag: z.string(),
  sourceVersion: z.number().int(),
});
export type ResumePoint = z.infer<typeof ResumePoint>;

export const Upload = z.object({
  id: z.string(),
  source: z.string(),
  fileName: z.string(),
  createdAt: z.string(),
  createdBy: z.string(),
  /** Readings begun; 0 = the file has not come yet. */
  attempt: z.number().int().nonnegative(),
  /** Size as stored, and how much of it the reading has passed. */
  bytes: z.number().int(),
  bytesRead: z.number().int(),
  /** Records read so far by the last attempt. */
  lines: z.number().int(),
  /** Batches that the last attempt made; null while it reads. */
  parts: z.number().int().nullable(),
  /** ETag of the object that was read to its end: a second notice of the same object need not read it again. */
  etag: z.string().nullable(),
  /** Why the file cannot be read; null otherwise. */
  error: z.string().nullable(),
  resume: ResumePoint.nullable().default(null),
  /** Final counts, once every part is counted. */
  counts: PartCounts.nullable(),
});
export type Upload = z.infer<typeof Upload>;

export const UploadView = Upload.pick({
  id: true,
  source: true,
  fileName: true,
  createdAt: true,
  bytes: true,
  lines: true,
  error: true,
})
  .extend({
    /** `queued`: the file has not come yet, or waits. `done`: every record is posted, parked or found a duplicate. */
    status: z.enum(["queued", "running", "done", "failed"]),
    /** 0 to 100: half for reading, half for rating. */
    progress: z.number().int(),
    ...PartCounts.shape,
  })
  .meta({ id: "CdrUpload" });
export type UploadView = z.infer<typeof UploadView>;

/** Parts of one attempt begin here; a file of 5 GB has a few hundred thousand at most. */
const partsPerAttempt = 1_000_000;
export const firstPart = (attempt: number): number => attempt * partsPerAttempt;
export const lastPart = (attempt: number): number => (attempt + 1) * partsPerAttempt - 1;

/** The parts that count: those that earlier attempts noted, and all of the last one's. */
export const partRanges = ({ attempt, resume }: Upload): { from: number; to: number }[] => [
  ...(resume?.earlier ?? []),
  { from: firstPart(attempt), to: lastPart(attempt) },
];

/** The point at which a new attempt takes over; undefined when it must read from the start. */
export function takenOver(seen: Upload, etag: string, copied: boolean, sourceVersion: number): ResumePoint | undefined {
  const { resume, attempt } = seen;
  if (!resume || resume.sourceVersion !== sourceVersion || (resume.etag !== etag && !copied)) return undefined;
  const last = { from: firstPart(attempt), to: resume.nextPart - 1 };
  const earlier = last.to < last.from ? resume.earlier : [...resume.earlier, last];
  return { ...resume, etag, earlier, nextPart: firstPart(attempt + 1) };
}

export const noCounts: PartCounts = { accepted: 0, duplicates: 0, parked: 0, reasons: {} };

const addReasons = (a: PartCounts["reasons"], b: PartCounts["reasons"]): PartCounts["reasons"] => {
  const sum = { ...a };
  for (const [reason, count] of Object.entries(b) as [SuspenseReason, number][])
    sum[reason] = (sum[reason] ?? 0) + count;
  return sum;
};

export const addCounts = (a: PartCounts, b: PartCounts): PartCounts => ({
  accepted: a.accepted + b.accepted,
  duplicates: a.duplicates + b.duplicates,
  parked: a.parked + b.parked,
  reasons: addReasons(a.reasons, b.reasons),
});

/** Whether every part of the last reading has been counted, and so the counts are final. */
export const isCounted = (upload: Upload, counted: number): boolean => upload.parts !== null && counted >= upload.parts;

function progressOf(upload: Upload, counted: number): number {
  const read = upload.parts !== null || upload.bytes === 0 ? 1 : Math.min(1, upload.bytesRead / upload.bytes);
  const rated = upload.parts ? Math.min(1, counted / upload.parts) : 0;
  return Math.min(99, Math.floor(50 * read + 50 * rated));
}

/** @param parts the counts that the last reading's parts have so far */
export function viewOf(upload: Upload, parts: readonly PartCounts[]): UploadView {
  const { id, source, fileName, createdAt, bytes, lines, error } = upload;
  const shown = { id, source, fileName, createdAt, bytes, lines, error };
  const counts = upload.counts ?? parts.reduce(addCounts, noCounts);
  if (error !== null) return { ...shown, status: "failed", progress: 100, ...counts };
  if (upload.attempt === 0) return { ...shown, status: "queued", progress: 0, ...counts };
  const done = upload.counts !== null || isCounted(upload, parts.length);
  return {
    ...shown,
    status: done ? "done" : "running",
    progress: done ? 100 : progressOf(upload, parts.length),
    ...counts,
  };
}

import * as z from "zod";
import { FiguresView, figuresOf, type Sums } from "../reconcile/figures.ts";
import { InParts } from "./file-parts.ts";
import { ResumePoint } from "./resume-point.ts";
import { UploadFailure } from "./upload-failure.ts";

/**
 * A whole file of CDRs, put by pre-signed URL and read in the background. A file may be read more than once (a crash,
 * a second notice of the bucket). Its records are the same calls of the same delivery, so nothing is charged or counted
 * twice. Each reading numbers its parts anew from its attempt; they tell how much of it is rated.
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
  /** Why the file cannot be read, in words; null otherwise. */
  error: z.string().nullable(),
  failure: UploadFailure.nullable().default(null),
  resume: ResumePoint.nullable().default(null),
  /** Runs in a row, the last one included, that have not come further. */
  idleRuns: z.number().int().default(0),
  /** Another file was put in its place while it was read, or after. */
  replaced: z.boolean().default(false),
  /** When the reading last said where it stands. */
  notedAt: z.string().nullable().default(null),
  /** Set while a large file is put in parts, and after. */
  inParts: InParts.nullable().default(null),
  /** Every part was seen to be rated: they need not be counted again, and are not kept for ever. */
  rated: z.boolean().default(false),
});
export type Upload = z.infer<typeof Upload>;

export const UploadView = Upload.pick({
  id: true,
  source: true,
  fileName: true,
  createdAt: true,
  bytes: true,
  bytesRead: true,
  lines: true,
  error: true,
  failure: true,
  replaced: true,
  notedAt: true,
})
  .extend({
    /** Runs that the reading has taken so far: a long file is read by several, one after another. */
    run: z.number().int(),
    /** `queued`: the file has not come yet, or waits. `done`: every record is posted, parked or found a duplicate. */
    status: z.enum(["queued", "running", "done", "failed"]),
    /** 0 to 100: half for reading, half for rating. */
    progress: z.number().int(),
    /** Calls of the file at a charge or at 0: `charged` and `zeroRated`. */
    accepted: z.number().int(),
    /** Lines that are half of a call for which another line stands. They are no records of their own. */
    joined: z.number().int(),
    /** Lines that are none of the records and not joined: still to be rated while it is at work, else none. */
    open: z.number().int(),
    ...FiguresView.shape,
  })
  .meta({ id: "CdrUpload" });
export type UploadView = z.infer<typeof UploadView>;

/** How many of a reading's parts are rated, and what became of the records. */
export interface Rated {
  parts: number;
  sums: Sums;
}

/** Whether every part of the last reading is rated. */
const isRated = ({ rated, parts }: Upload, count: number): boolean => rated || (parts !== null && count >= parts);

function progressOf(upload: Upload, count: number): number {
  const read = upload.parts !== null || upload.bytes === 0 ? 1 : Math.min(1, upload.bytesRead / upload.bytes);
  const rated = upload.parts ? Math.min(1, count / upload.parts) : 0;
  return Math.min(99, Math.floor(50 * read + 50 * rated));
}

function statusOf(upload: Upload, count: number): Pick<UploadView, "status" | "progress"> {
  if (upload.error !== null) return { status: "failed", progress: 100 };
  if (upload.attempt === 0) return { status: "queued", progress: 0 };
  if (isRated(upload, count)) return { status: "done", progress: 100 };
  return { status: "running", progress: progressOf(upload, count) };
}

/** How a file stands by what its reading's parts have so far. */
export function viewOf(upload: Upload, { parts, sums }: Rated): UploadView {
  const { id, source, fileName, createdAt, bytes, bytesRead, lines, error, failure, replaced, notedAt } = upload;
  const figures = figuresOf(sums);
  const joined = Number(sums["joined"] ?? 0);
  return {
    ...{
      id,
      source,
      fileName,
      createdAt,
      bytes,
      bytesRead,
      lines,
      run: upload.attempt,
      replaced,
      notedAt,
      error,
      failure,
    },
    ...statusOf(upload, parts),
    ...figures,
    accepted: figures.charged + figures.zeroRated,
    joined,
    open: Math.max(0, lines - figures.records - joined),
  };
}

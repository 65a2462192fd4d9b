import * as z from "zod";
import { SuspenseReason } from "../cdrs/cdr.ts";
import { failureText, UploadFailure } from "./upload-failure.ts";

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

/** Where a later run goes on: everything before it is on the stream. Noted after a flush, never before. */
export const ResumePoint = z.object({
  /** The place in the file (inflated, where it is packed) at which the next record begins. */
  place: z.object({ bytes: z.number().int(), lines: z.number().int() }),
  /** Records on the stream, and how many of them were parked. */
  lines: z.number().int(),
  parked: z.number().int(),
  /** Latest call among them, ms; 0 = none. */
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
  /** Final counts, once every part is counted. */
  counts: PartCounts.nullable(),
  /** Halves of calls that were counted as waiting and have met their other half since, as far as it was looked at. */
  joined: z.number().int().default(0),
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
    /** Halves of calls that waited when the file was read and are a call since; they are not among the parked. */
    joined: z.number().int(),
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

/** The point at which an attempt begins that knows of no other. */
const fromTheStart = (attempt: number, etag: string, sourceVersion: number): ResumePoint => ({
  place: { bytes: 0, lines: 0 },
  lines: 0,
  parked: 0,
  newestCallMs: 0,
  nextPart: firstPart(attempt),
  earlier: [],
  etag,
  sourceVersion,
});

/** The point at which the next attempt takes over: where the last one stood, unless it read something else. */
export function nextResume({ resume, attempt }: Upload, etag: string, sourceVersion: number): ResumePoint {
  const next = attempt + 1;
  if (resume?.etag !== etag || resume.sourceVersion !== sourceVersion) return fromTheStart(next, etag, sourceVersion);
  const last = { from: firstPart(attempt), to: resume.nextPart - 1 };
  const earlier = last.to < last.from ? resume.earlier : [...resume.earlier, last];
  return { ...resume, earlier, nextPart: firstPart(next) };
}

/** A run has to come further than the one before, and at 13 minutes each this many are nearly two days. */
const mostRuns = 200;
/** Lambda tries an event three times; beyond twice that nothing mends itself. */
const mostIdleRuns = 6;
const mostBytes = 5 * 1024 ** 3;

/** The object as it lies in the bucket. */
export interface Stored {
  bytes: number;
  etag: string;
}

/** The upload as the next run begins it; with a failure when the file is not read (on). */
export function begun(seen: Upload, stored: Stored, source: { version: number } | undefined, at: string): Upload {
  const resume = nextResume(seen, stored.etag, source?.version ?? 0);
  const readsOn = resume.place.bytes > 0;
  const isSame = seen.resume === null || seen.resume.etag === stored.etag;
  const attempt = seen.attempt + 1;
  const idleRuns = isSame ? seen.idleRuns + 1 : 1;
  const failure = refusalOf({ stored, source, attempt, idleRuns });
  return {
    ...seen,
    attempt,
    idleRuns,
    resume,
    replaced: seen.replaced || !isSame,
    bytes: stored.bytes,
    bytesRead: readsOn ? seen.bytesRead : 0,
    lines: resume.lines,
    parts: null,
    etag: null,
    failure,
    error: failure && failureText[failure],
    counts: null,
    joined: 0,
    notedAt: at,
  };
}

interface Asked {
  stored: Stored;
  source: object | undefined;
  attempt: number;
  idleRuns: number;
}

function refusalOf({ stored, source, attempt, idleRuns }: Asked): UploadFailure | null {
  if (!source) return "SOURCE_REMOVED";
  if (stored.bytes > mostBytes) return "FILE_TOO_LARGE";
  if (attempt > mostRuns) return "TOO_MANY_RUNS";
  return idleRuns > mostIdleRuns ? "READING_FAILED" : null;
}

/** Whether a run of it could find more to read: it has come, and was not read to its end. */
export const isUnfinished = ({ attempt, parts }: Upload): boolean => attempt > 0 && parts === null;

/** How many parts a reading has that stands at the point. */
export const partsAt = ({ earlier, nextPart }: ResumePoint, attempt: number): number =>
  earlier.reduce((sum, { from, to }) => sum + to - from + 1, 0) + nextPart - firstPart(attempt);

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

/** The counts of the first parts of a reading, so that a look need not read them all again. */
export const PartSum = z.object({
  /** The reading's first part: another reading has another. */
  from: z.number().int(),
  /** The part after the last one in the sum, and how many are in it. */
  next: z.number().int(),
  parts: z.number().int(),
  counts: PartCounts,
});
export type PartSum = z.infer<typeof PartSum>;

export const emptySum = (upload: Upload): PartSum => {
  const from = partRanges(upload)[0]?.from ?? 0;
  return { from, next: from, parts: 0, counts: noCounts };
};

/** The sum with those parts more that follow it without a gap; only noted parts, for others may never count. */
export function summed(sum: PartSum, found: ReadonlyMap<number, PartCounts>, upload: Upload): PartSum {
  const { earlier, nextPart } = upload.resume ?? { earlier: [], nextPart: firstPart(upload.attempt) };
  let { parts, counts } = sum;
  for (const { from, to } of [...earlier, { from: firstPart(upload.attempt), to: nextPart - 1 }])
    for (let part = Math.max(from, sum.next); part <= to; part++) {
      const more = found.get(part);
      if (!more) return { ...sum, next: part, parts, counts };
      parts++;
      counts = addCounts(counts, more);
    }
  return { ...sum, next: nextPart, parts, counts };
}

/** Halves of calls that a file's counts say are waiting. */
export const waitingIn = ({ reasons }: PartCounts): number => reasons.WAITING_FOR_BYE ?? 0;

/** The counts without the halves that have met their other half since; a call of theirs is counted by what brought that. */
function withoutJoined(counts: PartCounts, joined: number): PartCounts {
  const { WAITING_FOR_BYE: waiting = 0, ...others } = counts.reasons;
  const reasons = waiting > joined ? { ...others, WAITING_FOR_BYE: waiting - joined } : others;
  return { ...counts, parked: counts.parked - Math.min(joined, waiting), reasons };
}

/** Whether every part of the last reading has been counted, and so the counts are final. */
const isCounted = (upload: Upload, counted: number): boolean => upload.parts !== null && counted >= upload.parts;

function progressOf(upload: Upload, counted: number): number {
  const read = upload.parts !== null || upload.bytes === 0 ? 1 : Math.min(1, upload.bytesRead / upload.bytes);
  const rated = upload.parts ? Math.min(1, counted / upload.parts) : 0;
  return Math.min(99, Math.floor(50 * read + 50 * rated));
}

/** How a file stands by what its reading's parts have so far. */
export function viewOf(upload: Upload, counted: { parts: number; counts: PartCounts }): UploadView {
  const { id, source, fileName, createdAt, bytes, bytesRead, lines, error, failure, replaced, notedAt } = upload;
  const read = { bytes, bytesRead, lines, run: upload.attempt, replaced, notedAt };
  const shown = { id, source, fileName, createdAt, ...read, error, failure };
  const { joined } = upload;
  const counts = { joined, ...withoutJoined(upload.counts ?? counted.counts, joined) };
  if (error !== null) return { ...shown, status: "failed", progress: 100, ...counts };
  if (upload.attempt === 0) return { ...shown, status: "queued", progress: 0, ...counts };
  const done = upload.counts !== null || isCounted(upload, counted.parts);
  return {
    ...shown,
    status: done ? "done" : "running",
    progress: done ? 100 : progressOf(upload, counted.parts),
    ...counts,
  };
}

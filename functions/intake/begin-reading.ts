import type { ResumePoint } from "./resume-point.ts";
import type { Upload } from "./upload.ts";
import { failureText, type UploadFailure } from "./upload-failure.ts";
import { firstPart } from "./upload-part.ts";

/** How a run over an uploaded file begins: where, and whether at all. */

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
    rated: false,
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

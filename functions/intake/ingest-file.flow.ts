import { keepFile } from "../kept/keep-delivery.flow.ts";
import { isoInstant, now } from "../platform/clock.ts";
import { FileReplaced, fileFacts, putFile } from "../platform/files.ts";
import { BrokenArchive } from "../platform/inflate.ts";
import { log } from "../platform/log.ts";
import { isConditionFailed } from "../platform/write-refused.ts";
import { begun, type Stored } from "./begin-reading.ts";
import { OutOfTime, Reading } from "./read-file.flow.ts";
import { getSource } from "./source.store.ts";
import type { CdrSource } from "./source.ts";
import { noteDelivery } from "./take-delivery.flow.ts";
import { beginReading, getUpload, noteReading, readOnFile, uploadFile } from "./upload.store.ts";
import type { Upload } from "./upload.ts";
import { failureText, type UploadFailure } from "./upload-failure.ts";
import { partsAt } from "./upload-part.ts";

/** Runs in a row that may come no further. Of those that end in an error, so many are Lambda's tries of one event. */
const idleTries = 3;

/**
 * Has the file read on: the bucket tells of the small object as it tells of a file, durably and at least once, and with
 * nothing more to run or to allow. Throwing would not do, because Lambda delivers an event three times in all.
 */
export const readOn = (upload: string): Promise<void> => putFile(readOnFile(upload), upload, "text/plain");

const fail = (upload: Upload, failure: UploadFailure): Promise<void> =>
  noteReading({ ...upload, failure, error: failureText[failure] });

/** The time is up. A run killed before the end of this is delivered again and goes on from the point noted last. */
async function handOn(reading: Reading): Promise<void> {
  await reading.leave();
  // What came no further within three whole runs was not slow but never will.
  if (reading.upload.idleRuns >= idleTries) return fail(reading.upload, "NO_PROGRESS");
  await readOn(reading.upload.id);
}

/** An error that ended a run which had come further begins a new one, with tries of its own. @throws the error otherwise */
async function breakOff({ upload }: Reading, error: unknown): Promise<void> {
  if (upload.idleRuns === 0) {
    log.warn("a file is read on after an error", { upload: upload.id, count: upload.lines, error });
    return readOn(upload.id);
  }
  if (upload.idleRuns >= idleTries) await fail(upload, "READING_FAILED");
  throw error;
}

async function finish({ upload, resume }: Reading, stored: Stored, source: CdrSource): Promise<void> {
  const { lines, parked, newestCallMs } = resume;
  const parts = partsAt(resume, upload.attempt);
  const end = { lines, bytesRead: stored.bytes, parts, etag: stored.etag, resume, idleRuns: 0 };
  const at = now();
  await noteReading({ ...upload, ...end, notedAt: isoInstant(at) });
  const counts = { accepted: lines - parked, duplicates: 0, parked, refused: 0 };
  const newest = newestCallMs || undefined;
  await noteDelivery({ source: source.id, delivery: upload.id, ...counts, newestCallMs: newest }, at);
}

async function read(reading: Reading, stored: Stored, source: CdrSource): Promise<void> {
  try {
    await keepFile(reading.upload, stored.etag);
    await reading.readAll();
    await finish(reading, stored, source);
  } catch (error) {
    // A later run took over and its parts count, or the bucket is about to tell of another file.
    if (isConditionFailed(error) || error instanceof FileReplaced) return;
    if (error instanceof OutOfTime) return handOn(reading);
    if (error instanceof BrokenArchive) return fail(reading.upload, "INFLATES_TOO_FAR");
    await breakOff(reading, error);
  }
}

/** Begins a run; false when another one of the same object began at this moment. */
async function begins(seen: Upload, next: Upload, stored: Stored): Promise<boolean> {
  try {
    await beginReading(seen, next);
    return true;
  } catch (error) {
    if (!isConditionFailed(error)) throw error;
    const other = await getUpload(seen.id);
    if (other?.resume?.etag !== stored.etag) throw error;
    return false;
  }
}

/**
 * Puts the records of an uploaded file on the stream, as far as the time allows, and has the rest read by another run.
 * Safe to run again at any point, also beside another run: it goes on from the last resume point, and records that come
 * twice are redelivered under the same delivery and line; only noted parts count. Which object is read is what lies in
 * the bucket now, whatever the notice said.
 */
export async function ingestFile(id: string, msLeft: () => number): Promise<void> {
  const [seen, stored] = await Promise.all([getUpload(id), fileFacts(uploadFile(id))]);
  // Nobody asked for this file, or this very object has been read already.
  if (!seen || !stored || (seen.parts !== null && seen.etag === stored.etag)) return;
  const source = await getSource(seen.source);
  const upload = begun(seen, stored, source, isoInstant(now()));
  if (!(await begins(seen, upload, stored)) || !source || !upload.resume || upload.failure) return;
  await read(new Reading(upload, upload.resume, source, stored, msLeft), stored, source).catch((error: unknown) => {
    if (!isConditionFailed(error)) throw error;
  });
}

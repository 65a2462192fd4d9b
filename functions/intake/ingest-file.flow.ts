import type { ParkedLine, SwitchCdr } from "../cdrs/cdr.ts";
import { now } from "../platform/clock.ts";
import { announceFile, streamFile } from "../platform/files.ts";
import { BrokenArchive, inflated } from "../platform/inflate.ts";
import { putBatches } from "../platform/stream.ts";
import { WriteRefused } from "../platform/table.ts";
import { isParked } from "./formats/format.ts";
import { lanedBatches } from "./lane.flow.ts";
import { Normaliser, type Outcome } from "./normalise.ts";
import { getSource } from "./source.store.ts";
import type { CdrSource } from "./source.ts";
import { newestOf, noteDelivery } from "./take-delivery.flow.ts";
import { beginReading, getUpload, noteReading, uploadFile } from "./upload.store.ts";
import { firstPart, type ResumePoint, takenOver, type Upload } from "./upload.ts";

/** Records that are held before they go to the stream: enough that each lane's batch is worth a record. */
const heldRecords = 20_000;
/** Text of parked lines that is held, in characters. */
const heldText = 16_000_000;
const mostBytes = 5 * 1024 ** 3;
/** A CDR file shrinks to a twentieth at best; what grows a hundredfold was made to hurt. */
const mostInflated = (bytes: number) => Math.max(64 * 1024 ** 2, 100 * bytes);

/** The function's time is up before the file's end. */
class OutOfTime extends Error {}
const noProgress =
  "The file is too long to go on with: a run ended before it came to new records. Please cut it and send the pieces: what was read already is not charged again.";

export interface Arrived {
  upload: string;
  bytes: number;
  etag: string;
  /** The object was copied onto itself: the same bytes, though the ETag of an encrypted object changes with it. */
  copied: boolean;
}

/** A part of the file on its way: what was read and is not yet on the stream. */
interface Reading {
  upload: Upload;
  source: CdrSource;
  /** Where this run's records go on from. */
  resume: ResumePoint;
  /** Records at the file's start that are on the stream already. */
  skip: number;
  held: Outcome[];
  heldText: number;
  nextPart: number;
  newestCallMs: number;
  parked: number;
  atMs: number;
  /** Time left to work, in ms. */
  msLeft: () => number;
}

async function flush(reading: Reading): Promise<void> {
  const { source, held, atMs } = reading;
  const { id } = reading.upload;
  const delivery = { source: source.id, delivery: id, upload: id };
  const batches = await lanedBatches(held, source, delivery, { atMs, part: reading.nextPart });
  await putBatches(batches);
  reading.nextPart += batches.length;
  const cdrs = held.filter((outcome): outcome is SwitchCdr => !isParked(outcome));
  reading.parked += held.length - cdrs.length;
  reading.newestCallMs = Math.max(reading.newestCallMs, newestOf(cdrs) ?? 0);
  const lines = reading.upload.lines + held.length;
  const { nextPart, parked, newestCallMs } = reading;
  reading.upload = { ...reading.upload, lines, resume: { ...reading.resume, lines, nextPart, parked, newestCallMs } };
  reading.held = [];
  reading.heldText = 0;
}

async function hold(reading: Reading, outcomes: readonly Outcome[]): Promise<void> {
  for (const outcome of outcomes) {
    if (reading.skip > 0) {
      reading.skip--;
      continue;
    }
    reading.held.push(outcome);
    if (isParked(outcome)) reading.heldText += outcome.raw.length;
    if (reading.held.length < heldRecords && reading.heldText < heldText) continue;
    await flush(reading);
    await noteReading(reading.upload);
  }
  if (reading.msLeft() > 0) return;
  if (reading.held.length > 0) {
    await flush(reading);
    await noteReading(reading.upload);
  }
  throw new OutOfTime();
}

const cutOff = (line: number, error: BrokenArchive): ParkedLine => ({
  line,
  reason: "TRUNCATED",
  detail: error.message,
  raw: "",
});

/**
 * Reads the object to its end. A later run reads it from the start, too, and drops the records that are on the stream:
 * a header, a document half read and calls half joined are then as they were, in every layout, and a compressed file
 * cannot be entered in the middle anyhow. The cost: every run inflates and parses again what was passed, so that a file
 * is read to its end only if it can be parsed within one run; putting it on the stream may take many. What inflates no further ends the file there: the rows before it land. */
async function readAll(reading: Reading, arrived: Arrived): Promise<void> {
  const stream = await streamFile(uploadFile(reading.upload.id));
  if (!stream) throw new Error(`the file of ${reading.upload.id} is not there`);
  stream.on("data", (piece: Uint8Array) => {
    reading.upload = { ...reading.upload, bytesRead: reading.upload.bytesRead + piece.length };
  });
  const normaliser = new Normaliser(reading.source, reading.atMs);
  let broken: BrokenArchive | undefined;
  try {
    for await (const bytes of inflated(stream, mostInflated(arrived.bytes)))
      await hold(reading, normaliser.push(bytes));
  } catch (error) {
    if (!(error instanceof BrokenArchive)) throw error;
    broken = error;
  }
  await hold(reading, normaliser.end());
  if (broken) await hold(reading, [cutOff(reading.upload.lines + reading.held.length + 1, broken)]);
  await flush(reading);
}

/** Why the file is not read at all; undefined when it is. */
function refusal(arrived: Arrived, source: CdrSource | undefined): string | undefined {
  if (!source) return "The CDR source was removed.";
  return arrived.bytes > mostBytes ? "The file is larger than 5 GB. Please cut it." : undefined;
}

/** Begins another run where this one stops, unless this one came no further: that would go on for ever. */
async function handOn({ upload, skip, resume }: Reading): Promise<void> {
  if (skip > 0 || upload.lines === resume.lines) return noteReading({ ...upload, error: noProgress });
  // A copy onto itself makes the bucket tell of the file again: durable and at least once, with nothing more to run or
  // to allow. Throwing would not do: Lambda delivers an event three times in all. A run killed before this line is
  // delivered again and goes on from the same point.
  await announceFile(uploadFile(upload.id));
}

/** Reads the file; answers whether its end was reached. */
async function reachesEnd(reading: Reading, arrived: Arrived): Promise<boolean> {
  try {
    await readAll(reading, arrived);
    return true;
  } catch (error) {
    if (!(error instanceof OutOfTime)) throw error;
    await handOn(reading);
    return false;
  }
}

async function read(upload: Upload, arrived: Arrived, source: CdrSource, msLeft: () => number): Promise<void> {
  const atMs = now();
  const first = firstPart(upload.attempt);
  const begin = { lines: 0, parked: 0, newestCallMs: 0, nextPart: first, earlier: [] };
  const resume = upload.resume ?? { ...begin, etag: arrived.etag, sourceVersion: source.version };
  const { nextPart, newestCallMs: newestMs, parked: parkedBefore } = resume;
  const reading: Reading = {
    upload: { ...upload, bytesRead: 0 },
    source,
    resume,
    skip: resume.lines,
    held: [],
    heldText: 0,
    nextPart,
    newestCallMs: newestMs,
    parked: parkedBefore,
    atMs,
    msLeft,
  };
  if (!(await reachesEnd(reading, arrived))) return;
  const earlier = resume.earlier.reduce((sum, { from, to }) => sum + to - from + 1, 0);
  const parts = earlier + reading.nextPart - first;
  await noteReading({ ...reading.upload, bytesRead: arrived.bytes, parts, etag: arrived.etag });
  const newestCallMs = reading.newestCallMs || undefined;
  const { parked } = reading;
  const counts = { accepted: reading.upload.lines - parked, duplicates: 0, parked, refused: 0 };
  await noteDelivery({ source: source.id, delivery: upload.id, ...counts, newestCallMs }, atMs);
}

/**
 * Puts the records of an uploaded file on the stream. Safe to run again at any point: it goes on from the last resume
 * point, and records that come twice are redelivered under the same delivery and line; only noted parts count.
 */
export async function ingestFile(arrived: Arrived, msLeft: () => number): Promise<void> {
  const seen = await getUpload(arrived.upload);
  // Nobody asked for this file, or this very object has been read already.
  if (!seen || (seen.parts !== null && seen.etag === arrived.etag)) return;
  const source = await getSource(seen.source);
  const error = refusal(arrived, source) ?? null;
  const resume = takenOver(seen, arrived.etag, arrived.copied, source?.version ?? 0) ?? null;
  const passed = resume ? { bytesRead: seen.bytesRead, lines: resume.lines } : { bytesRead: 0, lines: 0 };
  const fresh = { parts: null, etag: null, counts: null, resume };
  const upload: Upload = { ...seen, ...passed, ...fresh, attempt: seen.attempt + 1, bytes: arrived.bytes, error };
  await beginReading(seen, upload);
  if (!source || error !== null) return;
  await read(upload, arrived, source, msLeft).catch((failure: unknown) => {
    // A later reading took over: its parts are the ones that count.
    if (!(failure instanceof WriteRefused) || failure.cancellation.kind !== "condition") throw failure;
  });
}

import type { CdrBatch } from "../cdrs/cdr.ts";
import { laneOf } from "../intake/lane.ts";
import { uploadFile } from "../intake/upload.store.ts";
import type { Upload } from "../intake/upload.ts";
import { isoDay } from "../platform/clock.ts";
import { copyFile, fileExists } from "../platform/files.ts";
import type { Entry } from "../platform/put-records.ts";
import { fitsRecord, type LanedBatch } from "../platform/stream.ts";
import { putDeliveries, putPacked } from "./kept.store.ts";
import { bringsBytes, deliveryKey, fileKey, type KeptDelivery, packKey, readingKey } from "./kept-delivery.ts";

/**
 * Keeps what came. A posted body travels with its records and is written by the rating function, many in one object: an
 * object for each call would cost more than rating it. A file is copied inside S3.
 */

/**
 * The batches of a posted delivery, one of them with its bytes. Where its records go different ways, or are many, one more
 * has the whole of it; a delivery too large for a record of the stream is kept before this returns.
 */
export async function withBytes(batches: readonly LanedBatch[], whole: KeptDelivery): Promise<LanedBatch[]> {
  const [first, ...others] = batches;
  if (!first && whole.kept.raw === "") return [];
  if (first && others.length === 0) {
    const batch = { ...first.batch, kept: whole.kept };
    if (fitsRecord(batch)) return [{ ...first, batch }];
  }
  const batch: CdrBatch = { ...whole, keepOnly: true };
  if (fitsRecord(batch)) return [...batches, { lane: first?.lane ?? laneOf(whole.source), batch }];
  await putDeliveries(deliveryKey(whole), [whole]);
  return [...batches];
}

interface TakenRecord {
  sequenceNumber: string;
  batches: readonly CdrBatch[];
}

/** Keeps the bodies that records of the stream bring, an object for each source and day. Safe to repeat. */
export async function keepFromStream(records: readonly TakenRecord[]): Promise<void> {
  const brought = records.flatMap(({ sequenceNumber, batches }) =>
    batches.filter(bringsBytes).map((delivery) => ({ sequenceNumber, delivery })),
  );
  const groups = Map.groupBy(brought, ({ delivery: { source, kept } }) => `${source} ${isoDay(kept.at)}`);
  await Promise.all(
    [...groups.values()].map((group) => {
      const [first, last] = [group[0], group.at(-1)] as [(typeof group)[0], (typeof group)[0]];
      const { source, kept } = first.delivery;
      const named = { first: first.sequenceNumber, last: last.sequenceNumber };
      return putDeliveries(
        packKey(source, kept.at, named),
        group.map(({ delivery: { keepOnly: _, ...delivery } }) => delivery),
      );
    }),
  );
}

/**
 * Keeps an uploaded file, which may be replaced where it lies and is gone after a month. S3 copies it by itself.
 * @param etag of the object that is read
 * @throws FileReplaced when another object lies there by now
 */
export async function keepFile(upload: Upload, etag: string): Promise<void> {
  const copy = { bucket: "files", key: fileKey(upload, etag) } as const;
  if (!(await fileExists(copy))) await copyFile(uploadFile(upload.id), copy, etag);
}

/**
 * Keeps what was read of some lines of a file, as it is packed for the stream.
 * @param read what stands in the entries; with nothing in it nothing is kept
 */
export async function keepReading(
  upload: Upload,
  read: readonly { line: number }[],
  part: number,
  entries: readonly Entry[],
): Promise<void> {
  if (read.length === 0) return;
  const from = read.reduce((least, { line }) => Math.min(least, line), Number.POSITIVE_INFINITY);
  const to = read.reduce((most, { line }) => Math.max(most, line), 0);
  const packed = entries.map(({ Data }) => Data);
  await putPacked(readingKey(upload, { from, to }, part), packed);
}

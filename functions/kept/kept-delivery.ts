import { CdrBatch, type Kept } from "../cdrs/cdr.ts";
import { isoInstant } from "../platform/clock.ts";

/**
 * What came from a switch is kept as it came, beside what was read of it: by source and UTC day of the delivery, so that
 * a day can be read again after a fix of a parser. Objects are named by what is in them and never change.
 */

/** The bytes of a text that has one character for each. */
export const bytesOf = (raw: string): Uint8Array => Buffer.from(raw, "latin1");

/** A delivery with its bytes and all that was read of it, or a part of a file and what was read of that. */
export const KeptDelivery = CdrBatch.required({ kept: true });
export type KeptDelivery = CdrBatch & { kept: Kept };

/** Whether a record of the stream brings a delivery's bytes. */
export const bringsBytes = (batch: CdrBatch): batch is KeptDelivery => batch.kept?.raw !== undefined;

/** What is kept of one source and the UTC day on which it came, `2026-01-31`. */
export const dayFolder = (source: string, day: string): string => `raw/${source}/${day}/`;
const folderOf = (source: string, at: number) => dayFolder(source, isoInstant(at).slice(0, 10));

const ending = ".ndjson.zst";

/** Deliveries that one run of the rating function took from the stream, of its records from the first to the last. */
export const packKey = (source: string, at: number, records: { first: string; last: string }): string =>
  `${folderOf(source, at)}${records.first}-${records.last}${ending}`;

/** A delivery that is too large for the stream's record. */
export const deliveryKey = ({ source, delivery, kept }: KeptDelivery): string =>
  `${folderOf(source, kept.at)}${delivery}${ending}`;

/** A body of which nothing could be read, by the hash of its bytes. */
export const refusedKey = (source: string, at: number, digest: string): string => `${folderOf(source, at)}${digest}`;

/** A file that was uploaded, and the places of what belongs to it. Its day is that on which it was announced. */
interface KeptUpload {
  id: string;
  source: string;
  createdAt: string;
}

export const uploadFolder = ({ id, source, createdAt }: KeptUpload): string =>
  `${folderOf(source, Date.parse(createdAt))}${id}/`;

/** The file itself: another object under the same upload is another file. */
export const fileKey = (upload: KeptUpload, etag: string): string =>
  `${uploadFolder(upload)}file-${etag.replace(/[^\w-]/g, "")}`;

/** Lines of a file, both ends included. */
export interface Lines {
  from: number;
  to: number;
}

const padded = (line: number) => String(line).padStart(12, "0");

/** What was read of some lines of a file; `part` tells readings of the same lines apart. */
export const readingKey = (upload: KeptUpload, { from, to }: Lines, part: number): string =>
  `${uploadFolder(upload)}${padded(from)}-${padded(to)}-${part}${ending}`;

/** What lies in a day's folder, by its key. */
export type KeptObject =
  | { kind: "pack" | "body"; key: string }
  /** What a replay read in the object that it stands beside. */
  | { kind: "again"; of: string; key: string }
  | { kind: "file" | "reading" | "file again"; upload: string; lines: Lines; key: string };

const readingName = /^(\d{12})-(\d{12})-(again-)?/;

export function keptObject(key: string): KeptObject {
  const [, , , name = "", inner] = key.split("/");
  if (inner !== undefined) {
    const [, from, to, again] = readingName.exec(inner) ?? [];
    const lines = { from: Number(from ?? 0), to: Number(to ?? 0) };
    return { kind: from === undefined ? "file" : again ? "file again" : "reading", upload: name, lines, key };
  }
  const at = key.indexOf(againMark);
  if (at >= 0) return { kind: "again", of: key.slice(0, at), key };
  return { kind: key.endsWith(ending) ? "pack" : "body", key };
}

const againMark = ".again-";

/** What the n-th part of a replay read in an object. */
export const againKey = (key: string, replay: string, part: number): string => `${key}${againMark}${replay}-${part}`;

/** The same of some lines of a file. */
export const fileAgainKey = (upload: KeptUpload, { from, to }: Lines, replay: string): string =>
  `${uploadFolder(upload)}${padded(from)}-${padded(to)}-again-${replay}${ending}`;

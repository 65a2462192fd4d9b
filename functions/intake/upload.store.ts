import * as z from "zod";
import { indexed, keys } from "../platform/keys.ts";
import { absent, get, present, put, queryAll, queryPage, unchanged, type Write, write } from "../platform/table.ts";
import type { InParts } from "./file-parts.ts";
import { Upload } from "./upload.ts";
import { PartSum, partRanges } from "./upload-part.ts";

/** Where an upload's bytes are put. */
export const uploadFile = (id: string) => ({ bucket: "uploads" as const, key: `cdr-uploads/${id}` });

/** Put when a file is to be read on. */
export const readOnFile = (id: string) => ({ bucket: "uploads" as const, key: `cdr-uploads/${id}/read-on` });

export const getUpload = (id: string): Promise<Upload | undefined> => get(Upload, keys.upload(id));

const itemOf = (upload: Upload) => ({
  ...keys.upload(upload.id),
  ...indexed(keys.uploads().pk, upload.id),
  ...upload,
});

export const addUpload = (upload: Upload): Promise<void> => write(put(itemOf(upload), absent));

/** Says that the file comes in these parts. @throws WriteRefused of kind `condition` when others, or the file, came first. */
export const beginParts = ({ id, inParts }: Upload, next: InParts): Promise<void> =>
  write({
    kind: "update",
    key: keys.upload(id),
    change: "SET #inParts = :next",
    values: { next },
    when: inParts
      ? { expression: "#attempt = :none AND #inParts.#id = :seen", values: { none: 0, seen: inParts.id } }
      : {
          expression: "#attempt = :none AND (attribute_not_exists(#inParts) OR #inParts = :null)",
          values: { none: 0, null: null },
        },
  });

/** Begins a reading. @throws WriteRefused of kind `condition` when another one began since the upload was read. */
export const beginReading = (seen: Upload, next: Upload): Promise<void> =>
  write(put(itemOf(next), unchanged("attempt", seen.attempt)));

/** Progress, end or failure of a reading. @throws WriteRefused of kind `condition` when a later reading has begun. */
export const noteReading = (upload: Upload): Promise<void> =>
  write(put(itemOf(upload), unchanged("attempt", upload.attempt)));

/** Says that every part of a reading is rated, so that its parts need not be counted again. */
export const noteRated = (upload: Upload): Promise<void> =>
  write({
    kind: "update",
    key: keys.upload(upload.id),
    change: "SET #rated = :rated",
    values: { rated: true },
    when: { ...unchanged("attempt", upload.attempt), expression: `${present.expression} AND #attempt = :seen_attempt` },
  });

interface Wanted {
  limit: number;
  after: Record<string, unknown> | undefined;
  source?: string | undefined;
}

/** Uploads that one page looks at; a source that has few of them still answers soon, with fewer and a place to go on. */
const mostLookedAt = 1000;

/** Newest first; of one source where it is named. */
export async function uploadPage({ limit, after: from, source }: Wanted) {
  const { pk } = keys.uploads();
  const items: Upload[] = [];
  let after = from;
  let lookedAt = 0;
  do {
    const wanted = limit - items.length;
    const page = await queryPage({ index: "gsi1", pk, newestFirst: true, limit: wanted, ...(after ? { after } : {}) });
    lookedAt += page.items.length;
    const found = page.items.map((item) => Upload.parse(item));
    items.push(...found.filter((upload) => source === undefined || upload.source === source));
    after = page.after;
  } while (after && items.length < limit && lookedAt < mostLookedAt);
  return { items, after };
}

/** Days that the parts of an upload are kept: longer than a stream keeps their records. */
const partDays = 40;

/** Says that one batch of an upload is rated. It overwrites, so a batch that comes again is one part. */
export const putUploadPart = (upload: string, part: number, atMs: number): Write =>
  put({ ...keys.uploadPart(upload, part), ttl: Math.floor(atMs / 1000) + partDays * 86_400 });

const PartItem = z.object({ sk: z.string() });

/** Numbers of the rated parts that the last reading made or took over, from `from` on. */
export async function partsOf(upload: Upload, from = 0): Promise<Set<number>> {
  const { pk } = keys.upload(upload.id);
  const parts = new Set<number>();
  for (const range of partRanges(upload)) {
    if (range.to < from) continue;
    const first = keys.uploadPart(upload.id, Math.max(from, range.from)).sk;
    const last = keys.uploadPart(upload.id, range.to).sk;
    for (const { sk } of await queryAll(PartItem, { pk, from: first, to: last })) parts.add(keys.partOf(sk));
  }
  return parts;
}

/** Undefined when the sum of no parts, or of another reading's, is kept. */
export async function partSumOf(upload: Upload): Promise<PartSum | undefined> {
  const sum = await get(PartSum, keys.uploadSum(upload.id));
  return sum?.from === partRanges(upload)[0]?.from ? sum : undefined;
}

/** A sum says which parts are in it: whichever of two writers comes last, it holds. */
export const keepPartSum = (upload: Upload, sum: PartSum): Promise<void> =>
  write(put({ ...keys.uploadSum(upload.id), ...sum }));

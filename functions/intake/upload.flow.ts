import type { Principal } from "../auth/access.ts";
import { isoInstant } from "../platform/clock.ts";
import { uploadUrl } from "../platform/files.ts";
import { newId } from "../platform/id.ts";
import { WriteRefused } from "../platform/table.ts";
import type { CdrSource } from "./source.ts";
import { addUpload, joinedHalves, keepPartSum, partSumOf, partsOf, settleUpload, uploadFile } from "./upload.store.ts";
import {
  addCounts,
  emptySum,
  noCounts,
  type PartCounts,
  summed,
  Upload,
  type UploadTicket,
  type UploadView,
  viewOf,
  waitingIn,
} from "./upload.ts";

/** The bucket refuses signatures that are older. */
const urlSeconds = 600;

/** Makes the place for a file and the URL to put it at. */
export async function makeUpload(
  source: CdrSource,
  fileName: string,
  actor: Principal,
  at: number,
): Promise<UploadTicket> {
  const id = newId("upload");
  const unread = { attempt: 0, bytes: 0, bytesRead: 0, lines: 0, parts: null, etag: null, error: null, counts: null };
  const asked = { id, source: source.id, fileName, createdAt: isoInstant(at), createdBy: actor.id };
  await addUpload(Upload.parse({ ...asked, ...unread }));
  return { id, url: await uploadUrl(uploadFile(id), urlSeconds), method: "PUT", headers: {} };
}

/** Parts more than these are summed up for the next look: a file of gigabytes has hundreds of thousands. */
const partsBetweenSums = 200;

interface Counted {
  parts: number;
  counts: PartCounts;
}

/** How many parts of a reading are counted, and what they make together. */
async function countedOf(upload: Upload): Promise<Counted> {
  if (upload.counts) return { parts: upload.parts ?? 0, counts: upload.counts };
  const kept = (await partSumOf(upload)) ?? emptySum(upload);
  const found = await partsOf(upload, kept.next);
  const sum = summed(kept, found, upload);
  if (sum.parts >= kept.parts + partsBetweenSums) await keepPartSum(upload, sum);
  const beyond = [...found].filter(([part]) => part >= sum.next).map(([, counts]) => counts);
  return { parts: sum.parts + beyond.length, counts: beyond.reduce(addCounts, sum.counts) };
}

/** Halves of the file that waited and are a call since; asked only while some wait. */
async function joinedSince(upload: Upload, counts: PartCounts): Promise<number> {
  return waitingIn(counts) > upload.joined ? joinedHalves(upload.id) : upload.joined;
}

/** How a file stands. The first look after its last batch keeps the sum, a later one that more halves are joined. */
export async function lookAtUpload(upload: Upload): Promise<UploadView> {
  if (upload.attempt === 0) return viewOf(upload, { parts: 0, counts: noCounts });
  const counted = await countedOf(upload);
  const joined = await joinedSince(upload, counted.counts);
  const view = viewOf({ ...upload, joined }, counted);
  if (view.status === "done" && (upload.counts === null || joined !== upload.joined))
    await settleUpload(upload, counted.counts, joined).catch((error: unknown) => {
      // Another reading began meanwhile: the next look sees it.
      if (!(error instanceof WriteRefused) || error.cancellation.kind !== "condition") throw error;
    });
  return view;
}

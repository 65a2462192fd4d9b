import type { Principal } from "../auth/access.ts";
import { isoInstant } from "../platform/clock.ts";
import { uploadUrl } from "../platform/files.ts";
import { newId } from "../platform/id.ts";
import { WriteRefused } from "../platform/table.ts";
import type { CdrSource } from "./source.ts";
import { addUpload, joinedHalves, partsOf, settleUpload, uploadFile } from "./upload.store.ts";
import {
  addCounts,
  isCounted,
  noCounts,
  type PartCounts,
  type Upload,
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
  const unread = { attempt: 0, bytes: 0, bytesRead: 0, lines: 0, parts: null, etag: null, error: null };
  const named = { id, source: source.id, fileName, createdAt: isoInstant(at), createdBy: actor.id };
  await addUpload({ ...named, ...unread, counts: null, joined: 0 });
  return { id, url: await uploadUrl(uploadFile(id), urlSeconds), method: "PUT", headers: {} };
}

/** Halves of the file that waited and are a call since; asked only while some wait. */
async function joinedSince(upload: Upload, counts: PartCounts): Promise<number> {
  return waitingIn(counts) > upload.joined ? joinedHalves(upload.id) : upload.joined;
}

/** How a file stands. The first look after its last batch keeps the sum, a later one that more halves are joined. */
export async function lookAtUpload(upload: Upload): Promise<UploadView> {
  if (upload.attempt === 0) return viewOf(upload, []);
  const parts = upload.counts ? [] : await partsOf(upload);
  const counts = upload.counts ?? parts.reduce(addCounts, noCounts);
  const joined = await joinedSince(upload, counts);
  const isFinal = upload.counts !== null || (isCounted(upload, parts.length) && upload.error === null);
  if (isFinal && (upload.counts === null || joined !== upload.joined))
    await settleUpload(upload, counts, joined).catch((error: unknown) => {
      // Another reading began meanwhile: the next look sees it.
      if (!(error instanceof WriteRefused) || error.cancellation.kind !== "condition") throw error;
    });
  return viewOf({ ...upload, joined }, parts);
}

import type { Principal } from "../auth/access.ts";
import { isoInstant } from "../platform/clock.ts";
import { uploadUrl } from "../platform/files.ts";
import { newId } from "../platform/id.ts";
import { WriteRefused } from "../platform/table.ts";
import type { CdrSource } from "./source.ts";
import { addUpload, partsOf, settleUpload, uploadFile } from "./upload.store.ts";
import { addCounts, isCounted, noCounts, type Upload, type UploadTicket, type UploadView, viewOf } from "./upload.ts";

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
  const zero = { attempt: 0, bytes: 0, bytesRead: 0, lines: 0 };
  const unread = { ...zero, parts: null, etag: null, error: null, resume: null, counts: null };
  await addUpload({ id, source: source.id, fileName, createdAt: isoInstant(at), createdBy: actor.id, ...unread });
  return { id, url: await uploadUrl(uploadFile(id), urlSeconds), method: "PUT", headers: {} };
}

/** How a file stands. The first look after its last batch keeps the sum. */
export async function lookAtUpload(upload: Upload): Promise<UploadView> {
  if (upload.attempt === 0 || upload.counts !== null) return viewOf(upload, []);
  const parts = await partsOf(upload);
  if (isCounted(upload, parts.length) && upload.error === null)
    await settleUpload(upload, parts.reduce(addCounts, noCounts)).catch((error: unknown) => {
      // Another reading began meanwhile: the next look sees it.
      if (!(error instanceof WriteRefused) || error.cancellation.kind !== "condition") throw error;
    });
  return viewOf(upload, parts);
}

import type { Principal } from "../auth/access.ts";
import { isoInstant } from "../platform/clock.ts";
import { uploadUrl } from "../platform/files.ts";
import { newId } from "../platform/id.ts";
import { isConditionFailed } from "../platform/write-refused.ts";
import { uploadSums } from "../reconcile/figures.store.ts";
import type { CdrSource } from "./source.ts";
import { addUpload, keepPartSum, noteRated, partSumOf, partsOf, uploadFile } from "./upload.store.ts";
import { Upload, type UploadTicket, type UploadView, viewOf } from "./upload.ts";
import { emptySum, summed } from "./upload-part.ts";

/** Makes the place for a file and the URL to put it at. */
export async function makeUpload(
  source: CdrSource,
  fileName: string,
  actor: Principal,
  at: number,
): Promise<UploadTicket> {
  const id = newId("upload");
  const unread = { attempt: 0, bytes: 0, bytesRead: 0, lines: 0, parts: null, etag: null, error: null };
  const asked = { id, source: source.id, fileName, createdAt: isoInstant(at), createdBy: actor.id };
  await addUpload(Upload.parse({ ...asked, ...unread }));
  return { id, url: await uploadUrl(uploadFile(id)), method: "PUT", headers: {} };
}

/** Parts more than these are summed up for the next look: a file of gigabytes has hundreds of thousands. */
const partsBetweenSums = 200;

/** How many parts of a reading are rated. */
async function ratedParts(upload: Upload): Promise<number> {
  if (upload.rated) return upload.parts ?? 0;
  const kept = (await partSumOf(upload)) ?? emptySum(upload);
  const found = await partsOf(upload, kept.next);
  const sum = summed(kept, found, upload);
  if (sum.parts >= kept.parts + partsBetweenSums) await keepPartSum(upload, sum);
  return sum.parts + [...found].filter((part) => part >= sum.next).length;
}

/** How a file stands. The first look after its last batch notes that all of it is rated. */
export async function lookAtUpload(upload: Upload): Promise<UploadView> {
  if (upload.attempt === 0) return viewOf(upload, { parts: 0, sums: {} });
  // Parts first: what they wrote is then among the figures.
  const parts = await ratedParts(upload);
  const view = viewOf(upload, { parts, sums: await uploadSums(upload.id) });
  if (view.status === "done" && !upload.rated)
    await noteRated(upload).catch((error: unknown) => {
      // Another reading began meanwhile: the next look sees it.
      if (!isConditionFailed(error)) throw error;
    });
  return view;
}

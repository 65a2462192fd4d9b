import { joinParts, openParts, partUrl, type StoredPart, storedParts } from "../platform/file-parts.ts";
import { fileExists } from "../platform/files.ts";
import { Problem } from "../platform/problem.ts";
import { isConditionFailed } from "../platform/write-refused.ts";
import { type InParts, type PartsView, standOf } from "./file-parts.ts";
import { beginParts, getUpload, uploadFile } from "./upload.store.ts";
import type { Upload } from "./upload.ts";

/** Puts a large file in parts. Every step may be repeated: what is there is asked of the bucket each time. */

const hasCome = () => new Problem("conflict", "The file has come already. Begin another upload for another file.");

/** The upload as it is now being put in parts: opened where it is not, or where its parts are gone. @throws Problem conflict */
async function opened(upload: Upload, bytes: number): Promise<{ inParts: InParts; stored: StoredPart[] }> {
  const address = uploadFile(upload.id);
  const { inParts } = upload;
  if (inParts && inParts.bytes !== bytes)
    throw new Problem("conflict", `This upload was begun with a file of ${inParts.bytes} bytes, not of ${bytes}.`);
  const stored = inParts ? await storedParts(address, inParts.id) : undefined;
  if (inParts && stored) return { inParts, stored };
  if (await fileExists(address)) throw hasCome();
  const next = { id: await openParts(address), bytes };
  try {
    await beginParts(upload, next);
  } catch (error) {
    if (!isConditionFailed(error)) throw error;
    // Another window opened it at this moment: both put the same parts.
    const seen = await getUpload(upload.id);
    if (!seen?.inParts || seen.attempt > 0) throw hasCome();
    return opened(seen, bytes);
  }
  return { inParts: next, stored: [] };
}

/** What is there of the file, and where to put what is not. @throws Problem conflict once the file has come */
export async function partsToPut(upload: Upload, bytes: number): Promise<PartsView> {
  if (upload.attempt > 0) throw hasCome();
  const { inParts, stored } = await opened(upload, bytes);
  const { missing, ...stand } = standOf(bytes, stored);
  const urls = missing.map(async (part) => ({
    ...part,
    url: await partUrl(uploadFile(upload.id), inParts.id, part.number),
  }));
  return { ...stand, next: await Promise.all(urls) };
}

/** Makes the file of its parts, which has it read. Asked again it changes nothing. @throws Problem conflict while parts are missing */
export async function joinFile({ id, inParts }: Upload): Promise<void> {
  const address = uploadFile(id);
  const stored = inParts ? await storedParts(address, inParts.id) : undefined;
  if (inParts && stored) {
    const { count, stored: there } = standOf(inParts.bytes, stored);
    if (there < count) throw new Problem("conflict", `${count - there} of ${count} parts of the file are missing.`);
    if (await joinParts(address, inParts.id, stored.slice(0, count))) return;
  }
  if (!(await fileExists(address))) throw new Problem("conflict", "No part of the file is there. Begin it anew.");
}

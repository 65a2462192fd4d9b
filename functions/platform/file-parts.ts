import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  ListPartsCommand,
  type Part,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { type FileAddress, putUrl, s3, s3Address } from "./files.ts";

/** A file that comes in parts, each put by a pre-signed URL of its own, and is one object when all are joined (S3, "multipart upload"). */

/** A part that S3 has. */
export interface StoredPart {
  /** From 1. */
  number: number;
  bytes: number;
  etag: string;
}

/** Opens a file for parts. Parts of one that is never joined go by the bucket's lifecycle. @returns the id that its parts name */
export async function openParts(address: FileAddress): Promise<string> {
  const reply = await s3.send(new CreateMultipartUploadCommand(s3Address(address)));
  if (!reply.UploadId) throw new Error(`S3 named no upload for ${address.key}`);
  return reply.UploadId;
}

const storedPart = ({ PartNumber = 0, Size = 0, ETag = "" }: Part): StoredPart => ({
  number: PartNumber,
  bytes: Size,
  etag: ETag,
});

/** The parts that are there, in their order; undefined when they were joined, or are gone. */
export async function storedParts(address: FileAddress, id: string): Promise<StoredPart[] | undefined> {
  const parts: StoredPart[] = [];
  try {
    for (let PartNumberMarker: string | undefined, more = true; more; ) {
      const from = PartNumberMarker === undefined ? {} : { PartNumberMarker };
      const page = await s3.send(new ListPartsCommand({ ...s3Address(address), UploadId: id, ...from }));
      parts.push(...(page.Parts ?? []).map(storedPart));
      PartNumberMarker = page.NextPartNumberMarker;
      more = page.IsTruncated === true && PartNumberMarker !== undefined;
    }
  } catch (error) {
    if ((error as Error).name === "NoSuchUpload") return undefined;
    throw error;
  }
  return parts;
}

/** URL by which anyone may PUT this part, again as well, for ten minutes. Its size cannot be bound: whoever joins looks. */
export const partUrl = (address: FileAddress, id: string, number: number): Promise<string> =>
  putUrl(new UploadPartCommand({ ...s3Address(address), UploadId: id, PartNumber: number }));

/** Makes the file of its parts. @returns false when they were joined already, or are gone */
export async function joinParts(address: FileAddress, id: string, parts: readonly StoredPart[]): Promise<boolean> {
  const Parts = parts.map(({ number, etag }) => ({ PartNumber: number, ETag: etag }));
  try {
    await s3.send(
      new CompleteMultipartUploadCommand({ ...s3Address(address), UploadId: id, MultipartUpload: { Parts } }),
    );
    return true;
  } catch (error) {
    if ((error as Error).name === "NoSuchUpload") return false;
    throw error;
  }
}

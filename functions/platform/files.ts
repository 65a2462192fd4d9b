import { Readable } from "node:stream";
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  type HeadObjectCommandOutput,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  type UploadPartCommand,
} from "@aws-sdk/client-s3";
import { env } from "./env.ts";

/** `uploads`: what comes in by pre-signed URL. `files`: what we write. */
export type BucketName = "uploads" | "files";

export interface FileAddress {
  bucket: BucketName;
  key: string;
}

/**
 * WHEN_REQUIRED: by default the SDK signs the checksum of an empty body into a pre-signed PUT, and S3 then refuses every
 * real body. Path style, because the local endpoint has no host per bucket.
 */
export const s3 = new S3Client({
  region: env.AWS_REGION,
  forcePathStyle: env.AWS_ENDPOINT_URL_S3 !== undefined,
  requestChecksumCalculation: "WHEN_REQUIRED",
  responseChecksumValidation: "WHEN_REQUIRED",
});

/** An address as S3's commands take it. */
export const s3Address = ({ bucket, key }: FileAddress) => ({
  Bucket: bucket === "uploads" ? env.UPLOADS_BUCKET : env.FILES_BUCKET,
  Key: key,
});

const isMissing = (error: unknown): boolean => {
  const name = (error as Error).name;
  return name === "NoSuchKey" || name === "NotFound";
};

/** Writes a whole file, over whatever was there. Durable when it returns. */
export async function putFile(address: FileAddress, body: Uint8Array | string, contentType: string): Promise<void> {
  await s3.send(new PutObjectCommand({ ...s3Address(address), Body: body, ContentType: contentType }));
}

/** Takes a file away; one that is not there is no fault. */
export async function removeFile(address: FileAddress): Promise<void> {
  await s3.send(new DeleteObjectCommand(s3Address(address)));
}

/** Which bytes of which object: with `etag` only those of the object that has it. */
export interface Part {
  fromByte?: number;
  /** The last one, included. */
  toByte?: number;
  etag?: string;
}

/** The object was put anew since its ETag was asked for. */
export class FileReplaced extends Error {}

async function open(address: FileAddress, { fromByte = 0, toByte, etag }: Part = {}): Promise<Readable | undefined> {
  const range = fromByte > 0 || toByte !== undefined ? { Range: `bytes=${fromByte}-${toByte ?? ""}` } : {};
  const match = etag === undefined ? {} : { IfMatch: etag };
  try {
    const reply = await s3.send(new GetObjectCommand({ ...s3Address(address), ...range, ...match }));
    return reply.Body as Readable;
  } catch (error) {
    if (isMissing(error)) return undefined;
    if ((error as Error).name === "PreconditionFailed") throw new FileReplaced(address.key, { cause: error });
    throw error;
  }
}

/**
 * A file or a part of it as a stream of bytes, undefined when there is no such file. Who leaves it before its end
 * destroys it, or its connection stays taken.
 * @throws FileReplaced
 */
export const streamFile = (address: FileAddress, part?: Part): Promise<Readable | undefined> => open(address, part);

/** A file, or a part of it, that is known to be small enough. Undefined when there is no such file. @throws FileReplaced */
export async function getFile(address: FileAddress, part?: Part): Promise<Uint8Array | undefined> {
  const stream = await open(address, part);
  if (!stream) return undefined;
  const chunks: Uint8Array[] = [];
  for await (const chunk of Readable.from(stream)) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
}

export interface FileFacts {
  bytes: number;
  etag: string;
}

/** Size and ETag, undefined when there is no such file. */
export async function fileFacts(address: FileAddress): Promise<FileFacts | undefined> {
  try {
    const reply: HeadObjectCommandOutput = await s3.send(new HeadObjectCommand(s3Address(address)));
    return { bytes: reply.ContentLength ?? 0, etag: reply.ETag ?? "" };
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

export interface ListedFile extends FileFacts {
  key: string;
  modifiedMs: number;
}

/** The files whose keys begin so, in the order of their keys. @param after the key behind which to begin */
export async function* listFiles(beginning: FileAddress, after?: string): AsyncGenerator<ListedFile> {
  const { Bucket, Key: Prefix } = s3Address(beginning);
  for (let StartAfter = after, more = true; more; ) {
    const page = await s3.send(new ListObjectsV2Command({ Bucket, Prefix, ...(StartAfter ? { StartAfter } : {}) }));
    for (const { Key: key = "", Size: bytes = 0, ETag: etag = "", LastModified } of page.Contents ?? [])
      yield { key, bytes, etag, modifiedMs: LastModified?.getTime() ?? 0 };
    StartAfter = page.Contents?.at(-1)?.Key;
    more = page.IsTruncated === true && StartAfter !== undefined;
  }
}

export const fileExists = async (address: FileAddress): Promise<boolean> => (await fileFacts(address)) !== undefined;

/**
 * Copies a file of at most 5 GB, the object of the ETag and no other, without a byte of it passing through here.
 * @throws FileReplaced
 */
export async function copyFile(from: FileAddress, to: FileAddress, etag: string): Promise<void> {
  const source = s3Address(from);
  const CopySource = encodeURI(`${source.Bucket}/${source.Key}`);
  try {
    await s3.send(new CopyObjectCommand({ ...s3Address(to), CopySource, CopySourceIfMatch: etag }));
  } catch (error) {
    if ((error as Error).name === "PreconditionFailed") throw new FileReplaced(from.key, { cause: error });
    throw error;
  }
}

/** Copies a file onto itself, which changes nothing and tells its "Object Created" event once more. */
export async function announceFile(address: FileAddress): Promise<void> {
  const target = s3Address(address);
  const CopySource = encodeURI(`${target.Bucket}/${target.Key}`);
  // S3 refuses a copy onto itself that does not replace something.
  const MetadataDirective = "REPLACE";
  await s3.send(new CopyObjectCommand({ ...target, CopySource, MetadataDirective }));
}

/** The buckets refuse signatures that are older. */
const uploadSeconds = 600;
const downloadSeconds = 300;

/** Signing URLs in advance is loaded when the first is signed: most functions never do. */
async function signedUrl(
  command: GetObjectCommand | PutObjectCommand | UploadPartCommand,
  expiresIn: number,
): Promise<string> {
  const { getSignedUrl } = await import("@aws-sdk/s3-request-presigner");
  return getSignedUrl(s3, command as GetObjectCommand, { expiresIn });
}

/** URL by which anyone may send just this, for ten minutes. Its size cannot be bound: whoever reads it counts. */
export const putUrl = (command: PutObjectCommand | UploadPartCommand): Promise<string> =>
  signedUrl(command, uploadSeconds);

/** URL by which anyone may PUT this one file, for ten minutes. */
export const uploadUrl = (address: FileAddress): Promise<string> => putUrl(new PutObjectCommand(s3Address(address)));

/** URL by which anyone may download this one file under `fileName`, for five minutes. Always an attachment, never shown in place. */
export function downloadUrl(address: FileAddress, fileName: string): Promise<string> {
  const ResponseContentDisposition = `attachment; filename="${fileName.replace(/[^\w.-]/g, "_")}"`;
  return signedUrl(new GetObjectCommand({ ...s3Address(address), ResponseContentDisposition }), downloadSeconds);
}

import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { type FileAddress, putFile, s3, s3Address } from "./files.ts";

/** S3 wants at least 5 MiB in every part but the last, and takes 10,000 parts (S3 user guide, "Amazon S3 multipart upload limits"). */
const partBytes = 8 * 1024 ** 2;

/** Parts that were sent for a file which is not to be. What is not known any more is no fault. */
export async function abortParts(address: FileAddress, uploadId: string): Promise<void> {
  try {
    await s3.send(new AbortMultipartUploadCommand({ ...s3Address(address), UploadId: uploadId }));
  } catch (error) {
    if ((error as Error).name !== "NoSuchUpload") throw error;
  }
}

/**
 * A file that is written piece by piece in constant memory: one part is held, and `write` waits while it is sent. The
 * file exists whole once `close` returns, and before that not at all.
 */
export class FileSink {
  /** Named by the store with the first part; undefined while nothing was sent. */
  uploadId: string | undefined;
  /** Taken so far. */
  bytes = 0;
  private held: Uint8Array[] = [];
  private heldBytes = 0;
  private readonly etags: string[] = [];
  private readonly address: FileAddress;
  private readonly contentType: string;

  constructor(address: FileAddress, contentType: string) {
    this.address = address;
    this.contentType = contentType;
  }

  async write(piece: Uint8Array): Promise<void> {
    this.held.push(piece);
    this.heldBytes += piece.length;
    this.bytes += piece.length;
    if (this.heldBytes >= partBytes) await this.sendPart();
  }

  async close(): Promise<void> {
    if (this.uploadId === undefined) return putFile(this.address, Buffer.concat(this.held), this.contentType);
    if (this.heldBytes > 0) await this.sendPart();
    const Parts = this.etags.map((ETag, index) => ({ ETag, PartNumber: index + 1 }));
    const upload = { ...s3Address(this.address), UploadId: this.uploadId, MultipartUpload: { Parts } };
    await s3.send(new CompleteMultipartUploadCommand(upload));
  }

  async abort(): Promise<void> {
    this.held = [];
    if (this.uploadId !== undefined) await abortParts(this.address, this.uploadId);
  }

  private async begun(): Promise<string> {
    if (this.uploadId !== undefined) return this.uploadId;
    const begin = new CreateMultipartUploadCommand({ ...s3Address(this.address), ContentType: this.contentType });
    const { UploadId } = await s3.send(begin);
    if (UploadId === undefined) throw new Error("the store named no upload");
    this.uploadId = UploadId;
    return UploadId;
  }

  private async sendPart(): Promise<void> {
    const Body = Buffer.concat(this.held);
    this.held = [];
    this.heldBytes = 0;
    const UploadId = await this.begun();
    const PartNumber = this.etags.length + 1;
    const reply = await s3.send(new UploadPartCommand({ ...s3Address(this.address), UploadId, PartNumber, Body }));
    this.etags.push(reply.ETag ?? "");
  }
}

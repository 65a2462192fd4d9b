import { gunzipSync, zstdCompressSync } from "node:zlib";
import * as z from "zod";
import { CdrBatch } from "../cdrs/cdr.ts";
import { isSoundCdr } from "../cdrs/sound-cdr.ts";
import { zstdFrames } from "./inflate.ts";

/** Kinesis takes 1 MiB a record, partition key included (PutRecords, API reference); the rest is room for the key. */
export const maxRecordBytes = 1024 * 1024 - 1024;
/** What a record may inflate to. Ours stay below 1 MiB of JSON; a producer's own may not fill the function's memory. */
export const maxInflatedBytes = 32 * 1024 * 1024;

/** Lines that a producer put on the stream itself, in the layout of the source. They go through the same normaliser as any other. */
export const ProducerRecord = z.object({
  source: z.string().min(1).max(100),
  lines: z.array(z.string()).max(100_000),
  /** The producer's own name of this delivery; without it the record's place in the stream is taken. */
  delivery: z.string().min(1).max(200).optional(),
});
export type ProducerRecord = z.infer<typeof ProducerRecord>;

/** What a record of the stream holds. Told apart by `cdrs` and `lines`. */
export type StreamContent = CdrBatch | ProducerRecord;

/** A batch and the lane (partition key) that keeps the CDRs of one balance in one order. */
export interface LanedBatch {
  lane: string;
  batch: CdrBatch;
}

/** A record of the stream that is of no form that we know. It will never become readable: keep the bytes, go on. */
export class UnreadableRecord extends Error {
  constructor(detail: string, cause?: unknown) {
    super(detail, { cause });
    this.name = "UnreadableRecord";
  }

  /** Whether it inflates to more than `maxInflatedBytes`. */
  get isTooMuch(): boolean {
    return (this.cause as { code?: unknown } | undefined)?.code === "ERR_BUFFER_TOO_LARGE";
  }
}

/** The batch as a record's data: JSON, compressed by zstd. */
export const encodeBatch = (batch: CdrBatch): Uint8Array => zstdCompressSync(JSON.stringify(batch));

/** So few records and so little text of a batch fit whatever they are, and most batches that are asked about are those. */
const surelyFits = { records: 20, textLength: 16_384 };

/** Whether a batch that carries its delivery's bytes fits into a record. */
export const fitsRecord = (batch: CdrBatch): boolean =>
  (batch.cdrs.length + batch.parked.length <= surelyFits.records &&
    (batch.kept?.raw?.length ?? 0) <= surelyFits.textLength) ||
  encodeBatch(batch).byteLength <= maxRecordBytes;

const startsWith = (bytes: Uint8Array, ...magic: number[]) => magic.every((byte, index) => bytes[index] === byte);

function unzstd(bytes: Uint8Array): Uint8Array {
  const frames = [...zstdFrames(bytes, { maxOutputLength: maxInflatedBytes })];
  return frames.length === 1 ? (frames[0] as Uint8Array) : Buffer.concat(frames);
}

/** gzip (RFC 1952), zstd (RFC 8878) or plain, told by the first bytes. @throws UnreadableRecord beyond `maxInflatedBytes`. */
export function inflate(bytes: Uint8Array): Uint8Array {
  try {
    if (startsWith(bytes, 0x28, 0xb5, 0x2f, 0xfd)) return unzstd(bytes);
    if (startsWith(bytes, 0x1f, 0x8b)) return gunzipSync(bytes, { maxOutputLength: maxInflatedBytes });
  } catch (cause) {
    throw new UnreadableRecord("The record does not inflate, or inflates to too much.", cause);
  }
  return bytes;
}

const BatchHead = CdrBatch.omit({ cdrs: true });

/** A batch whose CDRs are all as we write them, which nearly every record of the stream is: nothing to parse but its head. */
function soundBatch(value: object): CdrBatch | undefined {
  const { cdrs, ...rest } = value as { cdrs: unknown };
  if (!Array.isArray(cdrs) || !cdrs.every(isSoundCdr)) return undefined;
  const head = BatchHead.safeParse(rest);
  return head.success ? { ...head.data, cdrs } : undefined;
}

function contentOf(value: unknown): StreamContent {
  const isBatch = typeof value === "object" && value !== null && "cdrs" in value;
  const sound = isBatch ? soundBatch(value) : undefined;
  if (sound) return sound;
  const parsed = isBatch ? CdrBatch.safeParse(value) : ProducerRecord.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new UnreadableRecord(`Neither a batch nor {source, lines}: ${z.prettifyError(parsed.error).slice(0, 500)}`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new UnreadableRecord("The record is not JSON.", cause);
  }
}

/** One value, or undefined: a batch of ours always is one, and is then not looked through for lines. */
function wholeOf(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

/**
 * The contents of one record: our own batch, or what a producer put there, one JSON object or one a line (NDJSON), plain,
 * gzip or zstd.
 * @throws UnreadableRecord
 */
export function decodeRecord(data: Uint8Array): StreamContent[] {
  const text = new TextDecoder().decode(inflate(data));
  const whole = wholeOf(text);
  if (whole) return [contentOf(whole.value)];
  // A producer may have indented its objects: lines are told by where one object ends and the next begins.
  const many = /\}\s*\n\s*\{/.test(text);
  const lines = many ? text.split("\n") : [text];
  return lines.filter((line) => line.trim() !== "").map((line) => contentOf(parseJson(line)));
}

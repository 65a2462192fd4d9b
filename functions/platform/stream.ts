import { gunzipSync, zstdCompressSync } from "node:zlib";
import { KinesisClient, PutRecordsCommand, type PutRecordsCommandOutput } from "@aws-sdk/client-kinesis";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import * as z from "zod";
import { CdrBatch } from "../cdrs/cdr.ts";
import { isSoundCdr } from "../cdrs/sound-cdr.ts";
import { env } from "./env.ts";
import { zstdFrames } from "./inflate.ts";
import { Problem } from "./problem.ts";

/** Kinesis takes 1 MiB a record, partition key included (PutRecords, API reference); the rest is room for the key. */
export const maxRecordBytes = 1024 * 1024 - 1024;
/** What a record may inflate to. Ours stay below 1 MiB of JSON; a producer's own may not fill the function's memory. */
export const maxInflatedBytes = 32 * 1024 * 1024;
/** Inflating goes by pieces of this size: a batch of ours takes ten of them instead of the forty of Node's default. */
const inflateChunkBytes = 64 * 1024;
/** Entries and bytes of one PutRecords call (500 and 5 MiB are the limits). */
const maxEntries = 500;
const maxCallBytes = 4 * 1024 * 1024;
/** 5 tries with full jitter spend at most 3.1 s, which leaves a sender of single CDRs an answer within its own timeout. */
const tries = 5;
const firstPauseMs = 100;

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
  const frames = [...zstdFrames(bytes, { maxOutputLength: maxInflatedBytes, chunkSize: inflateChunkBytes })];
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

/**
 * The contents of one record: our own batch, or what a producer put there, one JSON object or one a line (NDJSON), plain,
 * gzip or zstd.
 * @throws UnreadableRecord
 */
export function decodeRecord(data: Uint8Array): StreamContent[] {
  const text = new TextDecoder().decode(inflate(data)).trim();
  if (text === "") return [];
  // A batch of ours has no line break at all; a producer may have indented its object.
  const many = text.includes("\n") && /\}\s*\n\s*\{/.test(text);
  const lines = many ? text.split("\n").filter((line) => line.trim() !== "") : [text];
  return lines.map((line) => contentOf(parseJson(line)));
}

// The SDK speaks HTTP/2 to Kinesis, which no emulator does.
const client = new KinesisClient({
  region: env.AWS_REGION,
  maxAttempts: 3,
  ...(env.AWS_ENDPOINT_URL_KINESIS
    ? { endpoint: env.AWS_ENDPOINT_URL_KINESIS, requestHandler: new NodeHttpHandler() }
    : {}),
});

export type SendRecords = (command: PutRecordsCommand) => Promise<PutRecordsCommandOutput>;
let send: SendRecords = (command) => client.send(command);

/** Puts another sender in place (throttles, partial failures) until the returned function is called. For tests. */
export function replaceStreamSend(wrap: (inner: SendRecords) => SendRecords): () => void {
  const previous = send;
  send = wrap(previous);
  return () => {
    send = previous;
  };
}

/** A batch as a record of the stream. */
export interface Entry {
  PartitionKey: string;
  Data: Uint8Array;
}

export const entriesOf = (batches: readonly LanedBatch[]): Entry[] =>
  batches.map(({ lane, batch }) => ({ PartitionKey: lane, Data: encodeBatch(batch) }));

/** Cuts the entries into calls that Kinesis takes. */
function calls(entries: readonly Entry[]): Entry[][] {
  const cut: Entry[][] = [];
  let bytes = 0;
  for (const entry of entries) {
    const last = cut.at(-1);
    bytes += entry.Data.byteLength;
    if (last && last.length < maxEntries && bytes <= maxCallBytes) last.push(entry);
    else {
      cut.push([entry]);
      bytes = entry.Data.byteLength;
    }
  }
  return cut;
}

/** One call; answers with the entries that Kinesis did not take. */
async function putOnce(entries: Entry[]): Promise<Entry[]> {
  const reply = await send(new PutRecordsCommand({ StreamName: env.STREAM_NAME, Records: entries }));
  if (!reply.FailedRecordCount) return [];
  return entries.filter((_, index) => reply.Records?.[index]?.ErrorCode !== undefined);
}

async function putDurably(entries: Entry[]): Promise<void> {
  let left = entries;
  let cause: unknown;
  for (let attempt = 0; attempt < tries && left.length > 0; attempt++) {
    if (attempt > 0) await new Promise((go) => setTimeout(go, Math.random() * firstPauseMs * 2 ** attempt));
    const refused = await putOnce(left).catch((error: unknown) => {
      cause = error;
      return left;
    });
    left = refused;
  }
  if (left.length > 0)
    throw new Problem("unavailable", "The records could not be stored just now. Please send them again.", {
      retryAfterSeconds: 5,
      cause,
    });
}

/**
 * Puts each batch on the stream under its lane, and returns only when all of them are durable.
 * @throws Problem unavailable when some are not; what was stored is stored, and sending all of it again does no harm.
 */
export const putBatches = (batches: readonly LanedBatch[]): Promise<void> => putEntries(entriesOf(batches));

/** As `putBatches`, of batches that are packed already. */
export async function putEntries(entries: readonly Entry[]): Promise<void> {
  const oversized = entries.find((entry) => entry.Data.byteLength > maxRecordBytes);
  if (oversized) throw new Error(`a batch of ${oversized.Data.byteLength} bytes does not fit into a record`);
  for (const call of calls(entries)) await putDurably(call);
}

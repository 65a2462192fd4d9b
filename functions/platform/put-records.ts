import { KinesisClient, PutRecordsCommand, type PutRecordsCommandOutput } from "@aws-sdk/client-kinesis";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { env } from "./env.ts";
import { Problem } from "./problem.ts";
import { encodeBatch, type LanedBatch, maxRecordBytes } from "./stream.ts";

/** Puts records on the stream; by itself, so that what only reads the stream's records loads none of it. */

/** Entries and bytes of one PutRecords call (500 and 5 MiB are the limits). */
const maxEntries = 500;
const maxCallBytes = 4 * 1024 * 1024;
/** 5 tries with full jitter spend at most 3.1 s, which leaves a sender of single CDRs an answer within its own timeout. */
const tries = 5;
const firstPauseMs = 100;

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

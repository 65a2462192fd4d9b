import type { CdrBatch } from "../cdrs/cdr.ts";
import { numbersIn } from "../intake/running-number.ts";
import { getSource } from "../intake/source.store.ts";
import { noteHeard } from "../intake/source-day.store.ts";
import { isoDay } from "../platform/clock.ts";
import { putFile } from "../platform/files.ts";
import { log } from "../platform/log.ts";
import { decodeRecord, type ProducerRecord, UnreadableRecord } from "../platform/stream.ts";

/** One record of the stream as it was delivered. */
export interface StreamRecord {
  sequenceNumber: string;
  data: Uint8Array;
  /** When the stream took it, epoch ms: the intake of a producer's own lines. */
  arrivedMs: number;
}

/** What cannot be read will never be: its bytes are kept, one line in suspense says where, and the lane goes on. */
async function keepUnreadable(record: StreamRecord, source: string, detail: string): Promise<CdrBatch> {
  const day = isoDay(record.arrivedMs);
  const key = `raw/unreadable/${day}/${record.sequenceNumber}`;
  await putFile({ bucket: "files", key }, record.data, "application/octet-stream");
  log.warn("a record of the stream could not be read", { source, reason: detail });
  const line = { line: 1, reason: "MALFORMED" as const, detail: `${detail} Its bytes are kept as ${key}.`, raw: key };
  return { source, delivery: record.sequenceNumber, part: 0, cdrs: [], parked: [line] };
}

async function producersBatch(content: ProducerRecord, record: StreamRecord, index: number): Promise<CdrBatch> {
  const source = await getSource(content.source);
  if (!source) return keepUnreadable(record, content.source, `The CDR source ${content.source} does not exist.`);
  const delivery = index === 0 ? record.sequenceNumber : `${record.sequenceNumber}.${index}`;
  // Few producers put lines of their own, and the readers of all layouts would lengthen every start.
  const { producerBatch } = await import("../intake/normalise.ts");
  const batch = producerBatch(content, source, { delivery, atMs: record.arrivedMs });
  const outcomes = [...batch.cdrs, ...batch.parked];
  if (outcomes.length > 0) await noteHeard(source.id, record.sequenceNumber, record.arrivedMs);
  return { ...batch, numbers: numbersIn(outcomes, source) };
}

/** The batches of one record: ours as we put them, a producer's own lines through the same normaliser as all others. */
export async function batchesOfRecord(record: StreamRecord): Promise<CdrBatch[]> {
  try {
    const batches: CdrBatch[] = [];
    for (const [index, content] of decodeRecord(record.data).entries())
      batches.push("cdrs" in content ? content : await producersBatch(content, record, index));
    return batches;
  } catch (error) {
    if (error instanceof UnreadableRecord) return [await keepUnreadable(record, "unknown", error.message)];
    throw error;
  }
}

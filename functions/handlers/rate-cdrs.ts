import type { KinesisStreamBatchResponse, KinesisStreamEvent, KinesisStreamRecord } from "aws-lambda";
import type { CdrBatch } from "../cdrs/cdr.ts";
import { keepFromStream } from "../kept/keep-delivery.flow.ts";
import { now } from "../platform/clock.ts";
import { lambda } from "../platform/lambda.ts";
import { rateBatch } from "../rating/rate-batch.flow.ts";
import { batchesOfRecord } from "../rating/stream-batches.flow.ts";

/**
 * Calls that are rated at once: an invocation's 6 MB hold fifty thousand calls of a long file, which need not be in memory
 * together. From here on a transaction has as many calls of a balance as it takes.
 */
const callsAtOnce = 10_000;

interface Taken {
  sequenceNumber: string;
  batches: CdrBatch[];
}

async function take({ kinesis }: KinesisStreamRecord): Promise<Taken> {
  const { sequenceNumber, data, approximateArrivalTimestamp } = kinesis;
  const arrivedMs = Math.round(approximateArrivalTimestamp * 1000);
  return {
    sequenceNumber,
    batches: await batchesOfRecord({ sequenceNumber, data: Buffer.from(data, "base64"), arrivedMs }),
  };
}

/** The records in their order, as many at once as hold so many calls. */
async function* portionsOf(records: readonly KinesisStreamRecord[]): AsyncGenerator<Taken[]> {
  let portion: Taken[] = [];
  let calls = 0;
  for (const record of records) {
    const one = await take(record);
    portion.push(one);
    calls += one.batches.reduce((sum, { cdrs, parked }) => sum + cdrs.length + parked.length, 0);
    if (calls < callsAtOnce) continue;
    yield portion;
    portion = [];
    calls = 0;
  }
  if (portion.length > 0) yield portion;
}

/** Keeps and rates a portion. @returns the first record that is not wholly charged yet */
async function openIn(portion: readonly Taken[], deadline: number): Promise<Taken | undefined> {
  await keepFromStream(portion);
  const rated = portion.map(({ batches }) => batches.filter(({ keepOnly }) => !keepOnly));
  const outcomes = await rateBatch(rated.flat(), { at: now(), deadline });
  let next = 0;
  return portion.find((_, i) => {
    const count = rated[i]?.length ?? 0;
    const own = outcomes.slice(next, next + count);
    next += count;
    return own.some(({ settled }) => !settled);
  });
}

/**
 * Keeps, rates and charges what the stream brings. Everything from the lowest record on that is not wholly charged is
 * delivered again (Lambda developer guide, "ReportBatchItemFailures"); what was charged is then found by its marks.
 */
export const handler = lambda<KinesisStreamEvent, KinesisStreamBatchResponse>(
  "rate-cdrs",
  async (event, invocation) => {
    const deadline = now() + invocation.workMsLeft();
    for await (const portion of portionsOf(event.Records)) {
      const open = await openIn(portion, deadline);
      if (open) return { batchItemFailures: [{ itemIdentifier: open.sequenceNumber }] };
    }
    return { batchItemFailures: [] };
  },
);

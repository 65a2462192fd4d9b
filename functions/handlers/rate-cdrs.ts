import type { KinesisStreamBatchResponse, KinesisStreamEvent } from "aws-lambda";
import { keepFromStream } from "../kept/keep-delivery.flow.ts";
import { now } from "../platform/clock.ts";
import { lambda } from "../platform/lambda.ts";
import { rateBatch } from "../rating/rate-batch.flow.ts";
import { batchesOfRecord } from "../rating/stream-batches.flow.ts";

/**
 * Keeps, rates and charges what the stream brings. Everything from the lowest record on that is not wholly charged is delivered
 * again (Lambda developer guide, "ReportBatchItemFailures"); what was charged is then found by its marks.
 */
export const handler = lambda<KinesisStreamEvent, KinesisStreamBatchResponse>(
  "rate-cdrs",
  async (event, invocation) => {
    const records = await Promise.all(
      event.Records.map(async ({ kinesis }) => {
        const { sequenceNumber, data, approximateArrivalTimestamp } = kinesis;
        const arrivedMs = Math.round(approximateArrivalTimestamp * 1000);
        const batches = await batchesOfRecord({ sequenceNumber, data: Buffer.from(data, "base64"), arrivedMs });
        return { sequenceNumber, batches };
      }),
    );
    await keepFromStream(records);
    const rated = records.map(({ sequenceNumber, batches }) => {
      return { sequenceNumber, batches: batches.filter(({ keepOnly }) => !keepOnly) };
    });
    const at = now();
    const outcomes = await rateBatch(
      rated.flatMap(({ batches }) => batches),
      { at, deadline: at + invocation.workMsLeft() },
    );
    let next = 0;
    const open = rated.find(({ batches }) => {
      const own = outcomes.slice(next, next + batches.length);
      next += batches.length;
      return own.some(({ settled }) => !settled);
    });
    return { batchItemFailures: open ? [{ itemIdentifier: open.sequenceNumber }] : [] };
  },
);

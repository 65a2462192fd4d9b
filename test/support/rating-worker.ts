import { readFileSync, renameSync, writeFileSync } from "node:fs";
import type { Context, KinesisStreamEvent } from "aws-lambda";
import { handler } from "../../functions/handlers/rate-cdrs.ts";

/**
 * A rating function as a process that can be killed: reads a file of stream records from a checkpoint on, invokes the
 * real handler, and moves the checkpoint as an event source does. `rating-worker.ts RECORDS CHECKPOINT BATCH`
 */
const [recordsFile = "", checkpointFile = "", batch = "4"] = process.argv.slice(2);
const records = readFileSync(recordsFile, "utf8").trim().split("\n");

const eventOf = (from: number, lines: readonly string[]): KinesisStreamEvent => ({
  Records: lines.map((data, i) => ({
    eventID: `shard:${from + i}`,
    eventName: "aws:kinesis:record",
    eventSource: "aws:kinesis",
    eventSourceARN: "arn",
    eventVersion: "1.0",
    awsRegion: "eu-central-1",
    invokeIdentityArn: "arn",
    kinesis: {
      sequenceNumber: String(from + i),
      partitionKey: "1",
      kinesisSchemaVersion: "1.0",
      approximateArrivalTimestamp: Date.now() / 1000,
      data,
    },
  })),
});

process.stdout.write("ready\n");
for (let at = Number(readFileSync(checkpointFile, "utf8")); at < records.length; ) {
  const lines = records.slice(at, at + Number(batch));
  const context = { awsRequestId: crypto.randomUUID(), getRemainingTimeInMillis: () => 60_000 } as Context;
  const { batchItemFailures } = await handler(eventOf(at, lines), context);
  const open = batchItemFailures[0];
  at = open ? Number(open.itemIdentifier) : at + lines.length;
  writeFileSync(`${checkpointFile}.new`, String(at));
  renameSync(`${checkpointFile}.new`, checkpointFile);
}
process.stdout.write("done\n");

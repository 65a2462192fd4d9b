import type { _Record as StreamRecord } from "@aws-sdk/client-kinesis";
import type { KinesisStreamBatchResponse, KinesisStreamEvent } from "aws-lambda";

export interface Origin {
  streamArn: string;
  shardId: string;
}

/** What Lambda gets for records of one shard. */
export function kinesisEvent({ streamArn, shardId }: Origin, records: readonly StreamRecord[]): KinesisStreamEvent {
  const region = streamArn.split(":")[3] ?? "";
  return {
    Records: records.map((record) => ({
      kinesis: {
        kinesisSchemaVersion: "1.0",
        partitionKey: record.PartitionKey ?? "",
        sequenceNumber: record.SequenceNumber ?? "",
        data: Buffer.from(record.Data ?? []).toString("base64"),
        approximateArrivalTimestamp: (record.ApproximateArrivalTimestamp?.getTime() ?? 0) / 1000,
      },
      eventSource: "aws:kinesis",
      eventVersion: "1.0",
      eventID: `${shardId}:${record.SequenceNumber}`,
      eventName: "aws:kinesis:record",
      invokeIdentityArn: "arn:aws:iam::000000000000:role/local",
      awsRegion: region,
      eventSourceARN: streamArn,
    })),
  };
}

/**
 * Index of the first record that a `ReportBatchItemFailures` reply names; undefined when it names none. An identifier
 * that is not of the batch fails all of it, as in AWS.
 */
export function firstFailure(reply: unknown, records: readonly StreamRecord[]): number | undefined {
  const failures = (reply as Partial<KinesisStreamBatchResponse> | null | undefined)?.batchItemFailures ?? [];
  if (failures.length === 0) return undefined;
  const indexes = failures.map(({ itemIdentifier }) =>
    records.findIndex((record) => record.SequenceNumber === itemIdentifier),
  );
  return Math.max(0, Math.min(...indexes));
}

export interface GivenUp extends Origin {
  functionArn: string;
  condition: "RetryAttemptsExhausted" | "RecordAgeExceeded";
  invocations: number;
  records: readonly StreamRecord[];
}

const instant = (record: StreamRecord | undefined) =>
  (record?.ApproximateArrivalTimestamp ?? new Date(0)).toISOString();

/** The object that Lambda writes to an S3 failure destination: what happened, and the whole event as text. */
export function failureObject(lost: GivenUp, at: number): { key: string; body: string } {
  const [first, last] = [lost.records[0], lost.records.at(-1)];
  // AWS ends the key with a random id; the sequence number makes writing it a second time harmless.
  const day = instant(first).slice(0, 10).replaceAll("-", "/");
  const second = instant(first).slice(0, 19).replaceAll(":", ".");
  const name = lost.functionArn.split(":").at(-1);
  const body = {
    requestContext: {
      requestId: crypto.randomUUID(),
      functionArn: lost.functionArn,
      condition: lost.condition,
      approximateInvokeCount: lost.invocations,
    },
    responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" },
    version: "1.0",
    timestamp: new Date(at).toISOString(),
    KinesisBatchInfo: {
      shardId: lost.shardId,
      startSequenceNumber: first?.SequenceNumber,
      endSequenceNumber: last?.SequenceNumber,
      approximateArrivalOfFirstRecord: instant(first),
      approximateArrivalOfLastRecord: instant(last),
      batchSize: lost.records.length,
      streamArn: lost.streamArn,
    },
    payload: JSON.stringify(kinesisEvent(lost, lost.records)),
  };
  const key = `aws/lambda/${name}/${lost.shardId}/${day}/${second}-${first?.SequenceNumber}`;
  return { key, body: JSON.stringify(body) };
}

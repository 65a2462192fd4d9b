import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { PutRecordsCommand } from "@aws-sdk/client-kinesis";
import type { KinesisStreamEvent } from "aws-lambda";
import { afterAll, expect, test } from "vitest";
import { openCheckpoints } from "../../local/event-source/checkpoints.ts";
import { awsDefaults, type EventSourceParts, runEventSource } from "../../local/event-source/event-source.ts";
import { createStream, kinesisClient } from "../../local/stream/create-stream.ts";

const client = kinesisClient(process.env["AWS_ENDPOINT_URL_KINESIS"] ?? "");
afterAll(() => client.destroy());

async function aStream(name: string, records: number, shards = 2) {
  await createStream(client, { name, shards });
  for (let from = 0; from < records; from += 500) {
    const count = Math.min(500, records - from);
    const Records = Array.from({ length: count }, (_, index) => ({
      Data: Buffer.from(String(from + index)),
      PartitionKey: `lane-${(from + index) % 8}`,
    }));
    const reply = await client.send(new PutRecordsCommand({ StreamName: name, Records }));
    expect(reply.FailedRecordCount ?? 0).toBe(0);
  }
}

const settingsFor = (streamName: string) => ({
  ...awsDefaults,
  name: streamName,
  streamName,
  streamArn: `arn:aws:kinesis:eu-central-1:000000000000:stream/${streamName}`,
  functionArn: "arn:aws:lambda:eu-central-1:000000000000:function:rate-cdrs",
  startingPosition: "TRIM_HORIZON" as const,
  batchSize: 200,
  retries: 2,
  bisect: true,
  reportsFailures: true,
  pollMs: 5,
  firstPauseMs: 1,
});

const numbersIn = (event: unknown) =>
  (event as KinesisStreamEvent).Records.map((record) => ({
    value: Number(Buffer.from(record.kinesis.data, "base64").toString()),
    lane: record.kinesis.partitionKey,
    id: record.kinesis.sequenceNumber,
  }));

async function until(condition: () => boolean) {
  for (let tries = 0; !condition() && tries < 2000; tries++) await pause(10);
}

async function someParts(invoke: EventSourceParts["invoke"]) {
  const file = join(await mkdtemp(join(tmpdir(), "switchbook-esm-")), "checkpoints.sqlite");
  const failures = new Map<string, string>();
  const keepFailure = async (key: string, body: string) => void failures.set(key, body);
  const report = () => undefined;
  return { file, failures, parts: { client, checkpoints: openCheckpoints(file), invoke, keepFailure, report } };
}

test("of 2,000 records with two poisonous and one flaky, 1,998 are taken once and in order, and two are kept whole", async () => {
  await aStream("esm-poison", 2000);
  const taken: { value: number; lane: string }[] = [];
  const attempts = new Map<number, number>();
  const { parts, failures } = await someParts(async (event) => {
    for (const record of numbersIn(event)) {
      const attempt = (attempts.get(record.value) ?? 0) + 1;
      attempts.set(record.value, attempt);
      const bad = record.value === 700 || record.value === 1501 || (record.value === 1000 && attempt < 3);
      if (bad) return { batchItemFailures: [{ itemIdentifier: record.id }] };
      taken.push(record);
    }
    return { batchItemFailures: [] };
  });
  const source = await runEventSource(settingsFor("esm-poison"), parts);
  await until(() => taken.length + failures.size >= 2000);
  await source.stop();
  const values = taken.map((record) => record.value);
  expect(values).toHaveLength(1998);
  expect(new Set(values).size).toBe(1998);
  for (let lane = 0; lane < 8; lane++) {
    const inLane = taken.filter((record) => record.lane === `lane-${lane}`).map((record) => record.value);
    expect(inLane).toEqual(inLane.toSorted((one, other) => one - other));
  }
  const kept = [...failures.values()].map((body) => JSON.parse(body));
  expect(kept.map((body) => body.KinesisBatchInfo.batchSize)).toEqual([1, 1]);
  expect(kept[0].requestContext).toMatchObject({ condition: "RetryAttemptsExhausted", approximateInvokeCount: 3 });
  const lost = kept.flatMap((body) => numbersIn(JSON.parse(body.payload)).map((record) => record.value));
  expect(lost.toSorted((one, other) => one - other)).toEqual([700, 1501]);
});

test("a function that throws is bisected down to the one bad record", async () => {
  await aStream("esm-throws", 60, 1);
  const taken = new Set<number>();
  const { parts, failures } = await someParts(async (event) => {
    const records = numbersIn(event);
    if (records.some((record) => record.value === 41)) throw new Error("cannot take 41");
    for (const record of records) taken.add(record.value);
  });
  const source = await runEventSource({ ...settingsFor("esm-throws"), retries: 0 }, parts);
  await until(() => taken.size + failures.size >= 60);
  await source.stop();
  expect(taken.size).toBe(59);
  expect(failures.size).toBe(1);
});

test("a restart resumes behind the last record that was taken, without repeating one", async () => {
  await aStream("esm-restart", 400);
  const taken: number[] = [];
  const { parts, file } = await someParts(async (event) => {
    taken.push(...numbersIn(event).map((record) => record.value));
  });
  const settings = { ...settingsFor("esm-restart"), batchSize: 50 };
  const first = await runEventSource(settings, parts);
  await until(() => taken.length >= 50);
  await first.stop();
  parts.checkpoints.close();
  const second = await runEventSource(settings, { ...parts, checkpoints: openCheckpoints(file) });
  await until(() => taken.length >= 400);
  await second.stop();
  expect(taken.toSorted((one, other) => one - other)).toEqual(Array.from({ length: 400 }, (_, value) => value));
});

test("a batch waits for its window, and a full one does not", async () => {
  await aStream("esm-window", 30, 1);
  const sizes: number[] = [];
  const { parts } = await someParts(async (event) => void sizes.push(numbersIn(event).length));
  const source = await runEventSource({ ...settingsFor("esm-window"), batchSize: 20, windowMs: 100 }, parts);
  await until(() => sizes.length >= 2);
  await source.stop();
  expect(sizes).toEqual([20, 10]);
});

test("records that are too old go to the failure destination without an invocation", async () => {
  await aStream("esm-age", 5, 1);
  await pause(20);
  let invocations = 0;
  const { parts, failures } = await someParts(async () => void invocations++);
  const source = await runEventSource({ ...settingsFor("esm-age"), mostAgeSeconds: 0 }, parts);
  await until(() => failures.size > 0);
  await source.stop();
  expect(invocations).toBe(0);
  const [body] = [...failures.values()].map((text) => JSON.parse(text));
  expect([body.requestContext.condition, body.KinesisBatchInfo.batchSize]).toEqual(["RecordAgeExceeded", 5]);
});

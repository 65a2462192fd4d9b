import { setTimeout as pause } from "node:timers/promises";
import { type KinesisClient, ListShardsCommand, type _Record as StreamRecord } from "@aws-sdk/client-kinesis";
import type { Checkpoints } from "./checkpoints.ts";
import { type GatherRules, openShard } from "./gather.ts";
import { failureObject, firstFailure, type GivenUp, kinesisEvent } from "./kinesis-event.ts";
import { nextStep, type RetryRules, type Segment } from "./next-step.ts";

export interface EventSourceSettings extends GatherRules, RetryRules {
  /** Names the checkpoints. */
  name: string;
  streamArn: string;
  functionArn: string;
  reportsFailures: boolean;
  /** Records older than this are given up unread, in seconds; -1 for never. */
  mostAgeSeconds: number;
  /** First pause before a segment is tried again, in milliseconds; it doubles up to `longestPauseMs`. */
  firstPauseMs: number;
  longestPauseMs: number;
}

export interface EventSourceParts {
  client: KinesisClient;
  checkpoints: Checkpoints;
  invoke(event: unknown): Promise<unknown>;
  /** Tells the person at the machine. */
  report(message: string, error?: unknown): void;
  /** The failure destination. */
  keepFailure(key: string, body: string): Promise<void>;
}

export const awsDefaults = {
  batchSize: 100,
  windowMs: 0,
  retries: -1,
  bisect: false,
  reportsFailures: false,
  mostAgeSeconds: -1,
  pollMs: 250,
  firstPauseMs: 50,
  longestPauseMs: 2000,
};

/** Runs one batch through the function until each of its records is either taken or given up, in order. */
function batchRunner(settings: EventSourceSettings, parts: EventSourceParts, shardId: string, stopping: AbortSignal) {
  const origin = { streamArn: settings.streamArn, shardId };

  const invoke = async (records: readonly StreamRecord[]): Promise<number | undefined> => {
    try {
      const reply = await parts.invoke(kinesisEvent(origin, records));
      return settings.reportsFailures ? firstFailure(reply, records) : undefined;
    } catch (error) {
      parts.report(`${settings.name}: the function failed`, error);
      return 0;
    }
  };
  const giveUp = async (lost: Pick<GivenUp, "condition" | "invocations" | "records">) => {
    const { key, body } = failureObject({ ...origin, ...lost, functionArn: settings.functionArn }, Date.now());
    parts.report(`${settings.name}: ${lost.records.length} record(s) of ${shardId} given up: ${key}`);
    await parts.keepFailure(key, body);
  };
  const tooOld = (record: StreamRecord | undefined) =>
    settings.mostAgeSeconds >= 0 &&
    Date.now() - (record?.ApproximateArrivalTimestamp?.getTime() ?? 0) > settings.mostAgeSeconds * 1000;

  return async (batch: readonly StreamRecord[]): Promise<void> => {
    const done = (end: number) => {
      const sequence = batch[end - 1]?.SequenceNumber;
      if (sequence !== undefined) parts.checkpoints.write(settings.name, shardId, sequence);
    };
    const work: Segment[] = [{ first: 0, end: batch.length, failures: 0 }];
    for (let segment = work.shift(); segment && !stopping.aborted; segment = work.shift()) {
      const { first, end, failures } = segment;
      const records = batch.slice(first, end);
      if (tooOld(records.at(-1))) {
        await giveUp({ condition: "RecordAgeExceeded", invocations: failures, records });
        done(end);
        continue;
      }
      const failed = await invoke(records);
      const step = nextStep(segment, failed === undefined ? undefined : first + failed, settings);
      if (step.kind === "again") {
        work.unshift(...step.segments);
        done(step.segments[0]?.first ?? first);
        const wait = Math.min(settings.firstPauseMs * 2 ** failures, settings.longestPauseMs);
        if (step.pause) await pause(wait, undefined, { signal: stopping }).catch(() => undefined);
        continue;
      }
      if (step.kind === "given-up")
        await giveUp({ condition: "RetryAttemptsExhausted", invocations: failures + 1, records });
      done(end);
    }
  };
}

/**
 * Lambda's event-source mapping for one Kinesis stream: every shard in its own order, at least once, as "Using AWS
 * Lambda with Amazon Kinesis" describes it. One batch of a shard at a time (no parallelisation factor).
 */
export async function runEventSource(settings: EventSourceSettings, parts: EventSourceParts) {
  const { Shards = [] } = await parts.client.send(new ListShardsCommand({ StreamName: settings.streamName }));
  const stopping = new AbortController();
  const readShard = async (shardId: string) => {
    const run = batchRunner(settings, parts, shardId, stopping.signal);
    while (!stopping.signal.aborted) {
      const next = openShard(parts.client, shardId, settings, parts.checkpoints.read(settings.name, shardId));
      try {
        while (!stopping.signal.aborted) await run(await next(stopping.signal));
      } catch (error) {
        // The stream or the failure destination did not answer: again from the checkpoint.
        parts.report(`${settings.name}: ${shardId} could not be read`, error);
        await pause(settings.longestPauseMs, undefined, { signal: stopping.signal }).catch(() => undefined);
      }
    }
  };
  const readers = Shards.map((shard) => readShard(shard.ShardId ?? ""));
  return {
    /** Lets the invocations that run come to their end; what they did not take stays in the stream. */
    async stop(): Promise<void> {
      stopping.abort();
      await Promise.all(readers);
    },
  };
}

import { setTimeout as pause } from "node:timers/promises";
import {
  GetRecordsCommand,
  GetShardIteratorCommand,
  type KinesisClient,
  type _Record as StreamRecord,
} from "@aws-sdk/client-kinesis";

export interface GatherRules {
  streamName: string;
  startingPosition: "TRIM_HORIZON" | "LATEST";
  batchSize: number;
  /** How long a batch may wait for more, in milliseconds. */
  windowMs: number;
  /** How often an empty shard is asked, in milliseconds. */
  pollMs: number;
}

/** An invocation takes at most 6 MB; base64 makes four bytes of three. */
const mostBytes = (6 * 1024 * 1024 * 3) / 4 - 65_536;

const sizeOf = (records: readonly StreamRecord[]) =>
  records.reduce((sum, one) => sum + (one.Data?.length ?? 0) + 512, 0);

/** Reads one shard from behind `after` on, batch by batch. */
export function openShard(client: KinesisClient, shardId: string, rules: GatherRules, after: string | undefined) {
  let seen = after;
  let iterator: string | undefined;
  /** Records that came with a batch that was full already. */
  let left: StreamRecord[] = [];

  const ask = async (): Promise<StreamRecord[]> => {
    if (iterator === undefined) {
      const from =
        seen === undefined
          ? { ShardIteratorType: rules.startingPosition }
          : { ShardIteratorType: "AFTER_SEQUENCE_NUMBER" as const, StartingSequenceNumber: seen };
      const place = { StreamName: rules.streamName, ShardId: shardId, ...from };
      iterator = (await client.send(new GetShardIteratorCommand(place))).ShardIterator;
    }
    try {
      const reply = await client.send(new GetRecordsCommand({ ShardIterator: iterator, Limit: rules.batchSize }));
      iterator = reply.NextShardIterator;
      seen = reply.Records?.at(-1)?.SequenceNumber ?? seen;
      return reply.Records ?? [];
    } catch (error) {
      // An iterator lives five minutes; from `seen` on nothing is read twice.
      iterator = undefined;
      if ((error as Error).name === "ExpiredIteratorException") return [];
      throw error;
    }
  };

  const cut = (batch: StreamRecord[]): StreamRecord[] => {
    let end = Math.min(batch.length, rules.batchSize);
    while (end > 1 && sizeOf(batch.slice(0, end)) > mostBytes) end = Math.floor(end / 2);
    left = batch.slice(end);
    return batch.slice(0, end);
  };

  /** The next batch: full, or what came within the window after its first record. Empty once `stopping` says so. */
  return async (stopping: AbortSignal): Promise<StreamRecord[]> => {
    let batch = left;
    let deadline = Date.now() + rules.windowMs;
    while (!stopping.aborted) {
      const full = batch.length >= rules.batchSize || sizeOf(batch) >= mostBytes;
      if (full || (batch.length > 0 && Date.now() >= deadline)) return cut(batch);
      const more = await ask();
      if (batch.length === 0) deadline = Date.now() + rules.windowMs;
      batch = [...batch, ...more];
      if (more.length === 0) await pause(rules.pollMs, undefined, { signal: stopping }).catch(() => undefined);
    }
    return [];
  };
}

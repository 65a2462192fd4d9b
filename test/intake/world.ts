import { GetRecordsCommand, GetShardIteratorCommand, ListShardsCommand } from "@aws-sdk/client-kinesis";
import type { Permission } from "../../functions/auth/access.ts";
import { makeApiKey } from "../../functions/auth/api-key.flow.ts";
import type { CdrBatch } from "../../functions/cdrs/cdr.ts";
import { app } from "../../functions/handlers/switch-api.ts";
import { makeSource } from "../../functions/intake/source.flow.ts";
import { type CdrSource, NewSource } from "../../functions/intake/source.ts";
import { now } from "../../functions/platform/clock.ts";
import { env } from "../../functions/platform/env.ts";
import { decodeRecord } from "../../functions/platform/stream.ts";
import { kinesisClient } from "../../local/stream/create-stream.ts";
import { uniqueName } from "../support/api.ts";

const office = { id: "usr_TEST", kind: "admin" as const, permissions: ["switch" as Permission] };

/** A source of a switch that nobody else in the run has. */
export const addedSource = (fields: Partial<NewSource> & { format: NewSource["format"] }): Promise<CdrSource> =>
  makeSource(NewSource.parse({ name: "Test switch", switch: uniqueName(), ...fields }), office, now());

/** The Authorization header of a new key, for some sources or for all. */
export async function switchKey(sources?: string[]): Promise<string> {
  const asked = { name: "switch", scopes: ["switch" as const], allowedIps: [], ...(sources ? { sources } : {}) };
  return `Bearer ${(await makeApiKey(asked, office, now())).secret}`;
}

type Body = string | Uint8Array | ReadableStream;

export const post = async (path: string, authorization: string, body: Body, headers: Record<string, string> = {}) =>
  app.request(path, { method: "POST", headers: { authorization, ...headers }, body, duplex: "half" } as RequestInit);

export interface Streamed {
  lane: string;
  batch: CdrBatch;
}

/** Every record of the stream, in the order of its shards, as it was put. */
export async function* streamRecords() {
  const client = kinesisClient(env.AWS_ENDPOINT_URL_KINESIS ?? "");
  const { Shards = [] } = await client.send(new ListShardsCommand({ StreamName: env.STREAM_NAME }));
  for (const { ShardId } of Shards) {
    const start = { StreamName: env.STREAM_NAME, ShardId, ShardIteratorType: "TRIM_HORIZON" as const };
    let { ShardIterator } = await client.send(new GetShardIteratorCommand(start));
    for (;;) {
      const reply = await client.send(new GetRecordsCommand({ ShardIterator, Limit: 10_000 }));
      if (!reply.Records?.length) break;
      for (const { Data: data = new Uint8Array(0), PartitionKey: lane = "" } of reply.Records) yield { data, lane };
      ShardIterator = reply.NextShardIterator;
    }
  }
  client.destroy();
}

/** The batches to be rated that are on the stream in the name of a source, in the order of its shards. */
export const streamedFor = async (source: string): Promise<Streamed[]> =>
  (await everythingFor(source)).filter(({ batch }) => !batch.keepOnly);

/** The same, and those that only bring the bytes of a delivery. */
export async function everythingFor(source: string): Promise<Streamed[]> {
  const found: Streamed[] = [];
  for await (const { data, lane } of streamRecords())
    for (const batch of decodeRecord(data)) if (batch.source === source && "cdrs" in batch) found.push({ lane, batch });
  return found;
}

export const streamedLines = (streamed: readonly Streamed[]): number[] =>
  streamed.flatMap(({ batch }) => [...batch.cdrs, ...batch.parked].map(({ line }) => line)).sort((a, b) => a - b);

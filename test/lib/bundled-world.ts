import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GetRecordsCommand, GetShardIteratorCommand, ListShardsCommand } from "@aws-sdk/client-kinesis";
import { openAssembly, readAssembly } from "../../local/assembly/assembly.ts";
import { s3Attempts } from "../../local/assembly/s3-attempts.ts";
import { startEngine } from "../../local/engine.ts";
import { freePort } from "../../local/free-port.ts";
import { provisionTable } from "../../local/provision/create-table.ts";
import { makePlan, type Plan } from "../../local/provision/plan.ts";
import { startS3 } from "../../local/s3/server.ts";
import { createStream, kinesisClient } from "../../local/stream/create-stream.ts";
import { startKinesis } from "../../local/stream/kinesis-server.ts";

/**
 * The bundles of an assembly behind the rights of their roles, with a table, buckets and a stream of their own and
 * nothing that moves events: what a function does here, the event did that a test handed to it.
 */

const secretAccessKey = "localsecret";

/** An event as AWS's guides and consoles show it, every field of it. */
// biome-ignore lint/suspicious/noExplicitAny: recorded events are filled in freely
export const recorded = (name: "http-api" | "kinesis" | "object-created" | "scheduled"): any =>
  JSON.parse(readFileSync(join(import.meta.dirname, "events", `${name}.json`), "utf8"));

/** The bytes of every record of a stream. */
async function recordsOf(url: string, StreamName: string): Promise<string[]> {
  const client = kinesisClient(url);
  const found: string[] = [];
  const { Shards = [] } = await client.send(new ListShardsCommand({ StreamName }));
  for (const { ShardId } of Shards) {
    const from = { StreamName, ShardId, ShardIteratorType: "TRIM_HORIZON" as const };
    const { ShardIterator } = await client.send(new GetShardIteratorCommand(from));
    const { Records = [] } = await client.send(new GetRecordsCommand({ ShardIterator, Limit: 10_000 }));
    found.push(...Records.map(({ Data }) => Buffer.from(Data ?? []).toString("base64")));
  }
  client.destroy();
  return found;
}

async function startParts(plan: Plan, permit: Parameters<typeof startS3>[0]["permit"]) {
  const [engine, kinesis] = [await startEngine(), await startKinesis({ port: await freePort() })];
  const s3 = await startS3({
    ...{ port: await freePort(), folder: mkdtempSync(join(tmpdir(), "switchbook-s3-")), durable: false },
    credentials: { accessKeyId: "local", secretAccessKey, knows: () => true },
    ...(permit ? { permit } : {}),
  });
  for (const table of plan.tables) await provisionTable(engine.endpoint, table);
  for (const { name, cors } of plan.buckets) s3.store.createBucket(name, cors);
  const client = kinesisClient(kinesis.url);
  for (const stream of plan.streams) await createStream(client, stream);
  client.destroy();
  const stop = async () => void (await Promise.all([engine.stop(), kinesis.close(), s3.close()]));
  return { endpoints: { table: engine.endpoint, stream: kinesis.url, files: s3.url }, stop };
}

/** An administrator in the bundles' table, written from here: what `npm run deploy` does with its link. */
async function addAdmin({ tables }: Plan, endpoint: string, person: { username: string; password: string }) {
  Object.assign(process.env, { AWS_ENDPOINT_URL_DYNAMODB: endpoint, TABLE_NAME: tables[0]?.name });
  const { addStaff } = await import("../../functions/users/add-user.flow.ts");
  const { staffPermissions } = await import("../../functions/auth/access.ts");
  await addStaff(
    { ...person, name: "Office", email: null, permissions: staffPermissions as never },
    undefined,
    Date.now(),
  );
}

export async function openBundles(folder: string, person: { username: string; password: string }) {
  const templates = readAssembly(folder);
  const plan = makePlan(templates);
  const refused: string[] = [];
  let assembly: Awaited<ReturnType<typeof openAssembly>> | undefined;
  const parts = await startParts(
    plan,
    (keyId, { request, bucket, key, query }) =>
      assembly?.permit(keyId, s3Attempts(request, bucket, key, query)) === true,
  );
  // As long as its template gives it.
  const mostSeconds = Number.POSITIVE_INFINITY;
  const local = {
    ...{ AWS_REGION: "eu-central-1", AWS_SECRET_ACCESS_KEY: secretAccessKey, LOG_LEVEL: "warn" },
    PUBLIC_URL: "https://billing.example.com",
  };
  const { endpoints } = parts;
  const report = (message: string) => void refused.push(message);
  const secret = Buffer.alloc(48, 7).toString("base64");
  assembly = await openAssembly({ folder, templates, plan, endpoints, secret, local, mostSeconds, report });
  await addAdmin(plan, endpoints.table, person);
  const { functions } = assembly;
  return {
    plan,
    /** What roles did not grant. */
    refused,
    async invoke(name: string, event: unknown): Promise<unknown> {
      const fn = functions.get(name);
      if (!fn) throw new Error(`there is no function ${name}`);
      return fn.invoke(event);
    },
    /** What lies on the stream, in base64. */
    streamed: () => recordsOf(endpoints.stream, plan.streams[0]?.name ?? ""),
    async stop(): Promise<void> {
      await assembly?.stop();
      await parts.stop();
    },
  };
}
export type Bundles = Awaited<ReturnType<typeof openBundles>>;

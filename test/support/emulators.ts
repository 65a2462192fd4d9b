import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEngine } from "../../local/engine.ts";
import { freePort } from "../../local/free-port.ts";
import { startS3 } from "../../local/s3/server.ts";
import { createStream, kinesisClient } from "../../local/stream/create-stream.ts";
import { startKinesis } from "../../local/stream/kinesis-server.ts";
import { createTable } from "./table.ts";

const credentials = { accessKeyId: "local", secretAccessKey: "localsecret" };
const cors = [{ AllowedOrigins: ["*"], AllowedMethods: ["GET", "PUT", "POST", "HEAD"], AllowedHeaders: ["*"] }];

/** One set of engines for the whole run; every test makes its own customers and keys, so files run side by side. */
export default async function emulators() {
  const folder = await mkdtemp(join(tmpdir(), "switchbook-test-"));
  // An engine of the person's own may still have the table of an earlier run.
  const table = `switchbook-test-${process.pid}`;
  const [s3Port, streamPort] = [await freePort(), await freePort()];
  // In memory: dynoxide, or AWS's own DynamoDB Local with LOCAL_DDB=java.
  const engine = await startEngine();
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_DYNAMODB: engine.endpoint,
    AWS_ENDPOINT_URL_S3: `http://127.0.0.1:${s3Port}`,
    AWS_ENDPOINT_URL_KINESIS: `http://127.0.0.1:${streamPort}`,
    AWS_REGION: "eu-central-1",
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    TABLE_NAME: table,
    UPLOADS_BUCKET: "switchbook-uploads",
    FILES_BUCKET: "switchbook-files",
    STREAM_NAME: "switchbook-cdrs",
    STAGE: "local",
    LOG_LEVEL: "warn",
    SWITCHBOOK_TEST_FOLDER: folder,
    SECRETS_KEY: Buffer.alloc(32, 7).toString("base64"),
  });
  const s3 = await startS3({ port: s3Port, folder: join(folder, "s3"), credentials, durable: false });
  s3.store.createBucket("switchbook-uploads", cors);
  s3.store.createBucket("switchbook-files");
  const kinesis = await startKinesis({ port: streamPort });
  const client = kinesisClient(kinesis.url);
  await createStream(client, { name: "switchbook-cdrs", shards: 4 });
  client.destroy();
  await createTable(table);
  return async () => {
    await engine.stop();
    await kinesis.close();
    await s3.close();
    await rm(folder, { recursive: true, force: true });
  };
}

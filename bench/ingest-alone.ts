import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { freePort } from "../local/free-port.ts";
import { createStream, kinesisClient } from "../local/stream/create-stream.ts";
import { startKinesis } from "../local/stream/kinesis-server.ts";
import emulators from "../test/support/emulators.ts";
import { bundled, functionAlone } from "./function-alone.ts";
import type { Ended } from "./function-process.ts";

/** Puts a file at a pre-signed URL without holding it. */
export async function send(url: string, file: string): Promise<void> {
  const headers = { "content-length": String((await stat(file)).size) };
  const body = createReadStream(file) as unknown as ReadableStream;
  const reply = await fetch(url, { method: "PUT", headers, body, duplex: "half" } as RequestInit);
  if (!reply.ok) throw new Error(`the file was not taken: ${reply.status}`);
}

/** The engines of the tests, but the stream on the disk: a file of gigabytes goes into it. */
async function startEngines(folder: string): Promise<() => Promise<void>> {
  const stopOthers = await emulators();
  const kinesis = await startKinesis({ port: await freePort(), folder: join(folder, "kinesis") });
  process.env["AWS_ENDPOINT_URL_KINESIS"] = kinesis.url;
  const client = kinesisClient(kinesis.url);
  await createStream(client, { name: process.env["STREAM_NAME"] ?? "", shards: 4 });
  client.destroy();
  return async () => {
    await kinesis.close();
    await stopOthers();
  };
}

/** Has the file read by the deployed function alone, onto a stream that nobody reads. */
export async function readAlone(folder: string, file: string): Promise<Ended & { lines: number }> {
  const stop = await startEngines(folder);
  // Loaded late: they read the addresses of the engines.
  const { addedSource } = await import("../test/intake/world.ts");
  const { makeUpload } = await import("../functions/intake/upload.flow.ts");
  const { getUpload } = await import("../functions/intake/upload.store.ts");
  const source = await addedSource({ format: "freeswitch-json", customerBy: "ip" });
  const office = { id: "usr_BENCH", kind: "admin" as const, permissions: [] };
  const { id, url } = await makeUpload(source, "calls.ndjson.gz", office, Date.now());
  await send(url, file);
  const ingested = await functionAlone(bundled(folder, "ingest-file"), `cdr-uploads/${id}`);
  const lines = (await getUpload(id))?.lines ?? 0;
  await stop();
  return { ...ingested, lines };
}

import { fork } from "node:child_process";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";
import { freePort } from "../local/free-port.ts";
import { createStream, kinesisClient } from "../local/stream/create-stream.ts";
import { startKinesis } from "../local/stream/kinesis-server.ts";
import emulators from "../test/support/emulators.ts";
import type { Ingested } from "./ingest-process.ts";

/** Puts a file at a pre-signed URL without holding it. */
export async function send(url: string, file: string): Promise<void> {
  const headers = { "content-length": String((await stat(file)).size) };
  const body = createReadStream(file) as unknown as ReadableStream;
  const reply = await fetch(url, { method: "PUT", headers, body, duplex: "half" } as RequestInit);
  if (!reply.ok) throw new Error(`the file was not taken: ${reply.status}`);
}

/** One file, as the stacks bundle it. */
async function bundled(folder: string): Promise<string> {
  const outfile = join(folder, "ingest-file.mjs");
  const require = 'import{createRequire as makeRequire}from"node:module";const require=makeRequire(import.meta.url);';
  await build({
    ...{ entryPoints: ["functions/handlers/ingest-file.ts"], outfile, bundle: true, platform: "node", format: "esm" },
    ...{ target: "node24", minify: true, mainFields: ["module", "main"], external: ["zod/v4/core"] },
    banner: { js: require },
  });
  return outfile;
}

/** A process like the function's on AWS: its flags, and everything else on the other side of a socket. */
function inProcess(bundle: string, upload: string): Promise<Ingested> {
  const script = new URL("./ingest-process.ts", import.meta.url);
  const child = fork(script, [bundle, upload], { execArgv: [...process.execArgv, "--max-semi-space-size=4"] });
  return new Promise((resolve, reject) => {
    child.on("message", (message) => resolve(message as Ingested));
    child.on("exit", (code, signal) => reject(new Error(`the function ended with ${signal ?? code}`)));
  });
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
export async function readAlone(folder: string, file: string): Promise<Ingested & { lines: number }> {
  const stop = await startEngines(folder);
  // Loaded late: they read the addresses of the engines.
  const { addedSource } = await import("../test/intake/world.ts");
  const { makeUpload } = await import("../functions/intake/upload.flow.ts");
  const { getUpload } = await import("../functions/intake/upload.store.ts");
  const source = await addedSource({ format: "freeswitch-json", customerBy: "ip" });
  const office = { id: "usr_BENCH", kind: "admin" as const, permissions: [] };
  const { id, url } = await makeUpload(source, "calls.ndjson.gz", office, Date.now());
  await send(url, file);
  const ingested = await inProcess(await bundled(folder), id);
  const lines = (await getUpload(id))?.lines ?? 0;
  await stop();
  return { ...ingested, lines };
}

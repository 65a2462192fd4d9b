import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { expect, test } from "vitest";
import { freePort } from "../../local/free-port.ts";
import type { ObjectCreated } from "../../local/s3/object-index.ts";
import { startS3 } from "../../local/s3/server.ts";

const credentials = { accessKeyId: "local", secretAccessKey: "localsecret" };
const Bucket = "switchbook-uploads";
const clientFor = (endpoint: string) => new S3Client({ endpoint, credentials, maxAttempts: 1 });
const server = join(import.meta.dirname, "../../local/s3/server.ts");

/** The stand-in as a process of its own, whose event receiver does what `onCreated` says. */
async function aProcess(folder: string, onCreated: string) {
  const port = await freePort();
  const script = `
    import { startS3 } from ${JSON.stringify(server)};
    const s3 = await startS3({ port: ${port}, folder: ${JSON.stringify(folder)}, credentials: ${JSON.stringify(credentials)}, onCreated: ${onCreated} });
    s3.store.createBucket(${JSON.stringify(Bucket)});
    process.send({ ready: true });
    process.on("message", () => process.send(process.memoryUsage().rss));`;
  const args = ["--disable-warning=ExperimentalWarning", "--input-type=module-typescript", "-e", script];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "ignore", "inherit", "ipc"] });
  await once(child, "message");
  return { child, client: clientFor(`http://127.0.0.1:${port}`), url: `http://127.0.0.1:${port}` };
}

async function reopened(folder: string) {
  const events: ObjectCreated[] = [];
  const s3 = await startS3({
    port: await freePort(),
    folder,
    credentials,
    onCreated: (event) => void events.push(event),
  });
  await s3.store.announce();
  return { s3, events };
}

test("what was acknowledged before a kill is there after it, whole, and half-written bodies are not", async () => {
  const folder = mkdtempSync(join(tmpdir(), "switchbook-s3-kill-"));
  const { child, client } = await aProcess(folder, "() => {}");
  const acknowledged = new Set<string>();
  let killed = false;
  const writers = Array.from({ length: 4 }, async (_, writer) => {
    for (let number = 0; !killed; number++) {
      const Key = `w${writer}/${number % 7}`;
      const stored = await client
        .send(new PutObjectCommand({ Bucket, Key, Body: Key.repeat(5000) }))
        .catch(() => undefined);
      if (stored) acknowledged.add(Key);
    }
  });
  while (acknowledged.size < 20) await pause(5);
  child.kill("SIGKILL");
  killed = true;
  await Promise.all([...writers, once(child, "exit")]);
  const { s3 } = await reopened(folder);
  for (const Key of acknowledged) {
    const { Body } = await clientFor(s3.url).send(new GetObjectCommand({ Bucket, Key }));
    expect(await Body?.transformToString()).toBe(Key.repeat(5000));
  }
  await s3.close();
});

test("an event that its receiver never took is told again after a restart", async () => {
  const folder = mkdtempSync(join(tmpdir(), "switchbook-s3-event-"));
  const { child, client } = await aProcess(
    folder,
    "() => { process.send({ told: true }); return new Promise(() => {}); }",
  );
  const told = once(child, "message");
  void client.send(new PutObjectCommand({ Bucket, Key: "cdr-uploads/u1", Body: "a,b" })).catch(() => undefined);
  await told;
  child.kill("SIGKILL");
  await once(child, "exit");
  const { s3, events } = await reopened(folder);
  expect(events).toMatchObject([{ bucket: Bucket, key: "cdr-uploads/u1", size: 3, reason: "PutObject" }]);
  await s3.store.announce();
  expect(events).toHaveLength(1);
  await s3.close();
});

test("an object of 200 MB passes in and out without being held in memory", async () => {
  const folder = mkdtempSync(join(tmpdir(), "switchbook-s3-large-"));
  const { child, client } = await aProcess(folder, "() => {}");
  const megabyte = Buffer.alloc(1024 * 1024, 7);
  async function* bytes() {
    for (let sent = 0; sent < 200; sent++) yield megabyte;
  }
  const { Readable } = await import("node:stream");
  const Body = Readable.from(bytes(), { objectMode: false });
  await client.send(new PutObjectCommand({ Bucket, Key: "large", Body, ContentLength: 200 * megabyte.length }));
  const reply = await client.send(new GetObjectCommand({ Bucket, Key: "large" }));
  let size = 0;
  for await (const piece of reply.Body as AsyncIterable<Uint8Array>) size += piece.length;
  expect(size).toBe(200 * megabyte.length);
  child.send("how much memory?");
  const [rss] = (await once(child, "message")) as [number];
  expect(rss).toBeLessThan(200 * 1024 * 1024);
  child.kill("SIGKILL");
});

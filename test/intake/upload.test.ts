import { gzipSync, zstdCompressSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { handler } from "../../functions/handlers/ingest-file.ts";
import { app } from "../../functions/handlers/switch-api.ts";
import { getUpload } from "../../functions/intake/upload.store.ts";
import { now, replaceClock } from "../../functions/platform/clock.ts";
import { fileFacts } from "../../functions/platform/files.ts";
import { replaceStreamSend } from "../../functions/platform/put-records.ts";
import { rateBatch } from "../../functions/rating/rate-batch.flow.ts";
import { staff } from "../support/api.ts";
import { sample, sampleDay } from "./samples.ts";
import { addedSource, post, type Streamed, streamedFor, streamedLines, switchKey } from "./world.ts";

let back: () => void;
let key: string;
beforeAll(async () => {
  back = replaceClock(() => sampleDay);
  key = await switchKey();
});
afterAll(() => back());

const csv = sample("asterisk_Master_21col.csv");
const asterisk = () => addedSource({ format: "asterisk-csv" });

async function put(source: string, body: Uint8Array): Promise<string> {
  const ticket = await (
    await post("/switch/v1/cdr-uploads", key, JSON.stringify({ source, fileName: "Master.csv" }), {
      "content-type": "application/json",
    })
  ).json();
  const stored = await fetch(ticket.url, { method: ticket.method, headers: ticket.headers, body: Buffer.from(body) });
  expect(stored.status).toBe(200);
  return ticket.id;
}

/** What EventBridge says when the file is there. */
async function notice(id: string, msLeft = 900_000): Promise<void> {
  const object = `cdr-uploads/${id}`;
  const facts = await fileFacts({ bucket: "uploads", key: object });
  const detail = {
    bucket: { name: "switchbook-uploads" },
    object: { key: object, size: facts?.bytes ?? 0, etag: facts?.etag ?? "" },
  };
  const event = { source: "aws.s3", "detail-type": "Object Created", detail };
  await handler(event, { awsRequestId: "test", getRemainingTimeInMillis: () => msLeft } as never);
}

const stands = async (id: string) =>
  (await app.request(`/switch/v1/cdr-uploads/${id}`, { headers: { authorization: key } })).json();

/** Rates what is on the stream. Nobody knows the customers of the sample. */
async function rate(streamed: readonly Streamed[]): Promise<void> {
  await rateBatch(
    streamed.map(({ batch }) => batch),
    { at: now(), deadline: now() + 60_000 },
  );
}

describe("a file of CDRs", () => {
  it.each([
    { kind: "plain", pack: (bytes: Buffer) => bytes },
    { kind: "gzip", pack: (bytes: Buffer) => gzipSync(bytes) },
    { kind: "zstd", pack: (bytes: Buffer) => zstdCompressSync(bytes) },
    {
      kind: "gzip in two members",
      pack: (bytes: Buffer) => Buffer.concat([gzipSync(bytes.subarray(0, 700)), gzipSync(bytes.subarray(700))]),
    },
    {
      kind: "zstd in many frames",
      pack: (bytes: Buffer) =>
        Buffer.concat(
          [0, 300, 301, 900].map((from, i, all) => zstdCompressSync(bytes.subarray(from, all[i + 1] ?? bytes.length))),
        ),
    },
  ])("put as $kind is read to the stream and counted when rated", async ({ pack }) => {
    const source = await asterisk();
    const id = await put(source.id, pack(csv));
    expect(await stands(id)).toMatchObject({ id, status: "queued", progress: 0, fileName: "Master.csv" });
    await notice(id);
    expect(await stands(id)).toMatchObject({ status: "running", lines: 12, records: 0, open: 12 });
    const streamed = await streamedFor(source.id);
    expect(streamedLines(streamed)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect(new Set(streamed.map(({ batch }) => [batch.delivery, batch.upload].join()))).toEqual(
      new Set([`${id},${id}`]),
    );
    await rate(streamed);
    const done = {
      ...{ status: "done", progress: 100, lines: 12, records: 12, open: 0 },
      ...{ accepted: 0, duplicates: 0, parked: 12, reasons: { CLOCK: 2, UNKNOWN_CUSTOMER: 10 } },
    };
    expect(await stands(id)).toMatchObject(done);
    expect((await getUpload(id))?.rated).toBe(true);
    await notice(id);
    expect((await streamedFor(source.id)).length).toBe(streamed.length);
    expect(await stands(id)).toMatchObject(done);
  });

  it("whose reading died half way is read again from the start, and counts once", async () => {
    const source = await asterisk();
    const id = await put(source.id, csv);
    let calls = 0;
    const restore = replaceStreamSend((inner) => async (command) => {
      await inner(command);
      calls++;
      throw new Error("died after the stream took it");
    });
    await expect(notice(id)).rejects.toThrow();
    restore();
    expect(calls).toBeGreaterThan(0);
    await notice(id);
    const streamed = await streamedFor(source.id);
    await rate(streamed);
    expect(await stands(id)).toMatchObject({ status: "done", lines: 12, records: 12, parked: 12, open: 0 });
    const lines = new Map(
      streamed.flatMap(({ batch }) => batch.cdrs.map((cdr) => [`${batch.delivery} ${cdr.line}`, cdr.callId])),
    );
    expect(lines.size).toBe(10);
  });

  it("that is cut inside its compression lands its rows and names the cut", async () => {
    const source = await asterisk();
    const body = Buffer.concat(Array.from({ length: 400 }, () => csv));
    const id = await put(source.id, gzipSync(body).subarray(0, -200));
    await notice(id);
    const streamed = await streamedFor(source.id);
    const parked = streamed.flatMap(({ batch }) => batch.parked.filter(({ reason }) => reason === "TRUNCATED"));
    expect(parked.some(({ detail }) => detail.includes("compressed"))).toBe(true);
    expect(streamed.reduce((sum, { batch }) => sum + batch.cdrs.length, 0)).toBeGreaterThan(100);
  });

  it("that a run does not come further with fails with what to do, and what was read is on the stream", async () => {
    const source = await asterisk();
    const id = await put(source.id, gzipSync(Buffer.concat(Array.from({ length: 1700 }, () => csv))));
    // Ninety seconds before its end a run stops, puts on the stream what it holds, and hands on.
    await notice(id, 89_000);
    expect(await stands(id)).toMatchObject({ status: "running", error: null, run: 1 });
    for (let run = 2; run <= 4; run++) await notice(id, 89_000);
    expect(await stands(id)).toMatchObject({ status: "failed", failure: "NO_PROGRESS", run: 4 });
    expect(
      (await streamedFor(source.id)).reduce((sum, { batch }) => sum + batch.cdrs.length + batch.parked.length, 0),
    ).toBeGreaterThan(0);
  });

  it("without rows is done with nothing", async () => {
    const id = await put((await asterisk()).id, Buffer.alloc(0));
    await notice(id);
    expect(await stands(id)).toMatchObject({ status: "done", lines: 0, accepted: 0, parked: 0, progress: 100 });
  });

  it("that nobody asked for is left alone", async () => {
    await expect(notice("upl_UNKNOWN")).resolves.toBeUndefined();
  });

  it("is shown to the page, and to no key of another source", async () => {
    const source = await asterisk();
    const office = await staff(["intake:read", "intake:write"]);
    const ticket = await office("POST", "/cdr-uploads", { source: source.id, fileName: "day.csv" });
    expect([ticket.status, ticket.body.method]).toEqual([201, "PUT"]);
    const list = await office("GET", "/cdr-uploads?limit=200");
    expect(list.body.items.map((one: { id: string }) => one.id)).toContain(ticket.body.id);
    expect((await office("GET", `/cdr-uploads/${ticket.body.id}`)).body).toMatchObject({
      status: "queued",
      source: source.id,
    });
    const narrow = await switchKey(["src_OTHER"]);
    const foreign = await app.request(`/switch/v1/cdr-uploads/${ticket.body.id}`, {
      headers: { authorization: narrow },
    });
    expect(foreign.status).toBe(404);
    const wrong = await office("POST", "/cdr-uploads", { source: "src_NONE", fileName: "" });
    expect([wrong.status, wrong.body.error.fields[0].path]).toEqual([422, "fileName"]);
    const unknown = await office("POST", "/cdr-uploads", { source: "src_NONE", fileName: "x" });
    expect([unknown.status, unknown.body.error.fields[0].path]).toEqual([422, "source"]);
    const reader = await staff(["intake:read"]);
    expect((await reader("POST", "/cdr-uploads", { source: source.id, fileName: "x" })).status).toBe(403);
  });
});

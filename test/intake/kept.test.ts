import { randomBytes } from "node:crypto";
import { zstdDecompressSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { handler as ingest } from "../../functions/handlers/ingest-file.ts";
import { handler as rateCdrs } from "../../functions/handlers/rate-cdrs.ts";
import { getUpload } from "../../functions/intake/upload.store.ts";
import { keepFile, keepFromStream } from "../../functions/kept/keep-delivery.flow.ts";
import { keptDeliveries, keptObjects } from "../../functions/kept/kept.store.ts";
import { bytesOf, dayFolder, fileKey, type KeptDelivery } from "../../functions/kept/kept-delivery.ts";
import { replaceClock } from "../../functions/platform/clock.ts";
import { FileReplaced, fileFacts, getFile } from "../../functions/platform/files.ts";
import { encodeBatch } from "../../functions/platform/stream.ts";
import { batchesOfRecord } from "../../functions/rating/stream-batches.flow.ts";
import { sample, sampleDay } from "./samples.ts";
import { addedSource, everythingFor, post, switchKey } from "./world.ts";

let back: () => void;
let key: string;
beforeAll(async () => {
  back = replaceClock(() => sampleDay);
  key = await switchKey();
});
afterAll(() => back());

const day = "2026-10-13";
const cdrs = (source: { id: string }) => `/switch/v1/cdrs?source=${source.id}`;
const context = { awsRequestId: "test", getRemainingTimeInMillis: () => 900_000 } as never;
let sequence = 0;

/** Hands what is on the stream for the source to the rating function, all at once. */
async function rated(source: string): Promise<void> {
  const streamed = await everythingFor(source);
  const Records = streamed.map(({ batch }) => ({
    kinesis: {
      sequenceNumber: String(sequence++).padStart(8, "0"),
      data: Buffer.from(encodeBatch(batch)).toString("base64"),
      approximateArrivalTimestamp: sampleDay / 1000,
    },
  }));
  expect(await rateCdrs({ Records } as never, context)).toEqual({ batchItemFailures: [] });
}

async function keptOn(source: string): Promise<{ key: string; deliveries: KeptDelivery[] }[]> {
  const kept: { key: string; deliveries: KeptDelivery[] }[] = [];
  for await (const { key } of keptObjects(dayFolder(source, day))) {
    const deliveries: KeptDelivery[] = [];
    if (key.endsWith(".zst")) for await (const one of keptDeliveries(key)) deliveries.push(one);
    kept.push({ key, deliveries });
  }
  return kept;
}

const [line = ""] = sample("kamailio_acc_json.ndjson").toString().split("\n");

describe("what a switch posts", () => {
  it("is kept to the byte, many calls in one object, with the layout and the version of its parser", async () => {
    const source = await addedSource({ format: "kamailio-json" });
    const odd = Buffer.concat([Buffer.from(line), Buffer.from([0x0a, 0xff, 0xfe, 0x00, 0x80, 0x0d, 0x0a])]);
    for (const body of [line, odd]) expect((await post(cdrs(source), key, body)).status).toBe(202);
    expect(await everythingFor(source.id)).toHaveLength(4);
    await rated(source.id);
    const kept = await keptOn(source.id);
    expect(kept).toHaveLength(1);
    const deliveries = kept[0]?.deliveries ?? [];
    expect(deliveries.map(({ kept }) => Buffer.from(bytesOf(kept.raw ?? "")))).toEqual([Buffer.from(line), odd]);
    expect(deliveries[0]?.kept).toMatchObject({ at: sampleDay, format: "kamailio-json", parserVersion: 1 });
    expect(deliveries.map(({ cdrs, parked }) => [cdrs.length, parked.length])).toEqual([
      [1, 0],
      [1, 1],
    ]);
  });

  it("and goes several ways on the stream is kept once and whole, and each record is charged once", async () => {
    const source = await addedSource({ format: "kamailio-json" });
    const body = sample("kamailio_acc_json.ndjson");
    await post(cdrs(source), key, body);
    const streamed = await everythingFor(source.id);
    const lines = streamed
      .filter(({ batch }) => !batch.keepOnly)
      .flatMap(({ batch }) => [...batch.cdrs, ...batch.parked]);
    expect(lines).toHaveLength(12);
    expect(streamed.filter(({ batch }) => batch.keepOnly)).toHaveLength(1);
    await rated(source.id);
    const [kept, ...others] = await keptOn(source.id);
    expect(others).toEqual([]);
    expect(kept?.deliveries).toHaveLength(1);
    const [delivery] = kept?.deliveries ?? [];
    expect(Buffer.from(bytesOf(delivery?.kept.raw ?? "")).equals(body)).toBe(true);
    expect([delivery?.cdrs.length, delivery?.parked.length, delivery?.keepOnly]).toEqual([10, 2, undefined]);
  });

  it("and is too large for a record of the stream is kept before it is answered", async () => {
    const source = await addedSource({ format: "kamailio-json" });
    const body = Buffer.concat([Buffer.from(`${line}\n`), randomBytes(1_500_000)]);
    expect((await post(cdrs(source), key, body)).status).toBe(202);
    const kept = await keptOn(source.id);
    expect(kept.flatMap(({ deliveries }) => deliveries).map(({ kept }) => kept.raw?.length)).toEqual([body.length]);
    expect((await everythingFor(source.id)).some(({ batch }) => batch.keepOnly)).toBe(false);
  });

  it("is kept again where the stream delivers again, and nothing that was kept is written over", async () => {
    const source = await addedSource({ format: "kamailio-json" });
    for (let post_ = 0; post_ < 3; post_++) await post(cdrs(source), key, line);
    const batches = (await everythingFor(source.id)).map(({ batch }) => batch);
    const records = batches.map((batch, i) => ({ sequenceNumber: `9${i}`, batches: [batch] }));
    await keepFromStream(records);
    await keepFromStream(records);
    await keepFromStream(records.slice(0, 2));
    await keepFromStream(records.slice(2));
    const kept = await keptOn(source.id);
    expect(kept.map(({ key, deliveries }) => [key.split("/").at(-1), deliveries.length])).toEqual([
      ["90-91.ndjson.zst", 2],
      ["90-92.ndjson.zst", 3],
      ["92-92.ndjson.zst", 1],
    ]);
  });

  it("with nothing in it leaves nothing", async () => {
    const source = await addedSource({ format: "kamailio-json" });
    expect((await post(cdrs(source), key, "")).status).toBe(202);
    expect(await everythingFor(source.id)).toEqual([]);
  });
});

describe("lines that a producer puts on the stream itself", () => {
  it("are kept as they came, under the day on which the stream took them", async () => {
    const source = await addedSource({ format: "kamailio-json" });
    const data = Buffer.from(JSON.stringify({ source: source.id, lines: [line, "nonsense"] }));
    const batches = await batchesOfRecord({ sequenceNumber: "77", data, arrivedMs: sampleDay });
    await keepFromStream([{ sequenceNumber: "77", batches }]);
    const [kept] = await keptOn(source.id);
    expect(kept?.deliveries.map(({ delivery, kept }) => [delivery, kept.raw])).toEqual([["77", `${line}\nnonsense\n`]]);
  });
});

describe("a file that is uploaded", () => {
  const put = async (source: string, body: Buffer) => {
    const json = { "content-type": "application/json" };
    const asked = JSON.stringify({ source, fileName: "cdrs.csv" });
    const { id, url } = await (await post("/switch/v1/cdr-uploads", key, asked, json)).json();
    await fetch(url, { method: "PUT", body: Buffer.from(body) });
    return { id, url };
  };
  const read = (id: string) => ingest({ detail: { object: { key: `cdr-uploads/${id}` } } }, context);

  it("is copied to where it stays, and what was read of it is kept by its lines", async () => {
    const source = await addedSource({ format: "asterisk-csv" });
    const body = Buffer.concat(Array.from({ length: 2000 }, () => sample("asterisk_Master_21col.csv")));
    const { id } = await put(source.id, body);
    await read(id);
    const upload = await getUpload(id);
    const copy = await getFile({ bucket: "files", key: fileKey(upload as never, upload?.etag ?? "") });
    expect(Buffer.from(copy ?? []).equals(body)).toBe(true);
    const readings = (await keptOn(source.id)).filter(({ deliveries }) => deliveries.length > 0);
    expect(readings.length).toBeGreaterThan(1);
    const lines = readings.flatMap(({ deliveries }) =>
      deliveries.flatMap(({ delivery, kept, cdrs, parked }) => {
        expect([delivery, kept.parserVersion, kept.raw]).toEqual([id, 1, undefined]);
        return [...cdrs, ...parked].map(({ line }) => line);
      }),
    );
    expect(lines.sort((a, b) => a - b)).toEqual(Array.from({ length: 24_000 }, (_, index) => index + 1));
  });

  it("and then replaced is not copied as the one that was read", async () => {
    const source = await addedSource({ format: "asterisk-csv" });
    const { id, url } = await put(source.id, sample("asterisk_Master_21col.csv"));
    const upload = await getUpload(id);
    const address = { bucket: "uploads", key: `cdr-uploads/${id}` } as const;
    const facts = await fileFacts(address);
    await fetch(url, { method: "PUT", body: "another" });
    await expect(keepFile(upload as never, facts?.etag ?? "")).rejects.toThrow(FileReplaced);
    expect(await fileFacts({ bucket: "files", key: fileKey(upload as never, facts?.etag ?? "") })).toBeUndefined();
  });
});

it("what is kept is text for whoever has zstd", async () => {
  const source = await addedSource({ format: "kamailio-json" });
  await post(cdrs(source), key, line);
  await rated(source.id);
  const [kept] = await keptOn(source.id);
  const object = await getFile({ bucket: "files", key: kept?.key ?? "" });
  const [first = ""] = zstdDecompressSync(object ?? new Uint8Array(0))
    .toString()
    .split("\n");
  expect(JSON.parse(first).kept.raw).toBe(line);
});

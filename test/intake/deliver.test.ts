import { createHash } from "node:crypto";
import { gzipSync, zstdCompressSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { app } from "../../functions/handlers/switch-api.ts";
import { daysOf } from "../../functions/intake/source-day.store.ts";
import { summaryOf } from "../../functions/intake/source-summary.ts";
import { replaceClock } from "../../functions/platform/clock.ts";
import { getFile } from "../../functions/platform/files.ts";
import { replaceStreamSend } from "../../functions/platform/put-records.ts";
import { sample, sampleDay, truth } from "./samples.ts";
import { addedSource, post, streamedFor, streamedLines, switchKey } from "./world.ts";

let back: () => void;
let key: string;
beforeAll(async () => {
  back = replaceClock(() => sampleDay);
  key = await switchKey();
});
afterAll(() => back());

const kamailio = () => addedSource({ format: "kamailio-json" });
const cdrs = (source: { id: string }) => `/switch/v1/cdrs?source=${source.id}`;
const [line = ""] = sample("kamailio_acc_json.ndjson").toString().split("\n");

describe("a delivery by request", () => {
  it("is answered 202 when every record is on the stream, parked ones too", async () => {
    const source = await kamailio();
    const reply = await post(cdrs(source), key, sample("kamailio_acc_json.ndjson"), { "content-type": "image/png" });
    expect(reply.status).toBe(202);
    const late = [11, 12].map((line) => ({ line, reason: "CLOCK" }));
    expect(await reply.json()).toEqual({ accepted: 10, duplicates: 0, parked: late });
    const streamed = await streamedFor(source.id);
    expect(streamedLines(streamed)).toEqual(truth.map((_, index) => index + 1));
    expect(new Set(streamed.map(({ batch }) => batch.delivery)).size).toBe(1);
    const lanesOf = new Map<string, Set<string>>();
    for (const { lane, batch } of streamed)
      for (const cdr of batch.cdrs)
        lanesOf.set(cdr.accountCode ?? "", new Set([...(lanesOf.get(cdr.accountCode ?? "") ?? []), lane]));
    for (const lanes of lanesOf.values()) expect(lanes.size).toBe(1);
  });

  it("counts what it repeats, and takes the repeats", async () => {
    const source = await kamailio();
    const reply = await post(cdrs(source), key, sample("edge/dup_exact.ndjson"));
    expect([reply.status, await reply.json()]).toEqual([202, { accepted: 3, duplicates: 3, parked: [] }]);
    expect(streamedLines(await streamedFor(source.id))).toEqual([1, 2, 3, 4, 5, 6]);
    const again = await post(cdrs(source), key, sample("edge/dup_exact.ndjson"));
    expect(again.status).toBe(202);
    const summary = summaryOf(source.id, (await daysOf([source.id], sampleDay)).get(source.id) ?? []);
    expect(summary).toMatchObject({
      deliveries: 2,
      accepted: 6,
      duplicates: 6,
      lastDeliveryAt: "2026-10-13T00:00:00.000Z",
    });
    expect(summary.lagSeconds).toBe(sampleDay / 1000 - 1_791_796_624);
  });

  it("of FreeSWITCH lands in each of its encodings, with the uuid that it appends to any address", async () => {
    const source = await addedSource({ format: "freeswitch-json" });
    const text = sample("freeswitch_json_cdr.ndjson").toString().split("\n")[0] ?? "";
    const form = { "content-type": "application/x-www-form-urlencoded" };
    for (const body of [text, `cdr=${encodeURIComponent(text)}`, `cdr=${Buffer.from(text).toString("base64")}`]) {
      const reply = await post(`${cdrs(source)}?uuid=214df0ed`, key, body, form);
      expect([reply.status, await reply.json()]).toEqual([202, { accepted: 1, duplicates: 0, parked: [] }]);
    }
  });

  it.each([
    { body: "", because: "nothing in it" },
    { body: "\n\n", because: "blank lines" },
  ])("with $because is taken and counts nothing", async ({ body }) => {
    const reply = await post(cdrs(await kamailio()), key, body);
    expect([reply.status, await reply.json()]).toEqual([202, { accepted: 0, duplicates: 0, parked: [] }]);
  });

  it("with one readable row among bad ones is taken, the bad ones by line and reason", async () => {
    const source = await kamailio();
    const reply = await post(cdrs(source), key, `nonsense\n${line}\n{"call_id":`);
    expect([reply.status, await reply.json()]).toEqual([
      202,
      {
        accepted: 1,
        duplicates: 0,
        parked: [
          { line: 1, reason: "MALFORMED" },
          { line: 3, reason: "TRUNCATED" },
        ],
      },
    ]);
    expect(streamedLines(await streamedFor(source.id))).toEqual([1, 2, 3]);
  });

  it("of which nothing can be read is 400, and its bytes are kept", async () => {
    const source = await kamailio();
    const body = Buffer.from([0xff, 0xfe, 0, 1, 2, 3, 0x0a, 0x7b]);
    const reply = await post(cdrs(source), key, body);
    expect([reply.status, (await reply.json()).error.code]).toEqual([400, "bad_request"]);
    const name = createHash("sha256").update(body).digest("hex");
    const kept = await getFile({ bucket: "files", key: `raw/${source.id}/2026-10-13/${name}` });
    expect(Buffer.from(kept ?? []).equals(body)).toBe(true);
    expect(await streamedFor(source.id)).toEqual([]);
  });

  it("that a collector packed is unpacked, and one that does not unpack is 400", async () => {
    const packed = gzipSync(sample("edge/dup_exact.ndjson"));
    const reply = await post(cdrs(await kamailio()), key, packed);
    expect([reply.status, (await reply.json()).accepted]).toEqual([202, 3]);
    expect((await post(cdrs(await kamailio()), key, packed.subarray(0, 60))).status).toBe(400);
  });

  it.each([
    { kind: "gzip", pack: (bytes: Buffer) => gzipSync(bytes) },
    { kind: "zstd", pack: (bytes: Buffer) => zstdCompressSync(bytes) },
    {
      kind: "zstd in two frames",
      pack: (bytes: Buffer) =>
        Buffer.concat([zstdCompressSync(bytes.subarray(0, 700)), zstdCompressSync(bytes.subarray(700))]),
    },
  ])(
    "that is $kind is known by its first bytes, whatever it says, and is 413 where it inflates without end",
    async ({ pack }) => {
      const body = pack(sample("edge/dup_exact.ndjson"));
      const reply = await post(cdrs(await kamailio()), key, body, { "content-encoding": "identity" });
      expect([reply.status, (await reply.json()).accepted]).toEqual([202, 3]);
      const bomb = await post(cdrs(await kamailio()), key, pack(Buffer.alloc(40_000_000)));
      expect([bomb.status, (await bomb.json()).error.code]).toEqual([413, "too_large"]);
    },
  );

  it("that says it is too large is 413 before a byte of it is read", async () => {
    let asked = 0;
    const body = new ReadableStream({ pull: () => void asked++ }, { highWaterMark: 0 });
    const reply = await post(cdrs(await kamailio()), key, body, { "content-length": String(4 * 1024 * 1024 + 1) });
    expect([reply.status, (await reply.json()).error.code, asked]).toEqual([413, "too_large", 0]);
  });

  it("that does not say how large it is, is 413 and read no further than the limit", async () => {
    let sent = 0;
    const pull = (controller: ReadableStreamDefaultController) => {
      sent += 65_536;
      controller.enqueue(new Uint8Array(65_536).fill(0x20));
    };
    const source = await kamailio();
    const reply = await post(cdrs(source), key, new ReadableStream({ pull }, { highWaterMark: 0 }));
    expect(reply.status).toBe(413);
    expect(sent).toBeLessThan(4.5 * 1024 * 1024);
    expect(await streamedFor(source.id)).toEqual([]);
  });

  it("without a key is 401, with a key for other sources, another scope or an unknown source 403, and nothing is stored", async () => {
    const [source, other] = [await kamailio(), await kamailio()];
    const narrow = await switchKey([other.id]);
    const bare = await app.request(cdrs(source), { method: "POST", body: line });
    expect([bare.status, bare.headers.get("www-authenticate")]).toEqual([401, 'Basic realm="switchbook"']);
    expect((await post(cdrs(source), `${key}x`, line)).status).toBe(401);
    expect((await post(cdrs(source), narrow, line)).status).toBe(403);
    expect((await post(cdrs({ id: "src_NONE" }), key, line)).status).toBe(403);
    expect((await post("/switch/v1/cdrs", key, line)).status).toBe(422);
    expect(await streamedFor(source.id)).toEqual([]);
    expect((await post(cdrs(other), narrow, line)).status).toBe(202);
  });

  it("is sent again entry by entry where the stream takes only some, and is then whole", async () => {
    const source = await kamailio();
    let calls = 0;
    const restore = replaceStreamSend((inner) => async (command) => {
      if (++calls > 1) return inner(command);
      const records = command.input.Records ?? [];
      const half = { ...command.input, Records: records.slice(1) };
      const reply = await inner(Object.assign(Object.create(Object.getPrototypeOf(command)), command, { input: half }));
      const refused = { ErrorCode: "ProvisionedThroughputExceededException" };
      return { ...reply, FailedRecordCount: 1, Records: [refused, ...(reply.Records ?? [])] };
    });
    const reply = await post(cdrs(source), key, sample("kamailio_acc_json.ndjson")).finally(restore);
    expect([reply.status, calls]).toEqual([202, 2]);
    expect(streamedLines(await streamedFor(source.id))).toEqual(truth.map((_, index) => index + 1));
  });

  it("is 503 with Retry-After where the stream refuses, whatever it had stored", async () => {
    const restore = replaceStreamSend(() => async () => {
      throw new Error("no stream");
    });
    const reply = await post(cdrs(await kamailio()), key, line).finally(restore);
    expect([reply.status, (await reply.json()).error.code, reply.headers.get("retry-after")]).toEqual([
      503,
      "unavailable",
      "5",
    ]);
  });
});

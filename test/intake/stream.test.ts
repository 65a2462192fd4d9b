import { gzipSync, zstdCompressSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { batchesOf, outcomesOf, producerBatch } from "../../functions/intake/normalise.ts";
import {
  decodeRecord,
  encodeBatch,
  inflate,
  maxInflatedBytes,
  UnreadableRecord,
} from "../../functions/platform/stream.ts";
import { afterAll, sample, sources, truth } from "./samples.ts";

const [batch] = batchesOf(outcomesOf(sample("generic.csv"), sources.generic, afterAll), {
  source: "src_1",
  delivery: "dlv_1",
});
const bytes = (value: unknown) => Buffer.from(typeof value === "string" ? value : JSON.stringify(value));
const lines = sample("kamailio_acc_json.ndjson").toString().trim().split("\n");

describe("a record of the stream", () => {
  it("gives back the batch that was put into it", () => {
    expect(batch?.cdrs).toHaveLength(12);
    expect(decodeRecord(encodeBatch(batch as NonNullable<typeof batch>))).toEqual([batch]);
  });

  it.each([
    { form: "plain", pack: (data: Buffer) => data },
    { form: "gzip", pack: (data: Buffer) => gzipSync(data) },
    { form: "zstd", pack: (data: Buffer) => zstdCompressSync(data) },
  ])("of a producer's own is read as $form, as one object, indented, and as NDJSON", ({ pack }) => {
    const mine = { source: "src_1", lines };
    expect(decodeRecord(pack(bytes(mine)))).toEqual([mine]);
    expect(decodeRecord(pack(bytes(JSON.stringify(mine, null, 2))))).toEqual([mine]);
    const other = { source: "src_2", lines: ["x"], delivery: "d1" };
    expect(decodeRecord(pack(bytes(`${JSON.stringify(mine)}\n${JSON.stringify(other)}\n`)))).toEqual([mine, other]);
  });

  it("of a producer meets the same normaliser as a file of the same lines", () => {
    const made = producerBatch({ lines }, sources.kamailio, { delivery: "shard-1", atMs: afterAll });
    expect(made.cdrs).toEqual(outcomesOf(sample("kamailio_acc_json.ndjson"), sources.kamailio, afterAll));
    expect(made.cdrs.map(({ callId }) => callId)).toEqual(truth.map((call) => call.call_id));
    expect([made.delivery, made.part]).toEqual(["shard-1", 0]);
    const named = producerBatch({ lines: ["x"], delivery: "d1" }, sources.kamailio, {
      delivery: "shard-1",
      atMs: afterAll,
    });
    expect([named.delivery, named.parked.map(({ reason }) => reason)]).toEqual(["d1", ["MALFORMED"]]);
  });

  it.each([
    { data: bytes("nonsense"), because: "it is not JSON" },
    { data: bytes({ source: "src_1" }), because: "it has neither records nor lines" },
    { data: bytes({ ...batch, cdrs: [{ callId: "x" }] }), because: "its CDRs are none" },
    { data: gzipSync(bytes({ source: "s", lines })).subarray(0, -20), because: "its compression is cut" },
    { data: zstdCompressSync(Buffer.alloc(maxInflatedBytes + 1, 0x20)), because: "it inflates beyond the bound" },
  ])("is unreadable where $because", ({ data }) => {
    expect(() => decodeRecord(data)).toThrow(UnreadableRecord);
  });

  it("without anything in it holds nothing", () => {
    expect(decodeRecord(bytes(" \n"))).toEqual([]);
    expect(inflate(bytes("plain"))).toEqual(bytes("plain"));
  });
});

import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ingestFile } from "../../functions/intake/ingest-file.flow.ts";
import { outcomesOf } from "../../functions/intake/normalise.ts";
import { getSource } from "../../functions/intake/source.store.ts";
import { NewSource } from "../../functions/intake/source.ts";
import { makeUpload } from "../../functions/intake/upload.flow.ts";
import { getUpload, partsOf, putUploadPart, uploadFile } from "../../functions/intake/upload.store.ts";
import { noCounts, partRanges } from "../../functions/intake/upload.ts";
import { now, replaceClock } from "../../functions/platform/clock.ts";
import { putFile } from "../../functions/platform/files.ts";
import { write } from "../../functions/platform/table.ts";
import { sample, sampleDay } from "./samples.ts";
import { addedSource, streamedFor, streamedLines } from "./world.ts";

let back: () => void;
beforeAll(() => {
  back = replaceClock(() => sampleDay);
});
afterAll(() => back());

const office = { id: "usr_TEST", kind: "admin" as const, permissions: [] };
const csv = sample("asterisk_Master_21col.csv");
const big = Buffer.concat(Array.from({ length: 400 }, () => csv));

async function uploaded(body: Uint8Array, format = "asterisk-csv") {
  const source = await addedSource({ format: NewSource.shape.format.parse(format) });
  const { id } = await makeUpload(source, "Master.csv", office, now());
  await putFile(uploadFile(id), body, "text/csv");
  return { id, source: source.id, arrived: { upload: id, bytes: body.length, etag: "one", copied: false } };
}

/** Time that is up when it was asked for the n-th time. */
const asks = (n: number) => {
  let left = n;
  return () => left-- - 1;
};

describe("a file that one run does not finish", () => {
  it.each([
    { kind: "plain", pack: (bytes: Buffer): Uint8Array => bytes },
    { kind: "gzip", pack: (bytes: Buffer): Uint8Array => gzipSync(bytes) },
  ])("is read on by later runs when it is $kind: each line once, and every part counts", async ({ pack }) => {
    const { id, source, arrived } = await uploaded(pack(big));
    let runs = 0;
    for (; (await getUpload(id))?.parts == null; runs++)
      await ingestFile({ ...arrived, etag: `copy ${runs}`, copied: runs > 0 }, asks(2 + 2 * runs));
    expect(runs).toBeGreaterThanOrEqual(3);
    const streamed = await streamedFor(source);
    expect(streamedLines(streamed)).toEqual(Array.from({ length: 4800 }, (_, n) => n + 1));
    for (const { batch } of streamed)
      await write(putUploadPart(id, batch.part, { ...noCounts, accepted: batch.cdrs.length + batch.parked.length }));
    const upload = await getUpload(id);
    if (!upload) throw new Error("the upload is gone");
    const parts = await partsOf(upload);
    expect(parts.length).toBe(upload.parts);
    expect([upload.lines, parts.reduce((sum, { accepted }) => sum + accepted, 0)]).toEqual([4800, 4800]);
  });

  it("is read by two runs at once: every line is there, and the parts that count hold each line once", async () => {
    const { id, source, arrived } = await uploaded(big);
    await ingestFile(arrived, asks(2));
    await Promise.allSettled([ingestFile(arrived, asks(9)), ingestFile(arrived, asks(9))]);
    for (let run = 0; run < 20 && (await getUpload(id))?.parts == null; run++) await ingestFile(arrived, asks(99));
    const streamed = await streamedFor(source);
    const all = Array.from({ length: 4800 }, (_, n) => n + 1);
    expect([...new Set(streamedLines(streamed))]).toEqual(all);
    const upload = await getUpload(id);
    const ranges = upload ? partRanges(upload) : [];
    const counted = streamed.filter(({ batch }) =>
      ranges.some(({ from, to }) => batch.part >= from && batch.part <= to),
    );
    expect(streamedLines(counted)).toEqual(all);
  });

  it.each([
    { format: "radius-detail", file: "radius_detail_sippy.txt" },
    { format: "freeswitch-json", file: "freeswitch_json_cdr.ndjson" },
  ])("is read on within $format as if by one run", async ({ format, file }) => {
    const body = Buffer.concat(Array.from({ length: 60 }, () => sample(file)));
    const { id, source, arrived } = await uploaded(body, format);
    for (let run = 0; run < 40 && (await getUpload(id))?.parts == null; run++) await ingestFile(arrived, asks(1 + run));
    const read = await getSource(source);
    const lines = read ? outcomesOf(body, read, sampleDay).map(({ line }) => line) : [];
    expect((await getUpload(id))?.attempt).toBeGreaterThanOrEqual(3);
    expect(streamedLines(await streamedFor(source))).toEqual(lines.sort((a, b) => a - b));
  });
});

import { gzipSync, zstdCompressSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ingestFile } from "../../functions/intake/ingest-file.flow.ts";
import { applyChange } from "../../functions/intake/source.flow.ts";
import { getSource } from "../../functions/intake/source.store.ts";
import { NewSource } from "../../functions/intake/source.ts";
import { lookAtUpload, makeUpload } from "../../functions/intake/upload.flow.ts";
import { getUpload, partsOf, putUploadPart, readOnFile, uploadFile } from "../../functions/intake/upload.store.ts";
import { partRanges } from "../../functions/intake/upload-part.ts";
import { now, replaceClock } from "../../functions/platform/clock.ts";
import { fileExists, putFile } from "../../functions/platform/files.ts";
import { replaceSend, write } from "../../functions/platform/table.ts";
import { staff } from "../support/api.ts";
import { sample, sampleDay } from "./samples.ts";
import { addedSource, type Streamed, streamedFor, streamedLines } from "./world.ts";

let back: () => void;
beforeAll(() => {
  back = replaceClock(() => sampleDay);
});
afterAll(() => back());

const office = { id: "usr_TEST", kind: "admin" as const, permissions: [] };
const csv = sample("asterisk_Master_21col.csv");
const copies = 2000;
const big = Buffer.concat(Array.from({ length: copies }, () => csv));
const all = Array.from({ length: 12 * copies }, (_, n) => n + 1);

async function uploaded(body: Uint8Array, format = "asterisk-csv") {
  const source = await addedSource({ format: NewSource.shape.format.parse(format) });
  const { id } = await makeUpload(source, "Master.csv", office, now());
  await putFile(uploadFile(id), body, "text/csv");
  return { id, source: source.id };
}

const known = async (id: string) => {
  const upload = await getUpload(id);
  if (!upload) throw new Error("the upload is gone");
  return upload;
};

/** Time that is up when it was asked for the n-th time, which is after every piece. */
const asks = (n: number) => {
  let left = n;
  return () => left-- - 1;
};

/** Runs until the file is read, as the bucket would have them begin; answers how many it took. */
async function readToEnd(id: string, pieces: (run: number) => number): Promise<number> {
  for (let run = 1; run <= 60; run++) {
    await ingestFile(id, asks(pieces(run)));
    const { parts, error } = await known(id);
    if (parts !== null || error !== null) return run;
    expect(await fileExists(readOnFile(id))).toBe(true);
  }
  throw new Error("the file is never read");
}

/** What is on the stream in parts that count. */
async function counting(id: string, source: string): Promise<Streamed[]> {
  const ranges = partRanges(await known(id));
  const counts = ({ part }: Streamed["batch"]) => ranges.some(({ from, to }) => part >= from && part <= to);
  return (await streamedFor(source)).filter(({ batch }) => counts(batch));
}

/** Notes the batches as the rating function does. */
async function noteParts(id: string, streamed: readonly Streamed[]): Promise<void> {
  for (const { batch } of streamed) await write(putUploadPart(id, batch.part, Date.now()));
}

describe("a file that one run does not finish", () => {
  it.each([
    { kind: "plain", pack: (bytes: Buffer): Uint8Array => bytes, pieces: () => 5 },
    { kind: "gzip", pack: (bytes: Buffer): Uint8Array => gzipSync(bytes), pieces: (run: number) => 3 * run },
    { kind: "zstd", pack: (bytes: Buffer): Uint8Array => zstdCompressSync(bytes), pieces: (run: number) => 3 * run },
  ])("is read on by later runs when it is $kind: each line once, and every part counts", async ({ pack, pieces }) => {
    const { id, source } = await uploaded(pack(big));
    expect(await readToEnd(id, pieces)).toBeGreaterThanOrEqual(3);
    const streamed = await streamedFor(source);
    expect(streamedLines(streamed)).toEqual(all);
    await noteParts(id, streamed);
    const upload = await known(id);
    expect((await partsOf(upload)).size).toBe(upload.parts);
    expect(await lookAtUpload(upload)).toMatchObject({ status: "done", lines: all.length });
    // Told of again, it is not read again.
    await ingestFile(id, asks(99));
    expect((await streamedFor(source)).length).toBe(streamed.length);
  });

  it("is read by two runs at once: every line is there, and the parts that count hold each line once", async () => {
    const { id, source } = await uploaded(big);
    await ingestFile(id, asks(5));
    await Promise.allSettled([ingestFile(id, asks(20)), ingestFile(id, asks(20))]);
    await readToEnd(id, () => 99);
    expect([...new Set(streamedLines(await streamedFor(source)))]).toEqual(all);
    expect(streamedLines(await counting(id, source))).toEqual(all);
  });

  it.each([
    { format: "radius-detail", file: "radius_detail_sippy.txt" },
    { format: "freeswitch-json", file: "freeswitch_json_cdr.ndjson" },
    { format: "vos-json", file: "vos_infocdrs.json" },
  ])("is read on within $format, record by record", async ({ format, file }) => {
    const copy = sample(file);
    const many = Math.ceil(1_500_000 / copy.length);
    const { id, source } = await uploaded(Buffer.concat(Array.from({ length: many }, () => copy)), format);
    expect(await readToEnd(id, () => 4)).toBeGreaterThanOrEqual(3);
    const lines = streamedLines(await streamedFor(source));
    expect(lines.length).toBe((await known(id)).lines);
    const once = await uploaded(Buffer.concat(Array.from({ length: many }, () => copy)), format);
    await ingestFile(once.id, asks(999));
    expect(lines).toEqual(streamedLines(await streamedFor(once.source)));
  });

  it("leaves the halves of calls to those who join them, each once", async () => {
    const halves = Array.from({ length: 6000 }, (_, n) => {
      const half = (method: string, at: number) =>
        `ACC: transaction answered: timestamp=${at};method=${method};from_tag=f${n};to_tag=t${n};call_id=c${n}@x;code=200;reason=OK`;
      return [half("INVITE", 1_791_800_000 + n), half("BYE", 1_791_800_060 + n)];
    });
    const lines = [...halves.map(([invite]) => invite), ...halves.map(([, bye]) => bye)];
    const { id, source } = await uploaded(Buffer.from(`${lines.join("\n")}\n`), "kamailio-acc");
    expect(await readToEnd(id, () => 4)).toBeGreaterThanOrEqual(3);
    const streamed = await counting(id, source);
    const whole = streamed.flatMap(({ batch }) => batch.cdrs.map(({ callId }) => callId));
    const waiting = streamed.flatMap(({ batch }) =>
      batch.parked.map(({ half }) => `${half?.half} ${half?.cdr.callId}`),
    );
    expect(new Set([...whole, ...waiting]).size).toBe(whole.length + waiting.length);
    expect(2 * whole.length + waiting.length).toBe(lines.length);
  });
});

describe("a run that dies", () => {
  it("between the stream and the note is made good by the next: its parts do not count, and each line does once", async () => {
    const { id, source } = await uploaded(big);
    let notes = 0;
    const restore = replaceSend((inner) => async (command) => {
      const { input } = command as { input: { Item?: { notedAt?: string; pk?: string } } };
      if (input.Item?.pk === `UPLOAD#${id}` && ++notes === 2) throw new Error("killed before the note");
      return inner(command);
    });
    await expect(ingestFile(id, asks(999))).rejects.toThrow("killed");
    restore();
    const streamed = streamedLines(await streamedFor(source));
    expect(streamed.length).toBeGreaterThan(10_000);
    await readToEnd(id, () => 99);
    expect(streamedLines(await streamedFor(source)).length).toBe(all.length + streamed.length);
    expect(streamedLines(await counting(id, source))).toEqual(all);
    // Twice on the stream is the same delivery and line: the posting knows it again.
    const marks = (await streamedFor(source)).map(({ batch }) => `${batch.delivery} ${batch.upload}`);
    expect(new Set(marks)).toEqual(new Set([`${id} ${id}`]));
  });

  it("three times without coming further fails with its reason, and is read on when asked to", async () => {
    const { id } = await uploaded(big);
    const restore = replaceSend((inner) => async (command) => {
      if (command.constructor.name === "BatchGetCommand") throw new Error("the table is away");
      return inner(command);
    });
    for (let run = 0; run < 3; run++) await expect(ingestFile(id, asks(999))).rejects.toThrow("away");
    restore();
    expect(await lookAtUpload(await known(id))).toMatchObject({ status: "failed", failure: "READING_FAILED" });
    const staffed = await staff(["intake:read", "intake:write"]);
    expect(await staffed("POST", `/cdr-uploads/${id}/read-on`)).toMatchObject({ status: 202 });
    expect(await fileExists(readOnFile(id))).toBe(true);
    await readToEnd(id, () => 999);
    expect(await known(id)).toMatchObject({ error: null, failure: null, lines: all.length });
    // Nothing is left to be read, and a file that nobody put cannot be read on.
    expect((await staffed("POST", `/cdr-uploads/${id}/read-on`)).body.error.code).toBe("conflict");
    expect((await staffed("POST", "/cdr-uploads/upl_NONE/read-on")).status).toBe(404);
  });
});

describe("a reading begins anew", () => {
  it("when another file was put in the place of the one that was half read, and says so", async () => {
    const { id, source } = await uploaded(big);
    await ingestFile(id, asks(8));
    expect((await known(id)).lines).toBeGreaterThan(0);
    await putFile(uploadFile(id), csv, "text/csv");
    await readToEnd(id, () => 99);
    expect(await known(id)).toMatchObject({ lines: 12, replaced: true });
    expect(streamedLines(await counting(id, source))).toEqual(all.slice(0, 12));
  });

  it("when another file is put during a run: the run leaves it, and the next reads the new one", async () => {
    const { id, source } = await uploaded(gzipSync(big));
    await ingestFile(id, asks(3));
    let put: Promise<void> | undefined;
    const restore = replaceSend((inner) => async (command) => {
      const reply = await inner(command);
      put ??= putFile(uploadFile(id), csv, "text/csv");
      await put;
      return reply;
    });
    await ingestFile(id, asks(99));
    restore();
    await readToEnd(id, () => 99);
    expect(await known(id)).toMatchObject({ lines: 12 });
    expect(streamedLines(await counting(id, source))).toEqual(all.slice(0, 12));
  });

  it("when the source's settings were changed, which could change the records", async () => {
    const { id, source } = await uploaded(big);
    await ingestFile(id, asks(8));
    const set = await getSource(source);
    if (!set) throw new Error("the source is gone");
    await applyChange(set, { name: "Other name" }, office, now());
    await readToEnd(id, () => 99);
    expect(await known(id)).toMatchObject({ lines: all.length, replaced: false });
    expect(streamedLines(await counting(id, source))).toEqual(all);
  });
});

describe("a file that cannot be read to its end", () => {
  it("because runs do not even come past what was read fails with what to do", async () => {
    const { id } = await uploaded(gzipSync(big));
    await ingestFile(id, asks(8));
    for (let run = 0; run < 3; run++) await ingestFile(id, asks(2));
    expect(await lookAtUpload(await known(id))).toMatchObject({
      status: "failed",
      failure: "NO_PROGRESS",
      error: expect.stringContaining("cut the file"),
    });
  });

  it.each([
    { kind: "gzip", pack: (bytes: Buffer): Uint8Array => gzipSync(bytes) },
    { kind: "zstd", pack: (bytes: Buffer): Uint8Array => zstdCompressSync(bytes) },
  ])("because its $kind inflates without end fails, and its rows are charged", async ({ pack }) => {
    const bomb = pack(Buffer.concat([csv, Buffer.alloc(70 * 1024 ** 2, "x")]));
    const { id, source } = await uploaded(bomb);
    await ingestFile(id, asks(9999));
    expect(await lookAtUpload(await known(id))).toMatchObject({ status: "failed", failure: "INFLATES_TOO_FAR" });
    // The line without end and the end of the file are two more, to be looked at.
    expect(streamedLines(await counting(id, source))).toEqual(all.slice(0, 14));
  });
});

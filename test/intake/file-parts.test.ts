import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { partBytes, partsOfFile, standOf } from "../../functions/intake/file-parts.ts";
import { ingestFile } from "../../functions/intake/ingest-file.flow.ts";
import { getUpload, uploadFile } from "../../functions/intake/upload.store.ts";
import { replaceClock } from "../../functions/platform/clock.ts";
import { fileFacts, getFile } from "../../functions/platform/files.ts";
import { type Caller, staff } from "../support/api.ts";
import { sample, sampleDay } from "./samples.ts";
import { addedSource, streamedFor, streamedLines } from "./world.ts";

let back: () => void;
let office: Caller;
beforeAll(async () => {
  back = replaceClock(() => sampleDay);
  office = await staff();
});
afterAll(() => back());

/** Three parts of calls; of most lines a long field that nobody reads. */
const [line = ""] = sample("kamailio_acc_json.ndjson").toString().split("\n");
const long = "x".repeat(900_000);
const file = Buffer.from(
  Array.from({ length: 40 }, (_, n) => `${JSON.stringify({ ...JSON.parse(line), call_id: `part-${n}`, long })}\n`).join(
    "",
  ),
);

async function begun() {
  const source = await addedSource({ format: "kamailio-json" });
  const { id } = (await office("POST", "/cdr-uploads", { source: source.id, fileName: "big.ndjson" })).body;
  const ask = async (bytes = file.length) => office("POST", `/cdr-uploads/${id}/parts`, { bytes });
  const join = () => office("POST", `/cdr-uploads/${id}/join`);
  return { id, source: source.id, ask, join };
}

interface Next {
  number: number;
  from: number;
  bytes: number;
  url: string;
}

const put = async ({ url, from, bytes }: Next, body: Buffer = file.subarray(from, from + bytes)) =>
  (await fetch(url, { method: "PUT", body: Buffer.from(body) })).status;

describe("a large file of CDRs", () => {
  it("is put in parts in any order, goes on where it was, and is one file whose every line is read once", async () => {
    const { id, source, ask, join } = await begun();
    const first = (await ask()).body;
    expect(first).toMatchObject({ partBytes, count: 3, stored: 0, storedBytes: 0 });
    expect(first.next.map(({ number, from }: Next) => [number, from])).toEqual([
      [1, 0],
      [2, partBytes],
      [3, 2 * partBytes],
    ]);
    expect(await put(first.next[2])).toBe(200);
    expect(await put(first.next[0])).toBe(200);
    const missing = await join();
    expect([missing.status, missing.body.error.message]).toEqual([409, "1 of 3 parts of the file are missing."]);
    const again = (await ask()).body;
    expect([again.stored, again.next.map(({ number }: Next) => number)]).toEqual([2, [2]]);
    expect(await put(again.next[0])).toBe(200);
    expect((await ask()).body).toMatchObject({ stored: 3, storedBytes: file.length, next: [] });
    expect((await join()).status).toBe(202);
    expect(Buffer.from((await getFile(uploadFile(id))) ?? []).equals(file)).toBe(true);
    await ingestFile(id, () => 900_000);
    expect(streamedLines(await streamedFor(source))).toEqual(Array.from({ length: 40 }, (_, n) => n + 1));
    // The answer to the first was lost: the same is asked again.
    expect((await join()).body).toMatchObject({ id, lines: 40 });
    expect((await ask()).status).toBe(409);
  });

  it("whose part came cut off, or came twice, has that part put again, and nothing joined before", async () => {
    const { id, ask, join } = await begun();
    const { next } = (await ask()).body;
    for (const part of next) await put(part);
    await put(next[1], file.subarray(0, 6_000_000));
    const seen = (await ask()).body;
    expect([seen.stored, seen.next.map(({ number }: Next) => number)]).toEqual([2, [2]]);
    expect((await join()).status).toBe(409);
    expect(await fileFacts(uploadFile(id))).toBeUndefined();
    await put(seen.next[0]);
    await put(seen.next[0]);
    expect((await join()).status).toBe(202);
    expect((await fileFacts(uploadFile(id)))?.bytes).toBe(file.length);
  });

  it("that two windows begin at once is one, and one that says another size is refused", async () => {
    const { id, ask } = await begun();
    const both = await Promise.all([ask(), ask(), ask()]);
    expect(both.map(({ status }) => status)).toEqual([200, 200, 200]);
    const inParts = (await getUpload(id))?.inParts;
    const names = both.map(({ body }) => new URL(body.next[0].url).searchParams.get("uploadId"));
    expect(new Set(names)).toEqual(new Set([inParts?.id]));
    const other = await ask(file.length + 1);
    expect([other.status, other.body.error.code]).toEqual([409, "conflict"]);
  });

  it("is refused where it was put at once already, says no size, or is not known, and not joined before it has parts", async () => {
    const { id, ask, join } = await begun();
    expect((await join()).status).toBe(409);
    for (const bytes of [0, -1, 1.5, 5 * 1024 ** 3 + 1, "1"])
      expect((await office("POST", `/cdr-uploads/${id}/parts`, { bytes })).status).toBe(422);
    expect((await office("POST", "/cdr-uploads/upl_NONE/parts", { bytes: 1 })).status).toBe(404);
    expect((await office("POST", "/cdr-uploads/upl_NONE/join")).status).toBe(404);
    await ingestFile(id, () => 900_000).catch(() => undefined);
    expect((await ask()).status).toBe(200);
    const source = await addedSource({ format: "kamailio-json" });
    const ticket = (await office("POST", "/cdr-uploads", { source: source.id, fileName: "small.ndjson" })).body;
    await fetch(ticket.url, { method: "PUT", body: `${line}\n` });
    expect((await office("POST", `/cdr-uploads/${ticket.id}/parts`, { bytes: 9 })).status).toBe(409);
  });
});

describe("the parts of a file", () => {
  it.each([1, partBytes - 1, partBytes, partBytes + 1, 5 * 1024 ** 3])(
    "of %i bytes are all of it, each byte once",
    (bytes) => {
      const parts = partsOfFile(bytes);
      let at = 0;
      for (const [i, part] of parts.entries()) {
        expect([part.number, part.from]).toEqual([i + 1, at]);
        expect(part.bytes > 0 && part.bytes <= partBytes).toBe(true);
        at += part.bytes;
      }
      expect(at).toBe(bytes);
    },
  );

  it("that no file of this size has are not counted", () => {
    expect(standOf(10, [{ number: 2, bytes: 10 }])).toMatchObject({ count: 1, stored: 0, storedBytes: 0 });
    expect(standOf(partBytes * 20, []).missing).toHaveLength(8);
  });
});

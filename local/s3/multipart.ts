import { createHash, randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { rm } from "node:fs/promises";
import { bodyOf, type Exchange, type Operation, readXml, sendEmpty, sendXml } from "./exchange.ts";
import { keptHeaders } from "./put-object.ts";
import { expectationOf, receiveBody, trailerNamesOf } from "./receive.ts";
import { Refusal } from "./refusal.ts";
import { document, elementsOf, textOf } from "./xml.ts";

/** Every part but the last has at least this size. */
const leastBytesOfPart = 5 * 1024 ** 2;

const mostListed = 1000;

interface Part {
  number: number;
  body: string;
  size: number;
  etag: string;
}

function uploadOf({ store, bucket, key, query }: Exchange) {
  const id = query.get("uploadId") ?? "";
  const row = store.index.db
    .prepare("SELECT * FROM uploads WHERE id = ? AND bucket = ? AND key = ?")
    .get(id, bucket, key);
  if (!row) throw new Refusal("NoSuchUpload", "The specified upload does not exist.");
  return { id, headers: JSON.parse(String(row["headers"])) as Record<string, string> };
}

function partsOf({ store }: Exchange, upload: string): Part[] {
  const rows = store.index.db.prepare("SELECT * FROM parts WHERE upload = ? ORDER BY number").all(upload);
  return rows.map((row) => ({
    number: Number(row["number"]),
    body: String(row["body"]),
    size: Number(row["size"]),
    etag: String(row["etag"]),
  }));
}

function forget({ store }: Exchange, upload: string): void {
  store.index.db.prepare("DELETE FROM parts WHERE upload = ?").run(upload);
  store.index.db.prepare("DELETE FROM uploads WHERE id = ?").run(upload);
}

export const createUpload: Operation = async ({ request, response, store, bucket, key }) => {
  const id = randomUUID();
  const headers = JSON.stringify(keptHeaders(request));
  store.index.db.prepare("INSERT INTO uploads VALUES (?, ?, ?, ?)").run(id, bucket, key, headers);
  sendXml(response, 200, document("InitiateMultipartUploadResult", { Bucket: bucket, Key: key, UploadId: id }));
};

export const uploadPart: Operation = async (exchange) => {
  const { request, response, store, query, payloadHash } = exchange;
  const { id } = uploadOf(exchange);
  const number = Number(query.get("partNumber"));
  if (!(Number.isInteger(number) && number >= 1 && number <= 10_000))
    throw new Refusal("InvalidArgument", "Part number must be an integer between 1 and 10000, inclusive");
  const body = await receiveBody(
    store,
    bodyOf(request),
    expectationOf(request, query, payloadHash),
    trailerNamesOf(request),
  );
  const before = partsOf(exchange, id).find((part) => part.number === number);
  const etag = `"${body.md5}"`;
  store.index.db
    .prepare("INSERT OR REPLACE INTO parts VALUES (?, ?, ?, ?, ?)")
    .run(id, number, body.file, body.size, etag);
  if (before) await rm(store.pathOf(before.body), { force: true });
  sendEmpty(response, 200, { etag, ...Object.fromEntries(body.checksums) });
};

/** ListParts: a thousand a page, as S3 gives them. */
export const listParts: Operation = async (exchange) => {
  const { response, bucket, key, query } = exchange;
  const { id } = uploadOf(exchange);
  const after = Number(query.get("part-number-marker") ?? 0);
  const most = Math.min(Number(query.get("max-parts") ?? mostListed), mostListed);
  if (!(after >= 0 && most >= 1)) throw new Refusal("InvalidArgument", "part-number-marker or max-parts is no number.");
  const left = partsOf(exchange, id).filter(({ number }) => number > after);
  const page = left.slice(0, most);
  const xml = document("ListPartsResult", {
    ...{ Bucket: bucket, Key: key, UploadId: id, PartNumberMarker: after, MaxParts: most },
    NextPartNumberMarker: page.at(-1)?.number,
    IsTruncated: left.length > most,
    Part: page.map(({ number, size, etag }) => ({ PartNumber: number, ETag: etag, Size: size })),
  });
  sendXml(response, 200, xml);
};

/** The stored parts that the client lists, in its order, which must be ascending. */
function chosenParts(xml: string, stored: readonly Part[]): Part[] {
  const chosen = elementsOf(xml, "Part").map((inner) => {
    const number = Number(textOf(inner, "PartNumber"));
    const etag = (textOf(inner, "ETag") ?? "").replaceAll('"', "");
    const part = stored.find((one) => one.number === number && one.etag === `"${etag}"`);
    if (!part) throw new Refusal("InvalidPart", `Part ${number} was not uploaded, or with other content.`);
    return part;
  });
  if (chosen.length === 0) throw new Refusal("MalformedXML", "No part is listed.");
  if (chosen.some((part, index) => index > 0 && part.number <= (chosen[index - 1]?.number ?? 0)))
    throw new Refusal("InvalidPartOrder", "The list of parts was not in ascending order.");
  if (chosen.slice(0, -1).some((part) => part.size < leastBytesOfPart))
    throw new Refusal("EntityTooSmall", "A part other than the last is smaller than 5 MB.");
  return chosen;
}

async function* joined(paths: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const path of paths) yield* createReadStream(path) as AsyncIterable<Buffer>;
}

export const completeUpload: Operation = async (exchange) => {
  const { request, response, store, bucket, key } = exchange;
  const { id, headers } = uploadOf(exchange);
  const all = partsOf(exchange, id);
  const parts = chosenParts(await readXml(request), all);
  const { file, size } = await store.writeBody(joined(parts.map((part) => store.pathOf(part.body))));
  const md5s = Buffer.concat(parts.map((part) => Buffer.from(part.etag.slice(1, -1), "hex")));
  const etag = `"${createHash("md5").update(md5s).digest("hex")}-${parts.length}"`;
  const object = { bucket, key, body: file, size, etag, modifiedMs: Date.now(), headers };
  await store.putObject(object, "CompleteMultipartUpload", { ifNoneMatch: request.headers["if-none-match"] });
  forget(exchange, id);
  for (const part of all) await rm(store.pathOf(part.body), { force: true });
  const location = `http://${request.headers.host}/${bucket}/${key}`;
  sendXml(
    response,
    200,
    document("CompleteMultipartUploadResult", { Location: location, Bucket: bucket, Key: key, ETag: etag }),
  );
};

export const abortUpload: Operation = async (exchange) => {
  const { id } = uploadOf(exchange);
  const parts = partsOf(exchange, id);
  forget(exchange, id);
  for (const part of parts) await rm(exchange.store.pathOf(part.body), { force: true });
  sendEmpty(exchange.response, 204);
};

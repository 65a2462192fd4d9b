import { randomUUID } from "node:crypto";
import { copyFile } from "node:fs/promises";
import type { IncomingMessage } from "node:http";
import { bodyOf, type Exchange, type Operation, sendEmpty, sendXml } from "./exchange.ts";
import type { StoredObject } from "./object-index.ts";
import { expectationOf, receiveBody, trailerNamesOf } from "./receive.ts";
import { Refusal } from "./refusal.ts";
import { document } from "./xml.ts";

const kept = [
  "cache-control",
  "content-disposition",
  "content-encoding",
  "content-language",
  "content-type",
  "expires",
];

/** The headers of a request that come back with GET. `aws-chunked` is framing and not an encoding of the object. */
export function keptHeaders(request: IncomingMessage): Record<string, string> {
  const pairs = Object.entries(request.headers).filter(
    ([name]) => kept.includes(name) || name.startsWith("x-amz-meta-"),
  );
  const headers = Object.fromEntries(pairs.map(([name, value]) => [name, String(value)]));
  const encoding = headers["content-encoding"]
    ?.split(",")
    .filter((one) => one.trim() !== "aws-chunked")
    .join(",");
  delete headers["content-encoding"];
  return {
    "content-type": "binary/octet-stream",
    ...headers,
    ...(encoding ? { "content-encoding": encoding.trim() } : {}),
  };
}

const conditionsOf = ({ request }: Exchange) => ({
  ifNoneMatch: request.headers["if-none-match"],
  ifMatch: request.headers["if-match"],
});

export const putObject: Operation = async (exchange) => {
  const { request, response, store, bucket, key, query, payloadHash } = exchange;
  const expected = expectationOf(request, query, payloadHash);
  const body = await receiveBody(store, bodyOf(request), expected, trailerNamesOf(request));
  const checksums = Object.fromEntries(body.checksums);
  const object: StoredObject = {
    bucket,
    key,
    body: body.file,
    size: body.size,
    etag: `"${body.md5}"`,
    modifiedMs: Date.now(),
    headers: { ...keptHeaders(request), ...checksums },
  };
  await store.putObject(object, "PutObject", conditionsOf(exchange));
  sendEmpty(response, 200, { etag: object.etag, ...checksums });
};

/** The object that `x-amz-copy-source: /bucket/key` names. */
function sourceOf({ request, store }: Exchange): StoredObject {
  const path = decodeURIComponent(String(request.headers["x-amz-copy-source"])).replace(/^\//, "").split("?")[0] ?? "";
  const slash = path.indexOf("/");
  const source = store.index.get(path.slice(0, slash), path.slice(slash + 1));
  if (!source) throw new Refusal("NoSuchKey", "The object to copy does not exist.");
  return source;
}

export const copyObject: Operation = async (exchange) => {
  const { request, response, store, bucket, key } = exchange;
  const source = sourceOf(exchange);
  const expected = request.headers["x-amz-copy-source-if-match"];
  if (expected !== undefined && expected !== source.etag)
    throw new Refusal("PreconditionFailed", "The object to copy is another one by now.");
  const replaced = request.headers["x-amz-metadata-directive"] === "REPLACE";
  const body = randomUUID();
  await copyFile(store.pathOf(source.body), store.pathOf(body));
  const copy = {
    ...source,
    bucket,
    key,
    body,
    modifiedMs: Date.now(),
    ...(replaced ? { headers: keptHeaders(request) } : {}),
  };
  await store.putObject(copy, "CopyObject", conditionsOf(exchange));
  const lastModified = new Date(copy.modifiedMs).toISOString();
  sendXml(response, 200, document("CopyObjectResult", { ETag: copy.etag, LastModified: lastModified }));
};

import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { type Exchange, type Operation, sendEmpty } from "./exchange.ts";
import type { StoredObject } from "./object-index.ts";
import { Refusal } from "./refusal.ts";

/** Bytes from `first` to `last`, both included. */
export interface ByteRange {
  first: number;
  last: number;
}

/** RFC 9110 §14.1.2, one range only; what is not understood is the whole object, as S3 does it. */
export function rangeOf(header: string | undefined, size: number): ByteRange | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? "");
  if (!match || (match[1] === "" && match[2] === "")) return undefined;
  const suffix = match[1] === "";
  const first = suffix ? Math.max(0, size - Number(match[2])) : Number(match[1]);
  const last = suffix || match[2] === "" ? size - 1 : Math.min(Number(match[2]), size - 1);
  if (first >= size || last < first) throw new Refusal("InvalidRange", "The requested range is not satisfiable");
  return { first, last };
}

const overridable = [
  "cache-control",
  "content-disposition",
  "content-encoding",
  "content-language",
  "content-type",
  "expires",
];

function headersOf({ query, request }: Exchange, object: StoredObject, range: ByteRange | undefined) {
  const stored = Object.entries(object.headers).filter(
    ([name]) => !name.startsWith("x-amz-checksum-") || (!range && request.headers["x-amz-checksum-mode"] === "ENABLED"),
  );
  const overrides = overridable.flatMap((name) => {
    const value = query.get(`response-${name}`);
    return value === null ? [] : [[name, value] as const];
  });
  const { first, last } = range ?? { first: 0, last: object.size - 1 };
  return {
    ...Object.fromEntries([...stored, ...overrides]),
    etag: object.etag,
    "last-modified": new Date(object.modifiedMs).toUTCString(),
    "accept-ranges": "bytes",
    "content-length": String(last - first + 1),
    ...(range ? { "content-range": `bytes ${first}-${last}/${object.size}` } : {}),
  };
}

const listed = (header: string | undefined, etag: string): boolean =>
  (header ?? "").split(",").some((one) => one.trim() === etag || one.trim() === "*" || `"${one.trim()}"` === etag);

/** GET and HEAD. */
export const getObject: Operation = async (exchange) => {
  const { request, response, store, bucket, key } = exchange;
  const object = store.index.get(bucket, key);
  if (!object) throw new Refusal("NoSuchKey", "The specified key does not exist.");
  if (request.headers["if-match"] && !listed(request.headers["if-match"], object.etag))
    throw new Refusal("PreconditionFailed", "At least one of the pre-conditions you specified did not hold");
  if (listed(request.headers["if-none-match"], object.etag)) return sendEmpty(response, 304, { etag: object.etag });
  const range = rangeOf(request.headers.range, object.size);
  const headers = headersOf(exchange, object, range);
  const status = range ? 206 : 200;
  if (request.method === "HEAD" || object.size === 0) {
    response.writeHead(status, headers);
    response.end();
    return;
  }
  const { first, last } = range ?? { first: 0, last: object.size - 1 };
  const bytes = createReadStream("", { fd: store.openBody(object), start: first, end: last });
  response.writeHead(status, headers);
  await pipeline(bytes, response);
};

import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { decodeAwsChunked, type Trailers } from "./aws-chunked.ts";
import type { Body, BucketStore } from "./bucket-store.ts";
import { checksumHeaders, digestFor } from "./checksum.ts";
import { Refusal } from "./refusal.ts";

/** What the request says that its body must be. */
export interface Expected {
  /** `x-amz-content-sha256`: a hash, `UNSIGNED-PAYLOAD` or one of the `STREAMING-…` kinds. */
  payloadHash: string;
  /** Checksums by the names of their headers. */
  checksums: Map<string, string>;
  /** Content-MD5, base64. */
  md5?: string | undefined;
  /** Bytes after decoding. */
  size?: number | undefined;
  mostBytes?: number | undefined;
}

/** S3's limit for one PUT or one part. */
const mostBytesOfPut = 5 * 1024 ** 3;

/** Checksum values that were given in headers or, hoisted by a pre-signing client, in the query. */
export function checksumsIn(request: IncomingMessage, query: URLSearchParams): Map<string, string> {
  const given = [...Object.entries(request.headers), ...query] as [string, string][];
  return new Map(
    given.map(([name, value]) => [name.toLowerCase(), value] as const).filter(([name]) => checksumHeaders.test(name)),
  );
}

export function expectationOf(request: IncomingMessage, query: URLSearchParams, payloadHash: string): Expected {
  const decoded = request.headers["x-amz-decoded-content-length"] ?? request.headers["content-length"];
  return {
    payloadHash,
    checksums: checksumsIn(request, query),
    md5: request.headers["content-md5"] as string | undefined,
    size: decoded === undefined ? undefined : Number(decoded),
  };
}

/** Running digests over a body, and the comparison with what was promised. */
function scrutiny(names: readonly string[], expected: Expected) {
  const md5 = createHash("md5");
  const sha256 = /^[0-9a-f]{64}$/.test(expected.payloadHash) ? createHash("sha256") : undefined;
  const digests = new Map(names.map((name) => [name, digestFor(name)] as const));
  return {
    take(piece: Uint8Array) {
      md5.update(piece);
      sha256?.update(piece);
      for (const digest of digests.values()) digest.update(piece);
    },
    judge(size: number, promised: Map<string, string>): { md5: string; checksums: Map<string, string> } {
      if (expected.size !== undefined && expected.size !== size)
        throw new Refusal("IncompleteBody", `The body has ${size} bytes; ${expected.size} were announced.`);
      if (sha256 && sha256.digest("hex") !== expected.payloadHash)
        throw new Refusal("XAmzContentSHA256Mismatch", "The provided 'x-amz-content-sha256' header does not match.");
      const checksums = new Map([...digests].map(([name, digest]) => [name, digest.base64()] as const));
      for (const [name, value] of promised)
        if (checksums.has(name) && checksums.get(name) !== value)
          throw new Refusal("BadDigest", `The ${name} you specified did not match the calculated checksum.`);
      const digest = md5.digest();
      if (expected.md5 !== undefined && digest.toString("base64") !== expected.md5)
        throw new Refusal("BadDigest", "The Content-MD5 you specified did not match what we received.");
      return { md5: digest.toString("hex"), checksums };
    },
  };
}

async function* inspected(
  source: AsyncIterable<Uint8Array>,
  check: ReturnType<typeof scrutiny>,
  { expected, trailers }: { expected: Expected; trailers: Trailers },
  verdict: { md5: string; checksums: Map<string, string> },
): AsyncGenerator<Uint8Array> {
  let size = 0;
  const most = expected.mostBytes ?? mostBytesOfPut;
  for await (const piece of source) {
    size += piece.length;
    if (size > most) throw new Refusal("EntityTooLarge", "Your proposed upload exceeds the maximum allowed size.");
    check.take(piece);
    yield piece;
  }
  Object.assign(verdict, check.judge(size, new Map([...expected.checksums, ...trailers])));
}

/** Takes a body to disk in constant memory, checking everything that the request promised about it. */
export async function receiveBody(
  store: BucketStore,
  source: AsyncIterable<Uint8Array>,
  expected: Expected,
  trailerNames: readonly string[] = [],
): Promise<Body & { checksums: Map<string, string> }> {
  const trailers: Trailers = new Map();
  const framed = expected.payloadHash.startsWith("STREAMING-");
  const decoded = framed ? decodeAwsChunked(source, trailers) : source;
  const names = [
    ...new Set([...expected.checksums.keys(), ...trailerNames.filter((name) => checksumHeaders.test(name))]),
  ];
  const verdict = { md5: "", checksums: new Map<string, string>() };
  const pieces = inspected(decoded, scrutiny(names, expected), { expected, trailers }, verdict);
  return { ...(await store.writeBody(pieces)), ...verdict };
}

export const trailerNamesOf = (request: IncomingMessage): string[] =>
  String(request.headers["x-amz-trailer"] ?? "")
    .toLowerCase()
    .split(",")
    .map((name) => name.trim());

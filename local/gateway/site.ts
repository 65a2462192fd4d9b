import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { extname, join, normalize, sep } from "node:path";
import { pipeline } from "node:stream/promises";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { contentSecurityPolicy } from "../../lib/security-headers.ts";

export const contentTypes: Record<string, string> = {
  ".css": "text/css; charset=utf-8",
  ".csv": "text/csv; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".log": "text/plain; charset=utf-8",
  ".map": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
  ".woff2": "font/woff2",
};

/** What the distribution adds to every reply; no HSTS, since there is no TLS on this machine. */
export function addSecurityHeaders(response: ServerResponse, uploadOrigins: string): void {
  response.setHeader("content-security-policy", contentSecurityPolicy(uploadOrigins));
  response.setHeader("x-content-type-options", "nosniff");
  response.setHeader("referrer-policy", "same-origin");
  response.setHeader("cross-origin-opener-policy", "same-origin");
}

/** The file for a path, or undefined. What has no dot means one of the two documents, as at the distribution. */
function fileOf(folder: string, path: string): string | undefined {
  if (!path.includes(".")) return join(folder, /^\/portal(\/|$)/.test(path) ? "portal.html" : "index.html");
  const file = normalize(join(folder, path));
  const hidden = path.split("/").some((part) => part.startsWith("."));
  return file.startsWith(folder + sep) && !hidden ? file : undefined;
}

function sendText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, {
    "content-type": "text/plain; charset=utf-8",
    "content-length": Buffer.byteLength(text),
  });
  response.end(text);
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    // Not a path of ours; it ends as not found.
    return "/.";
  }
}

/** Types that the distribution compresses. */
const isText = (file: string): boolean => [".css", ".html", ".js", ".json", ".svg"].includes(extname(file));

/** As the distribution does it: hard enough to pay, quick enough to do when it is asked for. */
const compressions: Record<string, (body: Buffer) => Promise<Buffer>> = {
  br: (body) => promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
  gzip: (body) => promisify(gzip)(body, { level: 6 }),
};

/** Compressed files, by how and by a name that changes with what is in them. */
const compressed = new Map<string, Buffer>();

/** The compressed file and how it is compressed; undefined where the reader takes none or it is not worth it. */
async function smaller(file: string, isHashed: boolean, request: IncomingMessage) {
  const taken = String(request.headers["accept-encoding"] ?? "");
  const how = Object.keys(compressions).find((name) => new RegExp(`\\b${name}\\b`).test(taken));
  const compress = how && compressions[how];
  if (!compress || !isText(file)) return undefined;
  const body = compressed.get(how + file) ?? (await compress(await readFile(file)));
  if (isHashed) compressed.set(how + file, body);
  return { how, body };
}

/** Serves the built page from a folder. */
export async function serveSite(folder: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== "GET" && request.method !== "HEAD") return sendText(response, 405, "Method Not Allowed\n");
  const path = decoded((request.url ?? "/").split("?")[0] ?? "/");
  const file = fileOf(folder, path);
  const found = file === undefined ? undefined : await stat(file).catch(() => undefined);
  if (file === undefined || !found?.isFile()) return sendText(response, 404, "There is nothing at this address.\n");
  // Names in assets/ carry a hash of their contents.
  const hashed = path.startsWith("/assets/");
  const short = await smaller(file, hashed, request);
  response.writeHead(200, {
    "content-type": contentTypes[extname(file)] ?? "application/octet-stream",
    "content-length": short?.body.length ?? found.size,
    "cache-control": hashed ? "public, max-age=31536000, immutable" : "no-cache",
    vary: "accept-encoding",
    ...(short ? { "content-encoding": short.how } : {}),
  });
  if (request.method === "HEAD") response.end();
  else if (short) response.end(short.body);
  else await pipeline(createReadStream(file), response);
}

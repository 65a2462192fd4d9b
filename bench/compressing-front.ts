import { createServer, type IncomingMessage, request } from "node:http";
import { buffer } from "node:stream/consumers";
import { gzipSync } from "node:zlib";

const compressible = /javascript|css|html|json|svg/;
/** What belongs to one connection, or to a body that is written anew. */
const own = new Set(["connection", "content-length", "keep-alive", "transfer-encoding"]);

interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
}

const asked = (port: number, from: IncomingMessage, sent: Buffer): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const { method, url, headers } = from;
    const asking = request({ port, host: "127.0.0.1", method, path: url, headers }, (reply) => {
      buffer(reply).then((body) => resolve({ status: reply.statusCode ?? 502, headers: reply.headers, body }), reject);
    });
    asking.on("error", reject);
    asking.end(sent);
  });

/**
 * Stands before the local stack as CloudFront stands before the deployed one: compresses what can be compressed
 * and is not yet, which is the API's answers: the stack's own pages come compressed.
 * `made` answers by itself at some paths.
 */
export function compressingFront(port: number, to: number, made: Record<string, object> = {}) {
  const zipped = new Map<string, Buffer>(Object.entries(made).map(([path, json]) => [path, zip(JSON.stringify(json))]));
  const server = createServer(async (from, back) => {
    const path = from.url ?? "/";
    const ready = zipped.get(path);
    if (ready) {
      back.writeHead(200, { "content-type": "application/json", "content-encoding": "gzip" }).end(ready);
      return;
    }
    const { status, headers, body } = await asked(to, from, await buffer(from));
    const kept = Object.fromEntries(Object.entries(headers).filter(([name]) => !own.has(name)));
    const isCompressed = headers["content-encoding"] !== undefined;
    if (isCompressed || body.length < 200 || !compressible.test(String(headers["content-type"]))) {
      back.writeHead(status, kept).end(body);
      return;
    }
    back.writeHead(status, { ...kept, "content-encoding": "gzip" }).end(zip(body));
  });
  return new Promise<{ end(): void }>((resolve) => {
    server.listen(port, "127.0.0.1", () => resolve({ end: () => server.close() }));
  });
}

const zip = (body: string | Buffer): Buffer => gzipSync(body, { level: 6 });

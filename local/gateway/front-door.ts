import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { S3 } from "../s3/server.ts";
import type { HttpApi } from "./http-api.ts";
import { sendMessage } from "./http-reply.ts";
import { addSecurityHeaders, serveSite } from "./site.ts";

export interface FrontDoorOptions {
  port: number;
  s3: S3;
  /** Folder of the built page. */
  site: string;
  /** Undefined until the functions can take requests. */
  api(): HttpApi | undefined;
  /** What `GET /health` says. */
  health(): { ready: boolean; parts: Record<string, string> };
  /** What `GET /local/sign-ins` says. */
  signIns(): unknown[];
  /** What `GET /local/samples` lists: CDR files for trying the intake. */
  samples(): readonly Sample[];
  report(message: string, error?: unknown): void;
}

/** A CDR file to try the intake with. `url` is below `/local/samples/`. */
export interface Sample {
  name: string;
  url: string;
  /** Id of the CDR source that reads it. */
  source: string;
  description: string;
  text: string;
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  const body = JSON.stringify(value);
  response.writeHead(status, {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(body),
    "cache-control": "no-store",
  });
  response.end(body);
}

/** Guards against a foreign page whose host name was pointed at this machine. */
const isThisMachine = (request: IncomingMessage): boolean =>
  /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(request.headers.host ?? "");

function answerSamples(samples: readonly Sample[], path: string, response: ServerResponse): void {
  const sample = samples.find(({ url }) => url === path);
  if (path === "/local/samples")
    sendJson(
      response,
      200,
      samples.map(({ text: _, ...listed }) => listed),
    );
  else if (!sample) sendMessage(response, 404, "Not Found");
  else {
    response.writeHead(200, { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" });
    response.end(sample.text);
  }
}

function answerLocally(options: FrontDoorOptions, path: string, request: IncomingMessage, response: ServerResponse) {
  if (path === "/health" && request.method === "GET") {
    const { ready, parts } = options.health();
    sendJson(response, ready ? 200 : 503, { status: ready ? "ok" : "starting", parts });
    return true;
  }
  if (path === "/local/sign-ins" && request.method === "GET" && isThisMachine(request)) {
    sendJson(response, 200, options.signIns());
    return true;
  }
  if (path.startsWith("/local/samples") && request.method === "GET") {
    answerSamples(options.samples(), path, response);
    return true;
  }
  return false;
}

async function answer(options: FrontDoorOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = (request.url ?? "/").split("?")[0] ?? "/";
  // Path-style addresses begin with the name of a bucket, so that pre-signed URLs work on this same port.
  if (options.s3.store.hasBucket(path.split("/")[1] ?? "")) return options.s3.handle(request, response);
  addSecurityHeaders(response, `http://127.0.0.1:${options.port} http://localhost:${options.port}`);
  if (answerLocally(options, path, request, response)) return;
  const api = options.api();
  const ofTheApi = /^\/(api|switch)\//.test(path);
  if (!api && ofTheApi) return sendMessage(response, 503, "Service Unavailable");
  if (await api?.handle(request, response)) return;
  if (ofTheApi) return sendMessage(response, 404, "Not Found");
  await serveSite(options.site, request, response);
}

/** The one port: page, API, switches and pre-signed URLs, told apart as the distribution in AWS tells them apart. */
export async function openFrontDoor(options: FrontDoorOptions) {
  const server = createServer((request, response) => {
    answer(options, request, response).catch((error: unknown) => {
      // A reader that went away in the middle is its own affair.
      if ((error as NodeJS.ErrnoException).code !== "ERR_STREAM_PREMATURE_CLOSE")
        options.report(`${request.method} ${request.url}`, error);
      response.destroy();
    });
  });
  await new Promise<void>((ready, failed) => {
    server.once("error", failed);
    server.listen(options.port, "127.0.0.1", ready);
  });
  return {
    /** Takes no new connection, gives requests a moment to end, then cuts them. */
    async close(): Promise<void> {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeIdleConnections();
      const cut = setTimeout(() => server.closeAllConnections(), 3000);
      await closed;
      clearTimeout(cut);
    },
  };
}

import type { IncomingMessage, ServerResponse } from "node:http";
import type { LambdaFunction } from "../lambda-function.ts";
import { httpEvent } from "./http-event.ts";
import { sendMessage, sendResult } from "./http-reply.ts";
import { makeRouter, type Route } from "./route.ts";

/** Quotas of an HTTP API: 10 MB of request, and 6 MB of event for the function behind it. */
const mostRequestBytes = 10 * 1024 * 1024;
const mostEventBytes = 6 * 1024 * 1024;

/**
 * Requests that are at work at once. AWS starts another function for each and refuses those beyond its limit; here all
 * share a machine, and what would wait for seconds behind so many hears at once that it may try again.
 */
const usuallyAtOnce = 200;

export interface HttpApiOptions {
  routes: readonly Route[];
  functions: ReadonlyMap<string, LambdaFunction>;
  /** The gateway's patience, in milliseconds; AWS has 30 seconds. */
  timeoutMs?: number;
  mostAtOnce?: number;
  report(message: string, error?: unknown): void;
}

/** The body, or undefined as soon as it is known to be too large. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  if (Number(request.headers["content-length"] ?? 0) > mostRequestBytes) return undefined;
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of request.iterator({ destroyOnReturn: false })) {
    size += (piece as Buffer).length;
    if (size > mostRequestBytes) return undefined;
    pieces.push(piece as Buffer);
  }
  return Buffer.concat(pieces);
}

/** Answers 413 at once and takes no more than what is on its way already. */
function refuseLarge(request: IncomingMessage, response: ServerResponse): void {
  response.setHeader("connection", "close");
  sendMessage(response, 413, "Request Entity Too Large");
  request.resume();
  // A sender that is still writing would meet a reset before it read the answer.
  response.once("finish", () => setTimeout(() => request.socket.destroy(), 500).unref());
}

/** Takes what is on its way, so that a sender that is still writing hears the answer. */
function refuseBusy(request: IncomingMessage, response: ServerResponse): void {
  response.setHeader("retry-after", "1");
  sendMessage(response, 503, "Service Unavailable");
  request.resume();
}

const timedOut = Symbol("timed out");

async function within<T>(work: Promise<T>, ms: number): Promise<T | typeof timedOut> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<typeof timedOut>((resolve) => {
    timer = setTimeout(resolve, ms, timedOut);
  });
  return Promise.race([work, limit]).finally(() => clearTimeout(timer));
}

/**
 * An HTTP API in front of the functions, with the limits and the replies of API Gateway: 413, 503 after 30 seconds or
 * where too many are at work, 500 when the function throws. `handle` is false when no route is for the request.
 */
export function openHttpApi(options: HttpApiOptions) {
  const { routes, functions, timeoutMs = 30_000, mostAtOnce = usuallyAtOnce, report } = options;
  const routeOf = makeRouter(routes);
  let atWork = 0;
  const invoke = async (target: LambdaFunction, event: unknown): Promise<unknown> => {
    atWork++;
    try {
      // What the gateway has given up is still at work.
      return await target.invoke(event);
    } finally {
      atWork--;
    }
  };
  return {
    async handle(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
      const path = (request.url ?? "/").split("?")[0] ?? "/";
      const match = routeOf(request.method ?? "GET", path);
      const target = match && functions.get(match.functionName);
      if (!match || !target) return false;
      if (atWork >= mostAtOnce) {
        refuseBusy(request, response);
        return true;
      }
      const body = await readBody(request);
      if (!body) {
        refuseLarge(request, response);
        return true;
      }
      const event = httpEvent(request, match, body);
      if (Buffer.byteLength(JSON.stringify(event)) > mostEventBytes) {
        sendMessage(response, 413, "Request Entity Too Large");
        return true;
      }
      try {
        const result = await within(invoke(target, event), timeoutMs);
        if (result === timedOut) sendMessage(response, 503, "Service Unavailable");
        else sendResult(response, result);
      } catch (error) {
        report(`${target.name} failed`, error);
        sendMessage(response, 500, "Internal Server Error");
      }
      return true;
    },
  };
}
export type HttpApi = ReturnType<typeof openHttpApi>;

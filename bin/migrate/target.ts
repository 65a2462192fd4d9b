import { setTimeout as pause } from "node:timers/promises";

/** A running Switchbook, over its documented HTTP API. */

export interface Reply {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: answers are read by what the API document says of them
  body: any;
}

export interface Target {
  ask(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>;
  /** Sends a rate sheet to the address that an import gave out. */
  upload(importId: string, url: string, bytes: string): Promise<void>;
  /** Waits before it is asked again how an import stands. */
  wait(): Promise<void>;
}

/** What the API refuses although it should not. */
export class TargetFault extends Error {
  override name = "TargetFault";
}

const mostTries = 8;

/** `key` is the secret of an API key, `sbk_…`. Busy answers and lost connections are tried again: each request is safe to repeat. */
export function overHttp(url: string, key: string): Target {
  const base = `${url.replace(/\/+$/, "")}/api/v1`;
  async function once(method: string, path: string, body: unknown, headers: Record<string, string>): Promise<Response> {
    const sent = body === undefined ? {} : { "content-type": "application/json" };
    return fetch(base + path, {
      method,
      headers: { authorization: `Bearer ${key}`, ...sent, ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }
  async function patiently(...asked: Parameters<typeof once>): Promise<Response> {
    for (let tries = 1; ; tries++) {
      const reply = await once(...asked).catch((cause: Error) => cause);
      const isBusy = reply instanceof Error || [429, 502, 503, 504].includes(reply.status);
      if (!isBusy) return reply;
      if (tries === mostTries)
        throw new TargetFault(`${asked[0]} ${asked[1]}: ${reply instanceof Error ? reply.message : reply.status}`);
      const asks = reply instanceof Error ? 0 : Number(reply.headers.get("retry-after") ?? 0);
      await pause(Math.min(30_000, Math.max(asks * 1000, 250 * 2 ** tries)));
    }
  }
  return {
    async ask(method, path, body, headers = {}) {
      const reply = await patiently(method, path, body, headers);
      const text = await reply.text();
      const isJson = reply.headers.get("content-type")?.includes("json") && text !== "";
      return { status: reply.status, body: isJson ? JSON.parse(text) : text };
    },
    async upload(_id, address, bytes) {
      const reply = await fetch(address, { method: "PUT", body: bytes });
      if (!reply.ok) throw new TargetFault(`The rate sheet was not taken: ${reply.status} ${await reply.text()}`);
    },
    wait: () => pause(500),
  };
}

/** What an error answer says, with every field that it names. */
export function refusal({ status, body }: Reply): string {
  const fields = (body?.error?.fields ?? []) as { path: string; message: string }[];
  const named = fields.map(({ path, message }) => `${path}: ${message}`).join(" ");
  return named || body?.error?.message || `answer ${status}`;
}

/** Everything of a list, page by page. @throws TargetFault where it may not be read */
export async function listed<T>(target: Target, path: string): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | null = null;
  do {
    const query: string = `${path.includes("?") ? "&" : "?"}limit=200${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""}`;
    const reply = await target.ask("GET", path + query);
    if (reply.status !== 200) throw new TargetFault(`GET ${path}: ${refusal(reply)}`);
    items.push(...reply.body.items);
    cursor = reply.body.nextCursor ?? null;
  } while (cursor);
  return items;
}

import { problemOf } from "./problem.ts";

export interface SendOptions {
  query?: object;
  body?: unknown;
  /** Version that the writer saw; a lost race is `conflict`. */
  ifMatch?: number | string;
  /** Repeating the same form submit with the same key returns the first answer. Made anew when not given. */
  idempotencyKey?: string;
  signal?: AbortSignal;
}

export function withQuery(path: string, query: object = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== "");
  const text = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return text ? `${path}?${text}` : path;
}

function headersOf(method: string, options: SendOptions): Headers {
  const headers = new Headers({ accept: "application/json" });
  if (options.body !== undefined) headers.set("content-type", "application/json");
  if (method === "POST") headers.set("idempotency-key", options.idempotencyKey ?? crypto.randomUUID());
  if (options.ifMatch !== undefined) headers.set("if-match", `"${options.ifMatch}"`);
  return headers;
}

/** One call of the API. @throws ApiProblem for every answer that is not 2xx, TypeError when there was none. */
export async function send<T>(method: string, path: string, options: SendOptions = {}): Promise<T> {
  const init: RequestInit = { method, headers: headersOf(method, options), credentials: "same-origin" };
  if (options.body !== undefined) init.body = JSON.stringify(options.body);
  if (options.signal) init.signal = options.signal;
  const response = await fetch(withQuery(path, options.query), init);
  const text = await response.text();
  const body = text && response.headers.get("content-type")?.includes("json") ? JSON.parse(text) : undefined;
  if (!response.ok) throw problemOf(response, body);
  return body as T;
}

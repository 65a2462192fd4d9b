import { type Bundles, recorded } from "./bundled-world.ts";

/** An office that works with the bundles alone: every request of it is an event as an HTTP API hands it over. */

export interface Sent {
  body?: string | Buffer;
  headers?: Record<string, string>;
  cookies?: string[];
}

/** What a function answers an HTTP API (payload format 2.0). */
export interface HttpReply {
  statusCode: number;
  headers: Record<string, string>;
  cookies?: string[];
  body: string;
  isBase64Encoded: boolean;
}

const routeOf = (path: string) =>
  path.startsWith("/switch/")
    ? { routeKey: "ANY /switch/{proxy+}", pathParameters: { proxy: path.slice("/switch/".length) } }
    : path.startsWith("/api/")
      ? { routeKey: "ANY /api/{proxy+}", pathParameters: { proxy: path.slice("/api/".length) } }
      : { routeKey: "GET /health" };

/** The recorded request with another address, body and headers; bytes come in base64, as an HTTP API hands them over. */
export function httpEvent(method: string, address: string, { body, headers = {}, cookies = [] }: Sent = {}) {
  const [path = "/", query = ""] = address.split("?");
  const { body: _body, pathParameters: _path, ...event } = recorded("http-api");
  const { "content-length": _length, "content-type": _type, ...passing } = event.headers;
  const bytes = body instanceof Buffer;
  const type = body === undefined ? {} : { "content-type": bytes ? "application/octet-stream" : "application/json" };
  const route = routeOf(path);
  const { cookies: _cookies, ...rest } = event;
  return {
    ...{ ...rest, ...route, rawPath: path, rawQueryString: query },
    ...(cookies.length > 0 ? { cookies } : {}),
    ...(query === "" ? {} : { queryStringParameters: Object.fromEntries(new URLSearchParams(query)) }),
    headers: { ...passing, ...type, ...headers },
    requestContext: {
      ...{ ...event.requestContext, routeKey: route.routeKey },
      http: { ...event.requestContext.http, method, path },
    },
    ...(body === undefined ? {} : { body: bytes ? body.toString("base64") : body }),
    isBase64Encoded: bytes,
  };
}

/** What the door adds: its mark, the caller behind whatever the caller wrote there itself, and then the API its own peer. */
export const throughDoor = ({ plan }: Bundles, caller: string) => ({
  "x-switchbook-door": plan.functions.find(({ name }) => name === "admin-api")?.environment["DOOR_MARK"] ?? "",
  "x-forwarded-for": `192.0.2.250, ${caller}, ${recorded("http-api").requestContext.http.sourceIp}`,
});

const functionOf = (path: string) => (path.startsWith("/switch/") ? "switch-api" : "admin-api");

export const ask = (bundles: Bundles, method: string, path: string, sent: Sent = {}): Promise<HttpReply> =>
  bundles.invoke(functionOf(path), httpEvent(method, path, sent)) as Promise<HttpReply>;

// biome-ignore lint/suspicious/noExplicitAny: tests look into replies freely
export type Office = (method: string, path: string, body?: object, headers?: Record<string, string>) => Promise<any>;

/** Signs in; each answer must be good. */
export async function officeOf(bundles: Bundles, person: { username: string; password: string }): Promise<Office> {
  const origin = "https://billing.example.com";
  const entry = await ask(bundles, "POST", "/api/v1/session", { body: JSON.stringify(person), headers: { origin } });
  const cookies = (entry.cookies ?? []).map((cookie) => cookie.split(";")[0] ?? "");
  return async (method, path, body, headers = {}) => {
    const sent = { headers: { origin, ...headers }, cookies, ...(body ? { body: JSON.stringify(body) } : {}) };
    const reply = await ask(bundles, method, `/api/v1${path}`, sent);
    if (reply.statusCode >= 300) throw new Error(`${method} ${path}: ${reply.statusCode} ${reply.body}`);
    return reply.body === "" ? undefined : JSON.parse(reply.body);
  };
}

/** What EventBridge tells of a new object, and what it tells by the clock. */
export function created(key: string) {
  const event = recorded("object-created");
  event.detail.object.key = key;
  return event;
}

/** A batch of records as Lambda hands it over; sequence numbers rise. */
export function batchOf(datas: readonly string[]) {
  const { Records: records } = recorded("kinesis");
  const [first] = records;
  return {
    Records: datas.map((data, at) => {
      const sequenceNumber = `${first.kinesis.sequenceNumber.slice(0, -3)}${100 + at}`;
      const kinesis = { ...first.kinesis, data, sequenceNumber, approximateArrivalTimestamp: Date.now() / 1000 };
      return { ...first, kinesis, eventID: `shardId-000000000006:${sequenceNumber}` };
    }),
  };
}

import { setTimeout as pause } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { type Permission, staffPermissions } from "../../functions/auth/access.ts";
import { app } from "../../functions/handlers/admin-api.ts";
import { now } from "../../functions/platform/clock.ts";
import { onEveryReply } from "../../functions/platform/http.ts";
import { addStaff } from "../../functions/users/add-user.flow.ts";
import { uniqueIp } from "./addresses.ts";

/** Every answer of the run is what its route promises: nothing missing and nothing more. What is not so becomes a 500 here. */
onEveryReply(({ method, path, body, schema }) => {
  const promised = schema.safeParse(body);
  if (!promised.success) throw new Error(`${method} ${path} breaks its promise: ${promised.error.message}`);
  if (!isDeepStrictEqual(promised.data, body)) throw new Error(`${method} ${path} answers with more than it promises`);
});

/** What a reply said, read once. */
export interface Reply {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into replies freely
  body: any;
  headers: Headers;
}

export interface Call {
  headers?: Record<string, string>;
  ip?: string;
}

export const goodPassword = "Tr0ub4dor&3x";

let counter = 0;
/** A user name that nobody else in the run has. */
export const uniqueName = (): string =>
  `t${process.pid}${(counter++).toString(36)}${crypto.randomUUID().replaceAll("-", "").slice(0, 8)}`;

const bytesOrText = (body: unknown): BodyInit =>
  body instanceof Uint8Array ? (body as BodyInit) : typeof body === "string" ? body : JSON.stringify(body);

/** One request to the application, as API Gateway would hand it over. A string body is sent as it is, bytes without a type. */
export async function send(method: string, path: string, body?: unknown, call: Call = {}): Promise<Reply> {
  const type: Record<string, string> =
    body === undefined || body instanceof Uint8Array ? {} : { "content-type": "application/json" };
  const init = {
    method,
    headers: { ...type, ...call.headers },
    ...(body === undefined ? {} : { body: bytesOrText(body) }),
  };
  const event = { requestContext: { http: { sourceIp: call.ip ?? "198.51.100.1" } } };
  const reply = await app.request(path, init, { event });
  const text = await reply.text();
  const isJson = reply.headers.get("content-type")?.includes("json");
  return { status: reply.status, body: isJson && text ? JSON.parse(text) : text, headers: reply.headers };
}

/** As a machine does that is told to come again: a test may ask more of a key than it may ask in a second. */
export async function patiently(ask: () => Promise<Reply>): Promise<Reply> {
  for (;;) {
    const reply = await ask();
    if (reply.status !== 429) return reply;
    await pause(Number(reply.headers.get("retry-after")) * 1000);
  }
}

export type Caller = (method: string, path: string, body?: unknown, call?: Call) => Promise<Reply>;

/** Signs in and calls with that session's cookie; paths are relative to /api/v1. */
export async function signInAs(username: string, password: string): Promise<Caller> {
  const ip = uniqueIp();
  const reply = await send("POST", "/api/v1/session", { username, password }, { ip });
  const cookie = reply.headers.get("set-cookie")?.split(";")[0];
  if (reply.status !== 200 || !cookie) throw new Error(`sign-in failed: ${reply.status} ${JSON.stringify(reply.body)}`);
  return (method, path, body, call = {}) =>
    send(method, `/api/v1${path}`, body, { ...call, headers: { cookie, ...call.headers } });
}

/** A new person of the staff with these permissions (all when none are named), signed in. */
export async function staff(permissions: readonly Permission[] = staffPermissions): Promise<Caller> {
  const username = uniqueName();
  const asked = {
    username,
    password: goodPassword,
    name: "Test Person",
    email: null,
    permissions: permissions as never,
  };
  await addStaff(asked, undefined, now());
  return signInAs(username, goodPassword);
}

import { uniqueIp } from "./addresses.ts";
import { type Caller, goodPassword, type Reply, send } from "./api.ts";

/** Signs in and gives the cookie, for tests that need to hold more than one. */
export async function cookieOf(username: string, password = goodPassword): Promise<string> {
  const ip = uniqueIp();
  const reply = await send("POST", "/api/v1/session", { username, password }, { ip });
  const cookie = reply.headers.get("set-cookie")?.split(";")[0];
  if (!cookie) throw new Error(`sign-in failed: ${reply.status}`);
  return cookie;
}

/** Calls with these cookies; paths are relative to /api/v1. */
export const withCookie =
  (cookie: string): Caller =>
  (method, path, body, call = {}) =>
    send(method, `/api/v1${path}`, body, { ...call, headers: { cookie, ...call.headers } });

/** Switches from the session of this cookie; gives the reply and, where it went well, both cookies together. */
export async function switchTo(cookie: string, account: string, more: object = {}): Promise<[Reply, string]> {
  const asked = { account, reason: "Ticket 4711", ...more };
  const reply = await withCookie(cookie)("POST", "/session/switch", asked);
  const second = reply.headers.get("set-cookie")?.split(";")[0];
  return [reply, second ? `${cookie}; ${second}` : cookie];
}

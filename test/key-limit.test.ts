import { afterEach, beforeAll, expect, it } from "vitest";
import * as z from "zod";
import { app as switchApp } from "../functions/handlers/switch-api.ts";
import { now, replaceClock } from "../functions/platform/clock.ts";
import { keys } from "../functions/platform/keys.ts";
import { get } from "../functions/platform/table.ts";
import { type Caller, send, staff, uniqueName } from "./support/api.ts";

/** Under a clock that stands still, so that every request is of one second, however long it takes. */

let admin: Caller;
beforeAll(async () => {
  admin = await staff();
});

let back = () => {};
afterEach(() => back());
/** Milliseconds since the epoch of the second that all is asked in. */
function stopClock(at = Math.floor(now() / 1000) * 1000 + 400): number {
  back();
  back = replaceClock(() => at);
  return at;
}

interface Key {
  id: string;
  secret: string;
}
const aKey = async (scopes: readonly string[] = ["customers:read"]): Promise<Key> =>
  (await admin("POST", "/api-keys", { name: uniqueName(), scopes })).body;

const ask = ({ secret }: Pick<Key, "secret">, path = "/session") =>
  send("GET", `/api/v1${path}`, undefined, { headers: { authorization: `Bearer ${secret}` } });
const askOften = (times: number, key: Key) => Promise.all(Array.from({ length: times }, () => ask(key)));
const statusesOf = (replies: readonly { status: number }[]) => replies.map(({ status }) => status).sort();

const Row = z.object({ n: z.int(), ttl: z.int() });
const countOf = ({ id }: Key, at: number) => get(Row, keys.attempts(`KEY#${id}#${Math.floor(at / 1000)}`));

it("an API key makes a hundred requests in a second and no more, however many come at once, and begins anew with the next", async () => {
  const key = await aKey();
  const at = stopClock();
  const replies = await askOften(130, key);
  expect(statusesOf(replies)).toEqual([...Array(100).fill(200), ...Array(30).fill(429)]);
  const refused = replies.find(({ status }) => status === 429);
  expect(refused?.headers.get("retry-after")).toBe("1");
  expect(refused?.body.error).toMatchObject({ code: "rate_limited", message: expect.stringContaining("100 requests") });
  expect(await countOf(key, at)).toEqual({ n: 100, ttl: Math.ceil(at / 1000) + 60 });
  stopClock(at + 1000);
  expect((await ask(key)).status).toBe(200);
  expect((await countOf(key, at + 1000))?.n).toBe(1);
});

it("requests that are refused for another reason count too, and nothing is done for one above the limit", async () => {
  const key = await aKey(["users:write"]);
  stopClock();
  const forbidden = await Promise.all(Array.from({ length: 100 }, () => ask(key, "/customers")));
  expect(statusesOf(forbidden)).toEqual(Array(100).fill(403));
  const name = uniqueName();
  const headers = { authorization: `Bearer ${key.secret}` };
  const made = await send("POST", "/api/v1/users", { username: name, name: "A Person", permissions: [] }, { headers });
  expect(made.status).toBe(429);
  const { items } = (await admin("GET", "/users?limit=200")).body;
  expect(items.some(({ username }: { username: string }) => username === name)).toBe(false);
});

it("one key uses up nothing of another's, of a person's, or of its own by whoever has not its secret", async () => {
  const [key, other] = [await aKey(), await aKey()];
  const at = stopClock();
  const guess = { secret: `${key.secret.slice(0, -1)}${key.secret.endsWith("A") ? "B" : "A"}` };
  expect((await ask(guess)).status).toBe(401);
  expect(await countOf(key, at)).toBeUndefined();
  await askOften(100, key);
  expect((await ask(key)).status).toBe(429);
  expect((await ask(other)).status).toBe(200);
  const replies = await Promise.all(Array.from({ length: 120 }, () => admin("GET", "/session")));
  expect(statusesOf(replies)).toEqual(Array(120).fill(200));
});

it("a switch asks before each of its calls, and has no limit of requests there", async () => {
  const key = await aKey(["switch"]);
  const at = stopClock();
  const headers = { authorization: `Bearer ${key.secret}`, "content-type": "application/json" };
  const event = { requestContext: { http: { sourceIp: "198.51.100.1" } } };
  const question = { switch_id: "fs1", source_ip: "192.0.2.250", cli: "442079460100", cld: "442079460018" };
  const replies = await Promise.all(
    Array.from({ length: 120 }, (_, n) => {
      const body = JSON.stringify({ ...question, call_id: `call-${n}` });
      return switchApp.request("/switch/v1/authorize", { method: "POST", headers, body }, { event });
    }),
  );
  expect(statusesOf(replies)).toEqual(Array(120).fill(200));
  expect(await countOf(key, at)).toBeUndefined();
});

import { createHash } from "node:crypto";
import { DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";
import { beforeAll, describe, expect, it, vi } from "vitest";

/** A table of its own, whose every item is compared before and after. */
vi.hoisted(() => Object.assign(process.env, { TABLE_NAME: `${process.env["TABLE_NAME"]}-fuzz`, LOG_LEVEL: "error" }));

import { staffPermissions } from "../functions/auth/access.ts";
import { app as adminApi } from "../functions/handlers/admin-api.ts";
import { app as switchApi } from "../functions/handlers/switch-api.ts";
import { env } from "../functions/platform/env.ts";
import { goodPassword } from "./support/api.ts";
import { type BadRequest, badRequests, operations } from "./support/bad-requests.ts";
import { aCustomer, aTariff } from "./support/customers.ts";
import { cookieOf, withCookie } from "./support/switched.ts";
import { createTable } from "./support/table.ts";
import { staffUser } from "./support/users.ts";

/** `FUZZ_REQUESTS=10000 FUZZ_SEED=7` for more, or for others. A failure names the request, and the seed is in its key. */
const count = Number(process.env["FUZZ_REQUESTS"] ?? 500);
const seed = Number(process.env["FUZZ_SEED"] ?? 1);

/** Who asks, in turns: the operator, a customer in the portal, a switch, and a reader. */
const callers: Record<string, string>[] = [];

/** What every request may write: who failed to sign in, when a session or key was used, how often an address asked. */
const mayChange = /^(ATTEMPTS|SESSION)#/;

async function digests(): Promise<Map<string, string>> {
  const client = new DynamoDBClient({ region: "eu-central-1" });
  const found = new Map<string, string>();
  for (let ExclusiveStartKey: Record<string, never> | undefined; ; ) {
    const page = await client.send(new ScanCommand({ TableName: env.TABLE_NAME, ExclusiveStartKey }));
    for (const item of page.Items ?? []) {
      const key = `${item["pk"]?.S} ${item["sk"]?.S}`;
      const sorted = JSON.stringify(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)));
      if (!mayChange.test(key)) found.set(key, createHash("sha256").update(sorted).digest("hex"));
    }
    ExclusiveStartKey = page.LastEvaluatedKey as Record<string, never> | undefined;
    if (!ExclusiveStartKey) break;
  }
  client.destroy();
  return found;
}

async function ask({ method, path, body, headers, anonymous }: BadRequest, n: number) {
  const own = anonymous ? {} : callers[n % callers.length];
  const init = { method, headers: { ...own, ...headers }, ...(body === undefined ? {} : { body }) };
  // Another address each time: the limit of one is not what is tried here.
  const event = { requestContext: { http: { sourceIp: `10.${n % 250}.${(n >> 8) % 250}.9` } } };
  const app = path.startsWith("/switch/") ? switchApi : adminApi;
  const reply = await app.request(path, init, { event });
  return { status: reply.status, type: reply.headers.get("content-type") ?? "", text: await reply.text() };
}

/** What is wrong with an answer; undefined where it is as promised. */
function faultOf(bad: BadRequest, { status, type, text }: Awaited<ReturnType<typeof ask>>): string | undefined {
  if (status >= 500) return `answers ${status}: ${text.slice(0, 200)}`;
  if (/\bat .*\.(ts|mjs|js):\d+/.test(text)) return `shows a stack: ${text.slice(0, 200)}`;
  if (status < 400)
    return bad.method === "GET" || status === 202 ? undefined : `is taken: ${status} ${text.slice(0, 200)}`;
  if (bad.path.startsWith("/switch/v1/freeswitch")) return undefined;
  const said = type.includes("json") ? JSON.parse(text) : undefined;
  return typeof said?.error?.code === "string" && typeof said.error.message === "string"
    ? undefined
    : `is refused without words: ${status} ${type} ${text.slice(0, 200)}`;
}

beforeAll(async () => {
  await createTable(env.TABLE_NAME);
  const office = await cookieOf(await staffUser([...staffPermissions]));
  const admin = withCookie(office);
  const { username } = await aCustomer(admin, await aTariff(admin), { password: goodPassword });
  const { secret } = (await admin("POST", "/api-keys", { name: "Fuzz", scopes: ["switch"] })).body;
  const reader = await cookieOf(await staffUser(["calls:read"]));
  callers.push({ cookie: office }, { cookie: await cookieOf(username) }, { cookie: reader });
  callers.push({ authorization: `Bearer ${secret}` });
}, 60_000);

describe("requests that are wrong, over the whole API document", () => {
  it("are refused in words, none with a fault of ours, and leave the table as it was", async () => {
    expect(operations.length).toBeGreaterThan(200);
    const before = await digests();
    const faults: string[] = [];
    let n = 0;
    for (const bad of badRequests(seed, count)) {
      const fault = faultOf(bad, await ask(bad, n++));
      if (fault)
        faults.push(
          `${bad.operation}, ${bad.because}, ${bad.path.slice(0, 120)} ${bad.body?.slice(0, 120) ?? ""}: ${fault}`,
        );
    }
    expect(faults).toEqual([]);
    const after = await digests();
    const changed = [...new Set([...before.keys(), ...after.keys()])].filter(
      (key) => before.get(key) !== after.get(key),
    );
    expect(changed).toEqual([]);
  }, 3_600_000);
});

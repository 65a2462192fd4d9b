import { createHash } from "node:crypto";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { makeApiKey } from "../../functions/auth/api-key.flow.ts";
import { app } from "../../functions/handlers/switch-api.ts";
import { now } from "../../functions/platform/clock.ts";
import { snapshotUrl, takeSnapshot } from "../../functions/switch/snapshot.flow.ts";
import { uniqueName } from "../support/api.ts";
import { aSwitchboard, type Switchboard } from "./switchboard.ts";

const office = { id: "usr_TEST", kind: "admin" as const, permissions: ["switch" as const] };
const home = "198.51.100.7";

async function aKey(allowedIps: string[]) {
  const { id, secret } = await makeApiKey({ name: "switch", scopes: ["switch"], allowedIps }, office, now());
  const basic = `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}`;
  return { bearer: `Bearer ${secret}`, basic };
}

const ask = async (path: string, authorization: string, { from = home, ...headers }: Record<string, string> = {}) => {
  const env = { event: { requestContext: { http: { sourceIp: from } } } };
  return app.request(`/switch/v1${path}`, { headers: { authorization, ...headers } }, env);
};

let board: Switchboard;
let locked: Awaited<ReturnType<typeof aKey>>;
beforeAll(async () => {
  board = await aSwitchboard();
  locked = await aKey(["198.51.100.0/28"]);
});

const md5 = (text: string) => createHash("md5").update(text).digest("hex");

async function aSipUser(fields: object = {}) {
  const { account } = await board.caller();
  const login = uniqueName().replaceAll(/[^a-z0-9]/gi, "");
  const body = {
    login,
    extension: "2001",
    maxCallSessions: 2,
    callSessionsPerSecond: 2,
    secret: "Quiet-Harbour-7",
    ...fields,
  };
  const reply = await board.admin("POST", `/customers/${account}/sip-devices`, body);
  expect(reply.status, JSON.stringify(reply.body)).toBe(201);
  return { account, login, id: reply.body.id as string };
}

describe("the hashes of a SIP user", () => {
  it("are those of login, realm and secret, and come with whose it is, its mailbox and its lock; never the secret", async () => {
    const mailbox = { voicemail: true, voicemailEmail: "box@example.net", ip: "203.0.113.0/28" };
    const { account, login, id } = await aSipUser(mailbox);
    for (const authorization of [locked.bearer, locked.basic]) {
      const reply = await ask(`/sip-users/${login}`, authorization);
      expect(reply.headers.get("cache-control")).toBe("no-store");
      const text = await reply.text();
      expect(text).not.toContain("Quiet-Harbour-7");
      const user = JSON.parse(text);
      expect(user).toMatchObject({ account_code: account, device_id: id, extension: "2001", status: "ACTIVE" });
      expect(user).toMatchObject({ ip: "203.0.113.0/28", voicemail: true, voicemail_email: "box@example.net" });
      expect(user.ha1).toBe(md5(`${login}:${user.realm}:Quiet-Harbour-7`));
      expect(user.ha1_sha256).toMatch(/^[0-9a-f]{64}$/);
    }
  });

  it("are another secret's at once when a new one is made", async () => {
    const { account, login, id } = await aSipUser();
    const before = await (await ask(`/sip-users/${login}`, locked.bearer)).json();
    await board.admin("POST", `/customers/${account}/sip-devices/${id}/secret`, { secret: "Other-Harbour-8" });
    const { ha1, realm } = await (await ask(`/sip-users/${login}`, locked.bearer)).json();
    expect(ha1).not.toBe(before.ha1);
    expect(ha1).toBe(md5(`${login}:${realm}:Other-Harbour-8`));
  });

  it("are refused to a key without addresses, and to a locked one from elsewhere", async () => {
    const { login } = await aSipUser();
    const loose = await aKey([]);
    expect((await ask(`/sip-users/${login}`, loose.bearer)).status).toBe(403);
    expect((await ask(`/sip-users/${login}`, locked.bearer, { from: "198.51.100.99" })).status).toBe(403);
    expect((await ask(`/sip-users/${login}`, locked.basic.slice(0, -6))).status).toBe(401);
  });

  it.each(["nobody-has-this", "x", "%00", "a%2F..%2Fb", "%E2%98%8E", "a".repeat(200)])(
    "of %s are not there",
    async (login) => {
      expect((await ask(`/sip-users/${login}`, locked.bearer)).status).toBe(404);
    },
  );
});

describe("the snapshot", () => {
  const take = async (tag?: string) => ask("/snapshot", locked.bearer, tag ? { "if-none-match": tag } : {});

  it("names addresses, gateways and the realm, and under its tag it is not sent again until something changes", async () => {
    const { account, ip, device } = await board.caller();
    const reply = await take();
    const tag = reply.headers.get("etag") ?? "";
    const { ip_devices, gateways, realms } = await reply.json();
    const row = { cidr: ip, dial_prefix: "", account_code: account, device_id: device, status: "ACTIVE" };
    expect(ip_devices).toContainEqual(row);
    expect(gateways).toContainEqual({
      ...{ id: board.gateway, host: board.host, port: 5060, transport: "UDP" },
      ...{ max_calls: 100, calls_per_second: 10, status: "ACTIVE" },
    });
    expect(realms).toEqual([expect.any(String)]);
    // Other tests change devices meanwhile.
    await vi.waitFor(async () => expect((await take((await take()).headers.get("etag") ?? "")).status).toBe(304), {
      timeout: 30_000,
    });
    await board.admin("PATCH", `/customers/${account}/ip-devices/${device}`, { status: "INACTIVE" });
    const later = await take(tag);
    expect(later.status).toBe(200);
    expect((await later.json()).ip_devices).toContainEqual({ ...row, status: "INACTIVE" });
  });

  it("that is larger than an answer may be is fetched from an address that needs no key", async () => {
    const { tag, text } = await takeSnapshot();
    expect(await snapshotUrl(tag, text)).toBeUndefined();
    const url = await snapshotUrl(tag, text, Buffer.byteLength(text) - 1);
    const reply = await fetch(url ?? "");
    expect([reply.status, reply.headers.get("content-type")]).toEqual([200, "application/json"]);
    expect(await reply.text()).toBe(text);
  });
});

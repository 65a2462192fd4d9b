import { beforeAll, describe, expect, it } from "vitest";
import { getApiKey } from "../functions/auth/api-key.store.ts";
import { now, replaceClock } from "../functions/platform/clock.ts";
import { type Caller, send, staff } from "./support/api.ts";
import { faultsOf } from "./support/customers.ts";

let admin: Caller;
beforeAll(async () => {
  admin = await staff();
});

const make = async (fields: object = {}) => {
  const reply = await admin("POST", "/api-keys", { name: "PBX 1", scopes: ["calls:read"], ...fields });
  expect(reply.status).toBe(201);
  return reply.body as { id: string; secret: string };
};
const bearer = ({ secret }: { secret: string }) => ({ authorization: `Bearer ${secret}` });
const basic = (id: string, secret: string) => ({
  authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}`,
});
const ask = async (headers: Record<string, string>, ip?: string) =>
  (await send("GET", "/api/v1/session", undefined, { headers, ...(ip ? { ip } : {}) })).status;

describe("an API key", () => {
  it("shows its secret once and keeps a hash of it", async () => {
    const key = await make();
    expect(key.secret).toMatch(/^sbk_[0-9A-Z]{26}_[A-Za-z0-9_-]{43}$/);
    expect(JSON.stringify(await getApiKey(key.id))).not.toContain(key.secret);
    const listed = await admin("GET", "/api-keys");
    expect(listed.body.items.map((one: { id: string }) => one.id)).toContain(key.id);
    expect(JSON.stringify(listed.body)).not.toMatch(/secret|[Hh]ash/);
  });

  it("is taken as Bearer, and as Basic with its id as the user", async () => {
    const key = await make();
    expect(await ask(bearer(key))).toBe(200);
    expect(await ask(basic(key.id, key.secret))).toBe(200);
    const reply = await send("GET", "/api/v1/session", undefined, { headers: bearer(key) });
    expect(reply.body.user).toEqual({ id: key.id, kind: "key", permissions: ["calls:read"] });
  });

  it("is nothing with another secret, another id or another scheme", async () => {
    const [key, other] = [await make(), await make()];
    expect(await ask(basic(other.id, key.secret))).toBe(401);
    expect(await ask(basic(key.id, ""))).toBe(401);
    expect(await ask({ authorization: `Bearer ${key.secret.slice(0, -1)}` })).toBe(401);
    expect(await ask({ authorization: `Digest ${key.secret}` })).toBe(401);
  });

  it("opens what its scopes say and nothing else", async () => {
    const key = await make({ scopes: ["customers:read"] });
    const call = { headers: bearer(key) };
    expect((await send("GET", "/api/v1/customers", undefined, call)).status).toBe(200);
    expect((await send("GET", "/api/v1/users", undefined, call)).status).toBe(403);
  });

  it("needs no origin, because no browser sends it by itself", async () => {
    const key = await make({ scopes: ["users:write"] });
    const headers = { ...bearer(key), origin: "https://elsewhere.example" };
    const reply = await send("POST", "/api/v1/api-keys", { name: "from a machine", scopes: ["switch"] }, { headers });
    expect(reply.status).toBe(201);
  });

  it.each([
    { allowed: ["192.0.2.7"], from: "192.0.2.7", status: 200 },
    { allowed: ["192.0.2.7"], from: "192.0.2.8", status: 403 },
    { allowed: ["192.0.2.0/24"], from: "192.0.2.200", status: 200 },
    { allowed: ["10.0.0.0/8"], from: "10.200.1.1", status: 200 },
    { allowed: ["2001:db8::/32"], from: "2001:db8:5::1", status: 200 },
    { allowed: ["2001:db8::/32"], from: "192.0.2.7", status: 403 },
    { allowed: [], from: "203.0.113.1", status: 200 },
  ])("locked to $allowed answers $status to $from", async ({ allowed, from, status }) =>
    expect(await ask(bearer(await make({ allowedIps: allowed })), from)).toBe(status),
  );

  it("does not believe a header about the address", async () => {
    const key = await make({ allowedIps: ["192.0.2.7"] });
    expect(await ask({ ...bearer(key), "x-forwarded-for": "192.0.2.7" }, "203.0.113.1")).toBe(403);
  });

  it("ends at once when it is revoked, and revoking it again is no fault", async () => {
    const key = await make();
    expect((await admin("DELETE", `/api-keys/${key.id}`)).status).toBe(204);
    expect(await ask(bearer(key))).toBe(401);
    expect((await admin("DELETE", `/api-keys/${key.id}`)).status).toBe(204);
    expect((await admin("DELETE", "/api-keys/key_none")).status).toBe(404);
  });

  it("ends at the instant it was made to", async () => {
    const at = now();
    const key = await make({ expiresAt: new Date(at + 60_000).toISOString() });
    expect(await ask(bearer(key))).toBe(200);
    const back = replaceClock(() => at + 60_000);
    try {
      expect(await ask(bearer(key))).toBe(401);
    } finally {
      back();
    }
  });

  it("cannot have a scope that its maker lacks", async () => {
    const caller = await staff(["users:write"]);
    expect((await caller("POST", "/api-keys", { name: "x", scopes: ["money:write"] })).status).toBe(403);
    expect((await caller("POST", "/api-keys", { name: "x", scopes: ["switch"] })).status).toBe(201);
  });

  it.each([
    { fields: { name: "" }, field: "name" },
    { fields: { scopes: [] }, field: "scopes" },
    { fields: { scopes: ["root"] }, field: "scopes.0" },
    { fields: { allowedIps: ["192.0.2.0/33"] }, field: "allowedIps.0" },
    { fields: { sources: [] }, field: "sources" },
    { fields: { secret: "mine" }, field: "secret" },
  ])("with $fields is refused", async ({ fields, field }) => {
    const reply = await admin("POST", "/api-keys", { name: "x", scopes: ["switch"], ...fields });
    expect([reply.status, faultsOf(reply)]).toEqual([422, [field]]);
  });
});

import { beforeAll, describe, expect, it } from "vitest";
import { getApiKey } from "../functions/auth/api-key.store.ts";
import { uniqueIp } from "./support/addresses.ts";
import { type Caller, goodPassword, send, signInAs, staff } from "./support/api.ts";
import { later } from "./support/clock.ts";
import { aCustomer, aTariff, faultsOf } from "./support/customers.ts";
import { aReseller, itsCustomer } from "./support/resellers.ts";
import { cookieOf, switchTo, withCookie } from "./support/switched.ts";

let admin: Caller;
let tariffId: string;
beforeAll(async () => {
  admin = await staff();
  tariffId = await aTariff(admin);
});

const wanted = { name: "Bookkeeping", scopes: ["customers:read", "calls:read", "money:read"] };
async function aKey(me: Caller, over: object = {}) {
  const reply = await me("POST", "/own-api-keys", { ...wanted, ...over });
  if (reply.status !== 201) throw new Error(JSON.stringify(reply.body));
  return reply.body as { id: string; secret: string };
}
/** Calls with a key; paths are relative to /api/v1. */
const by =
  ({ secret }: { secret: string }, ip?: string): Caller =>
  (method, path, body) =>
    send(method, `/api/v1${path}`, body, { headers: { authorization: `Bearer ${secret}` }, ...(ip ? { ip } : {}) });

async function aCustomerSignedIn(fields: object = {}) {
  const { account, username } = await aCustomer(admin, tariffId, fields);
  return { account, username, me: await signInAs(username, goodPassword) };
}

describe("a customer's own API key", () => {
  it("reads its own account and nobody else's, and shows its secret once", async () => {
    const { account, me } = await aCustomerSignedIn();
    const other = await aCustomer(admin, tariffId);
    const key = await aKey(me);
    const machine = by(key);
    for (const path of ["", "/calls", "/invoices", "/statement"]) {
      expect([path, (await machine("GET", `/customers/${account}${path}`)).status]).toEqual([path, 200]);
      expect([path, (await machine("GET", `/customers/${other.account}${path}`)).status]).toEqual([path, 404]);
    }
    expect((await machine("GET", `/customers/${account}/ip-devices`)).status).toBe(403);
    expect((await machine("GET", "/customers")).status).toBe(403);
    const listed = await me("GET", "/own-api-keys");
    expect(listed.body.items).toMatchObject([{ id: key.id, account, name: "Bookkeeping", revokedAt: null }]);
    expect(JSON.stringify([listed.body, await getApiKey(key.id)])).not.toContain(key.secret);
    expect((await admin("GET", "/api-keys?limit=200")).body.items.map(({ id }: { id: string }) => id)).not.toContain(
      key.id,
    );
    const [entry] = (await admin("GET", `/audit?account=${account}&kind=api-key`)).body.items;
    expect(entry).toMatchObject({ actor: account, action: "api-key.create", subject: key.id });
    expect(JSON.stringify(entry)).not.toContain(key.secret);
  });

  it("changes only what is on a tab that staff opened, and only for as long as it is", async () => {
    const shut = await aCustomerSignedIn();
    const refused = await shut.me("POST", "/own-api-keys", { ...wanted, scopes: ["calls:read", "devices:write"] });
    expect([refused.status, faultsOf(refused)]).toEqual([422, ["scopes.1"]]);
    const { account, me } = await aCustomerSignedIn({ selfEdit: ["ip-devices"] });
    expect((await me("GET", "/own-api-keys")).body.scopes).toEqual(
      expect.arrayContaining(["devices:write", "money:read"]),
    );
    const machine = by(await aKey(me, { scopes: ["devices:read", "devices:write"] }));
    const device = () => ({ ip: uniqueIp(), dialPrefix: "", maxCallSessions: 1, callSessionsPerSecond: 1 });
    expect((await machine("POST", `/customers/${account}/ip-devices`, device())).status).toBe(201);
    expect((await machine("POST", `/customers/${account}/sip-devices`, { login: "a", extension: "1" })).status).toBe(
      403,
    );
    await admin("PATCH", `/customers/${account}`, { selfEdit: [] });
    expect((await machine("POST", `/customers/${account}/ip-devices`, device())).status).toBe(403);
    for (const scope of ["switch", "users:write", "vendors:read", "customers:write"])
      expect((await me("POST", "/own-api-keys", { ...wanted, scopes: [scope] })).status).toBe(422);
    expect((await me("POST", "/own-api-keys", { ...wanted, sources: ["src_1"] })).status).toBe(422);
  });

  it("ends when it is revoked, on its last day, and with its account's sign-in, and is bound to its addresses", async () => {
    const { account, me } = await aCustomerSignedIn();
    const path = `/customers/${account}/calls`;
    const status = async (machine: Caller) => (await machine("GET", path)).status;
    const [revoked, locked, stays] = [await aKey(me), await aKey(me, { allowedIps: ["192.0.2.7"] }), await aKey(me)];
    const ending = await aKey(me, { expiresAt: new Date(Date.now() + 3_600_000).toISOString() });
    expect(await status(by(revoked))).toBe(200);
    const { me: stranger } = await aCustomerSignedIn();
    expect((await stranger("DELETE", `/own-api-keys/${revoked.id}`)).status).toBe(404);
    expect((await me("DELETE", `/own-api-keys/${revoked.id}`)).status).toBe(204);
    expect(await status(by(revoked))).toBe(401);
    expect([await status(by(locked)), await status(by(locked, "192.0.2.7"))]).toEqual([403, 200]);
    expect(await later(2 * 3_600_000, () => status(by(ending)))).toBe(401);
    // Staff end one by its id; the others end with the sign-in of the account.
    expect((await admin("DELETE", `/api-keys/${ending.id}`)).status).toBe(204);
    await admin("PATCH", `/customers/${account}`, { status: "BLOCKED" });
    expect(await status(by(stays))).toBe(401);
  });

  it("is no key to what belongs to the person, and is made by nobody but its owner", async () => {
    const { account, me } = await aCustomerSignedIn();
    const machine = by(await aKey(me));
    for (const path of ["/own-api-keys", "/own-alerts"]) expect((await machine("GET", path)).status).toBe(404);
    expect((await machine("POST", "/own-api-keys", wanted)).status).toBe(404);
    expect((await machine("GET", "/second-factor")).status).toBe(403);
    expect((await admin("GET", "/own-api-keys")).status).toBe(404);
    const reseller = await aReseller(admin, tariffId);
    const below = await itsCustomer(reseller);
    const [, both] = await switchTo(await cookieOf(reseller.username), below.account);
    expect((await withCookie(both)("POST", "/own-api-keys", wanted)).status).toBe(403);
    expect((await withCookie(both)("DELETE", "/own-api-keys/key_1")).status).toBe(403);
    expect(account).not.toBe(below.account);
  });
});

it("a reseller's own key reaches its subtree and nothing beside or above it", async () => {
  const [mine, beside] = [await aReseller(admin, tariffId), await aReseller(admin, tariffId)];
  const [own, foreign] = [await itsCustomer(mine), await itsCustomer(beside)];
  const machine = by(await aKey(mine.api, { scopes: ["customers:read", "calls:read"] }));
  const accounts = (await machine("GET", "/customers")).body.items.map(({ account }: { account: string }) => account);
  expect(accounts).toEqual([own.account]);
  expect((await machine("GET", `/customers/${own.account}/calls`)).status).toBe(200);
  expect((await machine("GET", `/customers/${foreign.account}/calls`)).status).toBe(404);
  expect((await machine("GET", `/tariffs/${tariffId}`)).status).toBe(403);
});

import { Secret, TOTP } from "otpauth";
import { beforeAll, describe, expect, it } from "vitest";
import { getLogin } from "../functions/auth/login.store.ts";
import { getSecondFactor } from "../functions/auth/second-factor.store.ts";
import { now } from "../functions/platform/clock.ts";
import { type Caller, goodPassword, send, signInAs, staff, uniqueName } from "./support/api.ts";
import { later } from "./support/clock.ts";
import { aCustomer, aTariff, faultsOf } from "./support/customers.ts";
import { aReseller } from "./support/resellers.ts";

let admin: Caller;
let tariffId: string;
beforeAll(async () => {
  admin = await staff();
  tariffId = await aTariff(admin);
});

const codeAt = (secret: string): string =>
  new TOTP({ secret: Secret.fromBase32(secret), digits: 6, period: 30 }).generate({ timestamp: now() });

const signIn = (username: string, otp?: string) =>
  send("POST", "/api/v1/session", { username, password: goodPassword, ...(otp ? { otp } : {}) }, { ip: "10.9.8.7" });

/** A customer whose person has switched a second factor on. */
async function withFactor() {
  const customer = await aCustomer(admin, tariffId);
  const me = await signInAs(customer.username, goodPassword);
  const { secret } = (await me("POST", "/second-factor", { password: goodPassword })).body;
  expect((await me("POST", "/second-factor/confirm", { code: codeAt(secret) })).status).toBe(200);
  return { ...customer, secret, path: `/customers/${customer.account}` };
}

/** The person of the name is asked for a code, and the device that it had before gives the right one. */
async function expectFactor(username: string, secret: string): Promise<void> {
  expect(faultsOf(await signIn(username))).toEqual(["otp"]);
  await later(60_000, async () => expect((await signIn(username, codeAt(secret))).status).toBe(200));
}

describe("a second factor", () => {
  it("goes along when the customer is renamed, and nothing of it stays under the old name", async () => {
    const { username, path, secret } = await withFactor();
    const name = uniqueName();
    expect((await admin("PATCH", path, { username: name })).status).toBe(200);
    expect(await getSecondFactor(username)).toBeUndefined();
    await expectFactor(name, secret);
  });

  it("comes back when the customer is opened again, under another name too", async () => {
    const [one, other] = [await withFactor(), await withFactor()];
    await admin("DELETE", one.path);
    expect(await getSecondFactor(one.username)).toBeUndefined();
    expect((await admin("POST", `${one.path}/reopen`)).status).toBe(200);
    await expectFactor(one.username, one.secret);
    await admin("DELETE", other.path);
    await aCustomer(admin, tariffId, { username: other.username });
    const { body } = await admin("POST", `${other.path}/reopen`);
    expect(body.customer.username).not.toBe(other.username);
    await expectFactor(body.customer.username, other.secret);
  });
});

describe("a user name of the staff that is given again", () => {
  it("counts its sessions above every one of before", async () => {
    const username = uniqueName();
    const person = { username, password: goodPassword, name: "A Person", permissions: ["calls:read"] };
    const first = await admin("POST", "/users", person);
    const before = (await getLogin(username))?.authVer ?? 0;
    const session = await signInAs(username, goodPassword);
    expect((await admin("DELETE", `/users/${first.body.id}`)).status).toBe(204);
    expect((await admin("POST", "/users", person)).status).toBe(201);
    expect((await getLogin(username))?.authVer).toBeGreaterThan(before);
    expect((await session("GET", "/session")).status).toBe(401);
  });
});

describe("a code that switches send", () => {
  it("is refused by name where it is another customer's account code, closed or not", async () => {
    const [one, other] = [await aCustomer(admin, tariffId), await aCustomer(admin, tariffId)];
    const take = (switchAccounts: unknown[]) => admin("PATCH", `/customers/${one.account}`, { switchAccounts });
    const refused = await take([uniqueName(), { source: "src_x", code: other.account }]);
    expect([refused.status, faultsOf(refused)]).toEqual([409, ["switchAccounts"]]);
    await admin("DELETE", `/customers/${other.account}`);
    expect((await take([other.account])).status).toBe(409);
    expect((await take([one.account])).status).toBe(200);
    const free = `C9${uniqueName().replaceAll(/\D/g, "").slice(0, 7).padEnd(7, "7")}`;
    expect((await take([free, { source: "src_x", code: free }])).status).toBe(200);
  });
});

it("a user name is said to be taken before it is saved, in any case, to whoever may add customers, and not whose it is", async () => {
  const { username } = await aCustomer(admin, tariffId);
  const check = (api: Caller, name: string) => api("GET", `/user-names/check?username=${name}`);
  const reseller = await aReseller(admin, tariffId);
  const said = { items: [{ path: "username", message: "This user name is taken." }] };
  for (const api of [admin, reseller.api]) {
    expect((await check(api, username.toUpperCase())).body).toEqual(said);
    expect((await check(api, uniqueName())).body).toEqual({ items: [] });
  }
  const person = await signInAs(username, goodPassword);
  expect((await check(person, username)).status).toBe(403);
  expect((await check(admin, "")).status).toBe(422);
});

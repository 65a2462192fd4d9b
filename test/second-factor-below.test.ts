import { Secret, TOTP } from "otpauth";
import { beforeAll, describe, expect, it } from "vitest";
import { getSecondFactor } from "../functions/auth/second-factor.store.ts";
import { now } from "../functions/platform/clock.ts";
import { type Caller, goodPassword, signInAs, staff, uniqueName } from "./support/api.ts";
import { later } from "./support/clock.ts";
import { aTariff, faultsOf } from "./support/customers.ts";
import { signInWith } from "./support/links.ts";
import { aReseller, itsCustomer, type ResellerWorld } from "./support/resellers.ts";
import { cookieOf, switchTo, withCookie } from "./support/switched.ts";

let admin: Caller;
let tariffId: string;
beforeAll(async () => {
  admin = await staff();
  tariffId = await aTariff(admin);
});

const codeOf = (secret: string): string =>
  new TOTP({ secret: Secret.fromBase32(secret), digits: 6, period: 30 }).generate({ timestamp: now() });

/** Switches a second factor on for whoever calls. */
async function switchOn(me: Caller) {
  const { secret } = (await me("POST", "/second-factor", { password: goodPassword })).body;
  const on = await me("POST", "/second-factor/confirm", { code: codeOf(secret) });
  expect(on.body.recoveryCodes).toHaveLength(10);
  return { secret: secret as string, recoveryCodes: on.body.recoveryCodes as string[] };
}

async function withFactor(): Promise<ResellerWorld & Awaited<ReturnType<typeof switchOn>> & { path: string }> {
  const reseller = await aReseller(admin, tariffId);
  return { ...reseller, ...(await switchOn(reseller.api)), path: `/resellers/${reseller.account}` };
}

describe("a second factor of a reseller", () => {
  it("is switched on by itself, is asked for after the password, and a recovery code does as well, once", async () => {
    const { username, secret, recoveryCodes, path } = await withFactor();
    expect(faultsOf(await signInWith(username, goodPassword))).toEqual(["otp"]);
    const [first = ""] = recoveryCodes;
    expect((await signInWith(username, goodPassword, first)).body.user.kind).toBe("reseller");
    expect((await signInWith(username, goodPassword, first)).status).toBe(401);
    await later(60_000, async () => {
      expect((await signInWith(username, goodPassword, codeOf(secret))).status).toBe(200);
    });
    expect((await admin("GET", path)).body.secondFactor).toBe(true);
  });

  it("goes along with another user name", async () => {
    const { username, secret, path } = await withFactor();
    const name = uniqueName();
    expect((await admin("PATCH", path, { username: name })).status).toBe(200);
    expect(await getSecondFactor(username)).toBeUndefined();
    expect(faultsOf(await signInWith(name, goodPassword))).toEqual(["otp"]);
    await later(60_000, async () => expect((await signInWith(name, goodPassword, codeOf(secret))).status).toBe(200));
  });

  it("that was lost is switched off by whoever stands above, which ends the sessions, and never by itself", async () => {
    const { username, api, path } = await withFactor();
    expect((await api("PATCH", path, { secondFactor: false })).status).toBe(403);
    expect(faultsOf(await admin("PATCH", path, { secondFactor: true }))).toEqual(["secondFactor"]);
    expect((await admin("PATCH", path, { secondFactor: false })).body.secondFactor).toBe(false);
    expect((await api("GET", "/session")).status).toBe(401);
    expect((await signInWith(username, goodPassword)).status).toBe(200);
    await switchOn(await signInAs(username, goodPassword));
  });

  it("stays gone when it is switched off together with another user name", async () => {
    const { username, path } = await withFactor();
    const name = uniqueName();
    expect((await admin("PATCH", path, { username: name, secondFactor: false })).status).toBe(200);
    expect((await signInWith(name, goodPassword)).status).toBe(200);
    for (const one of [username, name]) expect(await getSecondFactor(one)).toBeUndefined();
  });
});

describe("a second factor of a customer", () => {
  it("that was lost is switched off by its reseller, and not in a session that somebody switched to", async () => {
    const reseller = await aReseller(admin, tariffId);
    const { account, username } = await itsCustomer(reseller);
    const path = `/customers/${account}`;
    const me = await signInAs(username, goodPassword);
    await switchOn(me);
    const other = await aReseller(admin, tariffId);
    expect((await other.api("PATCH", path, { secondFactor: false })).status).toBe(404);
    expect((await me("PATCH", path, { secondFactor: false })).status).toBe(403);
    const operator = uniqueName();
    await admin("POST", "/users", { username: operator, password: goodPassword, name: "Switcher" });
    const [, cookie] = await switchTo(await cookieOf(operator), reseller.account);
    expect((await withCookie(cookie)("PATCH", path, { secondFactor: false })).status).toBe(403);
    expect(faultsOf(await signInWith(username, goodPassword))).toEqual(["otp"]);
    expect((await reseller.api("GET", path)).body.secondFactor).toBe(true);
    const off = await reseller.api("PATCH", path, { secondFactor: false });
    expect([off.status, off.body.secondFactor]).toEqual([200, false]);
    expect((await me("GET", "/session")).status).toBe(401);
    expect((await signInWith(username, goodPassword)).status).toBe(200);
    const { items } = (await admin("GET", `/audit?account=${account}`)).body;
    expect(JSON.stringify(items)).toContain("secondFactor");
  });
});

import { Secret, TOTP } from "otpauth";
import { beforeAll, describe, expect, it } from "vitest";
import { getSecondFactor } from "../functions/auth/second-factor.store.ts";
import { afterUse, recoveryCodeOf, recoveryHash } from "../functions/auth/second-factor.ts";
import { now } from "../functions/platform/clock.ts";
import { addStaff } from "../functions/users/add-user.flow.ts";
import { type Caller, goodPassword, send, signInAs, staff, uniqueName } from "./support/api.ts";
import { later } from "./support/clock.ts";
import { faultsOf } from "./support/customers.ts";

let admin: Caller;
beforeAll(async () => {
  admin = await staff();
});

const codeAt = (secret: string, at: number): string =>
  new TOTP({ secret: Secret.fromBase32(secret), digits: 6, period: 30 }).generate({ timestamp: at });

const signIn = (username: string, otp?: string, password = goodPassword) =>
  send(
    "POST",
    "/api/v1/session",
    { username, password, ...(otp === undefined ? {} : { otp }) },
    {
      ip: `10.8.${Math.floor(Math.random() * 250)}.${Math.floor(Math.random() * 250)}`,
    },
  );

async function aPerson() {
  const username = uniqueName();
  const user = await addStaff(
    { username, password: goodPassword, name: "A Person", email: null, permissions: ["calls:read"] },
    undefined,
    now(),
  );
  return { username, user, me: await signInAs(username, goodPassword) };
}

async function withFactor() {
  const person = await aPerson();
  const begun = await person.me("POST", "/second-factor", { password: goodPassword });
  expect(begun.status).toBe(201);
  const secret: string = begun.body.secret;
  const on = await person.me("POST", "/second-factor/confirm", { code: codeAt(secret, now()) });
  expect(on.status).toBe(200);
  return { ...person, secret, recoveryCodes: on.body.recoveryCodes as string[] };
}

describe("a second factor", () => {
  it("is switched on by a first code, and is asked for at the next sign-in", async () => {
    const { username, secret, me, recoveryCodes } = await withFactor();
    expect(recoveryCodes).toHaveLength(10);
    expect((await me("GET", "/second-factor")).body).toEqual({ enabled: true, required: false, recoveryCodesLeft: 10 });
    const without = await signIn(username);
    expect([without.status, faultsOf(without)]).toEqual([401, ["otp"]]);
    expect(faultsOf(await signIn(username, "000000"))).toEqual(["otp"]);
    await later(60_000, async () => {
      expect((await signIn(username, codeAt(secret, now()))).status).toBe(200);
    });
  });

  it("asks for nothing before it is confirmed", async () => {
    const { me, username } = await aPerson();
    await me("POST", "/second-factor", { password: goodPassword });
    expect(faultsOf(await me("POST", "/second-factor/confirm", { code: "000000" }))).toEqual(["code"]);
    expect((await signIn(username)).status).toBe(200);
    expect((await me("GET", "/second-factor")).body).toEqual({ enabled: false, required: false, recoveryCodesLeft: 0 });
  });

  it("takes each code once, however many try it at the same moment", async () => {
    const { username, secret } = await withFactor();
    await later(90_000, async () => {
      const code = codeAt(secret, now());
      const tries = await Promise.all(Array.from({ length: 4 }, () => signIn(username, code)));
      expect(tries.filter(({ status }) => status === 200)).toHaveLength(1);
      expect((await signIn(username, code)).status).not.toBe(200);
    });
  });

  it("takes the code of the half minute before and after, and none further away or older than one that was used", () => {
    const secret = new Secret({ size: 20 }).base32;
    const at = 1_800_000_000_000;
    const kept = { sealed: "", confirmed: true, lastStep: 0, recovery: [], v: 1 };
    for (const off of [-30_000, 0, 30_000]) expect(afterUse(kept, secret, codeAt(secret, at + off), at)).toBeDefined();
    for (const off of [-90_000, 90_000]) expect(afterUse(kept, secret, codeAt(secret, at + off), at)).toBeUndefined();
    const used = afterUse(kept, secret, codeAt(secret, at), at);
    expect(used?.lastStep).toBe(at / 30_000);
    expect(used && afterUse(used, secret, codeAt(secret, at - 30_000), at)).toBeUndefined();
  });

  it("is replaced by a recovery code once each, written in any case and with or without its dashes", async () => {
    const { username, recoveryCodes, me } = await withFactor();
    const [first = "", second = ""] = recoveryCodes;
    expect((await signIn(username, first)).status).toBe(200);
    expect((await signIn(username, first)).status).toBe(401);
    expect((await signIn(username, second.replaceAll("-", "").toLowerCase())).status).toBe(200);
    expect((await me("GET", "/second-factor")).body.recoveryCodesLeft).toBe(8);
    const renewed = await me("POST", "/second-factor/recovery-codes", { password: goodPassword });
    expect((await signIn(username, recoveryCodes[2])).status).toBe(401);
    expect((await signIn(username, renewed.body.recoveryCodes[0])).status).toBe(200);
  });

  it("is switched off with password and code alone", async () => {
    const { username, secret, me } = await withFactor();
    await later(60_000, async () => {
      const code = codeAt(secret, now());
      expect(faultsOf(await me("POST", "/second-factor/disable", { password: "Wrong-pass1!", code }))).toEqual([
        "password",
      ]);
      expect(faultsOf(await me("POST", "/second-factor/disable", { password: goodPassword, code: "1" }))).toEqual([
        "code",
      ]);
      expect((await me("POST", "/second-factor/disable", { password: goodPassword, code })).status).toBe(204);
    });
    expect((await signIn(username)).status).toBe(200);
    expect(await getSecondFactor(username)).toBeUndefined();
  });

  it("of someone who lost everything is switched off by a colleague who keeps the users, which ends the sessions", async () => {
    const { username, user, me } = await withFactor();
    expect((await admin("PATCH", `/users/${user.id}`, { secondFactor: true })).status).toBe(422);
    expect((await admin("PATCH", `/users/${user.id}`, { secondFactor: false })).status).toBe(200);
    expect((await me("GET", "/second-factor")).status).toBe(401);
    expect((await signIn(username)).status).toBe(200);
    const again = await signInAs(username, goodPassword);
    expect((await again("POST", "/second-factor", { password: goodPassword })).status).toBe(201);
  });

  it("stays when the password is changed by others", async () => {
    const { username, user } = await withFactor();
    expect((await admin("PATCH", `/users/${user.id}`, { password: "An0ther&Pass" })).status).toBe(200);
    expect(faultsOf(await signIn(username, undefined, "An0ther&Pass"))).toEqual(["otp"]);
  });

  it("is nobody else's, and its secrets are kept in no answer", async () => {
    const person = await aPerson();
    expect((await send("GET", "/api/v1/second-factor")).status).toBe(401);
    const headers = { "idempotency-key": uniqueName() };
    const first = await person.me("POST", "/second-factor", { password: goodPassword }, { headers });
    const again = await person.me("POST", "/second-factor", { password: goodPassword }, { headers });
    expect(again.body.secret).not.toBe(first.body.secret);
    const kept = await getSecondFactor(person.username);
    expect(JSON.stringify(kept)).not.toContain(again.body.secret);
  });

  it("has recovery codes of 80 bits that are kept as hashes", () => {
    const code = recoveryCodeOf(new Uint8Array(16).map((_, i) => i * 17));
    expect(code).toMatch(/^([A-Z2-9]{4}-){3}[A-Z2-9]{4}$/);
    expect(recoveryHash(code.toLowerCase())).toBe(recoveryHash(code));
  });
});

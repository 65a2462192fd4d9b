import { createHash } from "node:crypto";
import * as fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { passwordFaults } from "../functions/auth/password-policy.ts";
import { getSipDevice, sipDeviceByLogin } from "../functions/devices/device.store.ts";
import { secretFrom } from "../functions/devices/sip-secret.ts";
import { keys } from "../functions/platform/keys.ts";
import { unseal } from "../functions/platform/secret.ts";
import { getMany } from "../functions/platform/table.ts";
import { uniqueIp } from "./support/addresses.ts";
import { type Caller, send, staff, uniqueName } from "./support/api.ts";
import { aCustomer, aTariff, faultsOf } from "./support/customers.ts";

let admin: Caller;
let tariffId: string;
let account: string;
let other: string;
beforeAll(async () => {
  admin = await staff();
  tariffId = await aTariff(admin);
  account = (await aCustomer(admin, tariffId, { company: "First Voice" })).account;
  other = (await aCustomer(admin, tariffId, { company: "Other Voice" })).account;
});

const limits = { maxCallSessions: 10, callSessionsPerSecond: 2 };
const sipPath = (owner = account) => `/customers/${owner}/sip-devices`;
const addSip = (more: object = {}, owner = account) =>
  admin("POST", sipPath(owner), { login: uniqueName(), extension: freshExtension(), ...limits, ...more });
let extension = 1000;
const freshExtension = (): string => String(extension++);

describe("a SIP device", () => {
  it("gets a strong secret that is shown once and kept as sealed digests only", async () => {
    const reply = await addSip();
    expect(reply.status).toBe(201);
    const { secret, realm, ...device } = reply.body;
    expect(passwordFaults(secret)).toEqual([]);
    expect(reply.headers.get("cache-control")).toBe("no-store");
    expect((await admin("GET", `${sipPath()}/${device.id}`)).body).toEqual(device);
    const stored = await getSipDevice(account, device.id);
    expect(JSON.stringify(stored)).not.toContain(secret);
    const [item] = await getMany([keys.sipDevice(account, device.id)]);
    const digests = JSON.parse(unseal(stored?.sealed ?? "", keys.sipDevice(account, device.id)));
    expect(digests.realm).toBe(realm);
    const text = `${device.login}:${realm}:${secret}`;
    expect(digests.md5).toBe(createHash("md5").update(text).digest("hex"));
    expect(digests.sha256).toBe(createHash("sha256").update(text).digest("hex"));
    expect(JSON.stringify(digests)).not.toContain(secret);
    // A digest signs in as well as the secret does, so that neither lies open beside the seal.
    for (const open of [secret, digests.md5, digests.sha256]) expect(JSON.stringify(item)).not.toContain(open);
    const audit = await admin("GET", `/audit?account=${account}`);
    expect(JSON.stringify(audit.body)).not.toContain(secret);
  });

  it("opens no page: its login and secret are no user name and password", async () => {
    const { login, secret } = (await addSip()).body;
    const signIn = (username: string) =>
      send("POST", "/api/v1/session", { username, password: secret }, { ip: uniqueIp() });
    expect([(await signIn(login)).status, (await signIn(login.toUpperCase())).status]).toEqual([401, 401]);
  });

  it("is found by its login in any case, and its seal opens for no other item", async () => {
    const { id, login } = (await addSip()).body;
    const found = await sipDeviceByLogin(login.toUpperCase());
    expect(found).toMatchObject({ id, account });
    expect(() => unseal(found?.sealed ?? "", keys.sipDevice(other, id))).toThrow();
  });

  it("has a login that is unique in the system and an extension that is unique in the account", async () => {
    const { login, extension: taken } = (await addSip()).body;
    const again = await addSip({ login: login.toUpperCase() }, other);
    expect([again.status, faultsOf(again)]).toEqual([409, ["login"]]);
    const same = await addSip({ extension: taken });
    expect([same.status, faultsOf(same)]).toEqual([409, ["extension"]]);
    expect((await addSip({ extension: taken }, other)).status).toBe(201);
  });

  it("goes to exactly one of six that claim the same login at once", async () => {
    const login = uniqueName();
    const replies = await Promise.all(Array.from({ length: 6 }, () => addSip({ login })));
    expect(replies.map((reply) => reply.status).sort()).toEqual([201, 409, 409, 409, 409, 409]);
  });

  it("takes another secret, and the old digests are gone", async () => {
    const { id } = (await addSip()).body;
    const before = await getSipDevice(account, id);
    const reply = await admin("POST", `${sipPath()}/${id}/secret`);
    expect([reply.status, reply.body.version]).toEqual([200, 2]);
    expect((await getSipDevice(account, id))?.sealed).not.toBe(before?.sealed);
    const own = await admin("POST", `${sipPath()}/${id}/secret`, { secret: "Xk3!dpqw-own" });
    expect([own.status, own.body.secret]).toEqual([200, "Xk3!dpqw-own"]);
    const weak = await admin("POST", `${sipPath()}/${id}/secret`, { secret: "short" });
    expect([weak.status, [...new Set(faultsOf(weak))]]).toEqual([422, ["secret"]]);
  });

  it("moves to another extension and frees the old one", async () => {
    const { id, extension: old } = (await addSip()).body;
    const next = freshExtension();
    expect((await admin("PATCH", `${sipPath()}/${id}`, { extension: next })).status).toBe(200);
    expect((await addSip({ extension: old })).status).toBe(201);
    expect((await addSip({ extension: next })).status).toBe(409);
  });

  it("is gone with its login and extension when it is removed", async () => {
    const { id, login, extension: old } = (await addSip()).body;
    expect((await admin("DELETE", `${sipPath()}/${id}`)).status).toBe(204);
    expect(await sipDeviceByLogin(login)).toBeUndefined();
    expect((await addSip({ login, extension: old })).status).toBe(201);
  });

  it.each([
    { field: "login", bad: "ab", because: "3 characters at least" },
    { field: "login", bad: "a@b.example", because: "no host in it" },
    { field: "extension", bad: "12", because: "3 digits at least" },
    { field: "extension", bad: "1234567890123456", because: "15 digits at most" },
    { field: "extension", bad: "10a", because: "digits" },
    { field: "secret", bad: "Xk3!dpq", because: "8 characters at least" },
    { field: "secret", bad: "xk3!dpqw", because: "strong as a password" },
    { field: "voicemail", bad: "on", because: "yes or no" },
    { field: "voicemailEmail", bad: "nobody", because: "an address" },
    { field: "ip", bad: "10.0.0.0/8", because: "an address or narrow network" },
    { field: "maxCallSessions", bad: 0, because: "1 at least" },
    { field: "callSessionsPerSecond", bad: "2", because: "a number" },
    { field: "status", bad: "OFF", because: "active or inactive" },
  ])("with a wrong $field is refused: $because", async ({ field, bad }) => {
    const reply = await addSip({ [field]: bad });
    expect(reply.status).toBe(422);
    expect(faultsOf(reply)).toContain(field);
  });

  it("needs an address for its voice mail, also when only that is switched on", async () => {
    const missing = await addSip({ voicemail: true });
    expect([missing.status, faultsOf(missing)]).toEqual([422, ["voicemailEmail"]]);
    const { id } = (await addSip()).body;
    const later = await admin("PATCH", `${sipPath()}/${id}`, { voicemail: true });
    expect([later.status, faultsOf(later)]).toEqual([422, ["voicemailEmail"]]);
    const both = await admin("PATCH", `${sipPath()}/${id}`, { voicemail: true, voicemailEmail: "v@example.com" });
    expect(both.status).toBe(200);
  });

  it("does not take a secret that holds its login or extension", async () => {
    const login = uniqueName();
    const reply = await addSip({ login: login.slice(0, 12), secret: `A1!${login.slice(0, 12)}` });
    expect([reply.status, faultsOf(reply)]).toEqual([422, ["secret"]]);
  });
});

describe("made secrets", () => {
  it("keep every rule whatever the random bytes are", () => {
    void fc.assert(
      fc.property(fc.uint8Array({ minLength: 24, maxLength: 24 }), (bytes) => {
        const secret = secretFrom(bytes);
        expect(secret).toHaveLength(24);
        expect(passwordFaults(secret)).toEqual([]);
      }),
    );
  });
});

it("a login and an extension are said to be taken before they are saved: the login anywhere, the extension in the account", async () => {
  const { body: device } = await addSip();
  const { login, extension: taken, id } = device;
  const check = async (query: object, owner = account) => {
    const reply = await admin("GET", `${sipPath(owner)}/check?${new URLSearchParams({ ...query })}`);
    expect(reply.status, JSON.stringify(reply.body)).toBe(200);
    return reply.body.items.map(({ path }: { path: string }) => path);
  };
  expect(await check({ login: login.toUpperCase(), extension: taken })).toEqual(["login", "extension"]);
  expect(await check({ login, extension: taken }, other)).toEqual(["login"]);
  expect(await check({ extension: taken, deviceId: id })).toEqual([]);
  expect(await check({ login: uniqueName(), extension: freshExtension() })).toEqual([]);
  expect(faultsOf(await admin("GET", `${sipPath()}/check?extension=x`))).toEqual(["extension"]);
});

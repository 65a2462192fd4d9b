import { beforeAll, describe, expect, it } from "vitest";
import { getLogin } from "../functions/auth/login.store.ts";
import { getClosure } from "../functions/customers/closure.store.ts";
import { getCustomer } from "../functions/customers/customer.store.ts";
import { otherUsername, undoMs } from "../functions/customers/undo-term.ts";
import { aliasOwner, getSipDevice, ipRowsFor, sipDeviceByLogin } from "../functions/devices/device.store.ts";
import { keptDevicesOf } from "../functions/devices/kept-device.store.ts";
import { keys } from "../functions/platform/keys.ts";
import { write } from "../functions/platform/table.ts";
import { uniqueIp } from "./support/addresses.ts";
import { type Caller, goodPassword, signInAs, staff, uniqueName } from "./support/api.ts";
import { aCustomer, aTariff, faultsOf } from "./support/customers.ts";

let admin: Caller;
let tariffId: string;
beforeAll(async () => {
  admin = await staff();
  tariffId = await aTariff(admin);
});

const limits = { maxCallSessions: 1, callSessionsPerSecond: 1 };

/** A customer with a code, an address that has a code of its own, and a SIP user. */
async function whole(more: object = {}) {
  const [code, deviceCode, login, ip] = [uniqueName(), uniqueName(), uniqueName(), uniqueIp()];
  const customer = await aCustomer(admin, tariffId, { switchAccounts: [code], ...more });
  const path = `/customers/${customer.account}`;
  const ips = await admin("POST", `${path}/ip-devices`, { ip, ...limits, switchAccounts: [deviceCode] });
  const sips = await admin("POST", `${path}/sip-devices`, { login, extension: "100", ...limits });
  expect([ips.status, sips.status]).toEqual([201, 201]);
  const { secret: _secret, realm: _realm, ...sip } = sips.body;
  return { ...customer, customer, path, code, deviceCode, login, ip, ipDevice: ips.body, sipDevice: sip };
}

describe("undoing the closing of a customer", () => {
  it("gives everything back as it was: status, login, password, codes, address, SIP user and its secret", async () => {
    const one = await whole({ status: "SUSPENDED" });
    const sealed = (await getSipDevice(one.account, one.sipDevice.id))?.sealed;
    expect((await admin("DELETE", one.path)).status).toBe(204);
    const reply = await admin("POST", `${one.path}/reopen`);
    expect(reply.status).toBe(200);
    expect(reply.body).toMatchObject({ ipDevices: 1, sipDevices: 1, taken: [] });
    expect(reply.body.customer).toEqual({ ...one.customer, version: 3 });
    expect(await getCustomer(one.account)).toMatchObject({ username: one.username, switchAccounts: [one.code] });
    await signInAs(one.username, goodPassword);
    expect([await aliasOwner("src_x", one.code), await aliasOwner("src_x", one.deviceCode)]).toEqual([
      one.account,
      one.account,
    ]);
    expect((await admin("GET", `${one.path}/ip-devices`)).body.items).toEqual([{ ...one.ipDevice, version: 2 }]);
    expect((await admin("GET", `${one.path}/sip-devices`)).body.items).toEqual([{ ...one.sipDevice, version: 2 }]);
    expect((await getSipDevice(one.account, one.sipDevice.id))?.sealed).toBe(sealed);
    expect(await ipRowsFor(one.ip)).toMatchObject([{ account: one.account, deviceId: one.ipDevice.id }]);
    expect((await sipDeviceByLogin(one.login))?.account).toBe(one.account);
    const [line] = (await admin("GET", `/customers?account=${one.account}`)).body.items;
    expect(line).toMatchObject({ status: "SUSPENDED", ips: [one.ip], sipUsers: [one.login] });
    expect([await getClosure(one.account), await keptDevicesOf(one.account)]).toEqual([undefined, []]);
  });

  it("names what others took since, leaves it theirs, and gives the rest back", async () => {
    const one = await whole();
    await admin("DELETE", one.path);
    const company = `Taker ${uniqueName()}`;
    const taker = await aCustomer(admin, tariffId, { company, username: one.username, switchAccounts: [one.code] });
    const path = `/customers/${taker.account}`;
    await admin("POST", `${path}/ip-devices`, { ip: one.ip, ...limits });
    await admin("POST", `${path}/sip-devices`, { login: one.login.toUpperCase(), extension: "7000", ...limits });
    const { status, body } = await admin("POST", `${one.path}/reopen`);
    expect(status).toBe(200);
    const holder = { account: taker.account, company };
    const by = `now belongs to ${company} (${taker.account})`;
    const other = otherUsername(one.username, 1);
    expect(body.taken).toEqual([
      { what: "USERNAME", value: one.username, holder, message: `${one.username} ${by}. The login is ${other} now.` },
      { what: "CODE", value: one.code, holder, message: `${one.code} ${by}.` },
      { what: "IP_DEVICE", value: one.ip, holder, message: `${one.ip} ${by}.` },
      { what: "SIP_DEVICE", value: one.login, holder, message: `${one.login} ${by}.` },
    ]);
    expect(body).toMatchObject({ ipDevices: 0, sipDevices: 0, customer: { username: other, switchAccounts: [] } });
    expect((await getLogin(one.username))?.account).toBe(taker.account);
    expect((await getLogin(other))?.account).toBe(one.account);
    await signInAs(other, goodPassword);
    expect(await aliasOwner("src_x", one.code)).toBe(taker.account);
    expect((await ipRowsFor(one.ip)).map((row) => row.account)).toEqual([taker.account]);
    expect((await sipDeviceByLogin(one.login))?.account).toBe(taker.account);
  });

  it("gives a device back that has become free, when it is asked again, and no code that is taken", async () => {
    const one = await whole();
    await admin("DELETE", one.path);
    const taker = await aCustomer(admin, tariffId, { switchAccounts: [one.deviceCode] });
    const devices = `/customers/${taker.account}/ip-devices`;
    const held = (await admin("POST", devices, { ip: one.ip, ...limits })).body;
    const first = (await admin("POST", `${one.path}/reopen`)).body;
    expect([first.ipDevices, first.sipDevices, first.taken.length]).toEqual([0, 1, 1]);
    await admin("DELETE", `${devices}/${held.id}`);
    const second = (await admin("POST", `${one.path}/reopen`)).body;
    expect(second).toMatchObject({ ipDevices: 1, sipDevices: 0, taken: [{ what: "CODE", value: one.deviceCode }] });
    expect((await admin("GET", `${one.path}/ip-devices`)).body.items).toMatchObject([
      { id: one.ipDevice.id, switchAccounts: [] },
    ]);
    expect((await admin("POST", `${one.path}/reopen`)).body).toMatchObject({ ipDevices: 0, sipDevices: 0, taken: [] });
  });

  it("says no more than that it is in use to whoever may not see customers", async () => {
    const blind = await staff(["customers:write"]);
    const one = await whole();
    await admin("DELETE", one.path);
    const taker = await aCustomer(admin, tariffId, { switchAccounts: [one.code], company: `Secret ${uniqueName()}` });
    const { body } = await blind("POST", `${one.path}/reopen`);
    expect(body.taken).toEqual([
      { what: "CODE", value: one.code, holder: null, message: `${one.code} is in use by now.` },
    ]);
    expect(JSON.stringify(body.taken)).not.toContain(taker.account);
  });

  it("is done once when eight ask at once, and is whole then", async () => {
    const one = await whole();
    await admin("DELETE", one.path);
    const replies = await Promise.all(Array.from({ length: 8 }, () => admin("POST", `${one.path}/reopen`)));
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200, 409]));
    const again = await admin("POST", `${one.path}/reopen`);
    expect(again.body.taken).toEqual([]);
    expect(await getCustomer(one.account)).toMatchObject({ status: "ACTIVE", version: 3, closedAt: null });
    expect((await admin("GET", `${one.path}/ip-devices`)).body.items).toHaveLength(1);
    expect((await admin("GET", `${one.path}/sip-devices`)).body.items).toHaveLength(1);
    const entries = (await admin("GET", `/audit?account=${one.account}`)).body.items as { action: string }[];
    const count = (action: string) => entries.filter((entry) => entry.action === action).length;
    expect([count("customer.reopen"), count("ip-device.restore"), count("sip-device.restore")]).toEqual([1, 1, 1]);
  });

  it("loses to nobody and takes from nobody while others take its login, code and address at the same time", async () => {
    const one = await whole();
    await admin("DELETE", one.path);
    const rival = (await aCustomer(admin, tariffId)).account;
    const [reopened, renamed, added] = await Promise.all([
      admin("POST", `${one.path}/reopen`),
      admin("PATCH", `/customers/${rival}`, { username: one.username, switchAccounts: [one.code] }),
      admin("POST", `/customers/${rival}/ip-devices`, { ip: one.ip, ...limits }),
    ]);
    expect(reopened.status).toBe(200);
    const named = (what: string) => reopened.body.taken.some((each: { what: string }) => each.what === what);
    const owner = (isTaken: boolean) => (isTaken ? rival : one.account);
    expect((await getLogin(one.username))?.account).toBe(owner(renamed.status === 200));
    expect(named("USERNAME")).toBe(renamed.status === 200);
    expect(await aliasOwner("src_x", one.code)).toBe(owner(renamed.status === 200));
    expect((await ipRowsFor(one.ip)).map((row) => row.account)).toEqual([owner(added.status === 201)]);
    expect(named("IP_DEVICE")).toBe(added.status === 201);
  });

  it("brings no session back, and no former session speaks for who took the login", async () => {
    const one = await whole();
    const portal = await signInAs(one.username, goodPassword);
    await admin("DELETE", one.path);
    const taker = await aCustomer(admin, tariffId, { username: one.username });
    expect((await portal("GET", "/session")).status).toBe(401);
    await admin("DELETE", `/customers/${taker.account}`);
    await admin("POST", `${one.path}/reopen`);
    expect((await portal("GET", "/session")).status).toBe(401);
  });

  it("is over after 30 days, to the millisecond", async () => {
    const { account } = await aCustomer(admin, tariffId);
    await admin("DELETE", `/customers/${account}`);
    const closed = (ago: number) =>
      write({
        kind: "update",
        key: keys.customer(account),
        change: "SET #closedAt = :at",
        values: { at: new Date(Date.now() - ago).toISOString() },
      });
    await closed(undoMs + 1);
    const late = await admin("POST", `/customers/${account}/reopen`);
    expect([late.status, late.body.error.message]).toEqual([409, expect.stringContaining("30 days")]);
    await closed(undoMs - 60_000);
    expect((await admin("POST", `/customers/${account}/reopen`)).status).toBe(200);
  });

  it("refuses a version that is no longer the newest", async () => {
    const { account } = await aCustomer(admin, tariffId);
    await admin("DELETE", `/customers/${account}`);
    const headers = { "if-match": '"1"' };
    expect((await admin("POST", `/customers/${account}/reopen`, undefined, { headers })).status).toBe(409);
  });
});

describe("closing with money in the account", () => {
  it("wants the balance by name, and nothing less; the balance stays, also when it is opened again", async () => {
    const { account } = await aCustomer(admin, tariffId);
    const path = `/customers/${account}`;
    const payment = { kind: "PAYMENT", amount: "12.5", method: "CASH" };
    const headers = { "idempotency-key": uniqueName() };
    expect((await admin("POST", `${path}/payments`, payment, { headers })).status).toBe(201);
    for (const query of ["", "?confirmBalance=0", "?confirmBalance=12.4", "?confirmBalance=-12.5"]) {
      const refused = await admin("DELETE", `${path}${query}`);
      expect([query, refused.status, faultsOf(refused)]).toEqual([query, 409, ["confirmBalance"]]);
    }
    expect((await admin("DELETE", `${path}?confirmBalance=much`)).status).toBe(422);
    expect((await admin("DELETE", `${path}?confirmBalance=12.50`)).status).toBe(204);
    expect((await admin("GET", path)).body).toMatchObject({ status: "CLOSED", balance: "12.5" });
    const [entry] = (await admin("GET", `/audit?account=${account}`)).body.items;
    expect(entry).toMatchObject({ action: "customer.close", after: { closedWithBalance: "12.5" } });
    expect((await admin("POST", `${path}/reopen`)).body.customer).toMatchObject({ status: "ACTIVE", balance: "12.5" });
  });

  it("is refused while a call is on, whatever is confirmed", async () => {
    const { account } = await aCustomer(admin, tariffId);
    const held = { change: "SET #reserved = :held", values: { held: 1n } };
    await write({ kind: "update", key: keys.balance(account), ...held });
    const reply = await admin("DELETE", `/customers/${account}?confirmBalance=0`);
    expect([reply.status, reply.body.error.message]).toEqual([409, expect.stringContaining("still going on")]);
  });
});

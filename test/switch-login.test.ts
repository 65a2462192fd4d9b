import { beforeAll, describe, expect, it } from "vitest";
import { staffPermissions } from "../functions/auth/access.ts";
import { tokenHash } from "../functions/auth/token.ts";
import { now } from "../functions/platform/clock.ts";
import { keys } from "../functions/platform/keys.ts";
import { write } from "../functions/platform/table.ts";
import { addStaff } from "../functions/users/add-user.flow.ts";
import { type Caller, goodPassword, uniqueName } from "./support/api.ts";
import { later } from "./support/clock.ts";
import { aCustomer, aTariff, faultsOf } from "./support/customers.ts";
import { aReseller, itsCustomer, type ResellerWorld } from "./support/resellers.ts";
import { cookieOf, switchTo, withCookie } from "./support/switched.ts";

const minute = 60_000;
let admin: Caller;
let adminCookie: string;
let adminId: string;
let tariff: string;
let top: ResellerWorld;
let sub: ResellerWorld;
let other: ResellerWorld;
let customer: { account: string; username: string; company: string };
let grandchild: { account: string; username: string };

beforeAll(async () => {
  const username = uniqueName();
  const user = { username, password: goodPassword, name: "Ada", permissions: [...staffPermissions] };
  adminId = (await addStaff(user as never, undefined, now())).id;
  adminCookie = await cookieOf(username);
  admin = withCookie(adminCookie);
  tariff = await aTariff(admin);
  top = await aReseller(admin, tariff);
  sub = await aReseller(top.api, top.tariff, { creditLimit: "0" });
  other = await aReseller(admin, tariff);
  customer = await aCustomer(admin, tariff, { company: "Acme Entered" });
  grandchild = await itsCustomer(sub);
});

describe("switch login", () => {
  it("gives a second session and leaves one's own as it is", async () => {
    const [reply, both] = await switchTo(adminCookie, customer.account);
    expect(reply.status).toBe(204);
    const cookie = reply.headers.get("set-cookie") ?? "";
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Strict/);
    const me = (await withCookie(both)("GET", "/session")).body;
    expect(me).toMatchObject({
      user: { kind: "customer", account: customer.account },
      switched: { company: "Acme Entered", reason: "Ticket 4711" },
    });
    expect(Date.parse(me.switched.until) - now()).toBeGreaterThan(59 * minute);
    expect((await admin("GET", "/session")).body).toMatchObject({ user: { kind: "admin" }, switched: null });
  });

  it("returns with one request, and what was entered is closed", async () => {
    const [, both] = await switchTo(adminCookie, top.account);
    expect((await withCookie(both)("GET", "/customers")).status).toBe(200);
    const back = await withCookie(both)("POST", "/session/return");
    expect([back.status, back.headers.get("set-cookie")]).toEqual([204, expect.stringContaining("Max-Age=0")]);
    expect((await withCookie(both)("GET", "/customers")).status).toBe(401);
    expect((await admin("GET", "/session")).body.user.kind).toBe("admin");
  });

  it("names both in every line of the audit: who did it, and in whose session", async () => {
    const one = await itsCustomer(top);
    const [, both] = await switchTo(adminCookie, top.account);
    expect((await withCookie(both)("PATCH", `/customers/${one.account}`, { company: "By Another" })).status).toBe(200);
    await withCookie(both)("POST", "/session/return");
    const ofCustomer = (await admin("GET", `/audit?account=${one.account}`)).body.items;
    expect(ofCustomer[0]).toMatchObject({
      ...{ action: "customer.change", actor: adminId, actorKind: "admin", inSessionOf: top.account },
    });
    const ofReseller = (await admin("GET", `/audit?account=${top.account}`)).body.items;
    expect(ofReseller.map((entry: { action: string }) => entry.action)).toEqual(
      expect.arrayContaining(["session.switch", "session.return"]),
    );
    const began = ofReseller.find((entry: { action: string }) => entry.action === "session.switch");
    expect(began).toMatchObject({ actor: adminId, inSessionOf: null, after: { reason: "Ticket 4711" } });
  });

  it.each([
    { because: "a reseller goes to its own customer's", from: () => sub, to: () => grandchild.account, status: 204 },
    { because: "a reseller goes two levels down", from: () => top, to: () => grandchild.account, status: 204 },
    { because: "a reseller goes to one below it", from: () => top, to: () => sub.account, status: 204 },
    { because: "a reseller goes up", from: () => sub, to: () => top.account, status: 404 },
    { because: "a reseller goes to itself", from: () => top, to: () => top.account, status: 403 },
    { because: "a reseller goes to one beside it", from: () => top, to: () => other.account, status: 404 },
    {
      because: "a reseller goes to a customer of the operator",
      from: () => top,
      to: () => customer.account,
      status: 404,
    },
    { because: "there is no such account", from: () => top, to: () => "C00000000", status: 404 },
  ])("answers $status where $because", async ({ from, to, status }) => {
    expect((await switchTo(await cookieOf(from().username), to()))[0].status).toBe(status);
  });

  it("is for people with the right to edit customers, and for no key and no customer", async () => {
    expect((await switchTo(await cookieOf(customer.username), grandchild.account))[0].status).toBe(403);
    const reader = { username: uniqueName(), password: goodPassword, name: "Ro", permissions: ["customers:read"] };
    await addStaff(reader as never, undefined, now());
    expect((await switchTo(await cookieOf(reader.username), customer.account))[0].status).toBe(403);
    const key = (await admin("POST", "/api-keys", { name: "k", scopes: ["customers:read", "customers:write"] })).body;
    const byKey = { headers: { authorization: `Bearer ${key.secret}` } };
    const asked = { account: customer.account, reason: "Ticket 1" };
    expect((await admin("POST", "/session/switch", asked, byKey)).status).toBe(403);
  });

  it("needs a reason, and the password once more where the session is older than 15 minutes", async () => {
    const bare = await admin("POST", "/session/switch", { account: customer.account });
    expect([bare.status, faultsOf(bare)]).toEqual([422, ["reason"]]);
    await later(16 * minute, async () => {
      const [reply] = await switchTo(adminCookie, customer.account);
      expect([reply.status, faultsOf(reply)]).toEqual([422, ["password"]]);
      expect((await switchTo(adminCookie, customer.account, { password: goodPassword }))[0].status).toBe(204);
    });
  });

  it("goes no further from a switched session", async () => {
    const [, both] = await switchTo(adminCookie, top.account);
    const [again] = await switchTo(both, sub.account);
    expect([again.status, again.body.error.message]).toEqual([403, expect.stringContaining("Return")]);
  });

  it("does not hand out more than whoever switched may do", async () => {
    const held = ["customers:read", "customers:write"];
    const seller = { username: uniqueName(), password: goodPassword, name: "Sal", permissions: held };
    await addStaff(seller as never, undefined, now());
    const [, both] = await switchTo(await cookieOf(seller.username), top.account);
    const inside = withCookie(both);
    expect((await inside("GET", "/session")).body.user.permissions).toEqual(held);
    expect((await inside("GET", "/tariffs")).status).toBe(403);
  });

  it("ends after 60 minutes in use, and does not act as oneself unawares", async () => {
    const [, both] = await switchTo(adminCookie, customer.account);
    const inside = withCookie(both);
    for (const minutes of [20, 40, 59]) await later(minutes * minute, () => inside("GET", "/session"));
    await later(61 * minute, async () => {
      const over = await inside("GET", "/session");
      expect([over.status, faultsOf(over)]).toEqual([401, ["switched"]]);
      expect((await inside("GET", "/customers")).status).toBe(401);
    });
  });

  it("ends with the session that it came from, and when either is shut out", async () => {
    const username = uniqueName();
    const user = { username, password: goodPassword, name: "Al", permissions: [...staffPermissions] };
    const { id } = await addStaff(user as never, undefined, now());
    const cookie = await cookieOf(username);
    const [, first] = await switchTo(cookie, customer.account);
    await withCookie(cookie)("DELETE", "/session");
    expect((await withCookie(first)("GET", "/session")).status).toBe(401);
    const [, second] = await switchTo(await cookieOf(username), customer.account);
    await admin("PATCH", `/users/${id}`, { enabled: false });
    expect((await withCookie(second)("GET", "/session")).status).toBe(401);
    const one = await aCustomer(admin, tariff);
    const [, third] = await switchTo(adminCookie, one.account);
    await admin("PATCH", `/customers/${one.account}`, { status: "BLOCKED" });
    expect((await withCookie(third)("GET", "/session")).status).toBe(401);
    expect((await switchTo(adminCookie, one.account))[0].status).toBe(409);
  });

  it("signs out of both", async () => {
    const { username } = await aReseller(admin, tariff);
    const cookie = await cookieOf(username);
    const own = await itsCustomer({ ...top, api: withCookie(cookie), tariff: await aTariff(withCookie(cookie)) });
    const [, both] = await switchTo(cookie, own.account);
    await withCookie(both)("DELETE", "/session");
    expect((await withCookie(both)("GET", "/session")).status).toBe(401);
    expect((await withCookie(cookie)("GET", "/session")).status).toBe(401);
  });

  it("is not made by putting the second cookie in the place of the first", async () => {
    const [, both] = await switchTo(adminCookie, customer.account);
    const token = both.split("sid-switched=")[1] ?? "";
    expect(token).toHaveLength(43);
    expect((await withCookie(`sid=${token}`)("GET", "/session")).status).toBe(401);
    expect((await withCookie(`sid-switched=${adminCookie.split("=")[1]}`)("GET", "/session")).status).toBe(401);
  });

  it.each([
    { what: "a second factor", call: ["POST", "/second-factor", { password: goodPassword }] as const },
    { what: "recovery codes", call: ["POST", "/second-factor/recovery-codes", { password: goodPassword }] as const },
    { what: "a key", call: ["POST", "/api-keys", { name: "k", scopes: ["customers:read"] }] as const },
  ])("sets no $what in somebody else's name", async ({ call: [method, path, body] }) => {
    const [, both] = await switchTo(adminCookie, top.account);
    expect((await withCookie(both)(method, path, body)).status).toBe(403);
  });

  it("sets no password and no SIP secret in somebody else's name", async () => {
    const one = await itsCustomer(top);
    const path = `/customers/${one.account}`;
    const sip = { login: uniqueName(), extension: "101", maxCallSessions: 1, callSessionsPerSecond: 1 };
    const device = (await top.api("POST", `${path}/sip-devices`, sip)).body;
    const [, both] = await switchTo(adminCookie, top.account);
    const inside = withCookie(both);
    const before = JSON.stringify((await admin("GET", path)).body);
    expect((await inside("PATCH", path, { password: "Another1!pass" })).status).toBe(403);
    expect((await inside("PATCH", `/resellers/${sub.account}`, { password: "Another1!pass" })).status).toBe(403);
    expect((await inside("POST", `${path}/sip-devices/${device.id}/secret`, {})).status).toBe(403);
    expect(JSON.stringify((await admin("GET", path)).body)).toBe(before);
    await expect(cookieOf(one.username)).resolves.toContain("sid=");
  });

  it("is over when its row is gone", async () => {
    const [, both] = await switchTo(adminCookie, customer.account);
    const token = both.split("sid-switched=")[1] ?? "";
    await write({ kind: "remove", key: keys.session(tokenHash(token)) });
    expect((await withCookie(both)("GET", "/session")).status).toBe(401);
  });
});

import { beforeAll, describe, expect, it } from "vitest";
import { getLogin } from "../functions/auth/login.store.ts";
import { type Caller, goodPassword, signInAs, staff, uniqueName } from "./support/api.ts";
import { later } from "./support/clock.ts";
import { aCustomer, aTariff, faultsOf } from "./support/customers.ts";
import { mailsTo, readLink, setByLink, signInWith, tokenIn, uniqueEmail } from "./support/links.ts";
import { aReseller, itsCustomer, resellerBody } from "./support/resellers.ts";
import { cookieOf, switchTo, withCookie } from "./support/switched.ts";

const own = "Xk3!dpqwZt";
const day = 86_400_000;
let admin: Caller;
let tariffId: string;
beforeAll(async () => {
  admin = await staff();
  tariffId = await aTariff(admin);
});

/** Somebody who has no password yet. */
async function aNewUser(fields: object = {}) {
  const body = { username: uniqueName(), name: "Ann Lee", permissions: ["calls:read"], ...fields };
  const reply = await admin("POST", "/users", body);
  expect(reply.status).toBe(201);
  return { ...reply.body, path: `/users/${reply.body.id}` };
}

async function aNewReseller(fields: object = {}) {
  const { password: _none, ...body } = { ...resellerBody(tariffId), ...fields } as ReturnType<typeof resellerBody>;
  const reply = await admin("POST", "/resellers", body);
  expect(reply.status).toBe(201);
  return { ...reply.body, path: `/resellers/${reply.body.account}` };
}

const invite = (path: string, caller: Caller = admin) => caller("POST", `${path}/invitations`);

describe("an invitation", () => {
  it.each([
    { kind: "user", someone: aNewUser },
    { kind: "reseller", someone: aNewReseller },
  ])("lets a new $kind, whom no password opens before, set the first one", async ({ someone }) => {
    const email = uniqueEmail();
    const { username, path, hasPassword } = await someone({ email });
    expect(hasPassword).toBe(false);
    for (const guess of ["none", goodPassword]) expect((await signInWith(username, guess)).status).toBe(401);
    const invited = await invite(path);
    expect(invited.status).toBe(201);
    expect(invited.body).toMatchObject({ purpose: "INVITATION", sentTo: email });
    expect(invited.headers.get("cache-control")).toBe("no-store");
    const [mail] = await mailsTo(email);
    expect([mail?.kind, tokenIn(mail?.text ?? "")]).toEqual(["INVITATION", tokenIn(invited.body.link)]);
    const token = tokenIn(invited.body.link);
    expect((await readLink(token)).body).toMatchObject({ username, purpose: "INVITATION" });
    expect((await setByLink(token, own)).status).toBe(204);
    expect((await signInWith(username, own)).status).toBe(200);
    expect((await admin("GET", path)).body).toMatchObject({ hasPassword: true, secondFactor: false });
    expect((await setByLink(token, own)).status).toBe(404);
  });

  it("is shown to whoever made it where no address is known, and is mailed to nobody", async () => {
    const { username, path } = await aNewUser();
    const { link, sentTo } = (await invite(path)).body;
    expect([sentTo, link]).toEqual([null, expect.stringMatching(/^http.*\/set-password#/)]);
    expect((await setByLink(tokenIn(link), own)).status).toBe(204);
    expect((await signInWith(username, own)).status).toBe(200);
  });

  it("counts for three days, and only the newest of somebody who has no password yet", async () => {
    const { path } = await aNewUser();
    const [first, second] = [(await invite(path)).body.link, (await invite(path)).body.link].map(tokenIn);
    expect((await readLink(first ?? "")).status).toBe(404);
    await later(3 * day - 60_000, async () => expect((await readLink(second ?? "")).status).toBe(200));
    await later(3 * day, async () => expect((await readLink(second ?? "")).status).toBe(404));
  });

  it("of somebody who has a password is a link for another one, and ends nothing before it is used", async () => {
    const { account, username } = await aCustomer(admin, tariffId, { email: uniqueEmail() });
    const me = await signInAs(username, goodPassword);
    const invited = await invite(`/customers/${account}`);
    expect(invited.body.purpose).toBe("RESET");
    expect((await me("GET", "/session")).status).toBe(200);
    expect((await setByLink(tokenIn(invited.body.link), own)).status).toBe(204);
    expect((await me("GET", "/session")).status).toBe(401);
  });

  it("is refused for a login that is switched off", async () => {
    const { account } = await aCustomer(admin, tariffId, { status: "BLOCKED" });
    expect((await invite(`/customers/${account}`)).status).toBe(409);
  });

  it("opens nobody who may do more than whoever makes it", async () => {
    const caller = await staff(["users:write"]);
    const { path, username } = await aNewUser({ permissions: ["money:write"] });
    expect((await invite(path, caller)).status).toBe(403);
    expect((await getLogin(username))?.passwordHash).toBe("none");
    expect((await invite((await aNewUser({ permissions: [] })).path, caller)).status).toBe(201);
    expect((await invite(path, await staff(["customers:write"]))).status).toBe(403);
  });

  it("is made by a reseller for its own subtree, never for itself, and never by a customer", async () => {
    const [one, other] = [await aReseller(admin, tariffId), await aReseller(admin, tariffId)];
    const below = await aReseller(one.api, one.tariff, { creditLimit: "0" });
    const [own1, foreign] = [await itsCustomer(below), await itsCustomer(other)];
    expect((await invite(`/resellers/${below.account}`, one.api)).status).toBe(201);
    expect((await invite(`/customers/${own1.account}`, one.api)).status).toBe(201);
    expect((await invite(`/resellers/${one.account}`, one.api)).status).toBe(403);
    expect((await invite(`/resellers/${other.account}`, one.api)).status).toBe(404);
    expect((await invite(`/customers/${foreign.account}`, one.api)).status).toBe(404);
    const customer = await signInAs(foreign.username, goodPassword);
    expect((await invite(`/customers/${foreign.account}`, customer)).status).toBe(403);
  });

  it("is made by nobody in a session that they switched to", async () => {
    const reseller = await aReseller(admin, tariffId);
    const { account } = await itsCustomer(reseller);
    const username = uniqueName();
    await admin("POST", "/users", { username, password: goodPassword, name: "Switcher" });
    const [, cookie] = await switchTo(await cookieOf(username), reseller.account);
    expect((await invite(`/customers/${account}`, withCookie(cookie))).status).toBe(403);
  });

  it("is in no kept answer: the same request again makes another link", async () => {
    const { path } = await aNewUser();
    const call = { headers: { "idempotency-key": uniqueName() } };
    const [first, again] = [
      await admin("POST", `${path}/invitations`, undefined, call),
      await admin("POST", `${path}/invitations`, undefined, call),
    ];
    expect(again.body.link).not.toBe(first.body.link);
  });

  it("goes to an address that is one", async () => {
    const reply = await admin("POST", "/users", { username: uniqueName(), name: "A", email: "nobody" });
    expect([reply.status, faultsOf(reply)]).toEqual([422, ["email"]]);
  });
});

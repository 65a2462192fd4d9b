import { beforeAll, describe, expect, it } from "vitest";
import { changeLogin, getLogin } from "../functions/auth/login.store.ts";
import { transact } from "../functions/platform/table.ts";
import { type Caller, goodPassword, type Reply, send, staff, uniqueName } from "./support/api.ts";
import { later } from "./support/clock.ts";
import { aCustomer, aTariff, faultsOf } from "./support/customers.ts";
import { gathered } from "./support/gathered.ts";
import { freshIp, mailsTo, uniqueEmail } from "./support/links.ts";
import { cookieOf, switchTo, withCookie } from "./support/switched.ts";

let admin: Caller;
let tariffId: string;
beforeAll(async () => {
  admin = await staff();
  tariffId = await aTariff(admin);
});

/** The cookie that a reply sets. */
const cookieIn = (reply: Reply): string => reply.headers.get("set-cookie")?.split(";")[0] ?? "";

/** In the session of an account, from that of a person of the staff. */
async function switched(account: string): Promise<Caller> {
  const username = uniqueName();
  const body = { username, email: null, password: goodPassword, name: "Ann Lee", permissions: ["customers:write"] };
  await admin("POST", "/users", body);
  const [reply, both] = await switchTo(await cookieOf(username), account);
  expect(reply.status).toBe(204);
  return withCookie(both);
}

const chrome = "Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0";

/** Signs in, from where and with what; the session's cookie. */
async function begin(username: string, agent = chrome, password = goodPassword): Promise<string> {
  const call = { ip: freshIp(), headers: { "user-agent": agent } };
  const reply = await send("POST", "/api/v1/session", { username, password }, call);
  expect(reply.status).toBe(200);
  return cookieIn(reply);
}

async function aPerson() {
  const email = uniqueEmail();
  const { account, username } = await aCustomer(admin, tariffId, { email });
  return { account, username, email };
}

const sessionsOf = async (cookie: string) => (await withCookie(cookie)("GET", "/sessions")).body.items;
const isIn = async (cookie: string) => (await withCookie(cookie)("GET", "/session")).status === 200;

describe("the sessions of one's own", () => {
  it("cost one request to the table a call after the first, and end as soon as their login says so", async () => {
    const { username } = await aPerson();
    const cookie = await begin(username);
    const { sent, stop } = gathered();
    expect(await isIn(cookie)).toBe(true);
    expect(sent).toEqual(["BatchGetCommand", "GetCommand"]);
    expect(await isIn(cookie)).toBe(true);
    expect(sent.slice(2)).toEqual(["BatchGetCommand"]);
    stop();
    const seen = await getLogin(username);
    if (!seen) throw new Error(`${username} has no login`);
    await transact([changeLogin(seen, { ...seen, authVer: seen.authVer + 1 })]);
    expect(await isIn(cookie)).toBe(false);
  });

  it("are listed with from where they are, newest first, and nobody else's", async () => {
    const { username } = await aPerson();
    await begin((await aPerson()).username);
    const first = await begin(username);
    const second = await begin(username, "Firefox/140.0 (Android 15)");
    const items = await sessionsOf(second);
    expect(items).toMatchObject([
      { agent: "Firefox/140.0 (Android 15)", isThis: true, isSwitched: false },
      { agent: chrome, isThis: false, isSwitched: false },
    ]);
    expect(items.every(({ ip }: { ip: string }) => /^\d+\.\d+\.\d+\.\d+$/.test(ip))).toBe(true);
    expect((await sessionsOf(first)).map(({ isThis }: { isThis: boolean }) => isThis)).toEqual([false, true]);
    expect(JSON.stringify(items)).not.toContain(second.split("=")[1]);
  });

  it("are ended one by one, and another's session is as good as not there", async () => {
    const [mine, theirs] = [await aPerson(), await aPerson()];
    const [here, there, foreign] = [
      await begin(mine.username),
      await begin(mine.username),
      await begin(theirs.username),
    ];
    const [{ id: foreignId }] = await sessionsOf(foreign);
    const me = withCookie(here);
    const missing = await me("DELETE", "/sessions/000000000000000000000000");
    const refused = await me("DELETE", `/sessions/${foreignId}`);
    expect([refused.status, refused.body.error.message]).toEqual([404, missing.body.error.message]);
    expect(await isIn(foreign)).toBe(true);
    const other = (await sessionsOf(here)).find(({ isThis }: { isThis: boolean }) => !isThis);
    expect((await me("DELETE", `/sessions/${other.id}`)).status).toBe(204);
    expect([await isIn(here), await isIn(there)]).toEqual([true, false]);
    expect(await sessionsOf(here)).toHaveLength(1);
    expect((await me("DELETE", `/sessions/${other.id}`)).status).toBe(404);
  });

  it("end all but the one that asks, also those that somebody above switched to", async () => {
    const { account, username } = await aPerson();
    const [here, there] = [await begin(username), await begin(username)];
    const above = await switched(account);
    expect((await sessionsOf(here)).filter(({ isSwitched }: { isSwitched: boolean }) => isSwitched)).toHaveLength(1);
    const ended = await withCookie(here)("POST", "/sessions/end-others", {});
    expect(ended.status).toBe(204);
    const goesOn = cookieIn(ended);
    expect([await isIn(goesOn), await isIn(here), await isIn(there)]).toEqual([true, false, false]);
    expect((await above("GET", "/session")).status).toBe(401);
    expect(await sessionsOf(goesOn)).toMatchObject([{ isThis: true }]);
  });

  it("are no longer listed when they are over", async () => {
    const { username } = await aPerson();
    await begin(username);
    await later(31 * 60_000, async () => expect(await sessionsOf(await begin(username))).toHaveLength(1));
  });

  it("are nothing to be changed by whoever switched there, and nothing that a key has", async () => {
    const { account } = await aPerson();
    const above = await switched(account);
    expect((await above("POST", "/sessions/end-others", {})).status).toBe(403);
    expect((await above("DELETE", "/sessions/000000000000000000000000")).status).toBe(403);
    const body = { password: goodPassword, newPassword: "Xk3!dpqwZt" };
    expect((await above("POST", "/own-password", body)).status).toBe(403);
  });
});

describe("another password of one's own", () => {
  const next = "Xk3!dpqwZt";

  it("counts at once, ends every other session, is told by mail and stands in the audit without its words", async () => {
    const { account, username, email } = await aPerson();
    const [here, there] = [await begin(username), await begin(username)];
    const body = { password: goodPassword, newPassword: next };
    const changed = await withCookie(here)("POST", "/own-password", body);
    expect(changed.status).toBe(204);
    expect([await isIn(cookieIn(changed)), await isIn(here), await isIn(there)]).toEqual([true, false, false]);
    const old = await send("POST", "/api/v1/session", { username, password: goodPassword }, { ip: freshIp() });
    expect(old.status).toBe(401);
    expect(await isIn(await begin(username, chrome, next))).toBe(true);
    expect((await mailsTo(email)).map(({ kind }) => kind)).toContain("PASSWORD_CHANGED");
    const entries = (await admin("GET", `/audit?account=${account}`)).body.items;
    const set = entries.find(({ action }: { action: string }) => action === "password.set");
    expect(set.after).toEqual({ by: "OWN" });
    expect(JSON.stringify(entries)).not.toContain(next);
  });

  it("is refused without the present one, and when it is a weak one", async () => {
    const { username } = await aPerson();
    const me = withCookie(await begin(username));
    const wrong = await me("POST", "/own-password", { password: "Wrong-Pass-1", newPassword: next });
    expect([wrong.status, faultsOf(wrong)]).toEqual([422, ["password"]]);
    const weak = await me("POST", "/own-password", { password: goodPassword, newPassword: "weak" });
    expect([weak.status, ...new Set(faultsOf(weak))]).toEqual([422, "newPassword"]);
    expect((await me("GET", "/session")).status).toBe(200);
  });

  it("cannot be guessed at: wrong present ones count like wrong sign-ins, and close the user name", async () => {
    const { username } = await aPerson();
    const me = withCookie(await begin(username));
    const statuses: number[] = [];
    for (let times = 0; times < 6; times++)
      statuses.push((await me("POST", "/own-password", { password: "Wrong-Pass-1", newPassword: next })).status);
    expect(statuses).toEqual([422, 422, 422, 422, 422, 429]);
    const right = await send("POST", "/api/v1/session", { username, password: goodPassword }, { ip: freshIp() });
    expect(right.status).toBe(429);
    expect((await me("GET", "/session")).status).toBe(200);
  });

  it("is for staff as well", async () => {
    const username = uniqueName();
    const body = { username, email: null, password: goodPassword, name: "Ann Lee", permissions: ["calls:read"] };
    expect((await admin("POST", "/users", body)).status).toBe(201);
    const changed = await withCookie(await begin(username))("POST", "/own-password", {
      password: goodPassword,
      newPassword: next,
    });
    expect([changed.status, await isIn(cookieIn(changed))]).toEqual([204, true]);
  });
});

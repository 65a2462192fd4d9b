import { Secret, TOTP } from "otpauth";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { getLogin } from "../functions/auth/login.store.ts";
import { tokenHash } from "../functions/auth/token.ts";
import { now } from "../functions/platform/clock.ts";
import { replacePause } from "../functions/platform/pause.ts";
import { type Caller, goodPassword, type Reply, send, signInAs, staff, uniqueName } from "./support/api.ts";
import { later } from "./support/clock.ts";
import { aCustomer, aTariff, faultsOf } from "./support/customers.ts";
import { ask, freshIp, mailsTo, readLink, setByLink, signInWith, tokenIn, uniqueEmail } from "./support/links.ts";
import { aReseller } from "./support/resellers.ts";

const next = "N3w-secret!x";
const minute = 60_000;
let admin: Caller;
let tariffId: string;
let waitAgain: () => void;
/** How long answers were held back, in ms. */
const waited: number[] = [];
beforeAll(async () => {
  waitAgain = replacePause(async (ms) => void waited.push(ms));
  admin = await staff();
  tariffId = await aTariff(admin);
});
afterAll(() => waitAgain());

interface Person {
  kind: string;
  username: string;
  email: string;
  /** Where whoever stands above changes the person. */
  path: string;
  me: Caller;
}

async function aUser(fields: object = {}): Promise<Person> {
  const [username, email] = [uniqueName(), uniqueEmail()];
  const body = { username, email, password: goodPassword, name: "Ann Lee", permissions: ["calls:read"], ...fields };
  const { id } = (await admin("POST", "/users", body)).body;
  return { kind: "admin", username, email, path: `/users/${id}`, me: await signInAs(username, goodPassword) };
}

async function someReseller(): Promise<Person> {
  const email = uniqueEmail();
  const { account, username, api } = await aReseller(admin, tariffId, { email });
  return { kind: "reseller", username, email, path: `/resellers/${account}`, me: api };
}

async function someCustomer(): Promise<Person> {
  const email = uniqueEmail();
  const { account, username } = await aCustomer(admin, tariffId, { email });
  return {
    kind: "customer",
    username,
    email,
    path: `/customers/${account}`,
    me: await signInAs(username, goodPassword),
  };
}

/** The token that the person is mailed. */
async function askedFor({ username, email }: Person): Promise<string> {
  expect((await ask(username)).status).toBe(202);
  const [mail] = await mailsTo(email);
  return tokenIn(mail?.text ?? "");
}

const whole = ({ status, body, headers }: Reply) => {
  const told = Object.fromEntries([...headers].filter(([name]) => !/request-id|^date$/.test(name)));
  return { status, body, told };
};
/** What a link that does not count is answered, without what names the request. */
const refusal = async (reply: Promise<Reply>) => {
  const { status, body } = await reply;
  return [status, body.error?.code, body.error?.message];
};

describe("a forgotten password", () => {
  it.each([
    { kind: "a person of the staff", someone: aUser },
    { kind: "a reseller", someone: someReseller },
    { kind: "a customer", someone: someCustomer },
  ])("of $kind is set anew by a link in a mail, which ends the sessions, and the mail tells of it", async (row) => {
    const person = await row.someone();
    const token = await askedFor(person);
    const opened = await readLink(token);
    expect(opened.body).toMatchObject({ username: person.username, purpose: "RESET" });
    expect(opened.headers.get("cache-control")).toBe("no-store");
    expect((await person.me("GET", "/session")).status).toBe(200);
    expect((await setByLink(token, next)).status).toBe(204);
    expect((await person.me("GET", "/session")).status).toBe(401);
    expect((await signInWith(person.username, goodPassword)).status).toBe(401);
    expect((await signInWith(person.username, next)).body.user.kind).toBe(person.kind);
    const [told, first] = await mailsTo(person.email);
    expect([told?.kind, first?.kind]).toEqual(["PASSWORD_CHANGED", "PASSWORD_RESET"]);
    expect(told?.text).not.toContain("http");
  });

  it("is answered the same, after the same wait, for a name that nobody has, one without an address and one switched off", async () => {
    const [known, mute, off] = [await aUser(), await aUser({ email: null }), await aUser()];
    await admin("PATCH", off.path, { enabled: false });
    waited.length = 0;
    const replies = [];
    for (const name of [known.username, mute.username, off.username, uniqueName(), "no such name"])
      replies.push(whole(await ask(name)));
    expect(replies[0]).toMatchObject({ status: 202, body: "" });
    for (const reply of replies) expect(reply).toEqual(replies[0]);
    expect(waited).toEqual([500, 500, 500, 500, 500]);
    expect(await mailsTo(known.email)).toHaveLength(1);
    expect(await mailsTo(off.email)).toEqual([]);
  });

  it("may be asked for in any case of the name, three times an hour, whether anyone has it or not", async () => {
    const person = await someCustomer();
    await later(0, async () => {
      for (const name of [person.username.toUpperCase(), uniqueName()]) {
        for (let n = 0; n < 3; n++) expect((await ask(name)).status).toBe(202);
        const fourth = await ask(name.toLowerCase());
        expect([fourth.status, fourth.body.error.code]).toEqual([429, "rate_limited"]);
        expect(Number(fourth.headers.get("retry-after"))).toBeGreaterThan(0);
        await later(60 * minute, async () => expect((await ask(name)).status).toBe(202));
      }
    });
    expect(await mailsTo(person.email)).toHaveLength(4);
  });

  it("is asked for, and links are tried, by one address twenty times a minute together", async () => {
    const ip = freshIp();
    await later(0, async () => {
      for (let n = 0; n < 10; n++) {
        expect((await ask(uniqueName(), ip)).status).toBe(202);
        expect((await readLink("x".repeat(43), ip)).status).toBe(404);
      }
      for (const reply of [ask(uniqueName(), ip), readLink("x", ip), setByLink("x", next, ip)])
        expect((await reply).status).toBe(429);
    });
  });

  it("opens a login that too many wrong passwords had closed", async () => {
    const person = await aUser();
    for (let n = 0; n < 5; n++) await signInWith(person.username, "Wrong-pass1!");
    expect((await signInWith(person.username, goodPassword)).status).toBe(429);
    expect((await setByLink(await askedFor(person), next)).status).toBe(204);
    expect((await signInWith(person.username, next)).status).toBe(200);
  });

  it("does not take the second factor with it", async () => {
    const person = await someReseller();
    const { secret } = (await person.me("POST", "/second-factor", { password: goodPassword })).body;
    const totp = new TOTP({ secret: Secret.fromBase32(secret), digits: 6, period: 30 });
    await person.me("POST", "/second-factor/confirm", { code: totp.generate({ timestamp: now() }) });
    expect((await setByLink(await askedFor(person), next)).status).toBe(204);
    expect(faultsOf(await signInWith(person.username, next))).toEqual(["otp"]);
    await later(minute, async () => {
      expect((await signInWith(person.username, next, totp.generate({ timestamp: now() }))).status).toBe(200);
    });
  });

  it("stands in the audit without the link and without the password", async () => {
    const person = await someCustomer();
    const token = await askedFor(person);
    await setByLink(token, next);
    const account = person.path.split("/")[2];
    const { items } = (await admin("GET", `/audit?account=${account}`)).body;
    expect(items.map(({ action }: { action: string }) => action)).toEqual(
      expect.arrayContaining(["password.ask", "password.set"]),
    );
    for (const secret of [token, tokenHash(token), next]) expect(JSON.stringify(items)).not.toContain(secret);
  });
});

describe("a one-time link", () => {
  const worthless = [404, "not_found", expect.stringContaining("does not count any more")];

  it("counts once, and for one of those who use it at the same moment", async () => {
    const person = await someCustomer();
    const token = await askedFor(person);
    const tries = await Promise.all([1, 2, 3, 4].map((n) => setByLink(token, `${next}${n}`)));
    expect(tries.map(({ status }) => status).sort()).toEqual([204, 404, 404, 404]);
    const won = tries.findIndex(({ status }) => status === 204) + 1;
    expect((await signInWith(person.username, `${next}${won}`)).status).toBe(200);
    expect(await refusal(setByLink(token, next))).toEqual(worthless);
    expect(await refusal(readLink(token))).toEqual(worthless);
  });

  it("counts for an hour, the end not among it", async () => {
    const person = await aUser();
    await later(0, async () => {
      const [token, at] = [await askedFor(person), now()];
      await later(60 * minute - 1, async () => expect((await readLink(token)).status).toBe(200));
      await later(60 * minute, async () => {
        expect(now()).toBe(at + 60 * minute);
        expect(await refusal(readLink(token))).toEqual(worthless);
        expect(await refusal(setByLink(token, next))).toEqual(worthless);
      });
    });
  });

  it.each([
    { change: { password: "An0ther&Pass" }, because: "the password was set otherwise" },
    { change: { enabled: false }, because: "the login was switched off" },
    { change: { permissions: ["money:read"] }, because: "the person may do something else" },
  ])("is worthless once $because", async ({ change }) => {
    const person = await aUser();
    const token = await askedFor(person);
    expect((await admin("PATCH", person.path, change)).status).toBe(200);
    expect(await refusal(readLink(token))).toEqual(worthless);
    expect(await refusal(setByLink(token, next))).toEqual(worthless);
  });

  it("is worthless once the person has another user name, or none", async () => {
    const [renamed, closed] = [await someReseller(), await someCustomer()];
    const tokens = [await askedFor(renamed), await askedFor(closed)];
    expect((await admin("PATCH", renamed.path, { username: uniqueName() })).status).toBe(200);
    expect((await admin("DELETE", closed.path)).status).toBe(204);
    // Whoever takes the name next is not opened by it either.
    await aCustomer(admin, tariffId, { username: closed.username });
    for (const token of tokens) expect(await refusal(setByLink(token, next))).toEqual(worthless);
  });

  it("is refused word for word like one that never was", async () => {
    expect(await refusal(readLink("never-was"))).toEqual(worthless);
    expect(faultsOf(await readLink(""))).toEqual(["token"]);
    expect(faultsOf(await send("POST", "/api/v1/password-resets", {}, { ip: freshIp() }))).toEqual(["username"]);
  });

  it("still counts after a password that is too weak", async () => {
    const person = await aUser();
    const token = await askedFor(person);
    const weak = await setByLink(token, "weak");
    expect([weak.status, new Set(faultsOf(weak))]).toEqual([422, new Set(["password"])]);
    expect((await setByLink(token, next)).status).toBe(204);
  });

  it("is kept as a hash: neither the login nor what the mail follows from has it", async () => {
    const person = await aUser();
    const token = await askedFor(person);
    const [mail] = await mailsTo(person.email);
    expect([mail?.secret, mail?.cause]).toEqual([true, tokenHash(token)]);
    expect(JSON.stringify(await getLogin(person.username))).not.toContain(token);
  });
});

import crypto from "node:crypto";
import { syncBuiltinESMExports } from "node:module";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { getLogin } from "../functions/auth/login.store.ts";
import { absoluteMs, delayMs, idleMs } from "../functions/auth/login.ts";
import { hashPassword, isOutdated, verifyPassword } from "../functions/auth/password.ts";
import { isCommon, passwordFaults } from "../functions/auth/password-policy.ts";
import { tokenHash } from "../functions/auth/token.ts";
import { now } from "../functions/platform/clock.ts";
import { keys } from "../functions/platform/keys.ts";
import { getMany, write } from "../functions/platform/table.ts";
import { addStaff } from "../functions/users/add-user.flow.ts";
import { ensureFirstAdmin, inviteFirstAdmin } from "../functions/users/first-admin.flow.ts";
import { type Caller, goodPassword, send, signInAs, staff, uniqueName } from "./support/api.ts";
import { later } from "./support/clock.ts";
import { setByLink, tokenIn } from "./support/links.ts";

let admin: Caller;
beforeAll(async () => {
  admin = await staff();
});

async function aPerson(): Promise<string> {
  const username = uniqueName();
  await addStaff(
    { username, password: goodPassword, name: "A Person", email: null, permissions: ["calls:read"] },
    undefined,
    now(),
  );
  return username;
}

const signIn = (username: string, password: string, ip = `10.9.${Math.floor(Math.random() * 250)}.1`) =>
  send("POST", "/api/v1/session", { username, password }, { ip });

describe("passwords", () => {
  it("are kept as an argon2id PHC string that only the same password opens", async () => {
    const phc = await hashPassword(goodPassword);
    expect(phc).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(await verifyPassword(goodPassword, phc)).toBe(true);
    for (const wrong of ["", "%", "_", "*", goodPassword.toLowerCase(), `${goodPassword} `])
      expect(await verifyPassword(wrong, phc)).toBe(false);
  });

  it("made by scrypt are accepted and count as outdated", async () => {
    const phc = await hashPassword(goodPassword, "scrypt");
    expect(phc).toMatch(/^\$scrypt\$ln=16,r=8,p=2\$/);
    expect(await verifyPassword(goodPassword, phc)).toBe(true);
    expect([isOutdated(phc), isOutdated(await hashPassword("x"))]).toEqual([true, false]);
  });

  it.each([
    { password: "Abcdef1", because: "seven characters" },
    { password: `Abcdef1!${"x".repeat(23)}`, because: "31 characters" },
    { password: "abcdef12!x", because: "no capital" },
    { password: "Abcdefgh!x", because: "no digit" },
    { password: "Abcdefgh1x", because: "no special character" },
    { password: "P@ssw0rd1!", because: "a common word with decoration" },
    { password: "Welcome2026!", because: "a common word with a year" },
  ])("refuse $password: $because", ({ password }) => expect(passwordFaults(password)).not.toEqual([]));

  it("take the shortest and the longest that the manual allows", () => {
    for (const fine of ["Xk3!dpqw", `Xk3!${"dpqwe".repeat(5)}z`, "Über7#geht"])
      expect(passwordFaults(fine)).toEqual([]);
    expect(isCommon("Xk3!dpqw")).toBe(false);
  });
});

describe("signing in", () => {
  it("gives a session by a cookie that scripts cannot read, and never the password or the hash", async () => {
    const reply = await signIn(await aPerson(), goodPassword);
    expect(reply.status).toBe(200);
    expect(reply.body.user).toMatchObject({ kind: "admin", permissions: ["calls:read"] });
    expect(reply.headers.get("set-cookie")).toMatch(/^sid=[A-Za-z0-9_-]{43}; .*HttpOnly; SameSite=Strict/);
    expect(JSON.stringify(reply.body)).not.toMatch(/argon|password/i);
  });

  it("ignores the case of the user name", async () => {
    const username = await aPerson();
    expect((await signIn(username.toUpperCase(), goodPassword)).status).toBe(200);
  });

  it("answers a wrong password and an unknown user alike", async () => {
    const [wrong, unknown] = [
      await signIn(await aPerson(), "Wrong-pass1!"),
      await signIn(uniqueName(), "Wrong-pass1!"),
    ];
    expect([wrong.status, unknown.status]).toEqual([401, 401]);
    expect(wrong.body.error.message).toBe(unknown.body.error.message);
    expect(wrong.headers.get("set-cookie")).toBeNull();
  });

  it("spends as much on an unknown user as on a wrong password", async () => {
    const derive = vi.spyOn(crypto, "argon2");
    syncBuiltinESMExports();
    const spentOn = async (username: string) => {
      derive.mockClear();
      await signIn(username, "Wrong-pass1!");
      return derive.mock.calls.map(([algorithm, { memory, passes, parallelism }]) => {
        return { algorithm, memory, passes, parallelism };
      });
    };
    const known = await aPerson();
    // What an unknown one is compared with is made once.
    await signIn(uniqueName(), "Wrong-pass1!");
    const spent = await spentOn(known);
    expect(spent).toHaveLength(1);
    expect(await spentOn(uniqueName())).toEqual(spent);
    derive.mockRestore();
    syncBuiltinESMExports();
  });

  it.each([["%"], [["a"]], [[goodPassword]], [{ $ne: "" }], [null], [1], [true]])(
    "never accepts %j as a password",
    async (password) => {
      const username = await aPerson();
      const reply = await send("POST", "/api/v1/session", { username, password });
      expect([401, 422]).toContain(reply.status);
    },
  );

  it("keeps only the hash of the session's token", async () => {
    const reply = await signIn(await aPerson(), goodPassword);
    const token = /sid=([^;]+)/.exec(reply.headers.get("set-cookie") ?? "")?.[1] ?? "";
    const [kept] = await getMany([keys.session(tokenHash(token))]);
    expect(kept).toBeDefined();
    expect(JSON.stringify(kept)).not.toContain(token);
  });

  it("renews a hash of old parameters", async () => {
    const username = await aPerson();
    const old = await hashPassword(goodPassword, "scrypt");
    const change = {
      kind: "update" as const,
      key: keys.login(username),
      change: "SET #passwordHash = :old",
      values: { old },
    };
    await write(change);
    expect((await signIn(username, goodPassword)).status).toBe(200);
    expect((await getLogin(username))?.passwordHash).toMatch(/^\$argon2id/);
    expect((await signIn(username, goodPassword)).status).toBe(200);
  });

  it("ends the session that the browser had before", async () => {
    const username = await aPerson();
    const first = (await signIn(username, goodPassword)).headers.get("set-cookie")?.split(";")[0] ?? "";
    await send("POST", "/api/v1/session", { username, password: goodPassword }, { headers: { cookie: first } });
    expect((await send("GET", "/api/v1/session", undefined, { headers: { cookie: first } })).status).toBe(401);
  });
});

describe("a session", () => {
  it("ends after 30 minutes without a request, and lives on with one", async () => {
    const caller = await signInAs(await aPerson(), goodPassword);
    await later(idleMs - 5000, async () => expect((await caller("GET", "/session")).status).toBe(200));
    await later(2 * idleMs - 10_000, async () => expect((await caller("GET", "/session")).status).toBe(200));
    await later(3 * idleMs, async () => expect((await caller("GET", "/session")).status).toBe(401));
  });

  it("ends after 12 hours however busy it is", async () => {
    const caller = await signInAs(await aPerson(), goodPassword);
    for (let ms = 0; ms < absoluteMs; ms += idleMs / 2)
      await later(ms, async () => expect((await caller("GET", "/session")).status).toBe(200));
    await later(absoluteMs, async () => expect((await caller("GET", "/session")).status).toBe(401));
  });

  it("is gone at once after signing out", async () => {
    const caller = await signInAs(await aPerson(), goodPassword);
    expect((await caller("DELETE", "/session")).status).toBe(204);
    expect((await caller("GET", "/session")).status).toBe(401);
  });
});

describe("the limiter", () => {
  it("doubles the delay from 1 to 15 minutes after the fifth failure", () => {
    expect([1, 4, 5, 6, 7, 8, 9, 50].map((n) => delayMs(n) / 60_000)).toEqual([0, 0, 1, 2, 4, 8, 15, 15]);
  });

  it("closes a user name after five wrong passwords, even for the right one, and opens after the delay", async () => {
    const username = await aPerson();
    for (let i = 0; i < 5; i++) expect((await signIn(username, "Wrong-pass1!")).status).toBe(401);
    const closed = await signIn(username, goodPassword);
    expect(closed.status).toBe(429);
    expect(Number(closed.headers.get("retry-after"))).toBeGreaterThan(0);
    await later(61_000, async () => expect((await signIn(username, goodPassword)).status).toBe(200));
    expect((await signIn(username, "Wrong-pass1!")).status).toBe(401);
  });

  it("counts parallel guesses before it looks at them", async () => {
    const username = await aPerson();
    const replies = await Promise.all(
      Array.from({ length: 12 }, (_, i) => signIn(username, "Wrong-pass1!", `10.8.0.${i}`)),
    );
    expect(replies.filter((reply) => reply.status === 401).length).toBeLessThanOrEqual(5);
    expect(replies.every((reply) => reply.status === 401 || reply.status === 429)).toBe(true);
  });

  it("stops an address that tries many user names", async () => {
    const replies: number[] = [];
    await later(0, async () => {
      for (let i = 0; i < 22; i++) replies.push((await signIn(uniqueName(), "x", "10.7.7.7")).status);
    });
    expect(replies.slice(0, 20).every((status) => status === 401)).toBe(true);
    expect(replies.slice(20)).toEqual([429, 429]);
  });

  it("tells such an address how long to wait, and lets it try again then and not before", async () => {
    const ip = "10.7.7.8";
    const tryAgain = () => signIn(uniqueName(), "x", ip);
    const nextMinute = Math.ceil(now() / 60_000) * 60_000;
    const inMinute = (ms: number) => nextMinute + ms - now();
    await later(inMinute(40_500), async () => {
      for (let i = 0; i < 20; i++) await tryAgain();
      const refused = await tryAgain();
      expect(refused.headers.get("retry-after")).toBe("20");
      expect(refused.body.error.message).toBe("Too many attempts to sign in. Please wait 20 seconds.");
    });
    await later(inMinute(59_500), async () => expect((await tryAgain()).status).toBe(429));
    await later(inMinute(60_500), async () => expect((await tryAgain()).status).toBe(401));
  });
});

describe("another site", () => {
  it.each([
    { headers: { origin: "https://evil.example" }, because: "its origin is named" },
    { headers: { origin: "null" }, because: "a sandboxed frame has no origin" },
    { headers: { "sec-fetch-site": "cross-site" }, because: "the browser says so" },
    { headers: { "content-type": "text/plain" }, because: "a form cannot send JSON" },
    { headers: { "content-type": "application/x-www-form-urlencoded" }, because: "a form sends this" },
  ])("cannot make the browser change anything: $because", async ({ headers }) => {
    const reply = await admin("POST", "/api-keys", { name: "x", scopes: ["switch"] }, { headers });
    expect(reply.status).toBe(403);
    expect((await send("POST", "/api/v1/session", { username: "a", password: "b" }, { headers })).status).toBe(403);
  });

  it("is told from our own page by the origin", async () => {
    const headers = { origin: "http://localhost", host: "localhost" };
    expect((await admin("POST", "/api-keys", { name: "own", scopes: ["switch"] }, { headers })).status).toBe(201);
  });
});

describe("the first administrator", () => {
  it("is made once and is left alone after", async () => {
    const username = uniqueName();
    expect(await ensureFirstAdmin({ username, password: goodPassword }, now())).toEqual({ created: true });
    expect(await ensureFirstAdmin({ username, password: "Other-Pass1!" }, now())).toEqual({ created: false });
    const caller = await signInAs(username, goodPassword);
    expect((await caller("GET", "/users")).status).toBe(200);
  });

  it("is made once by two processes at a time", async () => {
    const username = uniqueName();
    const both = await Promise.all([1, 2].map(() => ensureFirstAdmin({ username, password: goodPassword }, now())));
    expect(both.filter((made) => made.created)).toHaveLength(1);
  });

  it("of a deployment has a link as long as nobody set a password, the newest alone, and then none", async () => {
    const asked = { username: uniqueName(), email: null };
    const [former, newest] = [await inviteFirstAdmin(asked, now()), await inviteFirstAdmin(asked, now())];
    expect((await setByLink(tokenIn(former?.link ?? ""), goodPassword)).status).toBe(404);
    expect((await setByLink(tokenIn(newest?.link ?? ""), goodPassword)).status).toBe(204);
    expect(await inviteFirstAdmin(asked, now())).toBeUndefined();
  });

  it("needs a password of its own that is strong enough", async () => {
    const weak = ensureFirstAdmin({ username: uniqueName(), password: "admin" }, now());
    await expect(weak).rejects.toMatchObject({ code: "invalid" });
  });
});

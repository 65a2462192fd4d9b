import { beforeAll, describe, expect, it } from "vitest";
import { type Caller, goodPassword, send, signInAs, staff, uniqueName } from "./support/api.ts";
import { later } from "./support/clock.ts";
import { aCustomer, aTariff, faultsOf } from "./support/customers.ts";
import { freshIp, mailsTo, setByLink, signInWith, uniqueEmail } from "./support/links.ts";
import { aReseller } from "./support/resellers.ts";
import { cookieOf, switchTo, withCookie } from "./support/switched.ts";

let admin: Caller;
let tariffId: string;
beforeAll(async () => {
  admin = await staff();
  tariffId = await aTariff(admin);
});

interface Person {
  path: string;
  username: string;
  email: string;
  me: Caller;
}

const people: Record<string, () => Promise<Person>> = {
  "a person of the staff": async () => {
    const [username, email] = [uniqueName(), uniqueEmail()];
    const body = { username, email, password: goodPassword, name: "Ann Lee", permissions: ["calls:read"] };
    const { id } = (await admin("POST", "/users", body)).body;
    return { path: `/users/${id}`, username, email, me: await signInAs(username, goodPassword) };
  },
  "a reseller": async () => {
    const email = uniqueEmail();
    const { account, username, api } = await aReseller(admin, tariffId, { email });
    return { path: `/resellers/${account}`, username, email, me: api };
  },
  "a customer": async () => {
    const email = uniqueEmail();
    const { account, username } = await aCustomer(admin, tariffId, { email });
    return { path: `/customers/${account}`, username, email, me: await signInAs(username, goodPassword) };
  },
};
const aCustomersPerson = () => (people["a customer"] as () => Promise<Person>)();

const tokenOf = async (email: string): Promise<string> =>
  /\/confirm-email(?:\?of=C\d{8})?#([\w-]{43})/.exec((await mailsTo(email))[0]?.text ?? "")?.[1] ?? "";
const confirm = (token: string) => send("POST", "/api/v1/own-email/confirm", { token }, { ip: freshIp() });
const asked = (me: Caller, email: string, password = goodPassword) => me("POST", "/own-email", { email, password });

describe("a new address of one's own", () => {
  it.each(Object.keys(people))(
    "of %s holds when the link to it is followed, once; the former address is told, and the audit has both",
    async (who) => {
      const { path, email, me } = await (people[who] as () => Promise<Person>)();
      const next = uniqueEmail();
      expect((await asked(me, next)).status).toBe(202);
      expect((await me("GET", "/own-email")).body).toEqual({ email });
      const token = await tokenOf(next);
      expect(await confirm(token)).toMatchObject({ status: 200, body: { email: next } });
      expect((await confirm(token)).status).toBe(404);
      expect((await me("GET", "/own-email")).body).toEqual({ email: next });
      // Users have no address of their own to be read at; the list has them.
      if (!path.startsWith("/users")) expect((await admin("GET", path)).body.email).toBe(next);
      const [told] = await mailsTo(email);
      expect(told).toMatchObject({ kind: "EMAIL_CHANGED", text: expect.stringContaining(next) });
      const { items } = (
        await admin("GET", `/audit?limit=200${path.startsWith("/users") ? "" : `&account=${path.split("/")[2]}`}`)
      ).body;
      const entry = items.find(
        ({ action, after }: { action: string; after: { email?: string } }) =>
          action === "email.change" && after.email === next,
      );
      expect(entry).toMatchObject({ before: { email }, after: { email: next } });
    },
  );

  it("needs the password, an address, and another one than before", async () => {
    const { me, email } = await aCustomersPerson();
    expect(faultsOf(await asked(me, uniqueEmail(), "Wr0ng!word"))).toEqual(["password"]);
    expect(faultsOf(await asked(me, "nowhere"))).toEqual(["email"]);
    expect(faultsOf(await asked(me, email))).toEqual(["email"]);
    // The operator's setting, as in the form of a customer.
    expect(faultsOf(await asked(me, `${"a".repeat(30)}@mail.example`))).toEqual(["email"]);
  });

  it("is not taken after an hour, nor after the password was changed, and its link sets no password", async () => {
    const { me, path, username } = await aCustomersPerson();
    const [late, overtaken] = [uniqueEmail(), uniqueEmail()];
    await asked(me, late);
    const token = await tokenOf(late);
    await later(60 * 60_000, async () => expect((await confirm(token)).status).toBe(404));
    expect((await setByLink(token, "N3w-secret!x")).status).toBe(404);
    expect((await signInWith(username, goodPassword)).status).toBe(200);
    await asked(me, overtaken);
    expect((await admin("PATCH", path, { password: "N3w-secret!x" })).status).toBe(200);
    expect((await confirm(await tokenOf(overtaken))).status).toBe(404);
    expect((await confirm("no such link")).status).toBe(404);
  });

  it("is refused in a session that somebody switched to, and to a key", async () => {
    const { path } = await aCustomersPerson();
    const username = uniqueName();
    await admin("POST", "/users", { username, password: goodPassword, name: "Switcher" });
    const [, cookie] = await switchTo(await cookieOf(username), path.split("/")[2] ?? "");
    expect((await asked(withCookie(cookie), uniqueEmail())).status).toBe(403);
    const { secret } = (await admin("POST", "/api-keys", { name: uniqueName(), scopes: ["customers:read"] })).body;
    const headers = { authorization: `Bearer ${secret}` };
    const body = { email: uniqueEmail(), password: goodPassword };
    expect((await send("POST", "/api/v1/own-email", body, { headers })).status).toBe(403);
  });
});

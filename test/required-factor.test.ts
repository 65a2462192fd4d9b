import { Secret, TOTP } from "otpauth";
import { beforeAll, describe, expect, it, vi } from "vitest";

/** A table of its own: what is set here holds for nobody else's test. */
vi.hoisted(() => Object.assign(process.env, { TABLE_NAME: `${process.env["TABLE_NAME"]}-factors` }));

import { apiDocument } from "../bin/openapi-document.ts";
import { staffPermissions } from "../functions/auth/access.ts";
import { getLogin } from "../functions/auth/login.store.ts";
import { getSecondFactor } from "../functions/auth/second-factor.store.ts";
import { app } from "../functions/handlers/admin-api.ts";
import { now } from "../functions/platform/clock.ts";
import { env } from "../functions/platform/env.ts";
import { defaultSettings } from "../functions/settings/settings.ts";
import { type Caller, goodPassword, type Reply, send, signInAs, staff, uniqueName } from "./support/api.ts";
import { later } from "./support/clock.ts";
import { aTariff, customerBody, faultsOf } from "./support/customers.ts";
import { aReseller } from "./support/resellers.ts";
import { cookieOf, switchTo, withCookie } from "./support/switched.ts";
import { createTable } from "./support/table.ts";

let admin: Caller;
let tariff: string;
beforeAll(async () => {
  await createTable(env.TABLE_NAME);
  admin = await staff();
  await setUp(admin);
  tariff = await aTariff(admin);
});

const requireOf = (secondFactorRequiredOf: readonly string[]) =>
  admin("PATCH", "/settings", { secondFactorRequiredOf });

const codeAt = (secret: string, at: number): string =>
  new TOTP({ secret: Secret.fromBase32(secret), digits: 6, period: 30 }).generate({ timestamp: at });

/** Sets a second factor up. @returns its secret */
async function setUp(me: Caller): Promise<string> {
  const begun = await me("POST", "/second-factor", { password: goodPassword });
  expect(begun.status).toBe(201);
  expect((await me("POST", "/second-factor/confirm", { code: codeAt(begun.body.secret, now()) })).status).toBe(200);
  return begun.body.secret;
}

const told = ({ status, body }: Reply): [number, string | undefined] => [status, body.error?.code];
const refused = [403, "second_factor_required"];

interface Kind {
  people: "STAFF" | "RESELLERS" | "CUSTOMERS";
  /** Something that such people may read. */
  reads: string;
  add(): Promise<string>;
}
const added = async (path: string, body: object): Promise<string> => {
  const reply = await admin("POST", path, { ...body, password: goodPassword });
  expect(reply.status).toBe(201);
  return reply.body.username;
};
const kinds: Kind[] = [
  {
    people: "STAFF",
    reads: "/customers",
    add: () => added("/users", { username: uniqueName(), name: "A Person", permissions: ["customers:read"] }),
  },
  { people: "RESELLERS", reads: "/customers", add: async () => (await aReseller(admin, tariff)).username },
  { people: "CUSTOMERS", reads: "/preferences", add: () => added("/customers", customerBody(tariff)) },
];

describe.each(kinds)("a second factor that is required of $people", ({ people, reads, add }) => {
  it("closes everything but setting one up to whoever has none, at once and in open sessions too", async () => {
    await requireOf([]);
    const username = await add();
    const me = await signInAs(username, goodPassword);
    expect((await me("GET", reads)).status).toBe(200);
    await requireOf([people]);
    expect(told(await me("GET", reads))).toEqual(refused);
    expect(told(await me("PUT", "/preferences", {}))).toEqual(refused);
    expect(told(await me("POST", "/own-password", { password: goodPassword, newPassword: "x" }))).toEqual(refused);
    expect((await me("GET", "/session")).body.needsSecondFactor).toBe(true);
    expect((await me("GET", "/sessions")).status).toBe(200);
    expect((await me("GET", "/second-factor")).body).toMatchObject({ enabled: false, required: true });

    const again = await signInAs(username, goodPassword);
    expect(told(await again("GET", reads))).toEqual(refused);
    await setUp(again);
    expect((await again("GET", "/session")).body.needsSecondFactor).toBe(false);
    for (const session of [again, me]) expect((await session("GET", reads)).status).toBe(200);
  });

  it("closes nothing to others, and opens again when it is required no more", async () => {
    const others = kinds.map((kind) => kind.people).filter((one) => one !== people);
    await requireOf([]);
    const me = await signInAs(await add(), goodPassword);
    await requireOf(others);
    expect((await me("GET", reads)).status).toBe(200);
    await requireOf([people]);
    expect(told(await me("GET", reads))).toEqual(refused);
    await requireOf([]);
    expect((await me("GET", reads)).status).toBe(200);
  });

  it("is not switched off by whose it is, and is after it is required no more", async () => {
    await requireOf([]);
    const username = await add();
    await requireOf([people]);
    const me = await signInAs(username, goodPassword);
    const secret = await setUp(me);
    await later(60_000, async () => {
      const asked = { password: goodPassword, code: codeAt(secret, now()) };
      expect(told(await me("POST", "/second-factor/disable", asked))).toEqual(refused);
      expect((await getLogin(username))?.secondFactor).toBe(true);
      expect((await getSecondFactor(username))?.confirmed).toBe(true);
      await requireOf([]);
      expect((await me("POST", "/second-factor/disable", asked)).status).toBe(204);
    });
  });
});

describe("while a second factor is required", () => {
  it("who has set none up repeats no answer of former days either", async () => {
    await requireOf([]);
    const office = await staff();
    const headers = { "idempotency-key": uniqueName() };
    const body = { name: uniqueName(), scopes: ["customers:read"] };
    expect((await office("POST", "/api-keys", body, { headers })).status).toBe(201);
    await requireOf(["STAFF"]);
    expect(told(await office("POST", "/api-keys", body, { headers }))).toEqual(refused);
  });

  it("API keys work as before, those of an account whose people have none set up too", async () => {
    await requireOf([]);
    const key = (await admin("POST", "/api-keys", { name: uniqueName(), scopes: ["customers:read"] })).body;
    const reseller = await aReseller(admin, tariff);
    const own = (await reseller.api("POST", "/own-api-keys", { name: uniqueName(), scopes: ["customers:read"] })).body;
    await requireOf(["STAFF", "RESELLERS", "CUSTOMERS"]);
    expect(told(await reseller.api("GET", "/customers"))).toEqual(refused);
    for (const { secret } of [key, own]) {
      const headers = { authorization: `Bearer ${secret}` };
      expect((await send("GET", "/api/v1/customers", undefined, { headers })).status).toBe(200);
    }
  });

  it("somebody who has one enters the session of a customer who has none, and sets up nothing there", async () => {
    await requireOf([]);
    const { cookie, me } = await personWithCookie();
    await setUp(me);
    const { account } = (await admin("POST", "/customers", { ...customerBody(tariff), password: goodPassword })).body;
    await requireOf(["STAFF", "RESELLERS", "CUSTOMERS"]);
    const [reply, both] = await switchTo(cookie, account);
    expect(reply.status).toBe(204);
    const entered = withCookie(both);
    expect((await entered("GET", "/session")).body).toMatchObject({ needsSecondFactor: false, user: { account } });
    expect((await entered("GET", `/customers/${account}`)).status).toBe(200);
    expect(told(await entered("POST", "/second-factor", { password: goodPassword }))).toEqual([403, "forbidden"]);
  });

  it("who has none enters nobody's session, and one that was entered before is closed until there is one", async () => {
    await requireOf([]);
    const { cookie, me } = await personWithCookie();
    const { account } = (await admin("POST", "/customers", { ...customerBody(tariff), password: goodPassword })).body;
    const entered = withCookie((await switchTo(cookie, account))[1]);
    expect((await entered("GET", `/customers/${account}`)).status).toBe(200);
    await requireOf(["STAFF"]);
    expect(told(await entered("GET", `/customers/${account}`))).toEqual(refused);
    expect((await entered("GET", "/session")).body).toMatchObject({ needsSecondFactor: true, user: { account } });
    expect(told((await switchTo(cookie, account))[0])).toEqual(refused);
    await setUp(me);
    expect((await entered("GET", `/customers/${account}`)).status).toBe(200);
  });

  it("a factor that a colleague switches off has to be set up anew", async () => {
    await requireOf(["STAFF"]);
    const username = uniqueName();
    const body = { username, name: "A Person", password: goodPassword, permissions: ["customers:read"] };
    const { id } = (await admin("POST", "/users", body)).body;
    await setUp(await signInAs(username, goodPassword));
    expect((await admin("PATCH", `/users/${id}`, { secondFactor: false })).status).toBe(200);
    const again = await signInAs(username, goodPassword);
    expect(told(await again("GET", "/customers"))).toEqual(refused);
    await setUp(again);
    expect((await again("GET", "/customers")).status).toBe(200);
  });
});

it("every operation is closed to whoever has to set one up, but those that the document says need none", async () => {
  await requireOf([]);
  const me = await signInAs(await added("/users", administrator()), goodPassword);
  await requireOf(["STAFF"]);
  const { paths } = await apiDocument([app]);
  const operations = Object.entries(paths).flatMap(([path, verbs]) =>
    Object.entries(verbs)
      .filter(([, of]) => of["x-authz"] !== "open")
      .map(([verb, of]) => ({ path, verb, isLeft: of["x-authz-second-factor"] === "not-needed" })),
  );
  expect(operations.filter(({ isLeft }) => isLeft).map(({ verb, path }) => `${verb} ${path}`)).toEqual([
    "get /api/v1/second-factor",
    "post /api/v1/second-factor",
    "post /api/v1/second-factor/confirm",
    "get /api/v1/sessions",
    "post /api/v1/sessions/end-others",
    "delete /api/v1/sessions/{session}",
  ]);
  const closed = operations.filter(({ isLeft }) => !isLeft);
  expect(closed.length).toBeGreaterThan(200);
  for (const { verb, path } of closed) {
    const asked = path.replace("/api/v1", "").replace(/\{[^}]+\}/g, "xyz_00000000000000000000000000");
    const body = verb === "get" || verb === "delete" ? undefined : { nothingOfThisName: 1 };
    expect([verb, path, ...told(await me(verb.toUpperCase(), asked, body))]).toEqual([verb, path, ...refused]);
  }
});

it("nobody is named twice, nobody who does not exist, and nobody at all from the start", async () => {
  expect(defaultSettings.secondFactorRequiredOf).toEqual([]);
  for (const names of [["STAFF", "STAFF"], ["EVERYBODY"]]) {
    const reply = await requireOf(names);
    expect([reply.status, faultsOf(reply)[0]]).toEqual([422, expect.stringMatching(/^secondFactorRequiredOf/)]);
  }
});

const administrator = () => ({ username: uniqueName(), name: "Ada", permissions: [...staffPermissions] });

async function personWithCookie(): Promise<{ cookie: string; me: Caller }> {
  const username = uniqueName();
  await added("/users", { username, name: "A Person", permissions: ["customers:read", "customers:write"] });
  const cookie = await cookieOf(username);
  return { cookie, me: withCookie(cookie) };
}

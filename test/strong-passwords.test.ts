import { beforeAll, describe, expect, it, vi } from "vitest";

/** A table of its own: what is set here holds for nobody else's test. */
vi.hoisted(() => Object.assign(process.env, { TABLE_NAME: `${process.env["TABLE_NAME"]}-passwords` }));

import { passwordFaults, rulesOf } from "../functions/auth/password-policy.ts";
import { now } from "../functions/platform/clock.ts";
import { env } from "../functions/platform/env.ts";
import { ensureFirstAdmin } from "../functions/users/first-admin.flow.ts";
import { type Caller, goodPassword, type Reply, send, signInAs, staff, uniqueName } from "./support/api.ts";
import { csvOf, sheetRow, triedSheet } from "./support/customer-imports.ts";
import { aTariff, customerBody, faultsOf } from "./support/customers.ts";
import { resellerBody } from "./support/resellers.ts";
import { createTable } from "./support/table.ts";

const passphrase = "drei gelbe Fahrraeder im Schnee";
/** As the manual wants it, and too short for the stronger rule. */
const byTheManual = "Xk3!dpqw";

let admin: Caller;
let tariff: string;
beforeAll(async () => {
  await createTable(env.TABLE_NAME);
  admin = await staff();
  tariff = await aTariff(admin);
});

const strongFor = (strongPasswords: readonly string[]) => admin("PATCH", "/settings", { strongPasswords });

interface Holder {
  holder: "STAFF" | "RESELLERS" | "CUSTOMERS";
  path: string;
  body(): Record<string, unknown>;
}
const holders: Holder[] = [
  { holder: "STAFF", path: "/users", body: () => ({ username: uniqueName(), name: "Margarethe Lee" }) },
  { holder: "RESELLERS", path: "/resellers", body: () => ({ ...resellerBody(tariff), name: "Margarethe Lee" }) },
  { holder: "CUSTOMERS", path: "/customers", body: () => ({ ...customerBody(tariff), name: "Margarethe Lee" }) },
];

const messages = (reply: Reply): string[] => reply.body.error.fields.map((one: { message: string }) => one.message);

describe("the stronger rule", () => {
  it.each([
    { password: "elf Zeichen", because: "eleven characters" },
    { password: `${"x".repeat(100)}abcdefghijklmnopqrstuvwxyz123`, because: "129 characters" },
    { password: "password1234", because: "a common word with decoration" },
    { password: "1qaz2wsx3edc4rfv", because: "a long one that is used most often" },
    { password: "abcdabcdabcdabcd", because: "four characters over and over" },
    { password: "qwertyuiopas", because: "a row of the keyboard" },
    { password: "so says ann.lee every day", because: "the user name is in it" },
    { password: "the voice of Switzerland", because: "a word of the company is in it" },
  ])("refuses $password: $because", ({ password }) =>
    expect(passwordFaults(password, "STRONG", ["ann.lee", "voice"])).toHaveLength(1),
  );

  it("takes 12 to 128 characters of any kind", () => {
    for (const fine of [passphrase, "quvxkzpwmfjr", `${"tromsø ".repeat(18)}ok`])
      expect(passwordFaults(fine, "STRONG", ["ann.lee"])).toEqual([]);
  });

  it("has a line in the checklist for each of its sentences, and another list than the manual's", () => {
    const [strong, manual] = (["STRONG", "MANUAL"] as const).map((policy) => rulesOf(policy).map(({ name }) => name));
    expect(strong).toContain("12 to 128 characters");
    expect(manual).toContain("8 to 30 characters");
    expect(manual).not.toContain("12 to 128 characters");
  });
});

describe.each(holders)("set for $holder", ({ holder, path, body }) => {
  it("holds for a new password of theirs and of nobody else's", async () => {
    await strongFor([holder]);
    for (const other of holders) {
      const weak = await admin("POST", other.path, { ...other.body(), password: byTheManual });
      const refused = other.holder === holder ? [422, ["password"]] : [201, []];
      expect([weak.status, weak.status === 201 ? [] : faultsOf(weak)]).toEqual(refused);
    }
    expect((await admin("POST", path, { ...body(), password: passphrase })).status).toBe(201);
    const named = await admin("POST", path, { ...body(), password: "margarethe im Garten" });
    expect(messages(named)).toEqual(["Must not contain the user name, the name or the company."]);
  });

  it("holds for one that is changed, by the names as they are then", async () => {
    await strongFor([]);
    const added = (await admin("POST", path, { ...body(), password: byTheManual })).body;
    const one = `${path}/${holder === "STAFF" ? added.id : added.account}`;
    await strongFor([holder]);
    const change = (fields: object) => admin("PATCH", one, fields);
    expect((await change({ password: byTheManual })).status).toBe(422);
    expect((await change({ password: "margarethe im Garten" })).status).toBe(422);
    expect((await change({ name: "Ann Other" })).status).toBe(200);
    expect((await change({ password: "margarethe im Garten" })).status).toBe(200);
    await signInAs(added.username, "margarethe im Garten");
  });

  it("holds for a link and for one's own page, and leaves present passwords alone", async () => {
    await strongFor([]);
    const { username, ...added } = (await admin("POST", path, { ...body(), password: goodPassword })).body;
    const one = `${path}/${holder === "STAFF" ? added.id : added.account}`;
    await strongFor([holder]);
    const me = await signInAs(username, goodPassword);
    const own = await me("POST", "/own-password", { password: goodPassword, newPassword: byTheManual });
    expect([own.status, ...faultsOf(own)]).toEqual([422, "newPassword"]);
    const { link } = (await admin("POST", `${one}/invitations`)).body;
    const token = link.split("#")[1];
    const opened = await send("POST", "/api/v1/password-resets/link", { token });
    expect(opened.body.passwordPolicy).toBe("STRONG");
    const weak = await send("POST", "/api/v1/password-resets/use", { token, password: `${username} it is` });
    expect([weak.status, ...faultsOf(weak)]).toEqual([422, "password"]);
    expect((await send("POST", "/api/v1/password-resets/use", { token, password: passphrase })).status).toBe(204);
    await signInAs(username, passphrase);
  });
});

describe("set for everybody", () => {
  it("holds for the first administrator and tells the forms", async () => {
    await strongFor(["STAFF", "RESELLERS", "CUSTOMERS"]);
    const weak = ensureFirstAdmin({ username: uniqueName(), password: byTheManual }, now());
    await expect(weak).rejects.toMatchObject({ code: "invalid" });
    const told = ["STAFF", "RESELLERS", "CUSTOMERS"];
    expect((await admin("GET", "/settings/defaults")).body.strongPasswords).toEqual(told);
    const twice = await strongFor(["STAFF", "STAFF"]);
    expect([twice.status, ...faultsOf(twice)]).toEqual([422, "strongPasswords"]);
  });

  it("holds for the passwords of a sheet of customers, and says so when it is tried", async () => {
    await strongFor(["CUSTOMERS"]);
    const sheet = csvOf([sheetRow(tariff, { password: byTheManual }), sheetRow(tariff, { password: passphrase })]);
    const { rows } = await triedSheet(admin, sheet);
    expect(rows.map(({ outcome, faults }) => [outcome, ...faults.map(({ path }) => path)])).toEqual([
      ["REFUSED", "password"],
      ["ADD"],
    ]);
  });
});

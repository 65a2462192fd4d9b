import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { letterheadNow } from "../functions/exports/letterhead.flow.ts";
import { contrast, isReadable, shadesOf } from "../functions/resellers/accent.ts";
import { type Caller, goodPassword, send, signInAs, staff } from "./support/api.ts";
import { aTariff, faultsOf } from "./support/customers.ts";
import { aPng } from "./support/picture.ts";
import { aReseller, itsCustomer, type ResellerWorld } from "./support/resellers.ts";

let admin: Caller;
let tariffId: string;
beforeAll(async () => {
  admin = await staff();
  tariffId = await aTariff(admin);
});

const brand = { companyName: "Hill Voice", supportEmail: "help@hill.example", accent: "#0B6E4F" };
const own = ({ account }: ResellerWorld) => `/resellers/${account}/branding`;
const seenBy = async (username: string) => (await (await signInAs(username, goodPassword))("GET", "/branding")).body;
const atTheDoor = async (account: string) => (await send("GET", `/api/v1/branding?account=${account}`)).body;

describe("a reseller's brand", () => {
  it("is what its customers and those of a reseller below it meet, signed in and at the door; nobody else does", async () => {
    const top = await aReseller(admin, tariffId);
    const sub = await aReseller(top.api, top.tariff, { creditLimit: "10" });
    const [customer, below] = [await itsCustomer(top), await itsCustomer(sub)];
    const operators = (await admin("GET", "/branding")).body;
    expect(await seenBy(customer.username)).toEqual(operators);
    expect((await top.api("PUT", own(top), brand)).body).toMatchObject({ ...brand, accent: "#0b6e4f", version: 1 });
    const shown = { ...brand, accent: "#0b6e4f", logo: null, reseller: top.account };
    for (const { username } of [customer, below, top, sub]) expect(await seenBy(username)).toEqual(shown);
    for (const { account } of [top, sub, customer]) expect(await atTheDoor(account)).toEqual(shown);
    expect((await admin("GET", "/branding")).body).toEqual(operators);
    for (const unknown of ["C00000000", "nobody", ""]) expect(await atTheDoor(unknown)).toEqual(operators);
    const other = await aReseller(admin, tariffId);
    expect(await seenBy(other.username)).toEqual(operators);
    // Left out is taken away; what is left of a brand falls back on the company.
    expect((await top.api("PUT", own(top), { accent: "#0b6e4f" })).status).toBe(200);
    expect(await atTheDoor(customer.account)).toMatchObject({ companyName: "Hill & Dale", supportEmail: null });
    await sub.api("PUT", own(sub), { companyName: "Dale alone" });
    expect(await seenBy(below.username)).toMatchObject({ companyName: "Dale alone", accent: null });
  });

  it("has a logo, which is served to everybody under another address after each change", async () => {
    const top = await aReseller(admin, tariffId);
    const png = aPng({ width: 120, height: 48 });
    const put = await top.api("PUT", `${own(top)}/logo`, png);
    expect([put.status, put.body.logo]).toEqual([200, expect.objectContaining({ type: "image/png", width: 120 })]);
    const { logo } = await atTheDoor(top.account);
    const shown = await send("GET", logo);
    const headers = ["content-type", "x-content-type-options"].map((name) => shown.headers.get(name));
    expect([shown.status, ...headers]).toEqual([200, "image/png", "nosniff"]);
    const letterhead = await letterheadNow({
      filter: {},
      asker: { id: top.account, kind: "reseller", account: top.account } as never,
    });
    expect(letterhead).toMatchObject({ company: "Hill & Dale", logo: Buffer.from(png) });
    expect(faultsOf(await top.api("PUT", `${own(top)}/logo`, new Uint8Array([1, 2, 3])))).toEqual(["logo"]);
    expect((await top.api("DELETE", `${own(top)}/logo`)).body.logo).toBeNull();
    expect((await send("GET", logo)).status).toBe(404);
  });

  it("keeps its logo when another one takes the same picture away", async () => {
    const [one, other] = [await aReseller(admin, tariffId), await aReseller(admin, tariffId)];
    const png = aPng({ width: 60, height: 24 });
    for (const each of [one, other]) expect((await each.api("PUT", `${own(each)}/logo`, png)).status).toBe(200);
    expect((await other.api("DELETE", `${own(other)}/logo`)).body.logo).toBeNull();
    expect((await send("GET", (await atTheDoor(one.account)).logo)).status).toBe(200);
  });

  it("is refused with every wrong field, to a stranger as what does not exist, and to who saw an older one", async () => {
    const top = await aReseller(admin, tariffId);
    const wrong = { companyName: "x".repeat(101), supportEmail: "nowhere", accent: "#ffff00" };
    expect(faultsOf(await top.api("PUT", own(top), wrong)).sort()).toEqual(["accent", "companyName", "supportEmail"]);
    expect(faultsOf(await top.api("PUT", own(top), { accent: "green" }))).toEqual(["accent"]);
    const other = await aReseller(admin, tariffId);
    expect((await other.api("GET", own(top))).status).toBe(404);
    expect((await other.api("PUT", own(top), brand)).status).toBe(404);
    expect((await other.api("DELETE", `${own(top)}/logo`)).status).toBe(404);
    const { username } = await itsCustomer(top);
    expect((await (await signInAs(username, goodPassword))("PUT", own(top), brand)).status).toBe(403);
    expect((await top.api("PUT", own(top), brand)).status).toBe(200);
    const stale = await top.api("PUT", own(top), brand, { headers: { "if-match": '"0"' } });
    expect(stale.status).toBe(409);
    const { items } = (await admin("GET", `/audit?account=${top.account}`)).body;
    expect(items[0]).toMatchObject({ action: "reseller.brand", after: { companyName: "Hill Voice" } });
  });
});

describe("the colours that are made of an accent", () => {
  it("are read on what they stand on, whatever colour it is", () => {
    const part = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(part, part, part, (...rgb) => {
        const accent = `#${rgb.map((one) => one.toString(16).padStart(2, "0")).join("")}`;
        if (!isReadable(accent)) return;
        const { light, dark } = shadesOf(accent);
        const pairs = [
          [light.text, "#ffffff"],
          [light.text, light.selected],
          [dark.text, "#242424"],
          [dark.text, dark.selected],
          ["#ffffff", light.filled],
          ["#ffffff", dark.hover],
        ] as const;
        for (const [text, ground] of pairs) expect(contrast(text, ground)).toBeGreaterThanOrEqual(4.5);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ["#000000", "#ffffff", 21],
    ["#767676", "#ffffff", 4.54],
    ["#0000ff", "#ffffff", 8.59],
  ])("of %s on %s have the contrast that WCAG's formula gives", (one, other, ratio) => {
    expect(contrast(one, other)).toBeCloseTo(ratio, 1);
  });
});

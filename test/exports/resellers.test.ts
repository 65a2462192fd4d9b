import { beforeAll, describe, expect, it } from "vitest";
import { type Caller, goodPassword, signInAs, staff } from "../support/api.ts";
import { aTariff } from "../support/customers.ts";
import { aReseller, itsCustomer, type ResellerWorld } from "../support/resellers.ts";
import { pdfText } from "./pdf-text.ts";
import { cellsOf, exported } from "./world.ts";

let admin: Caller;
let top: ResellerWorld;
let sub: ResellerWorld;
let beside: ResellerWorld;
let customer: Caller;

beforeAll(async () => {
  admin = await staff();
  const tariff = await aTariff(admin);
  [top, beside] = [await aReseller(admin, tariff), await aReseller(admin, tariff)];
  sub = await aReseller(top.api, top.tariff, { creditLimit: "10" });
  customer = await signInAs((await itsCustomer(sub)).username, goodPassword);
});

async function rowsOf(api: Caller, kind: string, filter: object) {
  const { job, file } = await exported(api, { kind, format: "csv", filter });
  expect([job.status, job.failure]).toEqual(["done", null]);
  const [header = [], ...rows] = await cellsOf(file);
  return rows.map((row) => Object.fromEntries(header.map((title, at) => [title, row[at]])));
}

const previewed = async (api: Caller, account: string) =>
  (await api("POST", "/exports/preview", { kind: "statement", filter: { account } })).status;

describe("resellers as a file", () => {
  it("are those below whoever asks, with their terms and how they stand, and nothing secret", async () => {
    const all = await rowsOf(admin, "resellers", {});
    const codes = all.map((row) => row["Account code"]);
    expect(codes).toEqual(expect.arrayContaining([top.account, sub.account, beside.account]));
    expect(await rowsOf(top.api, "resellers", {})).toMatchObject([
      {
        ...{ "Account code": sub.account, "Reseller above": top.account, Level: "2", "Credit limit": "10" },
        ...{ "Web access user name": sub.username, Customers: "1", "Billing in decimal": "4", Balance: "0" },
      },
    ]);
    expect(Object.keys(all[0] ?? {}).join()).not.toMatch(/password|hash|secret/i);
    expect((await customer("POST", "/exports", { kind: "resellers", format: "csv", filter: {} })).status).toBe(403);
  });
});

describe("a reseller's statement as a file", () => {
  it("is for itself and whoever stands above it, and does not exist for anyone else", async () => {
    for (const api of [admin, top.api, sub.api])
      expect((await rowsOf(api, "statement", { account: sub.account })).map((row) => row["Activity"])).toEqual([
        ...["OPENING", "CLOSING"],
      ]);
    expect(await previewed(sub.api, top.account)).toBe(404);
    expect(await previewed(beside.api, sub.account)).toBe(404);
    expect(await previewed(customer, sub.account)).toBe(404);
  });

  it("is on the paper of whoever sells to it, not on its own", async () => {
    await top.api("PUT", `/resellers/${top.account}/branding`, { companyName: "Hill Voice" });
    await sub.api("PUT", `/resellers/${sub.account}/branding`, { companyName: "Dale alone" });
    const asked = { kind: "statement", format: "pdf", filter: { account: sub.account } };
    const text = pdfText((await exported(sub.api, asked)).file ?? Buffer.alloc(0));
    expect(text).toContain("Hill Voice");
    expect(text).not.toContain("Dale alone");
    const upper = { ...asked, filter: { account: top.account } };
    expect(pdfText((await exported(top.api, upper)).file ?? Buffer.alloc(0))).not.toContain("Hill Voice");
  });
});

import { beforeAll, describe, expect, it, vi } from "vitest";

/** A table of its own: what is set here holds for nobody else's test. */
vi.hoisted(() => Object.assign(process.env, { TABLE_NAME: `${process.env["TABLE_NAME"]}-settings` }));

import { getSipDevice } from "../functions/devices/device.store.ts";
import { rentDids } from "../functions/dids/rent-dids.flow.ts";
import { env } from "../functions/platform/env.ts";
import { keys } from "../functions/platform/keys.ts";
import { unseal } from "../functions/platform/secret.ts";
import { pdfText } from "./exports/pdf-text.ts";
import { exported } from "./exports/world.ts";
import { type Caller, goodPassword, send, signInAs, staff, uniqueName } from "./support/api.ts";
import { aCustomer, aTariff, customerBody, faultsOf } from "./support/customers.ts";
import { createTable } from "./support/table.ts";
import { aNewTariff, importOf } from "./support/tariffs.ts";

let admin: Caller;
beforeAll(async () => {
  await createTable(env.TABLE_NAME);
  admin = await staff();
});

async function set(change: object): Promise<void> {
  const reply = await admin("PATCH", "/settings", change);
  if (reply.status !== 200) throw new Error(JSON.stringify(reply.body));
}

/** The newest change of the settings, as the audit tells it. */
async function lastChange() {
  const entries = (await admin("GET", "/audit?limit=200")).body.items;
  return entries.find(({ action }: { action: string }) => action === "settings.change");
}

const branding = async () => (await send("GET", "/api/v1/branding")).body;
/** No logo, and nobody's but the operator's. */
const noBrand = { logo: null, accent: null, reseller: null };

const pdfOf = async (asked: object): Promise<Buffer> => {
  const { file } = await exported(admin, { format: "pdf", ...asked });
  if (!file) throw new Error("no file");
  return file;
};

describe("the name and the support's address", () => {
  it("are told to whoever opens the sign-in page, and head and foot PDF files", async () => {
    expect(await branding()).toEqual({ companyName: "Switchbook", supportEmail: null, ...noBrand });
    await set({ companyName: "Acme Telecom", supportEmail: "help@acme.example" });
    expect(await branding()).toEqual({ companyName: "Acme Telecom", supportEmail: "help@acme.example", ...noBrand });
    expect(await lastChange()).toMatchObject({
      before: { companyName: "Switchbook", supportEmail: null },
      after: { companyName: "Acme Telecom", supportEmail: "help@acme.example" },
    });
    const file = await pdfOf({ kind: "customers", filter: {} });
    expect(pdfText(file)).toContain("Acme Telecom · help@acme.example · Customers · page 1");
    expect(pdfText(file)).toMatch(/^Acme Telecom$/m);
  });
});

describe("the seller", () => {
  it("stands with name, address and tax number at the head of PDF files, and is their author", async () => {
    const seller = { sellerName: "Acme GmbH", sellerAddress: "Ring 1\n10115 Berlin", sellerTaxNumber: "DE123456789" };
    await set(seller);
    const file = await pdfOf({ kind: "customers", filter: {} });
    const lines = pdfText(file).split("\n");
    expect(lines).toEqual(expect.arrayContaining(["Acme GmbH", "Ring 1", "10115 Berlin", "Tax number DE123456789"]));
    expect(file.toString("latin1")).toContain("(Acme GmbH)");
    expect((await lastChange()).after).toEqual(seller);
    await set({ sellerName: "", sellerAddress: null });
    const after = pdfText(await pdfOf({ kind: "customers", filter: {} })).split("\n");
    expect(after).toContain("Acme Telecom");
    expect(after).not.toContain("Ring 1");
  });

  it("is refused where it cannot be printed", async () => {
    const wrong = { companyName: "a\nb", sellerName: "x".repeat(101), sellerAddress: "x".repeat(301) };
    const reply = await admin("PATCH", "/settings", { ...wrong, sellerTaxNumber: "1\t2" });
    expect([reply.status, new Set(faultsOf(reply))]).toEqual([
      422,
      new Set(["companyName", "sellerName", "sellerAddress", "sellerTaxNumber"]),
    ]);
  });
});

describe("the base currency", () => {
  it("is that of a tariff which names none, and what forms begin with", async () => {
    expect(await aNewTariff(admin, { currency: undefined })).toMatchObject({ currency: "EUR" });
    await set({ baseCurrency: "CHF" });
    expect(await aNewTariff(admin, { currency: undefined })).toMatchObject({ currency: "CHF" });
    expect(await aNewTariff(admin, { currency: "USD" })).toMatchObject({ currency: "USD" });
    const clerk = await staff([]);
    expect((await clerk("GET", "/settings/defaults")).body).toMatchObject({ baseCurrency: "CHF" });
    expect((await lastChange()).after).toEqual({ baseCurrency: "CHF" });
  });
});

describe("the time zone", () => {
  it("is that of a new customer, tariff, CDR source and export which name none", async () => {
    const zones = async () => {
      const tariff = await aTariff(admin);
      const customer = await aCustomer(admin, tariff);
      const source = { name: "Switch", switch: uniqueName(), format: "freeswitch-json" };
      const { status, body } = await admin("POST", "/cdr-sources", source);
      expect(status).toBe(201);
      const asked = { kind: "customers", format: "csv", filter: {} };
      const job = (await admin("POST", "/exports", asked)).body;
      const { body: sold } = await admin("GET", `/tariffs/${tariff}`);
      return [customer.timeZone, sold.timeZone, body.timeZone, job.timeZone];
    };
    expect(await zones()).toEqual(["UTC", "UTC", "UTC", "UTC"]);
    await set({ timeZone: "Asia/Tokyo" });
    expect(await zones()).toEqual(["Asia/Tokyo", "Asia/Tokyo", "Asia/Tokyo", "Asia/Tokyo"]);
    const named = await aCustomer(admin, await aTariff(admin), { timeZone: "Europe/Berlin" });
    expect(named.timeZone).toBe("Europe/Berlin");
  });
});

describe("the rounding", () => {
  it("is that of a new tariff, and stays with the tariff when the setting changes", async () => {
    const before = await aNewTariff(admin);
    await set({ rounding: "UP" });
    expect(await aNewTariff(admin)).toMatchObject({ rounding: "UP" });
    expect(await aNewTariff(admin, { rounding: "HALF_UP" })).toMatchObject({ rounding: "HALF_UP" });
    expect((await admin("GET", `/tariffs/${before.id}`)).body).toMatchObject({ rounding: "HALF_UP" });
  });
});

describe("the highest price", () => {
  const rate = (pricePerMinute: string) => ({ prefix: "44", destination: "UK", pricePerMinute });

  it("refuses a dearer rate in the form and in a sheet, unless the tariff has a ceiling of its own", async () => {
    await set({ priceCeiling: "5" });
    const [tariff, own] = [await aNewTariff(admin), await aNewTariff(admin, { priceCeiling: "50" })];
    const refused = await admin("POST", `/tariffs/${tariff.id}/rates`, rate("5.01"));
    expect([refused.status, faultsOf(refused)]).toEqual([422, ["pricePerMinute"]]);
    expect((await admin("POST", `/tariffs/${own.id}/rates`, rate("5.01"))).status).toBe(201);
    const sheet = "prefix,destination,price\n33,France,5\n34,Spain,6\n";
    expect((await importOf(admin, tariff.id, sheet)).findings).toMatchObject({ rates: 1, rejected: 1 });
    expect((await importOf(admin, tariff.id, sheet)).rejects).toMatchObject([{ line: 3, reason: "OVER_CEILING" }]);
    expect((await importOf(admin, own.id, sheet)).findings).toMatchObject({ rates: 2, rejected: 0 });
  });

  it("holds at once for tariffs that exist, and a hundred times higher without cents", async () => {
    await set({ priceCeiling: "5" });
    const [tariff, yen] = [await aNewTariff(admin), await aNewTariff(admin, { currency: "JPY" })];
    expect((await admin("POST", `/tariffs/${yen.id}/rates`, rate("500"))).status).toBe(201);
    expect((await admin("POST", `/tariffs/${yen.id}/rates`, { ...rate("501"), prefix: "1" })).status).toBe(422);
    await set({ priceCeiling: "7" });
    expect((await admin("POST", `/tariffs/${tariff.id}/rates`, rate("7"))).status).toBe(201);
    const change = await admin("PATCH", `/tariffs/${tariff.id}`, { priceCeiling: "8" });
    expect(change.body).toMatchObject({ priceCeiling: "8" });
    expect((await admin("POST", `/tariffs/${tariff.id}/rates`, { ...rate("8"), prefix: "1" })).status).toBe(201);
  });
});

describe("the rules of e-mail addresses and phone numbers", () => {
  const asked = async (fields: object) => {
    const reply = await admin("POST", "/customers", { ...customerBody(await aTariff(admin)), ...fields });
    return reply.status === 201 ? [] : faultsOf(reply);
  };
  const email = `${"a".repeat(40)}@acme.example`;

  it("are the manual's until they are raised", async () => {
    expect(await asked({ email, phone: "+442079460018" })).toEqual(["email", "phone"]);
    await set({ emailMaxLength: 254, phoneRule: "E164" });
    expect(await asked({ email, phone: "+442079460018" })).toEqual([]);
    expect(await asked({ phone: "2125550142" })).toEqual(["phone"]);
    await set({ emailMaxLength: 30, phoneRule: "TEN_DIGITS" });
    expect(await asked({ phone: "2125550142", email: `${"a".repeat(17)}@acme.example` })).toEqual([]);
    expect(await asked({ phone: "2125550142", email: `${"a".repeat(18)}@acme.example` })).toEqual(["email"]);
  });
});

describe("the caps on spending", () => {
  it("are those of a new customer which names none, until it has its own, and change nobody who is there", async () => {
    const tariff = await aTariff(admin);
    const capsOf = async (fields: object) => {
      const { account } = await aCustomer(admin, tariff, fields);
      const { dailySpendCap, maxPricePerMinute } = (await admin("GET", `/customers/${account}`)).body;
      return { account, caps: [dailySpendCap, maxPricePerMinute] };
    };
    const early = await capsOf({});
    expect(early.caps).toEqual([null, null]);
    await set({ dailySpendCap: "50", maxPricePerMinute: "0.9" });
    expect((await capsOf({})).caps).toEqual(["50", "0.9"]);
    expect((await capsOf({ dailySpendCap: "7", maxPricePerMinute: null })).caps).toEqual(["7", null]);
    expect((await admin("GET", `/customers/${early.account}`)).body.dailySpendCap).toBeNull();
    expect((await admin("GET", "/settings/defaults")).body).toMatchObject({ dailySpendCap: "50" });
    expect(await lastChange()).toMatchObject({ before: { dailySpendCap: null }, after: { dailySpendCap: "50" } });
    await set({ dailySpendCap: null, maxPricePerMinute: null });
    expect((await capsOf({})).caps).toEqual([null, null]);
  });
});

describe("the other brakes", () => {
  const set4 = {
    ...{ prefixCallLimits: ["44=10"], nightHours: "22:00-06:00" },
    ...{ nightMaxCallSessions: 3, nightMaxPricePerMinute: "0.5" },
  };
  const none = { prefixCallLimits: [], nightHours: null, nightMaxCallSessions: null, nightMaxPricePerMinute: null };

  it("are those of a new customer too, each by itself, and none where it says so or is there already", async () => {
    const tariff = await aTariff(admin);
    const added = async (fields: object = {}) => (await aCustomer(admin, tariff, fields)).account;
    const kept = async (account: string) => (await admin("GET", `/customers/${account}`)).body;
    const early = await added();
    await set(set4);
    expect(await kept(await added())).toMatchObject(set4);
    expect(await kept(await added({ nightHours: "20:00-07:00" }))).toMatchObject({
      ...set4,
      nightHours: "20:00-07:00",
    });
    for (const account of [early, await added(none)]) expect(await kept(account)).toMatchObject(none);
    expect((await admin("GET", "/settings/defaults")).body).toMatchObject(set4);
    await set(none);
    expect(await kept(await added())).toMatchObject(none);
  });
});

describe("the notice of a rise", () => {
  it("decides which rises of a sheet are shown with a warning", async () => {
    const { id } = await aNewTariff(admin, { timeZone: "UTC" });
    await admin("POST", `/tariffs/${id}/rates`, { prefix: "44", destination: "UK", pricePerMinute: "0.01" });
    const inFiveDays = new Date(Date.now() + 5 * 86_400_000).toISOString();
    const sheet = `prefix,destination,price,effective from\n44,UK,0.02,${inFiveDays}\n`;
    const warned = async () => (await importOf(admin, id, sheet)).findings.warnings["SHORT_NOTICE"];
    expect(await warned()).toBe(1);
    await set({ rateNoticeDays: 3 });
    expect(await warned()).toBe(0);
  });
});

describe("the SIP realm", () => {
  it("is part of the password hash that a switch checks by", async () => {
    const { account } = await aCustomer(admin, await aTariff(admin));
    const device = { login: uniqueName(), extension: "100", maxCallSessions: 1, callSessionsPerSecond: 1 };
    await set({ sipRealm: "sip.acme.example" });
    const { id } = (await admin("POST", `/customers/${account}/sip-devices`, device)).body;
    const stored = await getSipDevice(account, id);
    expect(unseal(stored?.sealed ?? "", keys.sipDevice(account, id))).toContain('"realm":"sip.acme.example"');
  });
});

describe("what forms begin with", () => {
  it("is told to whoever is signed in, a customer too, and to nobody else", async () => {
    const { username } = await aCustomer(admin, await aTariff(admin), { password: goodPassword });
    const customer = await signInAs(username, goodPassword);
    expect((await customer("GET", "/settings/defaults")).status).toBe(200);
    expect((await customer("GET", "/settings")).status).toBe(403);
    expect((await send("GET", "/api/v1/settings/defaults")).status).toBe(401);
  });
});

describe("the terms of DIDs", () => {
  it("say when a month of rent begins, and how long an unpaid number goes on", async () => {
    await set({ didRentMonth: "ANNIVERSARY", didGraceDays: 0, didReleaseDays: 5 });
    const [paid, poor] = [await aCustomer(admin, await aTariff(admin)), await aCustomer(admin, await aTariff(admin))];
    const key = { headers: { "idempotency-key": uniqueName() } };
    await admin("POST", `/customers/${paid.account}/payments`, { kind: "PAYMENT", amount: "100" }, key);
    const rented = async (account: string, number: string) =>
      (await admin("POST", "/dids", { numbers: [number], account, monthlyRent: "31" })).body.items[0].rent.standing;
    expect(await rented(paid.account, "493200000001")).toBe("PAID");
    expect((await admin("GET", `/customers/${paid.account}`)).body.balance).toBe("69");
    expect(await rented(poor.account, "493200000002")).toBe("SUSPENDED");
    await set({ didReleaseDays: 0 });
    await rentDids(() => 60_000);
    expect((await admin("GET", "/dids/493200000002")).body).toMatchObject({ account: null, rent: null });
  });
});

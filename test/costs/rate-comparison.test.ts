import { beforeAll, describe, expect, it } from "vitest";
import { staffPermissions } from "../../functions/auth/access.ts";
import { type Caller, staff, uniqueName } from "../support/api.ts";
import { addRate } from "../support/charging.ts";
import { aTariff, customerBody, faultsOf } from "../support/customers.ts";
import { aReseller } from "../support/resellers.ts";

let admin: Caller;
beforeAll(async () => {
  admin = await staff();
});

const made = async (path: string, body: object) => {
  const reply = await admin("POST", path, body);
  expect(reply).toMatchObject({ status: 201 });
  return reply.body;
};

/** Digits that no other test sells: vendors are compared with all there are. */
let places = 0;
const aPlace = () => `${7000 + (process.pid % 900)}${String(places++).padStart(3, "0")}`;

async function aCostTariff(rates: Record<string, object>, currency = "EUR"): Promise<string> {
  const { id } = await made("/tariffs", { name: `Cost ${uniqueName()}`, currency, kind: "COST" });
  for (const [prefix, fields] of Object.entries(rates)) await addRate(admin, id, prefix, fields);
  return id;
}

async function aVendor(rates: Record<string, object>, currency = "EUR") {
  const tariffId = await aCostTariff(rates, currency);
  const vendor = await made("/vendors", { name: uniqueName(), currency, tariffId });
  return { id: vendor.id as string, name: vendor.name as string, tariffId };
}

const compare = async (query: Record<string, string>) => {
  const reply = await admin("GET", `/rate-comparison?${new URLSearchParams(query)}`);
  expect(reply.status).toBe(200);
  return reply.body;
};

describe("what vendors take for a prefix", () => {
  it("is listed the cheapest first, by fees and increments of the expected call, beside our price and what is left", async () => {
    const place = aPlace();
    const fee = await aVendor({ [place]: { pricePerMinute: "0.009", connectFee: "0.004" } });
    const minute = await aVendor({ [place]: { pricePerMinute: "0.01", firstIncrement: 60, nextIncrement: 60 } });
    const ours = await aTariff(admin);
    await addRate(admin, ours, place, { pricePerMinute: "0.012" });
    const of = async (expectedSeconds: string) =>
      (await compare({ tariff: ours, prefix: place, expectedSeconds })).items[0];
    const short = await of("60");
    expect(short.vendors.map(({ vendorId }: { vendorId: string }) => vendorId)).toEqual([minute.id, fee.id]);
    expect(short).toMatchObject({
      ...{ prefix: place, margin: "0.002", marginPercent: "16.67", verdict: "SOME_LOSS" },
      price: { pricePerMinute: "0.012", amount: "0.012" },
      vendors: [{ cost: "0.01", firstIncrement: 60 }, { cost: "0.013" }],
    });
    const long = await of("600");
    expect(long.vendors.map(({ vendorId }: { vendorId: string }) => vendorId)).toEqual([fee.id, minute.id]);
    expect(long).toMatchObject({ margin: "0.026", verdict: "OK" });
  });

  it("shows where a vendor prices apart, and dearer, what we sell as one", async () => {
    const place = aPlace();
    await aVendor({ [place]: { pricePerMinute: "0.01" }, [`${place}7`]: { pricePerMinute: "0.2" } });
    const ours = await aTariff(admin);
    await addRate(admin, ours, place, { pricePerMinute: "0.02" });
    const { items } = await compare({ tariff: ours, prefix: place });
    expect(items).toMatchObject([
      { prefix: place, verdict: "OK", margin: "0.03" },
      { prefix: `${place}7`, verdict: "LOSS", margin: "-0.54", price: { prefix: place } },
    ]);
    expect((await compare({ tariff: ours, prefix: place, verdict: "LOSS" })).items).toMatchObject([
      { prefix: `${place}7` },
    ]);
    const { body } = await admin("GET", `/rate-comparison/below-cost?tariff=${ours}`);
    expect(body).toMatchObject({ losses: 1, someLosses: 0, complete: true });
  });

  it.each([
    {
      sold: undefined,
      bought: { pricePerMinute: "0.01" },
      verdict: "NO_PRICE",
      because: "we do not sell it",
    },
    {
      sold: { blocked: true },
      bought: { pricePerMinute: "0.01" },
      verdict: "NO_PRICE",
      because: "our tariff blocks it",
    },
    { sold: {}, bought: undefined, verdict: "NO_COST", because: "no vendor has a rate" },
    { sold: {}, bought: { blocked: true }, verdict: "NO_COST", because: "the only vendor blocks it" },
    {
      sold: {},
      bought: { pricePerMinute: "0.01" },
      currency: "BBD",
      verdict: "NO_FX",
      because: "there is no exchange rate",
    },
  ])("is $verdict where $because, and never 0", async ({ sold, bought, currency, verdict }) => {
    const place = aPlace();
    const ours = await aTariff(admin);
    if (sold) await addRate(admin, ours, place, sold);
    if (bought) await aVendor({ [place]: bought }, currency);
    const { items } = await compare({ tariff: ours, prefix: place });
    expect(items).toMatchObject([{ prefix: place, verdict, margin: null, marginPercent: null }]);
  });

  it("comes page by page, each prefix once and in order", async () => {
    const place = aPlace();
    const prefixes = Array.from({ length: 7 }, (_, i) => `${place}${i}`);
    await aVendor(Object.fromEntries(prefixes.map((prefix) => [prefix, {}])));
    await aVendor({ [`${place}2`]: {}, [`${place}5`]: {} });
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await compare({ prefix: place, limit: "3", ...(cursor ? { cursor } : {}) });
      seen.push(...page.items.map(({ prefix }: { prefix: string }) => prefix));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(seen).toEqual(prefixes);
  });

  it("is nobody's to see who may not see vendors", async () => {
    const clerk = await staff(staffPermissions.filter((one) => one !== "vendors:read"));
    expect((await clerk("GET", "/rate-comparison")).status).toBe(403);
    expect((await clerk("POST", "/tariffs/from-cost/preview", { currency: "EUR" })).status).toBe(403);
    expect((await clerk("POST", "/tariffs/from-cost", { currency: "EUR", name: uniqueName() })).status).toBe(403);
  });
});

describe("a tariff made from costs", () => {
  it("has a price for every prefix that a vendor prices apart, tried before it is made, and nobody has it", async () => {
    const place = aPlace();
    const one = await aVendor({
      [place]: { pricePerMinute: "0.01", destination: "Somewhere" },
      [`${place}9`]: { pricePerMinute: "0.5", destination: "Somewhere premium" },
    });
    const two = await aVendor({
      [place]: { pricePerMinute: "0.008", firstIncrement: 60, nextIncrement: 60 },
      [`${place}8`]: { blocked: true },
    });
    const rule = { currency: "EUR", vendors: [one.id, two.id], percent: "20", roundTo: "0.001" };
    const preview = await admin("POST", "/tariffs/from-cost/preview", rule);
    expect(preview.body).toMatchObject({ rates: 3, blocked: 0, losses: { ownCost: 0, otherVendors: 1 } });
    expect(preview.body.sample).toMatchObject([
      { prefix: place, pricePerMinute: "0.01", vendor: two.name, margin: "0.006" },
      { prefix: `${place}8`, pricePerMinute: "0.012", vendor: one.name },
      { prefix: `${place}9`, pricePerMinute: "0.01", vendor: two.name },
    ]);
    expect(preview.body.losses.items).toMatchObject([{ prefix: `${place}9`, vendor: one.name, isBasis: false }]);
    const tariff = await made("/tariffs/from-cost", { ...rule, name: `From cost ${uniqueName()}` });
    expect(tariff).toMatchObject({ currency: "EUR", kind: "SELL", version: 1, cards: [{ rates: 3 }] });
    const { body } = await admin("GET", `/tariffs/${tariff.id}/rates`);
    expect(body.items).toMatchObject([
      { prefix: place, destination: `to ${place}`, pricePerMinute: "0.01", firstIncrement: 60 },
      { prefix: `${place}8`, pricePerMinute: "0.012", firstIncrement: 1 },
      { prefix: `${place}9`, pricePerMinute: "0.01" },
    ]);
  });
});

describe("a tariff made from costs, further,", () => {
  it("sells at no loss to any vendor where the dearest is taken, and names what short calls would lose", async () => {
    const place = aPlace();
    const one = await aVendor({ [place]: { pricePerMinute: "0.01" } });
    const two = await aVendor({ [place]: { pricePerMinute: "0.02", firstIncrement: 60, nextIncrement: 60 } });
    const rule = { currency: "EUR", vendors: [one.id, two.id], basis: "DEAREST", percent: "10" };
    const losses = async (more: object) =>
      (await admin("POST", "/tariffs/from-cost/preview", { ...rule, ...more })).body.losses;
    expect(await losses({})).toMatchObject({ ownCost: 0, otherVendors: 0, items: [] });
    const short = await losses({ firstIncrement: 1, nextIncrement: 1, expectedCallSeconds: 30 });
    expect(short).toMatchObject({ ownCost: 1, otherVendors: 0 });
    expect(short.items).toMatchObject([
      { prefix: place, vendor: two.name, isBasis: true, price: "0.011", cost: "0.02", difference: "-0.009" },
    ]);
  });

  it("blocks what every vendor blocks, so that it is not sold by a shorter prefix", async () => {
    const place = aPlace();
    const one = await aVendor({ [place]: {}, [`${place}9`]: { blocked: true } });
    const rule = { currency: "EUR", vendors: [one.id], name: uniqueName() };
    const tariff = await made("/tariffs/from-cost", rule);
    const { body } = await admin("GET", `/tariffs/${tariff.id}/rates?prefix=${place}9`);
    expect(body.items).toMatchObject([{ prefix: `${place}9`, blocked: true }]);
  });

  it("is converted by the exchange rate in force, and not made without one", async () => {
    const place = aPlace();
    const foreign = await aVendor({ [place]: { pricePerMinute: "0.02" } }, "BZD");
    const rule = { currency: "EUR", vendors: [foreign.id] };
    const refused = await admin("POST", "/tariffs/from-cost/preview", rule);
    expect([refused.status, faultsOf(refused)]).toEqual([422, ["currency"]]);
    await made("/exchange-rates", { currency: "BZD", rate: "2", effectiveFrom: "2020-01-01" });
    const { body } = await admin("POST", "/tariffs/from-cost/preview", rule);
    expect(body.sample).toMatchObject([{ pricePerMinute: "0.01" }]);
  });

  it.each([
    { fields: { vendors: ["ven_nobody"] }, faults: ["vendors"], because: "there is no such vendor" },
    { fields: { percent: "x", roundTo: "0" }, faults: ["percent", "roundTo"], because: "two figures are none" },
  ])("is refused by name where $because", async ({ fields, faults }) => {
    const reply = await admin("POST", "/tariffs/from-cost/preview", { currency: "EUR", ...fields });
    expect([reply.status, faultsOf(reply)]).toEqual([422, faults]);
  });

  it("is refused where a price would be above the ceiling", async () => {
    const vendor = await aVendor({ [aPlace()]: { pricePerMinute: "900" } });
    const reply = await admin("POST", "/tariffs/from-cost/preview", {
      ...{ currency: "EUR", vendors: [vendor.id], percent: "50" },
    });
    expect([reply.status, faultsOf(reply)]).toEqual([422, ["percent"]]);
  });
});

describe("a cost tariff", () => {
  it("is given to no customer, no device and no reseller", async () => {
    const cost = await aCostTariff({});
    expect(faultsOf(await admin("POST", "/customers", customerBody(cost)))).toEqual(["tariffId"]);
    const reseller = { ...customerBody(cost), creditLimit: "0" };
    expect((await admin("POST", "/resellers", reseller)).status).toBe(422);
  });

  it("is not there for whoever may not see vendors, and no reseller can make one", async () => {
    const cost = await aCostTariff({});
    const clerk = await staff(staffPermissions.filter((one) => one !== "vendors:read"));
    expect((await clerk("GET", `/tariffs/${cost}`)).status).toBe(404);
    expect((await clerk("GET", `/tariffs/${cost}/rates`)).status).toBe(404);
    const page = await clerk("GET", "/tariffs?limit=200");
    expect(page.body.items.some(({ kind }: { kind: string }) => kind === "COST")).toBe(false);
    const body = { name: uniqueName(), currency: "EUR", kind: "COST" };
    expect(faultsOf(await clerk("POST", "/tariffs", body))).toEqual(["kind"]);
    const reseller = await aReseller(admin, await aTariff(admin));
    expect(faultsOf(await reseller.api("POST", "/tariffs", body))).toEqual(["kind"]);
  });
});

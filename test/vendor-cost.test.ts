import { beforeAll, describe, expect, it } from "vitest";
import { staffPermissions } from "../functions/auth/access.ts";
import { staff, uniqueName } from "./support/api.ts";
import { aBatch, aCallOf, addRate, anOperator, type Operator, rate } from "./support/charging.ts";
import { aCustomer, aTariff } from "./support/customers.ts";

let operator: Operator;
beforeAll(async () => {
  operator = await anOperator();
});

const made = async (path: string, body: object) => {
  const reply = await operator.admin("POST", path, body);
  expect(reply).toMatchObject({ status: 201 });
  return reply.body;
};

/** A cost tariff at 0.03 a minute, 60/60, for numbers that begin with 44. */
async function aCostTariff(currency = "EUR", fields: object = {}): Promise<string> {
  const tariff = await aTariff(operator.admin, currency);
  await addRate(operator.admin, tariff, "44", {
    pricePerMinute: "0.03",
    firstIncrement: 60,
    nextIncrement: 60,
    ...fields,
  });
  return tariff;
}

interface Carrier {
  vendorId: string;
  gatewayId: string;
  alias: string;
}

async function aCarrier(fields: object = {}, gateway: object = {}): Promise<Carrier> {
  const vendor = await made("/vendors", { name: uniqueName(), currency: "EUR", ...fields });
  const alias = uniqueName();
  const body = { name: uniqueName(), host: "192.0.2.1", aliases: [alias], ...gateway };
  const { id } = await made(`/vendors/${vendor.id}/gateways`, body);
  return { vendorId: vendor.id, gatewayId: id, alias };
}

async function callBy(gateway: string | null, over: object = {}) {
  const account = await operator.newAccount();
  await rate(aBatch(operator.source, [aCallOf(account, operator.source, { gateway, ...over })]));
  const { items } = await operator.calls(account);
  const { body } = await operator.admin("GET", `/customers/${account}/calls/${items[0].id}`);
  return { account, call: items[0], why: body.costTrace as { step: string; outcome: string; detail: string }[] };
}

const unknown = {
  cost: null,
  costCurrency: null,
  margin: null,
  marginCurrency: null,
  vendorId: null,
  gatewayId: null,
  loss: null,
};

describe("a call whose gateway is a vendor's", () => {
  it("has its cost by the vendor's tariff and increments, and what is left of the charge", async () => {
    const { alias, vendorId, gatewayId } = await aCarrier({ tariffId: await aCostTariff() });
    const { call, why } = await callBy(alias.toUpperCase(), { billableMs: 61_004 });
    expect(call).toMatchObject({
      ...{ charge: "0.062", cost: "0.06", costCurrency: "EUR", margin: "0.002", marginCurrency: "EUR", loss: false },
      ...{ vendorId, gatewayId, gateway: alias.toUpperCase() },
    });
    expect(why.map(({ step }) => step)).toEqual(["vendor", "cost", "margin"]);
    expect(why[2]).toMatchObject({ outcome: "0.002 EUR" });
  });

  it("is a loss where it cost more than it brought", async () => {
    const { alias } = await aCarrier({ tariffId: await aCostTariff() });
    const { call, why } = await callBy(alias, { billableMs: 5000 });
    expect(call).toMatchObject({ charge: "0.005", cost: "0.03", margin: "-0.025", loss: true });
    expect(why[2]?.detail).toContain("A loss.");
  });

  it("is rated by the customer's number before what is done to it for the carrier", async () => {
    const { alias } = await aCarrier({ tariffId: await aCostTariff() }, { rule: "44|%=>0044%" });
    expect((await callBy(alias)).call).toMatchObject({ cost: "0.03" });
  });

  it("costs nothing where it was not answered, which is known and no guess", async () => {
    const { alias, vendorId } = await aCarrier({ tariffId: await aCostTariff() });
    const { call } = await callBy(alias, { answeredMs: null, billableMs: 0, sipCode: 486 });
    expect(call).toMatchObject({ cost: "0", margin: "0", loss: false, vendorId });
  });

  it("is net of the tax that a prepaid customer pays", async () => {
    const { alias } = await aCarrier({ tariffId: await aCostTariff() });
    const tax = { taxFlag: "VAT", taxes: [{ name: "VAT", percent: "20" }], taxNumber: "DE123456789" };
    const { account } = await aCustomer(operator.admin, operator.tariff, tax);
    await rate(aBatch(operator.source, [aCallOf(account, operator.source, { gateway: alias })]));
    const [call] = (await operator.calls(account)).items;
    expect(call).toMatchObject({ charge: "0.072", tax: "0.012", cost: "0.03", margin: "0.03" });
  });

  it("has the cost that it had, whatever is sold, named or delivered later", async () => {
    const tariffId = await aCostTariff();
    const { alias, vendorId, gatewayId } = await aCarrier({ tariffId });
    const account = await operator.newAccount();
    const batch = aBatch(operator.source, [aCallOf(account, operator.source, { gateway: alias })]);
    await rate(batch);
    const before = await operator.calls(account);
    await addRate(operator.admin, tariffId, "4420", { pricePerMinute: "9" });
    await operator.admin("PATCH", `/vendors/${vendorId}/gateways/${gatewayId}`, { aliases: [] });
    await rate(batch);
    await rate({ ...batch, delivery: uniqueName() });
    expect(await operator.calls(account)).toEqual(before);
    expect(await operator.balance(account)).toBe("-0.06");
    expect(await operator.waiting(account)).toEqual([]);
  });
});

describe("the cost of a call is not known, and never 0,", () => {
  it.each([
    { carrier: undefined, gateway: null, reason: "NO_VENDOR", because: "where the record names no gateway" },
    { carrier: undefined, gateway: "nobody", reason: "NO_VENDOR", because: "where nobody is called so" },
    { carrier: () => ({}), reason: "NO_COST", because: "where the vendor has no tariff" },
    {
      carrier: async () => ({ tariffId: await aTariff(operator.admin) }),
      reason: "NO_COST",
      because: "where its tariff has no rate",
    },
    {
      carrier: async () => ({ tariffId: await aCostTariff("EUR", { blocked: true }) }),
      reason: "NO_COST",
      because: "where its rate is blocked",
    },
  ])("$because", async ({ carrier, gateway, reason }) => {
    const own = carrier && (await aCarrier(await carrier()));
    const { call, why } = await callBy(own?.alias ?? gateway ?? null);
    const named = own ? { vendorId: own.vendorId, gatewayId: own.gatewayId, costCurrency: "EUR" } : {};
    expect(call).toMatchObject({ charge: "0.06", ...unknown, ...named });
    expect(why.at(-1)?.outcome).toBe(reason);
  });
});

describe("a vendor of another currency", () => {
  it("leaves the margin unknown until there is an exchange rate, and later calls are compared by it", async () => {
    const { alias } = await aCarrier({ currency: "XCG", tariffId: await aCostTariff("XCG") });
    const before = await callBy(alias);
    expect(before.call).toMatchObject({ cost: "0.03", costCurrency: "XCG", margin: null, loss: null });
    expect(before.why.at(-1)?.outcome).toBe("NO_FX");
    await made("/exchange-rates", { currency: "XCG", rate: "2", effectiveFrom: "2020-01-01" });
    const after = await callBy(alias);
    expect(after.call).toMatchObject({ cost: "0.03", costCurrency: "XCG", margin: "0.045", marginCurrency: "EUR" });
    expect(after.why.at(-1)?.detail).toContain("1 / 2");
    const again = (await operator.calls(before.account)).items[0];
    expect(again.margin).toBeNull();
  });
});

describe("the source says where the vendor is named", () => {
  const sourced = async (vendorBy: string, billedLeg = "a") =>
    (
      await made("/cdr-sources", {
        name: uniqueName(),
        switch: uniqueName(),
        format: "freeswitch-json",
        vendorBy,
        billedLeg,
      })
    ).id;

  it("by the address that the call went to, however it is written", async () => {
    const source = await sourced("destinationIp");
    await aCarrier({ tariffId: await aCostTariff() }, { aliases: [{ source, code: "2001:DB8:7::9" }] });
    const account = await operator.newAccount();
    await rate(aBatch(source, [aCallOf(account, source, { destinationIp: "2001:db8:7:0::9", gateway: "other" })]));
    expect((await operator.calls(account)).items[0]).toMatchObject({ cost: "0.03" });
  });

  it("by the leg to the carrier, so that a call of two records costs once", async () => {
    const [source, { alias }] = [await sourced("bLeg"), await aCarrier({ tariffId: await aCostTariff() })];
    const account = await operator.newAccount();
    const a = aCallOf(account, source, { gateway: alias });
    const b = { ...a, leg: "b", billed: false };
    await rate(aBatch(source, [a, b]));
    const { items } = await operator.calls(account);
    expect(items.map(({ charge, cost, margin }: Record<string, string>) => [charge, cost, margin]).sort()).toEqual([
      ["0", "0.03", null],
      ["0.06", null, null],
    ]);
  });

  it("by an alias of its own before one of all sources", async () => {
    const [source, name] = [await sourced("gateway"), uniqueName()];
    const everywhere = await aCarrier({ tariffId: await aCostTariff() }, { aliases: [name] });
    const here = await aCarrier({}, { aliases: [{ source, code: name }] });
    const account = await operator.newAccount();
    await rate(aBatch(source, [aCallOf(account, source, { gateway: name })]));
    expect((await operator.calls(account)).items[0]).toMatchObject({ vendorId: here.vendorId, cost: null });
    expect((await callBy(name)).call).toMatchObject({ vendorId: everywhere.vendorId, cost: "0.03" });
  });
});

it("what a call cost us is shown to nobody who may not see vendors", async () => {
  const { alias } = await aCarrier({ tariffId: await aCostTariff() });
  const { account, call } = await callBy(alias);
  expect(call.cost).toBe("0.03");
  const clerk = await staff(staffPermissions.filter((one) => one !== "vendors:read"));
  const hidden = { ...unknown, gateway: null };
  expect((await clerk("GET", `/customers/${account}/calls`)).body.items[0]).toMatchObject(hidden);
  expect((await clerk("GET", `/customers/${account}/calls/${call.id}`)).body).toMatchObject({
    ...hidden,
    costTrace: [],
  });
});

import { beforeAll, describe, expect, it } from "vitest";
import type { Verdict } from "../../functions/switch/call-request.ts";
import { signInAs, uniqueName } from "../support/api.ts";
import { addRate } from "../support/charging.ts";
import { aTariff } from "../support/customers.ts";
import { aSwitchboard, type Switchboard } from "./switchboard.ts";

let board: Switchboard;
beforeAll(async () => {
  board = await aSwitchboard();
});

const made = async (path: string, body: object) => {
  const reply = await board.admin("POST", path, body);
  expect(reply).toMatchObject({ status: 201 });
  return reply.body;
};

interface Bought {
  /** Price of a minute to 44; undefined: the vendor has no tariff. */
  price?: string;
  currency?: string;
  rate?: object;
}

/** A vendor with one gateway. The customers of the switchboard pay 0.06 EUR a minute by the second. */
async function aVendor({ price, currency = "EUR", rate = {} }: Bought): Promise<{ gateway: string; name: string }> {
  const tariffId = price === undefined ? null : await aTariff(board.admin, currency);
  if (tariffId) await addRate(board.admin, tariffId, "44", { pricePerMinute: price, ...rate });
  const vendor = await made("/vendors", { name: uniqueName(), currency, tariffId });
  const name = uniqueName();
  const { id } = await made(`/vendors/${vendor.id}/gateways`, { name, host: "192.0.2.9" });
  return { gateway: id, name };
}

/** A route with a row to each of these, in this turn, and a customer whose calls take it. */
async function aCallerBy(vendors: { gateway: string }[], fields: object = {}) {
  const route = await made("/routes", { name: uniqueName() });
  for (const [i, { gateway }] of vendors.entries())
    await made(`/routes/${route.id}/rows`, { prefix: "", gatewayId: gateway, priority: i + 1 });
  const caller = await board.caller({ blockLossRoutes: true, ...fields }, { pay: "10" });
  await made(`/customers/${caller.account}/dialing-routes`, { routeId: route.id, pattern: "44%" });
  return caller;
}

const routesOf = (verdict: Verdict) => (verdict.verdict === "allow" ? verdict.routes.map(({ id }) => id) : verdict);
const ask = ({ ip }: { ip: string }) => board.ask({ source_ip: ip, cld: "442079460018" });
const tryCall = async ({ account }: { account: string }) =>
  (await board.admin("POST", `/customers/${account}/simulate`, { cld: "442079460018" })).body;
const stepsOf = async (caller: { account: string }) =>
  ((await tryCall(caller)).trace as { step: string; outcome: string; detail: string }[]) ?? [];

describe("a customer whose calls may not go at a loss", () => {
  it("is offered the gateways that cost no more than the call brings, and the trace has the arithmetic of the others", async () => {
    const [dear, cheap] = [await aVendor({ price: "0.07" }), await aVendor({ price: "0.05" })];
    const caller = await aCallerBy([dear, cheap]);
    expect(routesOf(await ask(caller))).toEqual([cheap.name]);
    const steps = await stepsOf(caller);
    const skipped = steps.find(({ outcome }) => outcome === "LOSS");
    expect(skipped?.step).toContain(dear.name);
    expect(skipped?.detail).toContain("180 s bring 0.18 and cost 0.21 EUR: -0.03.");
    expect(steps.find(({ step }) => step === "loss check")?.detail).toContain(
      "180 s bring 0.18 and cost 0.15 EUR: 0.03.",
    );
  });

  it("takes every gateway where losses are allowed", async () => {
    const [dear, cheap] = [await aVendor({ price: "0.07" }), await aVendor({ price: "0.05" })];
    expect(routesOf(await ask(await aCallerBy([dear, cheap], { blockLossRoutes: false })))).toEqual([
      dear.name,
      cheap.name,
    ]);
  });

  it.each([
    { bought: { price: "0.061" }, fields: {}, reason: "LOSS", because: "the only gateway is dearer" },
    { bought: {}, fields: {}, reason: "NO_COST_TARIFF", because: "what the only gateway costs is not known" },
    {
      bought: { price: "0.001", currency: "XAF" },
      fields: {},
      reason: "NO_FX",
      because: "there is no exchange rate to compare by",
    },
    {
      bought: { price: "0.05", rate: { connectFee: "0.02" } },
      fields: { expectedCallSeconds: 60 },
      reason: "LOSS",
      because: "its calls are so short that the connect fee is not earned",
    },
    {
      bought: { price: "0.058" },
      fields: { lossTolerancePercent: "-10" },
      reason: "LOSS",
      because: "a tenth of margin is asked for",
    },
  ])("is refused with ALL_ROUTES_LOSS where $because", async ({ bought, fields, reason }) => {
    const vendor = await aVendor(bought);
    const caller = await aCallerBy([vendor], fields);
    expect(await ask(caller)).toMatchObject({
      verdict: "deny",
      reject: { reason: "ALL_ROUTES_LOSS", sip_code: 503 },
    });
    expect((await stepsOf(caller)).map(({ outcome }) => outcome)).toEqual(
      expect.arrayContaining([reason, "ALL_ROUTES_LOSS"]),
    );
    expect(await board.money(caller.account)).toMatchObject({ reserved: "0", sessions: 0 });
  });

  it("goes where the loss is within what is allowed", async () => {
    const vendor = await aVendor({ price: "0.065" });
    expect(routesOf(await ask(await aCallerBy([vendor], { lossTolerancePercent: "10" })))).toEqual([vendor.name]);
  });

  it("hears NO_ROUTE, not a loss, where no gateway sells the number", async () => {
    const vendor = await aVendor({ price: "0.01", rate: { blocked: true } });
    expect(await ask(await aCallerBy([vendor]))).toMatchObject({ reject: { reason: "NO_ROUTE" } });
  });

  it("reaches help by a gateway that costs more than nothing", async () => {
    const vendor = await aVendor({ price: "9", rate: { prefix: "112" } });
    const caller = await aCallerBy([vendor], { country: "DE" });
    const route = await made("/routes", { name: uniqueName() });
    await made(`/routes/${route.id}/rows`, { prefix: "", gatewayId: vendor.gateway });
    await made(`/customers/${caller.account}/dialing-routes`, { routeId: route.id, pattern: "112%" });
    const verdict = await board.ask({ source_ip: caller.ip, cld: "112" });
    expect(verdict).toMatchObject({ verdict: "allow", emergency: true });
    expect(routesOf(verdict)).toEqual([vendor.name]);
  });
});

describe("who terminates a call and for what", () => {
  it("is told to nobody outside the office who tries a call", async () => {
    const dear = await aVendor({ price: "0.07" });
    const username = uniqueName();
    const caller = await aCallerBy([dear], { username });
    const customer = await signInAs(username, "Tr0ub4dor&3x");
    const { body } = await customer("POST", `/customers/${caller.account}/simulate`, { cld: "442079460018" });
    expect(body.verdict).toMatchObject({ verdict: "deny", reject: { reason: "ALL_ROUTES_LOSS" } });
    const text = JSON.stringify(body);
    expect(text).not.toContain(dear.name);
    expect(text).not.toContain("0.21");
    expect((await tryCall(caller)).verdict.reject.text).toContain("0.21");
  });
});

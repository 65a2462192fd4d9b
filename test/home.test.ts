import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";

/** A table of its own, and an instant of its own: the day on which Berlin's clocks go back, 14:40 there. */
vi.hoisted(() => Object.assign(process.env, { TABLE_NAME: `${process.env["TABLE_NAME"]}-home` }));

import { foldTraffic } from "../functions/analysis/fold-owners.flow.ts";
import type { Home, HomeFigures } from "../functions/home/home.ts";
import { countDelivery } from "../functions/intake/source-day.store.ts";
import { decimalOf, nanoOf } from "../functions/money/money.ts";
import { now, replaceClock } from "../functions/platform/clock.ts";
import { env } from "../functions/platform/env.ts";
import { cellsOf, exported } from "./exports/world.ts";
import { type Caller, goodPassword, signInAs, staff, uniqueName } from "./support/api.ts";
import { aBatch, aCallOf, addRate, anOperator, type Operator, rate } from "./support/charging.ts";
import { later } from "./support/clock.ts";
import { aCustomer, aTariff } from "./support/customers.ts";
import { aReseller, itsCustomer, type ResellerWorld } from "./support/resellers.ts";
import { createTable } from "./support/table.ts";

const dayMs = 86_400_000;
const at = Date.parse("2026-10-25T13:40:00Z");
const zone = "Europe/Berlin";

let operator: Operator;
let upper: ResellerWorld;
let back = () => {};
/** Accounts, and whether the operator's own currency is theirs. */
const customers = { own: "", dollar: "", resold: "" };
let resoldLogin = "";
let gateway = "";

const ask = async (api: Caller, query = `?timeZone=${zone}`): Promise<Home> => {
  const { status, body } = await api("GET", `/home${query}`);
  if (status !== 200) throw new Error(JSON.stringify(body));
  return body;
};

async function aGateway(): Promise<string> {
  const costs = await aTariff(operator.admin, "EUR");
  await addRate(operator.admin, costs, "44", { pricePerMinute: "0.03", firstIncrement: 60, nextIncrement: 60 });
  const vendor = await operator.admin("POST", "/vendors", { name: uniqueName(), currency: "EUR", tariffId: costs });
  const alias = uniqueName();
  const body = { name: uniqueName(), host: "192.0.2.1", aliases: [alias] };
  expect((await operator.admin("POST", `/vendors/${vendor.body.id}/gateways`, body)).status).toBe(201);
  return alias;
}

const endings = [
  {},
  { answeredMs: null, billableMs: 0, sipCode: 486, q850: 17 },
  // A call that costs more than it brings.
  { billableMs: 5000 },
  { answeredMs: null, billableMs: 0, sipCode: 503, q850: 34 },
  { billableMs: 95_000 },
];

/** Calls at these instants, of all endings in turn. Every third one has a gateway that is nobody's. */
const post = (account: string, instants: readonly number[]) =>
  rate(
    aBatch(
      operator.source,
      instants.map((setupMs, i) =>
        aCallOf(account, operator.source, { setupMs, gateway: i % 3 === 2 ? null : gateway, ...endings[i % 5] }),
      ),
    ),
  );

/** From just before midnight in Berlin through the hour that comes twice, up to a minute ago. */
const instantsOf = (count: number, shift = 0) =>
  Array.from({ length: count }, (_, i) => Date.parse("2026-10-24T21:50:00Z") + shift + i * 1_117_000).filter(
    (ms) => ms < at + shift,
  );

beforeAll(async () => {
  const begun = Date.now();
  back = replaceClock(() => at + Math.min(Date.now() - begun, 60_000));
  await createTable(env.TABLE_NAME);
  operator = await anOperator();
  gateway = await aGateway();
  const dollars = await aTariff(operator.admin, "USD");
  await addRate(operator.admin, dollars, "44");
  upper = await aReseller(operator.admin, operator.tariff);
  await addRate(upper.api, upper.tariff, "44", { pricePerMinute: "0.09" });
  customers.own = await operator.newAccount();
  customers.dollar = (await aCustomer(operator.admin, dollars, { currency: "USD" })).account;
  const resold = await itsCustomer(upper);
  [customers.resold, resoldLogin] = [resold.account, resold.username];
  for (const [n, account] of Object.values(customers).entries()) {
    await post(account, instantsOf(55 - n * 9));
    await post(account, instantsOf(30 + n, -7 * dayMs));
  }
}, 60_000);
afterAll(() => back());

type Call = Record<string, string>;

async function callsOf(accounts: readonly string[]): Promise<Call[]> {
  const calls: Call[] = [];
  for (const account of accounts) {
    const filter = { account, from: "2026-10-10T00:00:00Z", to: "2026-10-26T00:00:00Z" };
    const { file } = await exported(operator.admin, { kind: "calls", format: "csv", filter });
    const [titles = [], ...rows] = await cellsOf(file);
    calls.push(...rows.map((row) => Object.fromEntries(titles.map((title, i) => [title, row[i] ?? ""]))));
  }
  return calls;
}

const sum = (calls: readonly Call[], of: (call: Call) => bigint) => calls.reduce((total, call) => total + of(call), 0n);
const amount = (call: Call, title: string) => nanoOf(call[title] || "0");
const count = (calls: readonly Call[], which: (call: Call) => boolean) => calls.filter(which).length;

/** The figures once more, by a plain fold of exported calls. @param own those of the currency in which money is told */
function plainly(calls: readonly Call[], own: readonly Call[]): Partial<HomeFigures> {
  const answered = calls.filter((call) => call["Disposition"] === "ANSWERED");
  const seconds = answered.reduce((total, call) => total + Number(call["Duration seconds"]), 0);
  const known = own.filter((call) => call["Margin"] !== "");
  return {
    ...{ attempts: calls.length, answered: answered.length, refused: 0, seconds },
    asr: ((answered.length * 100) / calls.length).toFixed(1),
    acdSeconds: Math.round(seconds / answered.length),
    cost: decimalOf(sum(known, (call) => amount(call, "Cost"))),
    margin: decimalOf(sum(known, (call) => amount(call, "Margin"))),
    costUnknown: count(own, (call) => call["Margin"] === "" && call["Disposition"] === "ANSWERED"),
    lossCalls: count(own, (call) => (call["Margin"] ?? "").startsWith("-")),
  };
}

const inside = (calls: readonly Call[], from: string, until: string) =>
  calls.filter(({ Setup = "" }) => Date.parse(Setup) >= Date.parse(from) && Date.parse(Setup) < Date.parse(until));
const netCharge = (calls: readonly Call[]) =>
  decimalOf(sum(calls, (call) => amount(call, "Charge") - amount(call, "Tax")));

describe("how today goes, before anything of it is counted", () => {
  it("is not told as nothing", async () => {
    const { traffic } = await ask(operator.admin);
    expect(traffic).toMatchObject({ date: "2026-10-25", today: null, countedUpTo: null, until: traffic?.from });
    expect(traffic?.hours.every(({ attempts }) => attempts === null)).toBe(true);
  });
});

describe("how today goes", () => {
  beforeAll(async () => {
    await foldTraffic(now() + 3_600_000);
  }, 60_000);

  it("is what a plain fold of the exported calls says, today and a week before, on a day of 25 hours", async () => {
    const { traffic } = await ask(operator.admin);
    expect(traffic).toMatchObject({
      ...{ date: "2026-10-25", from: "2026-10-24T22:00:00.000Z", until: "2026-10-25T13:30:00.000Z" },
      ...{ beforeDate: "2026-10-18", currency: "EUR", currencies: ["EUR", "USD"] },
    });
    const all = await callsOf(Object.values(customers));
    const [today, before] = [
      inside(all, "2026-10-24T22:00:00Z", "2026-10-25T13:30:00Z"),
      // The clocks had not gone back: the same hours by the clock are one fewer.
      inside(all, "2026-10-17T22:00:00Z", "2026-10-18T12:30:00Z"),
    ];
    for (const [told, calls] of [[traffic?.today, today] as const, [traffic?.before, before] as const]) {
      const own = calls.filter((call) => call["Account code"] !== customers.dollar);
      expect(told).toMatchObject(plainly(calls, own));
      expect(told?.lossCalls).toBeGreaterThan(0);
      expect(told?.costUnknown).toBeGreaterThan(0);
    }
    // What the reseller pays the operator for its customer's calls is two thirds of what it charges them.
    const net = (account: string) => nanoOf(netCharge(today.filter((call) => call["Account code"] === account)));
    expect(traffic?.today?.revenue).toBe(decimalOf(net(customers.own) + (net(customers.resold) * 2n) / 3n));
  });

  it("is told by the hour, of which the clock shows one twice", async () => {
    const { traffic } = await ask(operator.admin);
    const hours = traffic?.hours ?? [];
    expect(hours).toHaveLength(25);
    expect(hours.slice(1, 5).map(({ clock }) => clock)).toEqual(["01", "02", "02", "03"]);
    const all = await callsOf(Object.values(customers));
    const today = inside(all, "2026-10-24T22:00:00Z", "2026-10-25T13:30:00Z");
    for (const { at: begun, attempts } of hours.filter((hour) => hour.attempts !== null)) {
      const end = new Date(Date.parse(begun) + 3_600_000).toISOString();
      expect([begun, attempts]).toEqual([begun, inside(today, begun, end).length]);
    }
    expect(hours.at(-1)).toMatchObject({ clock: "23", attempts: null, answered: null });
    expect(hours.reduce((total, { attempts }) => total + (attempts ?? 0), 0)).toBe(traffic?.today?.attempts);
    const [second, third] = [hours[2], hours[3]];
    expect(second?.before).toBe(third?.before);
    expect(second?.before).toBeGreaterThan(0);
  });

  it("is for a reseller that of its subtree, in what its customers pay, and without cost", async () => {
    const { traffic, intake, callsUp } = await ask(upper.api);
    const calls = inside(await callsOf([customers.resold]), "2026-10-24T22:00:00Z", "2026-10-25T13:30:00Z");
    expect(traffic?.today).toMatchObject({
      ...{ attempts: calls.length, revenue: netCharge(calls) },
      ...{ cost: null, margin: null, marginPercent: null, costUnknown: null, lossCalls: null },
    });
    expect([intake, callsUp]).toEqual([null, { total: 0, isCut: false }]);
  });

  it("is told by the calendar of whoever looks", async () => {
    const { traffic } = await ask(operator.admin, "?timeZone=Pacific/Kiritimati");
    expect(traffic).toMatchObject({ date: "2026-10-26", from: "2026-10-25T10:00:00.000Z" });
    const calls = await callsOf(Object.values(customers));
    expect(traffic?.today?.attempts).toBe(inside(calls, "2026-10-25T10:00:00Z", "2026-10-25T13:30:00Z").length);
  });

  it("has only the parts that are whoever's that asks", async () => {
    const parts = async (api: Caller) => {
      const { traffic, callsUp, intake } = await ask(api);
      return [traffic !== null, callsUp !== null, intake !== null];
    };
    expect(await parts(operator.admin)).toEqual([true, true, true]);
    expect(await parts(await staff(["intake:read"]))).toEqual([false, false, true]);
    expect(await parts(await staff(["money:read"]))).toEqual([false, false, false]);
    const seesCalls = await staff(["calls:read"]);
    expect(await parts(seesCalls)).toEqual([true, true, false]);
    expect((await ask(seesCalls)).traffic?.today).toMatchObject({ cost: null, revenue: expect.any(String) });
    expect(await parts(await signInAs(resoldLogin, goodPassword))).toEqual([false, false, false]);
    expect((await operator.admin("GET", "/home?timeZone=Nowhere")).body.error.fields[0].path).toBe("timeZone");
  });

  it("says how the intake stands: the newest CDR of each source, and what waits", async () => {
    const { intake } = await ask(operator.admin, "");
    const standing = ({ intake: told }: Home) => told?.sources.find(({ id }) => id === operator.source);
    expect(standing(await ask(operator.admin, ""))).toMatchObject({ state: "SILENT", lastCdrAt: null });
    const delivered = { source: operator.source, delivery: "one", accepted: 3, duplicates: 0, parked: 0, refused: 0 };
    await countDelivery(delivered, at - 240_000);
    const lastCdrAt = new Date(at - 240_000).toISOString();
    expect(standing(await ask(operator.admin, ""))).toMatchObject({ state: "DELIVERING", lastCdrAt });
    expect([intake?.waiting, intake?.files]).toEqual([[], []]);
    await rate(aBatch(operator.source, [aCallOf(null, operator.source, { setupMs: at - 60_000 })]));
    expect((await ask(operator.admin, "")).intake?.waiting).toMatchObject([{ count: 1 }]);
  });

  it("is nothing on a day without calls, and not the day before", async () => {
    await later(dayMs, async () => {
      await foldTraffic(now() + 3_600_000);
      const admin = await staff();
      const { traffic } = await ask(admin);
      expect(traffic).toMatchObject({
        date: "2026-10-26",
        beforeDate: "2026-10-19",
        until: "2026-10-26T13:30:00.000Z",
      });
      const nothing = { attempts: 0, answered: 0, asr: null, acdSeconds: null, revenue: "0", cost: "0", margin: "0" };
      expect(traffic?.today).toMatchObject({ ...nothing, marginPercent: null, costUnknown: 0 });
      expect(traffic?.hours).toHaveLength(24);
    });
  });
});

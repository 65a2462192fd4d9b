import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";

/** A table of its own: what is wrong anywhere is told here. */
vi.hoisted(() => Object.assign(process.env, { TABLE_NAME: `${process.env["TABLE_NAME"]}-alert-traffic` }));

import { openAlerts } from "../functions/alerts/alert.store.ts";
import type { AlertKind, StoredAlert } from "../functions/alerts/alert.ts";
import { asrDrops } from "../functions/alerts/traffic-causes.ts";
import { watchAlerts } from "../functions/alerts/watch-alerts.flow.ts";
import { foldTraffic } from "../functions/analysis/fold-owners.flow.ts";
import type { TrafficCell } from "../functions/analysis/traffic-cell.ts";
import { watchBalances } from "../functions/balance-alerts/watch-balances.flow.ts";
import { watchSpend } from "../functions/balance-alerts/watch-spend.flow.ts";
import { getCustomer } from "../functions/customers/customer.store.ts";
import type { Customer } from "../functions/customers/customer.ts";
import { enlistWatchedCustomers } from "../functions/customers/enlist-watched.flow.ts";
import type { BalanceRow } from "../functions/ledger/balance.ts";
import { balanceRowsOf } from "../functions/ledger/ledger.store.ts";
import { now, replaceClock } from "../functions/platform/clock.ts";
import { env } from "../functions/platform/env.ts";
import { keys } from "../functions/platform/keys.ts";
import { write } from "../functions/platform/table.ts";
import { getSettings } from "../functions/settings/settings.store.ts";
import { staff, uniqueName } from "./support/api.ts";
import { aBatch, aCallOf, addRate, anOperator, type Operator, rate } from "./support/charging.ts";
import { aTariff } from "./support/customers.ts";
import { aReseller, itsCustomer } from "./support/resellers.ts";
import { createTable } from "./support/table.ts";

const [minuteMs, hourMs, dayMs] = [60_000, 3_600_000, 86_400_000];
const begunAt = Date.parse("2026-06-10T12:01:00Z");
const noEnd = () => 60_000;

let operator: Operator;
let gateway = "";
let vendorId = "";
/** The instant, which stands still until it is moved on. */
let at = begunAt;
let back = () => {};

const set = async (change: object) => {
  const reply = await (await staff())("PATCH", "/settings", change);
  expect([reply.status, reply.body.error]).toEqual([200, undefined]);
};

beforeAll(async () => {
  back = replaceClock(() => at);
  await createTable(env.TABLE_NAME);
  operator = await anOperator();
  const costs = await aTariff(operator.admin, "EUR");
  await addRate(operator.admin, costs, "44", { pricePerMinute: "0.03", firstIncrement: 60, nextIncrement: 60 });
  const vendor = await operator.admin("POST", "/vendors", { name: "Fair Carrier", currency: "EUR", tariffId: costs });
  vendorId = vendor.body.id;
  gateway = uniqueName();
  const body = { name: uniqueName(), host: "192.0.2.1", aliases: [gateway] };
  expect((await operator.admin("POST", `/vendors/${vendorId}/gateways`, body)).status).toBe(201);
  await set({ asrDropAttempts: 20, lossAlertCalls: 5, lossAlertAmount: "0.2", spendSpikeFloor: "1" });
}, 60_000);
afterAll(() => back());

const look = async () => watchAlerts(await openAlerts(), await watchBalances(noEnd), now(), noEnd);
/** As they lie in the table. */
const open = async (kind: AlertKind, subject = ""): Promise<StoredAlert[]> =>
  (await openAlerts(kind)).filter((alert) => alert.subject.startsWith(subject));

const unanswered = { answeredMs: null, billableMs: 0, sipCode: 503, q850: 34 };
const calls = async (account: string, count: number, over: object = {}): Promise<void> => {
  const those = Array.from({ length: count }, () => aCallOf(account, operator.source, { gateway, ...over }));
  expect(await rate(aBatch(operator.source, those))).toEqual([]);
};
const pay = (account: string, amount: string) =>
  operator.admin(
    "POST",
    `/customers/${account}/payments`,
    { kind: "PAYMENT", amount },
    { headers: { "idempotency-key": uniqueName() } },
  );

describe("an ASR that falls", () => {
  it("is told of all calls, of the customer and of the vendor, each once, and is over when calls are answered", async () => {
    const reseller = await aReseller(operator.admin, operator.tariff);
    await addRate(reseller.api, reseller.tariff, "44", { pricePerMinute: "0.09" });
    const { account } = await itsCustomer(reseller, { company: "Falling Voice" });
    await calls(account, 30, { setupMs: at - 2 * dayMs });
    await calls(account, 10, { setupMs: at - 2 * dayMs, ...unanswered });
    await calls(account, 12, { setupMs: at - 2 * hourMs });
    await calls(account, 12, { setupMs: at - 2 * hourMs, ...unanswered });
    await foldTraffic(now() + minuteMs);
    await look();
    await look();
    const says = (who: string) =>
      `${who}: ASR 50.0 % of 24 calls in the last 3 counted hours, 75.0 % in the seven days before.`;
    const [whole, own, ...more] = (await open("ASR_DROP")).sort((a, b) =>
      a.account === null ? -1 : b.account ? 1 : 0,
    );
    expect(more).toEqual([]);
    expect(whole).toMatchObject({ subject: "ALL", account: null, text: says("All calls") });
    expect(own).toMatchObject({ account, text: says("Falling Voice"), chain: [account, reseller.account] });
    const vendor = await open("VENDOR_ASR_DROP");
    expect(vendor).toMatchObject([{ subject: vendorId, account: null, chain: [], text: says("Fair Carrier") }]);
    // A reseller is told of its own customer, and of no vendor.
    const seen = (await reseller.api("GET", "/alerts?limit=200")).body.items.map(({ kind }: StoredAlert) => kind);
    expect(seen).toEqual(["ASR_DROP"]);
    const callsOnly = await staff(["calls:read"]);
    const kinds = (await callsOnly("GET", "/alerts?limit=200")).body.items.map(({ kind }: StoredAlert) => kind);
    expect(kinds).toEqual(["ASR_DROP", "ASR_DROP"]);
    // The last hour alone had no calls.
    await set({ asrDropHours: 1 });
    await look();
    expect([...(await open("ASR_DROP")), ...(await open("VENDOR_ASR_DROP"))]).toEqual([]);
    await set({ asrDropHours: 3 });
    await look();
    expect([...(await open("ASR_DROP")), ...(await open("VENDOR_ASR_DROP"))]).toHaveLength(3);

    await calls(account, 24, { setupMs: at - hourMs });
    await foldTraffic(now() + minuteMs);
    await look();
    expect([...(await open("ASR_DROP")), ...(await open("VENDOR_ASR_DROP"))]).toEqual([]);
  });

  it("is none of fewer points or fewer attempts, or where nobody wants to know", async () => {
    const quarter = Math.floor(at / 900_000);
    const cell = (hoursAgo: number, attempts: number, isAnswered: boolean) =>
      ({
        ...{ quarter: quarter - hoursAgo * 4, account: "C00000001", vendorId: null, attempts },
        disposition: isAnswered ? "ANSWERED" : "FAILED",
      }) as TrafficCell;
    const rule = { points: 20, hours: 3, attempts: 100 };
    const week = [cell(30, 80, true), cell(30, 20, false)];
    const fell = (answered: number, failed: number, over: object = {}, before = week) =>
      asrDrops([...before, cell(2, answered, true), cell(2, failed, false)], quarter, { ...rule, ...over }).length;
    // All calls, and the account.
    expect(fell(60, 40)).toBe(2);
    expect(fell(61, 39)).toBe(0);
    expect(fell(59, 40)).toBe(0);
    expect(fell(59, 40, { attempts: 99 })).toBe(2);
    expect(fell(60, 40, {}, [cell(30, 79, true), cell(30, 20, false)])).toBe(0);
    expect(fell(60, 40, {}, [cell(7 * 24 + 4, 80, true), cell(7 * 24 + 4, 20, false)])).toBe(0);
    // The hour that is not over does not count, and none without any call.
    expect(asrDrops([...week, cell(-1, 100, false)], quarter, rule)).toEqual([]);
    await set({ asrDropPoints: null });
    await look();
    expect(await open("ASR_DROP")).toEqual([]);
    await set({ asrDropPoints: 20 });
  });
});

describe("calls at a loss", () => {
  it("are told for the customer and the day, with how many and how much, above both floors only", async () => {
    const account = await operator.newAccount({ company: "Short Calls" });
    // Five seconds bring 0.005 and cost 0.03.
    const short = { setupMs: at - hourMs, billableMs: 5000 };
    await calls(account, 4, short);
    // What other calls bring is no matter.
    await calls(account, 20, { setupMs: at - hourMs });
    await foldTraffic(now() + minuteMs);
    await look();
    expect(await open("LOSS_CALLS", account)).toEqual([]);
    await calls(account, 3, short);
    await foldTraffic(now() + minuteMs);
    await look();
    // Seven calls, but 0.175.
    expect(await open("LOSS_CALLS", account)).toEqual([]);
    await calls(account, 1, short);
    await foldTraffic(now() + minuteMs);
    await look();
    await look();
    const [alert, ...more] = await open("LOSS_CALLS", account);
    expect(more).toEqual([]);
    expect(alert).toMatchObject({
      ...{ subject: `${account}#2026-06-10`, account, closedAt: null },
      text: "Short Calls: 8 calls of 2026-06-10 cost 0.20 EUR more than they brought.",
    });
    const money = await staff(["money:read", "calls:read"]);
    expect((await money("GET", "/alerts?kind=LOSS_CALLS")).body.items).toEqual([]);
    at += 2 * dayMs;
    await look();
    expect(await open("LOSS_CALLS", account)).toEqual([]);
    at -= 2 * dayMs;
  });
});

describe("unusual spend", () => {
  // The clock goes on for hours, after which nobody is signed in.
  beforeEach(async () => {
    operator = await anOperator();
  });

  /** Looks every ten minutes, this being the first of an hour. */
  const lookLater = async () => {
    at += 10 * minuteMs;
    await look();
  };
  const about = async (account: string) => (await open("SPEND_SPIKE", account)).map(({ text }) => text);
  /** Talk of so many minutes at 0.06. */
  const talk = (account: string, minutes: number) =>
    calls(account, 1, { setupMs: at - minutes * minuteMs - 5000, billableMs: minutes * minuteMs, gateway: null });

  it("is what a customer spends within an hour, where that is many times the hour that it is used to, and above the floor", async () => {
    const account = await operator.newAccount({ company: "Night Voice" });
    await pay(account, "500");
    // A usual hour of 0.60: 100.80 in seven days.
    for (let daysAgo = 1; daysAgo <= 7; daysAgo++)
      await calls(account, 1, {
        ...{ setupMs: at - daysAgo * dayMs - 4 * hourMs, billableMs: 240 * minuteMs, gateway: null },
      });
    await foldTraffic(now() + minuteMs);
    await look();
    expect(await about(account)).toEqual([]);
    // 0.6 x 3 hours are not there yet.
    await talk(account, 25);
    await lookLater();
    expect(await about(account)).toEqual([]);
    await talk(account, 5);
    await set({ spendSpikeFactor: 4 });
    await lookLater();
    expect(await about(account)).toEqual([]);
    await set({ spendSpikeFactor: 3 });
    await lookLater();
    expect(await about(account)).toEqual(["Night Voice: 1.80 EUR spent or held within an hour, 0.60 in a usual one."]);
    expect((await getCustomer(account))?.status).toBe("ACTIVE");
    for (let n = 0; n < 6; n++) await lookLater();
    expect(await about(account)).toEqual([]);
  });

  it("is looked for at customers of before all were looked at, once a new version has enlisted them", async () => {
    const account = await operator.newAccount({ company: "Old Voice" });
    await pay(account, "500");
    await write({ kind: "update", key: keys.customer(account), change: "REMOVE #gsi2pk, #gsi2sk", values: {} });
    await look();
    await talk(account, 30);
    await lookLater();
    expect(await about(account)).toEqual([]);
    await enlistWatchedCustomers();
    await enlistWatchedCustomers();
    await lookLater();
    await talk(account, 30);
    await lookLater();
    expect(await about(account)).toEqual(["Old Voice: 1.80 EUR spent or held within an hour, 0.00 in a usual one."]);
  });

  it("has the customer suspended where the settings say so, once, until somebody lets it call again", async () => {
    await set({ spendSpikeSuspends: true });
    const account = await operator.newAccount({ company: "Stolen Voice" });
    const status = async () => (await getCustomer(account))?.status;
    await pay(account, "500");
    await look();
    await talk(account, 30);
    at += 10 * minuteMs;
    await Promise.all([look(), look()]);
    expect(await status()).toBe("SUSPENDED");
    await lookLater();
    expect(await about(account)).toEqual([expect.stringMatching(/^Stolen Voice: suspended 2026-06-1\d \d\d:\d\d UTC/)]);
    const { items } = (await (await staff())("GET", `/audit?account=${account}&limit=50`)).body;
    const spikes = items.filter(({ action }: { action: string }) => action === "customer.spend-spike");
    expect(spikes).toMatchObject([{ before: { status: "ACTIVE" }, after: { status: "SUSPENDED" } }]);
    expect((await (await staff())("PATCH", `/customers/${account}`, { status: "ACTIVE" })).status).toBe(200);
    await lookLater();
    expect([await status(), await about(account)]).toEqual(["ACTIVE", []]);
    await talk(account, 10);
    await lookLater();
    expect([await status(), await about(account)]).toEqual(["ACTIVE", []]);
    await talk(account, 10);
    await lookLater();
    expect(await status()).toBe("SUSPENDED");
    await set({ spendSpikeSuspends: false });
  });

  it("does not let a suspended customer go on that an older list still calls active", async () => {
    const account = await operator.newAccount({ company: "Late Voice" });
    await pay(account, "500");
    await look();
    await talk(account, 30);
    at += 10 * minuteMs;
    const customer = (await getCustomer(account)) as Customer;
    const row = (await balanceRowsOf([account], "lately")).get(account) as BalanceRow;
    await set({ spendSpikeSuspends: true });
    await look();
    const rules = { ...(await getSettings()), lastRun: at };
    const told = await watchSpend([{ customer, row }], rules, at);
    expect([...told]).toEqual([[account, expect.stringMatching(/^suspended 2026-06-1\d \d\d:\d\d UTC/)]]);
    await lookLater();
    expect(await about(account)).toEqual([expect.stringMatching(/^Late Voice: suspended /)]);
    await set({ spendSpikeSuspends: false });
  });

  it("is not what came in a pause in which nobody looked, nor anything where there is no floor", async () => {
    const account = await operator.newAccount();
    await pay(account, "500");
    await look();
    await talk(account, 30);
    at += 31 * minuteMs;
    await look();
    expect(await about(account)).toEqual([]);
    await set({ spendSpikeFloor: null });
    await talk(account, 30);
    await lookLater();
    expect(await about(account)).toEqual([]);
  });
});

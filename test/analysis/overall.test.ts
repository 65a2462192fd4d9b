import { beforeAll, describe, expect, it, vi } from "vitest";

/** A table of its own: what is added up here is everything that is in it. */
vi.hoisted(() => Object.assign(process.env, { TABLE_NAME: `${process.env["TABLE_NAME"]}-overall` }));

import type { OverallAnalysis } from "../../functions/analysis/analysis.ts";
import { enlistCountedDays } from "../../functions/analysis/enlist-days.flow.ts";
import { foldAccounts } from "../../functions/analysis/fold-accounts.flow.ts";
import { foldOwners, foldTraffic } from "../../functions/analysis/fold-owners.flow.ts";
import { owedDays, ownerDay, putOwnerDay } from "../../functions/analysis/owner-day.store.ts";
import { dayName, dayNumber } from "../../functions/cdrs/day-set.ts";
import { decimalOf, nanoOf } from "../../functions/money/money.ts";
import { env } from "../../functions/platform/env.ts";
import { dayMs } from "../../functions/time/day.ts";
import { cellsOf, exported } from "../exports/world.ts";
import { type Caller, goodPassword, signInAs } from "../support/api.ts";
import { aBatch, aCallOf, addRate, anOperator, type Operator, rate } from "../support/charging.ts";
import { aCustomer, aTariff } from "../support/customers.ts";
import { aReseller, itsCustomer, type ResellerWorld } from "../support/resellers.ts";
import { createTable } from "../support/table.ts";

const soon = () => Date.now() + 3_600_000;
const today = dayNumber(Date.now());
const noon = (daysAgo: number) => (today - daysAgo) * dayMs + dayMs / 2;

let operator: Operator;
let [upper, lower, other]: ResellerWorld[] = [];
/** Customers by name, with their currencies. */
const customers = new Map<string, { account: string; currency: string; username: string }>();
const codes = (...names: string[]) => names.map((name) => customers.get(name)?.account ?? "");
const seller = (world: ResellerWorld | undefined): ResellerWorld => world as ResellerWorld;

const endings = [
  {},
  { answeredMs: null, billableMs: 0, sipCode: 486, q850: 17 },
  { billableMs: 95_000 },
  { answeredMs: null, billableMs: 0, sipCode: 503, q850: 34, pddMs: null },
];

/** Calls of two days, of all endings, to three numbers, through two hours. */
const post = (account: string, count: number, daysAgo: number) =>
  rate(
    aBatch(
      operator.source,
      Array.from({ length: count }, (_, i) =>
        aCallOf(account, operator.source, {
          setupMs: noon(daysAgo) + i * 700_000,
          cldReceived: `44${20 + (i % 3)}7123456`,
          ...endings[i % endings.length],
        }),
      ),
    ),
  );

beforeAll(async () => {
  await createTable(env.TABLE_NAME);
  operator = await anOperator();
  const dollars = await aTariff(operator.admin, "USD");
  await addRate(operator.admin, dollars, "44");
  upper = await aReseller(operator.admin, operator.tariff);
  await addRate(upper.api, upper.tariff, "44", { pricePerMinute: "0.08" });
  lower = await aReseller(upper.api, upper.tariff);
  await addRate(lower.api, lower.tariff, "44", { pricePerMinute: "0.1" });
  other = await aReseller(operator.admin, operator.tariff);
  await addRate(other.api, other.tariff, "44", { pricePerMinute: "0.09" });
  for (const [name, made] of [
    ["own", await aCustomer(operator.admin, operator.tariff)],
    ["dollar", await aCustomer(operator.admin, dollars, { currency: "USD" })],
    ["upper's", await itsCustomer(upper)],
    ["lower's", await itsCustomer(lower)],
    ["other's", await itsCustomer(other)],
  ] as const)
    customers.set(name, made);
  let count = 7;
  for (const { account } of customers.values()) for (const daysAgo of [1, 3]) await post(account, count++, daysAgo);
  await foldTraffic(soon());
}, 60_000);

async function analysis(api: Caller, query: string): Promise<OverallAnalysis> {
  const { status, body } = await api("GET", `/analysis?timeZone=UTC&${query}`);
  if (status !== 200) throw new Error(JSON.stringify(body));
  return body;
}

type Call = Record<string, string>;
const weekdayHour = (at: string) => `${new Date(at).getUTCDay() || 7}-${at.slice(11, 13)}`;
const keyOf: Record<string, (call: Call) => string | undefined> = {
  customer: (call) => call["Account code"],
  day: (call) => call["Setup"]?.slice(0, 10),
  hour: (call) => `${call["Setup"]?.slice(0, 13)}:00:00.000Z`,
  weekdayHour: (call) => weekdayHour(call["Setup"] ?? ""),
  destination: (call) => call["Destination"],
  prefix: (call) => call["Prefix"],
  direction: (call) => call["Direction"],
  cause: (call) => `${call["SIP code"]}/${call["Disconnect cause (Q.850)"]}`,
};

/** The calls of customers as they are exported. */
async function exportedCalls(accounts: readonly string[]): Promise<Call[]> {
  const calls: Call[] = [];
  for (const account of accounts) {
    const { file } = await exported(operator.admin, { kind: "calls", format: "csv", filter: { account } });
    const [titles = [], ...rows] = await cellsOf(file);
    calls.push(...rows.map((row) => Object.fromEntries(titles.map((title, i) => [title, row[i] ?? ""]))));
  }
  return calls;
}

/** The figures once more, by a plain fold of exported calls; money of calls in one currency. */
function plainly(calls: readonly Call[], by: string, currency: string) {
  const currencies = new Map([...customers.values()].map((customer) => [customer.account, customer.currency]));
  const sums = new Map<
    string,
    { attempts: number; answered: number; seconds: number; billed: number; charge: bigint | null }
  >();
  for (const call of calls) {
    const key = keyOf[by]?.(call) ?? "";
    const sum = sums.get(key) ?? { attempts: 0, answered: 0, seconds: 0, billed: 0, charge: null };
    sum.attempts++;
    sum.answered += call["Disposition"] === "ANSWERED" ? 1 : 0;
    sum.seconds += Number(call["Duration seconds"]);
    sum.billed += Number(call["Billed seconds"]);
    if (currencies.get(call["Account code"] ?? "") === currency)
      sum.charge = (sum.charge ?? 0n) + nanoOf(call["Charge"] ?? "");
    sums.set(key, sum);
  }
  return [...sums].map(([key, sum]) => ({
    ...{ key, ...sum },
    // Nothing is told of calls in another currency, rather than that they cost nothing.
    charge: sum.charge === null ? null : decimalOf(sum.charge),
  }));
}

const byKey = (a: { key: string }, b: { key: string }) => (a.key < b.key ? -1 : 1);
const figures = ({ groups }: OverallAnalysis) =>
  groups.map(({ key, attempts, answered, seconds, billedSeconds: billed, charge }) => ({
    ...{ key, attempts, answered, seconds, billed, charge },
  }));

/** That every grouping says what the calls say. */
async function expectSame(api: Caller, accounts: readonly string[], currency: string, query = "") {
  const calls = await exportedCalls(accounts);
  for (const by of Object.keys(keyOf)) {
    const told = await analysis(api, `by=${by}&${query}`);
    expect([by, figures(told).sort(byKey)]).toEqual([by, plainly(calls, by, currency).sort(byKey)]);
    expect(told.totals).toMatchObject({ attempts: calls.length });
  }
  return calls.length;
}

describe("the analysis of all customers", () => {
  it("says what a plain fold of the exported calls says, for the operator and for each reseller its own subtree", async () => {
    const all = ["own", "dollar", "upper's", "lower's", "other's"];
    expect(await expectSame(operator.admin, codes(...all), "EUR")).toBe(115);
    await expectSame(operator.admin, codes(...all), "USD", "currency=USD");
    await expectSame(seller(upper).api, codes("upper's", "lower's"), "EUR");
    await expectSame(seller(lower).api, codes("lower's"), "EUR");
    await expectSame(seller(upper).api, codes("lower's"), "EUR", `reseller=${lower?.account}`);
    await expectSame(operator.admin, codes("other's"), "EUR", `reseller=${other?.account}`);
  });

  it("filters by whatever it groups by, and knows the time before", async () => {
    const [own] = codes("own");
    await expectSame(operator.admin, codes("own"), "EUR", `customer=${own}`);
    const busy = await analysis(operator.admin, "by=customer&cause=486%2F17");
    expect(busy.groups).toHaveLength(5);
    expect(busy.groups[0]?.label).toBe("Acme Voice");
    expect(busy.totals).toMatchObject({ answered: 0, asr: "0.0", ner: "100.0" });
    const from = new Date((today - 1) * dayMs).toISOString();
    const later = await analysis(operator.admin, `from=${from}`);
    expect(later.totals.attempts).toBe(55);
    const earlier = await analysis(operator.admin, `from=${new Date((today - 3) * dayMs).toISOString()}&to=${from}`);
    expect([earlier.totals.attempts, earlier.before.attempts]).toEqual([60, 0]);
    const next = `from=${from}&to=${new Date((today + 1) * dayMs).toISOString()}`;
    expect((await analysis(operator.admin, next)).before.attempts).toBe(60);
  });

  it("tells money in one currency and all else of all calls", async () => {
    const [euros, dollars] = [await analysis(operator.admin, ""), await analysis(operator.admin, "currency=USD")];
    expect(euros.currencies).toEqual(["EUR", "USD"]);
    expect([euros.currency, dollars.currency]).toEqual(["EUR", "USD"]);
    expect(euros.totals.attempts).toBe(dollars.totals.attempts);
    expect(euros.totals.charge).not.toBe(dollars.totals.charge);
  });

  it("is nobody's who is not above, and says nothing of vendors to resellers", async () => {
    expect((await seller(upper).api("GET", `/analysis?reseller=${other?.account}`)).status).toBe(404);
    expect((await seller(lower).api("GET", `/analysis?reseller=${upper?.account}`)).status).toBe(404);
    const customer = await signInAs(customers.get("upper's")?.username ?? "", goodPassword);
    expect((await customer("GET", "/analysis")).status).toBe(403);
    for (const query of ["by=vendor", "by=gateway", "vendor=ven_1", "gateway=gtw_1"])
      expect((await seller(upper).api("GET", `/analysis?${query}`)).status).toBe(403);
    const { totals } = await analysis(seller(upper).api, "");
    expect([totals.cost, totals.margin, totals.costUnknown]).toEqual([null, null, null]);
    const [foreign] = codes("other's");
    expect((await analysis(seller(upper).api, `customer=${foreign}`)).totals.attempts).toBe(0);
  });

  it("is written to a file as it is told, to each their own, and refused where it is refused", async () => {
    const written = async (api: Caller, filter: object) => {
      const { file } = await exported(api, { kind: "overall-analysis", format: "csv", filter });
      const [titles = [], ...rows] = await cellsOf(file);
      const at = ["Group", "Name", "Attempts", "Currency", "Charge", "Margin"].map((title) => titles.indexOf(title));
      return rows.map((row) => at.map((i) => row[i] ?? ""));
    };
    const told = async (api: Caller, query: string) => {
      const { groups, currency } = await analysis(api, query);
      return groups.map(({ key, label, attempts, charge, margin }) =>
        [key, label === key ? null : label, attempts, currency, charge, margin].map((value) => String(value ?? "")),
      );
    };
    for (const [api, query] of [
      [operator.admin, "by=customer"],
      [operator.admin, "by=customer&currency=USD"],
      [operator.admin, `by=cause&reseller=${other?.account}`],
      [seller(upper).api, "by=day"],
    ] as const) {
      const filter = { timeZone: "UTC", ...Object.fromEntries(new URLSearchParams(query)) };
      expect([query, await written(api, filter)]).toEqual([query, await told(api, query)]);
    }
    const status = async (api: Caller, filter: object) =>
      (await api("POST", "/exports", { kind: "overall-analysis", format: "csv", filter })).status;
    const customer = await signInAs(customers.get("upper's")?.username ?? "", goodPassword);
    expect(await status(customer, {})).toBe(403);
    expect(await status(seller(upper).api, { reseller: other?.account })).toBe(404);
    expect(await status(seller(upper).api, { by: "vendor" })).toBe(403);
    expect(await status(operator.admin, { by: "hour", from: "2026-01-01T00:00:00Z", to: "2026-11-01T00:00:00Z" })).toBe(
      422,
    );
    expect(await status(operator.admin, { account: codes("own")[0] })).toBe(422);
  });

  it("refuses ranges that are backwards or too long, naming the field", async () => {
    for (const [query, message] of [
      ["from=2026-11-02T00:00:00Z&to=2026-11-01T00:00:00Z", "Must be after `from`."],
      ["from=2024-01-01T00:00:00Z&to=2026-11-01T00:00:00Z", "At most 400 days."],
      ["by=customer&from=2026-01-01T00:00:00Z&to=2026-11-01T00:00:00Z", "At most 100 days"],
      ["by=device", "Invalid option"],
    ]) {
      const { status, body } = await operator.admin("GET", `/analysis?${query}`);
      expect([status, body.error.fields[0].message]).toEqual([422, expect.stringContaining(message ?? "")]);
    }
  });
});

describe("the days of the operator and of resellers", () => {
  it("take in late calls, whole, however often and at how many places at once they are added up", async () => {
    await post(codes("lower's")[0] ?? "", 5, 3);
    await Promise.all([foldTraffic(soon()), foldTraffic(soon()), foldOwners(soon())]);
    for (let tries = 0; tries < 9 && (await owedDays()).length > 0; tries++) await foldTraffic(soon());
    expect(await owedDays()).toEqual([]);
    await expectSame(operator.admin, codes("own", "dollar", "upper's", "lower's", "other's"), "EUR");
    await expectSame(seller(upper).api, codes("upper's", "lower's"), "EUR");
    const { countedUpTo } = await analysis(operator.admin, "");
    expect(Date.parse(countedUpTo ?? "")).toBeGreaterThan(Date.now() - 120_000);
  });

  it("stay owed where a run ends between an account's day and theirs, and are added up by the next", async () => {
    await post(codes("own")[0] ?? "", 3, 1);
    await foldAccounts(soon());
    const date = dayName(today - 1);
    expect(await owedDays()).toMatchObject([{ owner: "OPERATOR", date }]);
    expect(await foldOwners(Date.now() - 1)).toBe(false);
    expect(await owedDays()).toHaveLength(1);
    await foldOwners(soon());
    await expectSame(operator.admin, codes("own", "dollar", "upper's", "lower's", "other's"), "EUR");
  });

  it("take in what was counted before anybody added it up, once a new version has said so", async () => {
    await enlistCountedDays();
    expect((await owedDays()).map(({ owner }) => owner).sort()).toEqual(
      ["OPERATOR", upper?.account, lower?.account, other?.account].flatMap((owner) => [owner, owner]).sort(),
    );
    await foldOwners(soon());
    expect(await owedDays()).toEqual([]);
    await expectSame(seller(upper).api, codes("upper's", "lower's"), "EUR");
  });

  it("are not put by a run that read an account before it was counted again", async () => {
    await post(codes("own")[0] ?? "", 2, 1);
    await foldAccounts(soon());
    const [seen] = await owedDays();
    await post(codes("own")[0] ?? "", 2, 1);
    await foldAccounts(soon());
    const before = await ownerDay("OPERATOR", dayName(today - 1));
    const nothing = new Uint8Array();
    const late = putOwnerDay(seen as NonNullable<typeof seen>, {
      ...{ zone: "UTC", cells: nothing, full: nothing, quarters: nothing, hours: nothing },
    });
    await expect(late).rejects.toThrow("condition");
    expect(await ownerDay("OPERATOR", dayName(today - 1))).toEqual(before);
    await foldOwners(soon());
    await expectSame(operator.admin, codes("own", "dollar", "upper's", "lower's", "other's"), "EUR");
  });
});

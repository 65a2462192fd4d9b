import { beforeAll, describe, expect, it } from "vitest";
import { datesCounted, daysLeft } from "../../functions/analysis/days-left.ts";
import { dayNumber } from "../../functions/cdrs/day-set.ts";
import { nanoOf } from "../../functions/money/money.ts";
import { dayMs } from "../../functions/time/day.ts";
import { aBatch, aCallOf, anOperator, type Operator, rate } from "../support/charging.ts";

const of = (charges: Record<string, string>) =>
  new Map(Object.entries(charges).map(([date, charge]) => [date, nanoOf(charge)]));

describe("the days that count", () => {
  const today = "2026-03-16";
  it.each([
    { createdOn: "2026-01-01", charges: {}, first: "2026-03-02", count: 14, because: "two weeks, today is not over" },
    { createdOn: "2026-03-10", charges: {}, first: "2026-03-11", count: 5, because: "whole days of a new account" },
    {
      createdOn: "2026-03-15",
      charges: { "2026-03-12": "1" },
      first: "2026-03-12",
      count: 4,
      because: "calls that are older than the account here were brought along",
    },
    { createdOn: "2026-03-15", charges: {}, first: undefined, count: 0, because: "no whole day has passed" },
    { createdOn: today, charges: {}, first: undefined, count: 0, because: "the account is of today" },
  ])("are $count from $first on: $because", ({ createdOn, charges, first, count }) => {
    const dates = datesCounted(today, createdOn, of(charges as Record<string, string>));
    expect([dates[0], dates.length, dates.at(-1)]).toEqual([first, count, count ? "2026-03-15" : undefined]);
  });
});

describe("how long the money lasts", () => {
  const dates = ["2026-03-12", "2026-03-13", "2026-03-14"];
  it.each([
    { available: "30", charges: { "2026-03-12": "3" }, days: 30, perDay: "1", because: "quiet days count as well" },
    { available: "2.9", charges: { "2026-03-12": "3" }, days: 2, perDay: "1", because: "a day that is begun is none" },
    {
      available: "10",
      charges: { "2026-03-12": "0.5", "2026-03-14": "0.5" },
      days: 30,
      perDay: "0.333333333",
      because: "days are divided exactly, and only what is shown is rounded",
    },
    { available: "5", charges: { "2026-03-01": "9" }, days: null, perDay: "0", because: "other days are not in it" },
    { available: "0", charges: { "2026-03-12": "3" }, days: 0, perDay: "1", because: "nothing is left" },
    { available: "-4", charges: {}, days: 0, perDay: "0", because: "less than nothing is left" },
  ])("is $days days of $available: $because", ({ available, charges, days, perDay }) => {
    const told = daysLeft(nanoOf(available), { dates, charges: of(charges as Record<string, string>) });
    expect(told).toEqual({ available, days, perDay, countedDays: 3, reason: days === null ? "NO_USE" : null });
  });

  it("cannot be told before a whole day has passed", () => {
    const told = daysLeft(nanoOf("5"), { dates: [], charges: of({}) });
    expect(told).toEqual({ available: "5", days: null, perDay: "0", countedDays: 0, reason: "TOO_NEW" });
  });
});

describe("a customer's own question how long its money lasts", () => {
  let operator: Operator;
  beforeAll(async () => {
    operator = await anOperator();
  });

  it("is answered from its calls and its balance, without those of today", async () => {
    const account = await operator.newAccount();
    const ask = async () => (await operator.admin("GET", `/customers/${account}/days-left`)).body;
    expect(await ask()).toMatchObject({ countedDays: 0, perDay: "0" });
    const noon = (daysAgo: number) => (dayNumber(Date.now()) - daysAgo) * dayMs + dayMs / 2;
    const calls = [noon(3), noon(1), Date.now() - 900_000].map((setupMs) =>
      aCallOf(account, operator.source, { setupMs, cldReceived: "442071234567", billableMs: 60_000 }),
    );
    await rate(aBatch(operator.source, calls));
    const paid = { kind: "PAYMENT", amount: "100", method: "CASH" };
    const keyed = { headers: { "idempotency-key": "days-left" } };
    expect((await operator.admin("POST", `/customers/${account}/payments`, paid, keyed)).status).toBe(201);
    const [first, second] = (await operator.admin("GET", `/customers/${account}/analysis?by=day`)).body.groups;
    const charged = nanoOf(first.charge) + nanoOf(second.charge);
    const told = await ask();
    const { available } = (await operator.admin("GET", `/customers/${account}`)).body;
    expect(told).toMatchObject({ available, countedDays: 3, reason: null });
    expect(told.days).toBe(Number((nanoOf(available) * 3n) / charged));
  });
});

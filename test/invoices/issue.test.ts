import { beforeAll, describe, expect, it, vi } from "vitest";

/** A table of its own: a run over all customers need not pass by those of every other test. */
vi.hoisted(() => Object.assign(process.env, { TABLE_NAME: `${process.env["TABLE_NAME"]}-issue` }));

import { statusOf } from "../../functions/invoices/invoice.ts";
import { decimalOf } from "../../functions/money/money.ts";
import { now } from "../../functions/platform/clock.ts";
import { env } from "../../functions/platform/env.ts";
import { aBatch, aCallOf, addRate, anOperator, type Operator, rate } from "../support/charging.ts";
import { later } from "../support/clock.ts";
import { afterMonthMs, bill, call, dayMs, fileOf, hourMs, invoiced } from "../support/invoicing.ts";
import { createTable } from "../support/table.ts";

let operator: Operator;
beforeAll(async () => {
  await createTable(env.TABLE_NAME);
  operator = await anOperator();
  await addRate(operator.admin, operator.tariff, "33", {
    pricePerMinute: "0.0123",
    firstIncrement: 1,
    nextIncrement: 1,
  });
});

const vat = { taxFlag: "VAT", taxNumber: "DE123456789", taxes: [{ name: "VAT", percent: "19" }] };
const postpaid = { billingType: "POSTPAID", creditLimit: "100", ...vat };
const shown = async (account: string, number: string) =>
  (await operator.admin("GET", `/customers/${account}/invoices/${number}`)).body;

describe("the invoice of a period", () => {
  it("taxes the net sum of postpaid calls once, rounds to cents and books both in the ledger", async () => {
    const account = await operator.newAccount(postpaid);
    await call(operator, account, [61, 7, 133]);
    // 0.0001 + … : 201 seconds at 0.06 a minute by the second.
    expect(await operator.balance(account)).toBe("-0.201");
    await later(afterMonthMs, () => bill(account));
    const [first] = await invoiced(account);
    const invoice = await shown(account, first?.number ?? "");
    expect(invoice).toMatchObject({ status: "ISSUED", usage: "0.201", net: "0.201", tax: "0.04", rounding: "-0.001" });
    expect(invoice).toMatchObject({ gross: "0.24", paid: "0", open: "0.24", opening: "0", closing: "-0.24" });
    expect(invoice.taxes).toEqual([{ name: "VAT", percent: "19", net: "0.201", amount: "0.04", taken: "AT_INVOICE" }]);
    expect(invoice.lines).toMatchObject([
      { line: 1, kind: "CALLS", text: "to 44", calls: 3, seconds: 201, net: "0.201" },
    ]);
    expect(await operator.balance(account)).toBe("-0.24");
    const to = new Date(now() + afterMonthMs).toISOString().slice(0, 10);
    const statement = (await operator.admin("GET", `/customers/${account}/statement?from=2020-01-01&to=${to}`)).body;
    expect(statement.rows.at(-1)).toMatchObject({
      activity: "INVOICE",
      reference: first?.number,
      debit: "0.039",
      balance: "-0.24",
    });
    expect(statement.totals).toMatchObject({ usage: "0.201", taxes: "0.039" });
  });

  it("of prepaid calls says what was taken with them, is paid, and moves nothing", async () => {
    const account = await operator.newAccount({ ...vat });
    await call(operator, account, [61]);
    const before = await operator.balance(account);
    await later(afterMonthMs, () => bill(account));
    const [first] = await invoiced(account);
    const invoice = await shown(account, first?.number ?? "");
    expect(invoice).toMatchObject({ status: "PAID", net: "0.061", tax: "0.0116", gross: "0.0726", rounding: "0" });
    expect(invoice).toMatchObject({ paid: "0.0726", open: "0", closing: before });
    expect(await operator.balance(account)).toBe(before);
  });

  it("opens with the closing of the one before, counts payments, and puts what came late on the next, marked", async () => {
    const account = await operator.newAccount(postpaid);
    await call(operator, account, [60]);
    const lateSetup = now() - hourMs;
    await later(afterMonthMs, async () => {
      await bill(account);
      // It was set up in the first period and comes after its invoice.
      await call(operator, account, [120], lateSetup);
      await call(operator, account, [30], now() - hourMs);
    });
    await later(2 * afterMonthMs, () => bill(account));
    const [one, two] = await invoiced(account);
    expect(two?.body.account.opening).toBe(one?.body.account.closing);
    expect(two?.body.lines.map(({ kind, net }) => [kind, decimalOf(net)])).toEqual([
      ["CALLS", "0.03"],
      ["LATE_CALLS", "0.12"],
    ]);
    const csv = (await fileOf(two as never, "csv")).toString();
    expect(csv.split("\r\n").filter((line) => line.includes("previous"))).toHaveLength(1);
    expect(await operator.balance(account)).toBe(decimalOf(two?.body.account.closing ?? 1n));
  });

  it("has its own calls where a file of several periods comes at once, none of them late", async () => {
    const account = await operator.newAccount({ ...postpaid, billingCycle: "DAILY" });
    await later(6 * dayMs, async () => {
      const calls = [5, 4, 3, 2, 1, 0].map((ago) =>
        aCallOf(account, operator.source, { setupMs: now() - ago * dayMs - hourMs, billableMs: (ago + 1) * 60_000 }),
      );
      await rate(aBatch(operator.source, calls));
    });
    await later(8 * dayMs, () => bill(account));
    const all = await invoiced(account);
    expect(all.flatMap(({ body }) => body.lines.map(({ kind, seconds }) => [kind, seconds]))).toEqual(
      [6, 5, 4, 3, 2, 1].map((minutes) => ["CALLS", minutes * 60]),
    );
  });

  it("lists calls that cannot be rated and does not wait for them", async () => {
    const account = await operator.newAccount(postpaid);
    await call(operator, account, [60]);
    await rate(
      aBatch(operator.source, [aCallOf(account, operator.source, { cldReceived: "99123456", billableMs: 45_000 })]),
    );
    await later(afterMonthMs, () => bill(account));
    const [invoice] = await invoiced(account);
    expect(invoice?.body.unrated).toEqual([{ reason: "NO_RATE", calls: 1, seconds: 45 }]);
    expect(decimalOf(invoice?.body.net ?? 0n)).toBe("0.06");
  });

  it("is not made of a period without usage, unless it is wanted, and the balance goes on", async () => {
    const account = await operator.newAccount(postpaid);
    const run = await later(afterMonthMs, () => bill(account));
    expect([run.issued, run.empty > 0]).toEqual([0, true]);
    await later(afterMonthMs, () => call(operator, account, [60], now() - hourMs));
    await later(2 * afterMonthMs, () => bill(account));
    expect((await invoiced(account)).map(({ period }) => period)).toEqual([run.empty + 1]);
  });

  it("of a demo is not made at all", async () => {
    const account = await operator.newAccount({ customerType: "DEMO", maxCallSessions: 1, callSessionsPerSecond: 1 });
    await call(operator, account, [60]);
    await later(afterMonthMs, () => bill(account));
    expect(await invoiced(account)).toEqual([]);
  });

  it("is due so many days after its day and overdue from the day after", async () => {
    const account = await operator.newAccount({ ...postpaid, paymentTermDays: 10, timeZone: "Asia/Kolkata" });
    await call(operator, account, [60]);
    await later(afterMonthMs, () => bill(account));
    const [invoice] = await invoiced(account);
    if (!invoice) throw new Error("no invoice");
    expect(Date.parse(invoice.dueOn) - Date.parse(invoice.issuedOn)).toBe(10 * dayMs);
    expect(new Date(invoice.overdueFrom).toISOString().slice(11, 16)).toBe("18:30");
    expect(statusOf(invoice, invoice.overdueFrom - 1)).toBe("ISSUED");
    expect(statusOf(invoice, invoice.overdueFrom)).toBe("OVERDUE");
    expect(statusOf({ ...invoice, paid: 1n }, invoice.issuedAt)).toBe("PART_PAID");
    expect(statusOf({ ...invoice, paid: invoice.body.gross }, invoice.overdueFrom)).toBe("PAID");
  });

  it.each(["DAILY", "WEEKLY", "MONTHLY"])(
    "of a %s cycle covers whole days of the customer's zone",
    async (billingCycle) => {
      const account = await operator.newAccount({
        ...postpaid,
        billingCycle,
        billingDay: 3,
        timeZone: "America/New_York",
      });
      await call(operator, account, [60], now());
      await later(afterMonthMs, () => bill(account));
      await later(afterMonthMs, () => call(operator, account, [60], now() - hourMs));
      await later(2 * afterMonthMs, () => bill(account));
      const all = await invoiced(account);
      const last = all.at(-1);
      const wall = new Intl.DateTimeFormat("en-GB", {
        timeZone: "America/New_York",
        hour: "2-digit",
        minute: "2-digit",
        weekday: "short",
        day: "numeric",
      });
      const text = wall.format(last?.until);
      expect(text).toContain("00:00");
      if (billingCycle === "WEEKLY") expect(text).toContain("Wed");
      if (billingCycle === "MONTHLY") expect(text).toMatch(/\b3\b/);
      expect(all.every((one, n) => n === 0 || one.body.account.opening === all[n - 1]?.body.account.closing)).toBe(
        true,
      );
    },
  );
});

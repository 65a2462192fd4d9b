import { beforeAll, describe, expect, it, vi } from "vitest";

/** A table of its own: a run over all customers need not pass by those of every other test. */
vi.hoisted(() => Object.assign(process.env, { TABLE_NAME: `${process.env["TABLE_NAME"]}-invoice-payments` }));

import { runBilling } from "../../functions/invoices/billing-run.flow.ts";
import { addRun, newRun } from "../../functions/invoices/billing-run.store.ts";
import { now } from "../../functions/platform/clock.ts";
import { env } from "../../functions/platform/env.ts";
import { write } from "../../functions/platform/table.ts";
import { uniqueName } from "../support/api.ts";
import { anOperator, type Operator } from "../support/charging.ts";
import { later } from "../support/clock.ts";
import { customerBody, faultsOf } from "../support/customers.ts";
import { afterMonthMs, bill, call, dayMs, hourMs, invoiced } from "../support/invoicing.ts";
import { createTable } from "../support/table.ts";

let operator: Operator;
beforeAll(async () => {
  await createTable(env.TABLE_NAME);
  operator = await anOperator();
});

const postpaid = { billingType: "POSTPAID", creditLimit: "1000" };
const pay = (account: string, amount: string, over: object = {}) =>
  operator.admin(
    "POST",
    `/customers/${account}/payments`,
    { kind: "PAYMENT", amount, ...over },
    { headers: { "idempotency-key": uniqueName() } },
  );
const listed = async (account: string) =>
  (await operator.admin("GET", `/customers/${account}/invoices`)).body.items.reverse() as {
    number: string;
    status: string;
    paid: string;
    open: string;
  }[];
const standing = async (account: string) =>
  (await listed(account)).map(({ status, paid, open }) => [status, paid, open]);

/** Two invoices of 6 each. */
async function twoInvoices() {
  const account = await operator.newAccount(postpaid);
  await call(operator, account, [6000]);
  await later(afterMonthMs, async () => {
    await bill(account);
    await call(operator, account, [6000], now() - hourMs);
  });
  await later(2 * afterMonthMs, () => bill(account));
  return account;
}

describe("what is paid of invoices", () => {
  it("follows payments, the oldest invoice first, and goes back with a reversal", async () => {
    const account = await twoInvoices();
    expect(await standing(account)).toEqual([
      ["ISSUED", "0", "6"],
      ["ISSUED", "0", "6"],
    ]);
    const one = await pay(account, "7.5");
    expect(one.body.allocations.map(({ amount }: { amount: string }) => amount)).toEqual(["6", "1.5"]);
    expect(await standing(account)).toEqual([
      ["PAID", "6", "0"],
      ["PART_PAID", "1.5", "4.5"],
    ]);
    const back = { headers: { "idempotency-key": uniqueName() } };
    await operator.admin("POST", `/customers/${account}/payments/${one.body.id}/reversal`, { note: "Bounced" }, back);
    expect((await standing(account)).map(([, , open]) => open)).toEqual(["6", "6"]);
  });

  it("follows the choice of whoever books the payment, and never more than is open", async () => {
    const account = await twoInvoices();
    const [, second] = await listed(account);
    const chosen = [{ invoice: second?.number, amount: "6" }];
    expect((await pay(account, "6", { allocations: chosen })).status).toBe(201);
    expect((await standing(account)).map(([status]) => status)).toEqual(["ISSUED", "PAID"]);
    const more = await pay(account, "6", { allocations: chosen });
    expect([more.status, faultsOf(more)]).toEqual([422, ["allocations.0.amount"]]);
  });

  it("counts money that was there before, so that a customer who paid ahead owes nothing", async () => {
    const account = await operator.newAccount(postpaid);
    await pay(account, "8");
    await call(operator, account, [6000]);
    await later(afterMonthMs, async () => {
      await bill(account);
      await call(operator, account, [6000], now() - hourMs);
    });
    await later(2 * afterMonthMs, () => bill(account));
    expect(await standing(account)).toEqual([
      ["PAID", "6", "0"],
      ["PART_PAID", "2", "4"],
    ]);
    await pay(account, "4");
    expect((await standing(account)).map(([status]) => status)).toEqual(["PAID", "PAID"]);
    expect(await operator.balance(account)).toBe("0");
  });

  it("a paid invoice cannot be made void, but credited", async () => {
    const account = await twoInvoices();
    await pay(account, "6");
    const [first] = await listed(account);
    const path = `/customers/${account}/invoices/${first?.number}`;
    expect((await operator.admin("POST", `${path}/void`, { reason: "Wrong" })).status).toBe(409);
    expect((await operator.admin("POST", `${path}/credit-notes`, { reason: "Wrong" })).status).toBe(201);
    expect(await operator.balance(account)).toBe("0");
  });
});

describe("a customer that was one before", () => {
  it("is billed from its own day on, month by month", async () => {
    const day = new Date(now() - 70 * dayMs).toISOString().slice(0, 10);
    const account = await operator.newAccount({ ...postpaid, billedFrom: day });
    const callAt = now() - 60 * dayMs;
    await call(operator, account, [60], callAt);
    await call(operator, account, [120], now() - 1000);
    await bill(account);
    const all = await invoiced(account);
    expect(all).toHaveLength(1);
    const month = `${new Date(callAt).toISOString().slice(0, 7)}-01`;
    expect(new Date(all[0]?.from ?? 0).toISOString()).toBe(`${day > month ? day : month}T00:00:00.000Z`);
    expect(all[0]?.body.lines[0]?.seconds).toBe(60);
  });

  it.each([-95, 3])("is refused where the day is %i days away", async (days) => {
    const billedFrom = new Date(now() + days * dayMs).toISOString().slice(0, 10);
    const reply = await operator.admin("POST", "/customers", { ...customerBody(operator.tariff), billedFrom });
    expect([reply.status, faultsOf(reply)]).toEqual([422, ["billedFrom"]]);
  });
});

describe("a run for a day", () => {
  it("dates its invoices so, leaves alone what ended later, and refuses days that are too far away", async () => {
    const day = new Date(now() - 80 * dayMs).toISOString().slice(0, 10);
    const account = await operator.newAccount({
      ...postpaid,
      billedFrom: day,
      billingCycle: "WEEKLY",
      paymentTermDays: 5,
    });
    for (const ago of [75, 65, 50]) await call(operator, account, [60], now() - ago * dayMs);
    const date = new Date(now() - 57 * dayMs).toISOString().slice(0, 10);
    const run = newRun({ account, closeNow: false, date }, "system", now());
    await write(addRun(run));
    await runBilling(run.id, () => 900_000);
    const first = await invoiced(account);
    expect(first.map(({ issuedOn }) => issuedOn)).toEqual([date, date]);
    expect((await standing(account)).map(([status]) => status)).toEqual(["OVERDUE", "OVERDUE"]);
    await bill(account);
    expect(await invoiced(account)).toHaveLength(3);
    for (const far of [-100, 2]) {
      const asked = { date: new Date(now() + far * dayMs).toISOString().slice(0, 10) };
      const reply = await operator.admin("POST", "/billing-runs", asked);
      expect([reply.status, faultsOf(reply)]).toEqual([422, ["date"]]);
    }
  });
});

import { beforeAll, describe, expect, it, vi } from "vitest";

/** A table of its own: a run over all customers need not pass by those of every other test. */
vi.hoisted(() => Object.assign(process.env, { TABLE_NAME: `${process.env["TABLE_NAME"]}-allocation` }));

import { openInvoicesOf } from "../functions/invoices/invoice.store.ts";
import { openOf } from "../functions/invoices/invoice.ts";
import { decimalOf } from "../functions/money/money.ts";
import { env } from "../functions/platform/env.ts";
import { uniqueName } from "./support/api.ts";
import { anOperator, type Operator } from "./support/charging.ts";
import { later } from "./support/clock.ts";
import { afterMonthMs, bill, call, invoiced } from "./support/invoicing.ts";
import { createTable } from "./support/table.ts";

let operator: Operator;
beforeAll(async () => {
  await createTable(env.TABLE_NAME);
  operator = await anOperator();
});

/** A postpaid account with one invoice. */
async function anInvoiced() {
  const account = await operator.newAccount({ billingType: "POSTPAID", creditLimit: "100" });
  await call(operator, account, [6000]);
  await later(afterMonthMs, () => bill(account));
  const [invoice] = await invoiced(account);
  if (!invoice) throw new Error("there is no invoice");
  return { account, invoice: invoice.number };
}

const pay = (account: string, body: object, key = uniqueName()) =>
  operator.admin(
    "POST",
    `/customers/${account}/payments`,
    { kind: "PAYMENT", ...body },
    { headers: { "idempotency-key": key } },
  );
const openOfAll = async (account: string) => (await openInvoicesOf(account)).map((one) => decimalOf(openOf(one)));

describe("a payment and an invoice", () => {
  it("meet by themselves, the oldest first, and part again when the payment is taken back", async () => {
    const { account, invoice } = await anInvoiced();
    expect(await openOfAll(account)).toEqual(["6"]);
    const key = uniqueName();
    const paid = await Promise.all(Array.from({ length: 8 }, () => pay(account, { amount: "4" }, key)));
    const first = paid.find(({ status }) => status === 201)?.body;
    expect(first.allocations).toEqual([{ invoice, amount: "4" }]);
    expect(await openOfAll(account)).toEqual(["2"]);
    const more = (await pay(account, { amount: "10" })).body;
    expect(more.allocations).toEqual([{ invoice, amount: "2" }]);
    expect(await openOfAll(account)).toEqual([]);
    const back = await operator.admin(
      "POST",
      `/customers/${account}/payments/${first.id}/reversal`,
      { note: "Bounced" },
      { headers: { "idempotency-key": uniqueName() } },
    );
    expect(back.status).toBe(201);
    expect(await openOfAll(account)).toEqual(["4"]);
    expect(await operator.balance(account)).toBe("4");
  });

  it("meet as a person chooses: no more than is open, or not at all", async () => {
    const { account, invoice } = await anInvoiced();
    const tooMuch = await pay(account, { amount: "50", allocations: [{ invoice, amount: "7" }] });
    expect(tooMuch.body.error.fields).toEqual([
      { path: "allocations.0.amount", message: `Of ${invoice} only 6 are open.` },
    ]);
    expect((await pay(account, { amount: "50", allocations: [] })).body.allocations).toEqual([]);
    expect(await openOfAll(account)).toEqual(["6"]);
    const writtenOff = await pay(account, { kind: "WRITE_OFF", amount: "6", note: "Bankrupt" });
    expect(writtenOff.body.allocations).toEqual([{ invoice, amount: "6" }]);
    expect(await openOfAll(account)).toEqual([]);
  });

  it("paid at once by many, an invoice is not paid twice", async () => {
    const { account, invoice } = await anInvoiced();
    const replies = await Promise.all(Array.from({ length: 12 }, () => pay(account, { amount: "1" })));
    const set = replies.flatMap(({ body }) => body.allocations ?? []);
    const booked = replies.filter(({ status }) => status === 201).length;
    expect(set.every((one: { invoice: string; amount: string }) => one.invoice === invoice && one.amount === "1")).toBe(
      true,
    );
    expect(set).toHaveLength(Math.min(6, booked));
    expect(await operator.balance(account)).toBe(decimalOf(BigInt(booked - 6) * 1_000_000_000n));
  });
});

describe("money that was paid ahead", () => {
  const reverse = (account: string, id: string) =>
    operator.admin(
      "POST",
      `/customers/${account}/payments/${id}/reversal`,
      { note: "Bounced" },
      { headers: { "idempotency-key": uniqueName() } },
    );

  /** A postpaid account that has paid ahead, then used 6 and was invoiced. */
  async function paidAhead(...amounts: string[]) {
    const account = await operator.newAccount({ billingType: "POSTPAID", creditLimit: "100" });
    const ids: string[] = [];
    for (const amount of amounts) ids.push((await pay(account, { amount })).body.id);
    await call(operator, account, [6000]);
    await bill(account, true);
    expect(await openOfAll(account)).toEqual([]);
    return { account, ids };
  }

  it("and is taken back leaves the invoice open that it covered", async () => {
    const { account, ids } = await paidAhead("100");
    expect((await reverse(account, ids[0] ?? "")).status).toBe(201);
    expect(await openOfAll(account)).toEqual(["6"]);
    expect((await pay(account, { amount: "6" })).body.allocations).toHaveLength(1);
    expect(await operator.balance(account)).toBe("0");
  });

  it("leaves open only what other money does not cover", async () => {
    const { account, ids } = await paidAhead("4", "5");
    await reverse(account, ids[0] ?? "");
    expect(await openOfAll(account)).toEqual(["1"]);
    const more = await paidAhead("10", "20");
    await reverse(more.account, more.ids[0] ?? "");
    expect(await openOfAll(more.account)).toEqual([]);
  });

  it("and is refunded leaves it open, too", async () => {
    const { account } = await paidAhead("8");
    await pay(account, { kind: "REFUND", amount: "8" });
    expect(await openOfAll(account)).toEqual(["6"]);
  });
});

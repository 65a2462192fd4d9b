import { beforeAll, describe, expect, it, vi } from "vitest";

/** A table of its own: a run over all customers need not pass by those of every other test. */
vi.hoisted(() => Object.assign(process.env, { TABLE_NAME: `${process.env["TABLE_NAME"]}-dated-tax` }));

import { getCustomer } from "../../functions/customers/customer.store.ts";
import { decimalOf } from "../../functions/money/money.ts";
import { now } from "../../functions/platform/clock.ts";
import { env } from "../../functions/platform/env.ts";
import { type Caller, staff } from "../support/api.ts";
import { anOperator, type Operator } from "../support/charging.ts";
import { later } from "../support/clock.ts";
import { afterMonthMs, bill, call, dayMs, invoiced } from "../support/invoicing.ts";
import { createTable } from "../support/table.ts";

let operator: Operator;
beforeAll(async () => {
  await createTable(env.TABLE_NAME);
  operator = await anOperator();
});

const vat = (percent: string) => ({ taxFlag: "VAT", taxMode: "EXCLUSIVE", taxes: [{ name: "VAT", percent }] });
const taxed = { ...vat("20"), taxNumber: "GB123456789" };
const dayIn = (days: number): string => new Date(now() + days * dayMs).toISOString().slice(0, 10);
const put = (account: string, items: object[], admin = operator.admin) =>
  admin("PUT", `/customers/${account}/tax-changes`, { items });
const noonOf = (day: string) => Date.parse(`${day}T12:00Z`);
const chargesOf = async (account: string, admin: Caller) =>
  (await admin("GET", `/customers/${account}/calls`)).body.items.map(
    ({ charge, tax }: { charge: string; tax: string }) => [charge, tax],
  );

describe("a tax with a date", () => {
  it("is that of calls set up from the start of its day on, however late they come", async () => {
    const account = await operator.newAccount(taxed);
    const day = dayIn(3);
    expect((await put(account, [{ from: day, ...vat("10") }])).status).toBe(200);
    const startMs = Date.parse(`${day}T00:00Z`);
    await later(6 * dayMs, async () => {
      await call(operator, account, [60], startMs - 1);
      await call(operator, account, [60], startMs);
      const rows = await chargesOf(account, await staff());
      expect(rows).toEqual([
        ["0.066", "0.006"],
        ["0.072", "0.012"],
      ]);
    });
  });

  it("makes a second line of tax on the invoice of a period in which it begins", async () => {
    const account = await operator.newAccount({ ...taxed, billingType: "POSTPAID", creditLimit: "100" });
    const day = dayIn(1);
    await put(account, [{ from: day, taxFlag: "NONE", taxMode: "EXCLUSIVE", taxes: [] }]);
    await call(operator, account, [6000]);
    await later(2 * dayMs, () => call(operator, account, [6000], noonOf(day)));
    await later(afterMonthMs, () => bill(account));
    const all = await invoiced(account);
    const classes = all.flatMap(({ body }) => body.classes.map(({ taxFlag, net, tax }) => [taxFlag, net, tax]));
    expect(
      classes.map(([flag, net, tax]) => [flag, decimalOf(net as bigint), decimalOf(tax as bigint)]).sort(),
    ).toEqual([
      ["NONE", "6", "0"],
      ["VAT", "6", "1.2"],
    ]);
  });

  it("is refused for today and earlier, out of order, without its rates or the customer's number", async () => {
    const account = await operator.newAccount();
    const refused = await put(account, [
      { from: dayIn(0), taxFlag: "VAT", taxMode: "EXCLUSIVE", taxes: [] },
      { from: dayIn(0), ...vat("7") },
    ]);
    expect(refused.status).toBe(422);
    expect(refused.body.error.fields.map(({ path }: { path: string }) => path).sort()).toEqual([
      ...["items.0.from", "items.0.taxFlag", "items.0.taxes"],
      ...["items.1.from", "items.1.from", "items.1.taxFlag"],
    ]);
  });

  it("stays once it has begun, and the stored tax is no longer edited", async () => {
    const account = await operator.newAccount(taxed);
    const first = { from: dayIn(1), ...vat("10") };
    await put(account, [first, { from: dayIn(30), ...vat("5") }]);
    await later(2 * dayMs, async () => {
      // A session does not last so long.
      const admin = await staff();
      expect((await put(account, [], admin)).body.error.fields).toEqual([
        { path: "items", message: "What has begun must stay as it is." },
      ]);
      expect((await put(account, [first, { from: dayIn(9), ...vat("6") }], admin)).status).toBe(200);
      const edit = await admin("PATCH", `/customers/${account}`, { taxes: [{ name: "VAT", percent: "11" }] });
      expect(edit.status).toBe(422);
      expect(edit.body.error.fields.map(({ path }: { path: string }) => path)).toEqual(["taxes"]);
      expect((await admin("PATCH", `/customers/${account}`, { name: "Ann Lee" })).status).toBe(200);
    });
    const { items } = (await operator.admin("GET", `/customers/${account}/tax-changes`)).body;
    expect(items.map(({ taxes }: { taxes: { percent: string }[] }) => taxes[0]?.percent)).toEqual(["10", "6"]);
    expect((await getCustomer(account))?.taxChanges).toHaveLength(2);
  });
});

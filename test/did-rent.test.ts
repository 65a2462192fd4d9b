import { beforeAll, describe, expect, it, vi } from "vitest";

/** A table of its own: a run over all customers need not pass by those of every other test. */
vi.hoisted(() => Object.assign(process.env, { TABLE_NAME: `${process.env["TABLE_NAME"]}-did-rent` }));

import { getDid } from "../functions/dids/did.store.ts";
import { editDid } from "../functions/dids/edit-did.flow.ts";
import { rentPeriod } from "../functions/dids/rent.ts";
import type { StoredInvoice } from "../functions/invoices/invoice.ts";
import { decimalOf, nanoOf } from "../functions/money/money.ts";
import { now } from "../functions/platform/clock.ts";
import { env } from "../functions/platform/env.ts";
import { replaceSend } from "../functions/platform/table.ts";
import { uniqueName } from "./support/api.ts";
import { anOperator, type Operator } from "./support/charging.ts";
import { later } from "./support/clock.ts";
import { faultsOf } from "./support/customers.ts";
import { aNumber, findingsOf, minus, numbersOf, restOfMonth, run, today, untilMonth } from "./support/dids.ts";
import { afterMonthMs, bill, invoiced } from "./support/invoicing.ts";
import { aReseller, itsCustomer } from "./support/resellers.ts";
import { createTable } from "./support/table.ts";

const office = { id: "usr_test", kind: "admin", permissions: [] } as const;

let operator: Operator;
let dids: ReturnType<typeof numbersOf>;
beforeAll(async () => {
  await createTable(env.TABLE_NAME);
  operator = await anOperator();
  dids = numbersOf(operator);
});

describe("a DID with charges", () => {
  it("costs its set-up and the days that are left of the month when it is given to a customer, and the next month once", async () => {
    const account = await dids.rich();
    const { number, rent } = await dids.added({ account, setupCharge: "5", monthlyRent: "31" });
    const first = minus("100", "5", restOfMonth());
    expect(rent).toEqual({
      standing: "PAID",
      paidUntil: rentPeriod(today(), 1, "CALENDAR_MONTH").until,
      unpaidSince: null,
    });
    expect(await operator.balance(account)).toBe(first);
    await run();
    expect(await operator.balance(account)).toBe(first);
    await later(untilMonth(), async () => {
      await run();
      await run();
    });
    expect(await operator.balance(account)).toBe(minus(first, "31"));
    expect(await dids.linesOf(account)).toEqual([
      ["DID_SETUP", "5"],
      ["DID_RENT", restOfMonth()],
      ["DID_RENT", "31"],
    ]);
    expect((await getDid(number))?.rent).toMatchObject({ setupDue: false, unpaidSince: null, isSuspended: false });
    expect(await findingsOf(account)).toEqual([]);
  });

  it("is charged once for a month by six runs at once, of which every second write is killed", async () => {
    const account = await dids.rich("1000");
    const made = (
      await operator.admin("POST", "/dids", { numbers: Array.from({ length: 5 }, aNumber), account, monthlyRent: "31" })
    ).body.items;
    const before = await operator.balance(account);
    let writes = 0;
    const back = replaceSend((inner) => async (command) => {
      const isWrite = command.constructor.name === "TransactWriteCommand";
      if (isWrite && writes++ % 2 === 0) {
        // Half of those that are lost had been written.
        if (writes % 4 === 1) await inner(command);
        throw new Error("the connection was cut");
      }
      return inner(command);
    });
    try {
      await later(untilMonth(), () => Promise.all(Array.from({ length: 6 }, run)));
    } finally {
      back();
    }
    expect(writes).toBeGreaterThan(10);
    await later(untilMonth(), run);
    expect(await operator.balance(account)).toBe(minus(before, String(31 * made.length)));
    expect((await dids.linesOf(account)).filter(([, debit]: string[]) => debit === "31")).toHaveLength(
      made.length + (restOfMonth() === "31" ? made.length : 0),
    );
    expect(await findingsOf(account)).toEqual([]);
  });

  it("is made up for, month by month, where no run came for a quarter of a year", async () => {
    const account = await dids.rich("1000");
    await dids.added({ account, monthlyRent: "31" });
    await later(untilMonth(3), run);
    expect(await dids.linesOf(account)).toEqual([restOfMonth(), "31", "31", "31"].map((debit) => ["DID_RENT", debit]));
    expect(await operator.balance(account)).toBe(minus("1000", restOfMonth(), "93"));
  });

  it("costs its cancellation when it is taken back, and is not paid twice by a customer that gets it again", async () => {
    const account = await dids.rich();
    const { number } = await dids.added({ account, monthlyRent: "31", cancellationCharge: "7" });
    expect((await dids.patch(number, { account: null })).body).toMatchObject({
      account: null,
      rent: null,
      currency: "EUR",
    });
    const left = minus("100", restOfMonth(), "7");
    expect(await operator.balance(account)).toBe(left);
    expect((await dids.patch(number, { account })).status).toBe(200);
    expect(await operator.balance(account)).toBe(left);
    const other = await dids.rich();
    expect((await dids.patch(number, { account: other })).status).toBe(200);
    expect([await operator.balance(account), await operator.balance(other)]).toEqual([
      minus(left, "7"),
      minus("100", restOfMonth()),
    ]);
    expect(await findingsOf(account)).toEqual([]);
  });

  it("asks for rent that it did not have before from the day on which it gets it, and for no set-up afterwards", async () => {
    const account = await dids.rich();
    const { number } = await dids.added({ account });
    await later(untilMonth(2), async () => {
      const seen = await getDid(number);
      if (seen) await editDid(seen, { monthlyRent: "31", setupCharge: "9" }, office, now());
    });
    expect(await dids.linesOf(account)).toEqual([["DID_RENT", "31"]]);
  });

  it.each([
    { fields: { monthlyRent: "1" }, faults: ["currency"], because: "nobody says whose coins it is" },
    {
      fields: { monthlyRent: "1", currency: "EUR", setupCharge: "0.001" },
      faults: ["setupCharge"],
      because: "there is no tenth of a cent",
    },
    { fields: { monthlyRent: "-1" }, faults: ["monthlyRent"], because: "it is less than nothing" },
    {
      fields: { monthlyRent: "NaN", setupCharge: "1e3" },
      faults: ["setupCharge", "monthlyRent"],
      because: "they are no amounts",
    },
    { fields: { monthlyRent: "1", currency: "EURO" }, faults: ["currency"], because: "there is no such currency" },
  ])("is refused by name where $because", async ({ fields, faults }) => {
    const reply = await dids.add(fields);
    expect([reply.status, faultsOf(reply).sort()]).toEqual([422, [...faults].sort()]);
  });

  it("goes to nobody whose currency its charges are not in", async () => {
    const { number } = await dids.added({ monthlyRent: "1", currency: "USD" });
    const reply = await dids.patch(number, { account: await dids.rich() });
    expect([reply.status, faultsOf(reply)]).toEqual([422, ["currency"]]);
  });

  it("of a reseller's customer is sold on at cost: the reseller gets the rent, and pays it net, with its own tax", async () => {
    const seller = await aReseller(operator.admin, operator.tariff, { creditLimit: "0" });
    const vat = { taxFlag: "VAT", taxNumber: "DE123456789", taxes: [{ name: "VAT", percent: "20" }] };
    const { account } = await itsCustomer(seller, { billingType: "PREPAID", creditLimit: "0", ...vat });
    await operator.admin(
      "POST",
      `/resellers/${seller.account}/payments`,
      { kind: "PAYMENT", amount: "100" },
      { headers: { "idempotency-key": uniqueName() } },
    );
    await seller.api(
      "POST",
      `/customers/${account}/payments`,
      { kind: "PAYMENT", amount: "40" },
      { headers: { "idempotency-key": uniqueName() } },
    );
    await dids.added({ account, setupCharge: "10" });
    // 40 less 12 gross; 60 and the 12, less 10 net.
    expect([await operator.balance(account), await operator.balance(seller.account)]).toEqual(["28", "62"]);
    expect(await findingsOf(account)).toEqual([]);
    expect(await findingsOf(seller.account)).toEqual([]);
  });
});

describe("an invoice", () => {
  const numberLines = (invoice: StoredInvoice | undefined) =>
    invoice?.body.lines.map(({ kind, text, net }) => [kind, text.replace(/\d{8,}/, "N"), decimalOf(net)]);

  it("has set-up and rent of a prepaid customer, with the tax that was taken", async () => {
    const vat = { taxFlag: "VAT", taxNumber: "DE123456789", taxes: [{ name: "VAT", percent: "20" }] };
    const account = await dids.rich("100", vat);
    await dids.added({ account, setupCharge: "10" });
    await later(afterMonthMs, () => bill(account));
    const [invoice] = await invoiced(account);
    expect(numberLines(invoice)).toEqual([["DID_SETUP", "Set-up of N", "10"]]);
    expect(invoice?.body).toMatchObject({
      net: nanoOf("10"),
      tax: nanoOf("2"),
      gross: nanoOf("12"),
      taken: nanoOf("12"),
      usage: 0n,
      charges: nanoOf("10"),
    });
    expect(invoice?.body.account).toMatchObject({ payments: nanoOf("100"), credits: 0n, closing: nanoOf("88") });
    expect(await operator.balance(account)).toBe("88");
  });

  it("of a postpaid customer taxes them with everything else, and makes one line of more than twenty numbers", async () => {
    const vat = { taxFlag: "VAT", taxNumber: "DE123456789", taxes: [{ name: "VAT", percent: "20" }] };
    const account = await operator.newAccount({
      billingType: "POSTPAID",
      maxCreditLimit: "500",
      creditLimit: "500",
      ...vat,
    });
    const numbers = Array.from({ length: 21 }, aNumber);
    expect((await operator.admin("POST", "/dids", { numbers, account, setupCharge: "1" })).status).toBe(201);
    await later(afterMonthMs, () => bill(account));
    const [invoice] = await invoiced(account);
    expect(numberLines(invoice)).toEqual([["DID_SETUP", "Set-up of 21 numbers", "21"]]);
    expect(invoice?.body).toMatchObject({ net: nanoOf("21"), tax: nanoOf("4.2"), gross: nanoOf("25.2") });
    expect(await operator.balance(account)).toBe("-25.2");
    expect(await findingsOf(account)).toEqual([]);
  });
});

import { beforeAll, describe, expect, it, vi } from "vitest";

/** A table of its own: a job is about the customers of all tests, and settings hold for all of them. */
vi.hoisted(() => Object.assign(process.env, { TABLE_NAME: `${process.env["TABLE_NAME"]}-rerates` }));

import { decodeCells } from "../../functions/analysis/cell-block.ts";
import { foldDays } from "../../functions/analysis/fold-days.flow.ts";
import { trafficDay } from "../../functions/analysis/traffic-day.store.ts";
import { compactDay } from "../../functions/cdrs/compact-day.flow.ts";
import { dayNumber } from "../../functions/cdrs/day-set.ts";
import { getCustomer } from "../../functions/customers/customer.store.ts";
import { balanceOf } from "../../functions/ledger/ledger.store.ts";
import { checkAccount } from "../../functions/ledger-checks/check-account.flow.ts";
import { decimalOf, nanoOf } from "../../functions/money/money.ts";
import { staff, uniqueName } from "../support/api.ts";
import { aBatch, aCallOf, addRate, anOperator, type Operator, rate } from "../support/charging.ts";
import { aCustomer, aTariff } from "../support/customers.ts";
import { bill, invoiced } from "../support/invoicing.ts";
import { aReseller } from "../support/resellers.ts";
import { createTable } from "../support/table.ts";
import { approved, aWorld, minutes, reprice, tellOfRerate, tried } from "./world.ts";

let operator: Operator;
beforeAll(async () => {
  await createTable(process.env["TABLE_NAME"] ?? "");
  operator = await anOperator();
});

const findings = async (account: string) =>
  (await operator.admin("GET", `/customers/${account}/ledger-check`)).body.findings;
const accountsOf = async (id: string) => (await operator.admin("GET", `/rerates/${id}/accounts`)).body.items;

describe("re-rating", () => {
  it("is tried first, which counts and changes nothing, and then corrects each call, its account and the figures", async () => {
    const { admin } = operator;
    const { tariff, account } = await aWorld(operator);
    await minutes(operator, account, 3);
    await reprice(admin, tariff, "0.04");
    const trial = await tried(admin, { account });
    expect(trial).toMatchObject({ status: "TRIED", takesTwo: false, progress: 100, done: 0 });
    const figures = { looked: 3, changed: 3, lost: 0, chargeBefore: "0.18", chargeAfter: "0.12", difference: "-0.06" };
    expect(trial.totals).toEqual([expect.objectContaining({ currency: "EUR", accounts: 1, ...figures })]);
    expect(await accountsOf(trial.id)).toMatchObject([{ account, ...figures, done: 0, booked: "0" }]);
    expect(await operator.balance(account)).toBe("-0.18");

    const done = await approved(admin, trial.id);
    expect(done).toMatchObject({ status: "DONE", done: 3, faults: 0, progress: 100 });
    expect(await accountsOf(trial.id)).toMatchObject([{ account, done: 3, booked: "-0.06", fault: null }]);
    expect(await operator.balance(account)).toBe("-0.12");
    expect(await findings(account)).toEqual([]);
    const { items } = await operator.calls(account);
    expect(items.map(({ charge }: { charge: string }) => charge)).toEqual(["0.04", "0.04", "0.04"]);
    const call = (await admin("GET", `/customers/${account}/calls/${items[0].id}`)).body;
    expect(call.corrected).toMatchObject({ firstCharge: "0.06", changes: [{ job: trial.id, charge: "0.04" }] });
    const why = call.trace.at(-1);
    expect(why).toMatchObject({ step: "corrected", outcome: "0.04" });
    expect(why.detail).toContain(`First charged 0.06; corrected to 0.04 by ${trial.id} at `);
    expect(why.detail).toContain("The rate was wrong.");
    const sums = (await admin("GET", `/customers/${account}/calls/totals`)).body;
    expect(sums).toMatchObject({ calls: 3, charge: "0.12" });

    const day = new Date().toISOString().slice(0, 10);
    const statement = (await admin("GET", `/customers/${account}/statement?from=2020-01-01&to=2999-01-01`)).body;
    expect(statement).toMatchObject({ closing: "-0.12" });
    const lines = statement.rows.filter(({ activity }: { activity: string }) => activity === "RERATE");
    expect(lines).toMatchObject([{ reference: trial.id, credit: "0.06", debit: "0" }]);
    expect(lines[0].detail).toBe("3 calls re-rated: The rate was wrong.");
    // Counted again from the corrected calls: an hour's calls may lie on two days.
    const customer = await getCustomer(account);
    if (!customer) throw new Error("the customer is gone");
    await foldDays(customer, Date.now(), compactDay);
    let counted = 0n;
    for (const one of [dayNumber(Date.now()), dayNumber(Date.now()) - 1]) {
      const stored = await trafficDay(account, one);
      for (const cell of stored ? decodeCells(stored.cells) : []) counted += cell.charge;
    }
    expect([day, decimalOf(counted)]).toEqual([day, "0.12"]);
  });

  it("is once, however often the start comes, it is agreed to or a second job asks for the same", async () => {
    const { admin } = operator;
    const { tariff, account } = await aWorld(operator);
    await minutes(operator, account, 2);
    await reprice(admin, tariff, "0.09");
    const { id } = await tried(admin, { account });
    expect((await admin("POST", `/rerates/${id}/approve`)).status).toBe(202);
    await Promise.all([tellOfRerate(id), tellOfRerate(id), tellOfRerate(id)]);
    await tellOfRerate(id);
    expect(await operator.balance(account)).toBe("-0.18");
    expect((await admin("POST", `/rerates/${id}/approve`)).status).toBe(409);
    const again = await tried(admin, { account });
    expect(again.totals).toMatchObject([{ looked: 2, changed: 0, difference: "0" }]);
    expect((await admin("POST", `/rerates/${again.id}/approve`)).status).toBe(409);
    expect(await operator.balance(account)).toBe("-0.18");
    expect(await findings(account)).toEqual([]);
  });

  it("to another price and back again leaves every call and balance as they were, and tells of both", async () => {
    const { admin } = operator;
    const { tariff, account } = await aWorld(operator);
    await minutes(operator, account, 2);
    for (const [price, from] of [
      ["0.12", "2021-01-01"],
      ["0.06", "2022-01-01"],
    ]) {
      const fields = { pricePerMinute: price, effectiveFrom: `${from}T00:00:00Z` };
      await addRate(admin, tariff, "44", fields);
      expect(await approved(admin, (await tried(admin, { account })).id)).toMatchObject({ status: "DONE", done: 2 });
    }
    expect(await operator.balance(account)).toBe("-0.12");
    const [call] = (await operator.calls(account)).items;
    expect(call).toMatchObject({ charge: "0.06", corrected: { firstCharge: "0.06" } });
    expect(call.corrected.changes.map(({ charge }: { charge: string }) => charge)).toEqual(["0.12", "0.06"]);
    expect(await findings(account)).toEqual([]);
  });

  it("leaves a call that would lose its rate as it is, and names it", async () => {
    const { admin } = operator;
    const tariff = await aTariff(admin);
    await addRate(admin, tariff, "44");
    await addRate(admin, tariff, "4470", { pricePerMinute: "0.30" });
    const { account } = await aCustomer(admin, tariff);
    await minutes(operator, account, 1);
    await minutes(operator, account, 1, { cldReceived: "447012345678" });
    await reprice(admin, tariff, "0.05");
    const blocked = { blocked: true, effectiveFrom: "2021-01-01T00:00:00Z" };
    await addRate(admin, tariff, "4470", { pricePerMinute: "0", ...blocked });
    const trial = await tried(admin, { account });
    expect(trial.totals).toMatchObject([{ looked: 2, changed: 1, lost: 1, chargeBefore: "0.36", chargeAfter: "0.35" }]);
    const [{ examples }] = await accountsOf(trial.id);
    expect(examples[0]).toMatchObject({ cld: "447012345678", before: "0.3", after: "0.3", lost: "RATE_BLOCKED" });
    await approved(admin, trial.id);
    expect(await operator.balance(account)).toBe("-0.35");
    expect(await findings(account)).toEqual([]);
  });

  it("is about the calls of a tariff at whatever customer, or of a prefix, version or destination, and of no others", async () => {
    const { admin } = operator;
    const { tariff, account } = await aWorld(operator);
    const { account: second } = await aCustomer(admin, tariff);
    const { account: foreign } = await aWorld(operator);
    await addRate(admin, tariff, "4420", { pricePerMinute: "0.20", destination: "London" });
    for (const one of [account, second, foreign]) await minutes(operator, one, 1);
    await minutes(operator, account, 1, { cldReceived: "441282550000" });
    const { version } = (await admin("GET", `/tariffs/${tariff}`)).body;
    await reprice(admin, tariff, "0.05");
    await reprice(admin, tariff, "0.10", "4420");
    const looked = async (fields: object) => {
      const { totals } = await tried(admin, fields);
      return totals[0] ? [totals[0].accounts, totals[0].looked] : [0, 0];
    };
    expect(await looked({ tariffId: tariff })).toEqual([2, 3]);
    expect(await looked({ tariffId: tariff, account })).toEqual([1, 2]);
    expect(await looked({ tariffId: tariff, destination: "London" })).toEqual([2, 2]);
    expect(await looked({ account, prefix: "44" })).toEqual([1, 1]);
    expect(await looked({ account, tariffVersion: version })).toEqual([1, 2]);
    expect(await looked({ account, tariffVersion: version - 1 })).toEqual([0, 0]);
    expect(await looked({ account: foreign, tariffId: tariff })).toEqual([0, 0]);
    const { id } = await tried(admin, { tariffId: tariff, prefix: "4420" });
    await approved(admin, id);
    expect([await operator.balance(account), await operator.balance(second)]).toEqual(["-0.16", "-0.1"]);
    expect(await operator.balance(foreign)).toBe("-0.06");
  });

  it("moves every level of a chain, and no level makes money", async () => {
    const { admin } = operator;
    const buy = await aTariff(admin);
    await addRate(admin, buy, "44", { pricePerMinute: "0.02" });
    const reseller = await aReseller(admin, buy);
    await addRate(reseller.api, reseller.tariff, "44");
    const { account } = await aCustomer(reseller.api, reseller.tariff);
    const headers = { "idempotency-key": uniqueName() };
    await admin("POST", `/resellers/${reseller.account}/payments`, { kind: "PAYMENT", amount: "50" }, { headers });
    await admin("POST", `/customers/${account}/payments`, { kind: "PAYMENT", amount: "5" }, { headers });
    await minutes(operator, account, 2);
    const before = (await balanceOf(reseller.account))?.bal ?? 0n;
    await reprice(admin, buy, "0.03");
    const trial = await tried(admin, { tariffId: buy });
    expect(trial.totals).toMatchObject([{ looked: 2, changed: 2, difference: "0" }]);
    expect((await accountsOf(trial.id))[0].above).toMatchObject([
      { name: reseller.account, before: "0.04", after: "0.06", difference: "0.02" },
    ]);
    await approved(admin, trial.id);
    expect(await operator.balance(account)).toBe("4.88");
    expect((await balanceOf(reseller.account))?.bal).toBe(before - nanoOf("0.02"));
    // The customer's own price falls: what it gets back is set aside by its reseller.
    await reprice(reseller.api, reseller.tariff, "0.04");
    await approved(admin, (await tried(admin, { account })).id);
    expect(await operator.balance(account)).toBe("4.92");
    expect((await balanceOf(reseller.account))?.bal).toBe(before - nanoOf("0.02") - nanoOf("0.04"));
    const [call] = (await operator.calls(account)).items;
    expect(call).toMatchObject({ charge: "0.04", levels: [{ charge: "0.03", margin: "0.01" }] });
    expect(await findings(account)).toEqual([]);
    expect((await checkAccount(reseller.account, 0))?.findings).toEqual([]);
  });

  it("of a closed period is a line of the next invoice, and the invoice that was issued stays as it is", async () => {
    const { admin } = operator;
    const taxes = { taxFlag: "VAT", taxes: [{ name: "VAT", percent: "20" }], taxMode: "EXCLUSIVE", taxNumber: "GB123" };
    const { tariff, account } = await aWorld(operator, { billingType: "POSTPAID", maxCreditLimit: "10", ...taxes });
    await minutes(operator, account, 3);
    await bill(account, true);
    const [first] = await invoiced(account);
    expect(first?.body).toMatchObject({ net: nanoOf("0.18"), gross: nanoOf("0.22") });
    await reprice(admin, tariff, "0.02");
    await approved(admin, (await tried(admin, { account })).id);
    await bill(account, true);
    const [same, second] = await invoiced(account);
    expect(same).toEqual(first);
    expect(second?.body.lines).toMatchObject([
      { kind: "RERATED", text: "Calls re-rated: The rate was wrong.", calls: 3, net: -nanoOf("0.12") },
    ]);
    expect(second?.body).toMatchObject({ gross: -nanoOf("0.14"), tax: -nanoOf("0.02") });
    expect(second?.body.account.closing).toBe(-nanoOf("0.08"));
    expect(await operator.balance(account)).toBe("-0.08");
    expect(await findings(account)).toEqual([]);
    const shown = await admin("GET", `/customers/${account}/invoices/${second?.number}`);
    expect(shown.body.lines[0]).toMatchObject({ kind: "RERATED", net: "-0.12" });
  });
});

describe("costs", () => {
  it("are rated again by the vendor's tariff of now, with the margin, and what the vendor takes follows", async () => {
    const { admin } = operator;
    const cost = await aTariff(admin);
    await addRate(admin, cost, "44", { pricePerMinute: "0.03" });
    const vendor = (await admin("POST", "/vendors", { name: uniqueName(), currency: "EUR", tariffId: cost })).body;
    const alias = uniqueName();
    await admin("POST", `/vendors/${vendor.id}/gateways`, { name: uniqueName(), host: "192.0.2.1", aliases: [alias] });
    const { account } = await aWorld(operator);
    await rate(aBatch(operator.source, [aCallOf(account, operator.source, { gateway: alias })]));
    await reprice(admin, cost, "0.05");
    const trial = await tried(admin, { account, what: "BOTH" });
    expect(trial.costs).toEqual([{ name: "EUR", before: "0.03", after: "0.05", difference: "0.02" }]);
    await approved(admin, trial.id);
    const [call] = (await operator.calls(account)).items;
    expect(call).toMatchObject({ charge: "0.06", cost: "0.05", margin: "0.01" });
    const days = (await admin("GET", `/vendors/${vendor.id}/balance`)).body;
    expect(days).toBeDefined();
    expect((await admin("GET", `/rerates/${trial.id}`)).body.costs).toHaveLength(1);
    const cashier = await staff(["money:read"]);
    expect((await cashier("GET", `/rerates/${trial.id}`)).body.costs).toEqual([]);
    expect(await findings(account)).toEqual([]);
  });
});

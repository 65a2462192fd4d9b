import { beforeAll, describe, expect, it, vi } from "vitest";

/** A table of its own: a run over all customers need not pass by those of every other test. */
vi.hoisted(() => Object.assign(process.env, { TABLE_NAME: `${process.env["TABLE_NAME"]}-resold` }));

import { getCreditNote } from "../../functions/invoices/credit-note.store.ts";
import { writeFilesOf } from "../../functions/invoices/write-documents.flow.ts";
import { decimalOf, nanoOf } from "../../functions/money/money.ts";
import { env } from "../../functions/platform/env.ts";
import { uniqueName } from "../support/api.ts";
import { addRate, anOperator, type Operator } from "../support/charging.ts";
import { later } from "../support/clock.ts";
import { faultsOf } from "../support/customers.ts";
import { afterMonthMs, aRun, bill, call, carryOut, invoiced } from "../support/invoicing.ts";
import { aPng } from "../support/picture.ts";
import { aReseller, itsCustomer } from "../support/resellers.ts";
import { createTable } from "../support/table.ts";

let operator: Operator;
beforeAll(async () => {
  await createTable(env.TABLE_NAME);
  operator = await anOperator();
});

const postpaid = {
  ...{ billingType: "POSTPAID", creditLimit: "10", billingDecimals: 4 },
  ...{ taxFlag: "VAT", taxNumber: "DE123456789", taxes: [{ name: "VAT", percent: "20" }] },
};

const pay = (api: Operator["admin"], path: string, amount: string) =>
  api("POST", `${path}/payments`, { kind: "PAYMENT", amount }, { headers: { "idempotency-key": uniqueName() } });

/** A reseller with 100 from outside that sells at 0.09 what it buys at 0.06, and a postpaid customer of its. */
async function aSale(paidByReseller: string) {
  const seller = await aReseller(operator.admin, operator.tariff, { creditLimit: "10" });
  await addRate(seller.api, seller.tariff, "44", { pricePerMinute: "0.09" });
  const { account } = await itsCustomer(seller, postpaid);
  await pay(operator.admin, `/resellers/${seller.account}`, "100");
  if (paidByReseller !== "0") expect((await pay(seller.api, `/customers/${account}`, paidByReseller)).status).toBe(201);
  const balances = () => Promise.all([account, seller.account].map((one) => operator.balance(one)));
  return { seller, account, balances };
}

const sum = (amounts: readonly string[]) => decimalOf(amounts.reduce((total, one) => total + nanoOf(one), 0n));

describe("the invoice of a reseller's customer", () => {
  it("gives the reseller the tax that its customer had money for, and a credit note takes it back: money is nowhere made", async () => {
    const { seller, account, balances } = await aSale("20");
    await call(operator, account, [60]);
    // 20 less 0.09; 80, what was set aside for the call, less its own price.
    expect(await balances()).toEqual(["19.91", "80.03"]);
    await later(afterMonthMs, () => bill(account));
    const [invoice] = await invoiced(account);
    // 0.09 with 20 % is 0.108, asked for as 0.11.
    expect(decimalOf(invoice?.body.gross ?? 0n)).toBe("0.11");
    expect(await balances()).toEqual(["19.89", "80.05"]);
    const path = `/customers/${account}/invoices/${invoice?.number}/credit-notes`;
    const note = await seller.api("POST", path, { reason: "Wrong rate" });
    expect([note.status, note.body.gross]).toEqual([201, "0.11"]);
    expect(await balances()).toEqual(["20", "79.94"]);
    expect(sum(await balances())).toBe("99.94");
    const today = new Date(Date.now() + 2 * afterMonthMs).toISOString().slice(0, 10);
    const page = `/resellers/${seller.account}/statement?from=2020-01-01&to=${today}`;
    const { rows } = (await seller.api("GET", page)).body;
    expect(rows.map(({ detail }: { detail: string }) => detail)).toEqual(
      expect.arrayContaining([`Tax and rounding of ${account}`, `Credit note of ${account}`]),
    );
  });

  it("passes nothing up where the customer owes: it owes its reseller", async () => {
    const { account, balances } = await aSale("0");
    await call(operator, account, [60]);
    expect(await balances()).toEqual(["-0.09", "99.94"]);
    await later(afterMonthMs, () => bill(account));
    expect(await balances()).toEqual(["-0.11", "99.94"]);
  });

  it("is not credited with what the reseller has not got", async () => {
    const { seller, account, balances } = await aSale("20");
    await call(operator, account, [60]);
    await later(afterMonthMs, () => bill(account));
    const [invoice] = await invoiced(account);
    const rest = "90.05";
    expect((await pay(seller.api, `/customers/${account}`, rest)).status).toBe(201);
    const path = `/customers/${account}/invoices/${invoice?.number}/credit-notes`;
    const refused = await seller.api("POST", path, { reason: "Wrong rate" });
    expect([refused.status, refused.body.error?.message]).toEqual([409, expect.stringContaining("cover at most 0")]);
    expect(await balances()).toEqual(["109.94", "-10"]);
  });

  it("bears the reseller's own name, address, tax number, logo, text and numbers", async () => {
    const { seller, account } = await aSale("0");
    const path = `/resellers/${seller.account}/letterhead`;
    const letterhead = {
      ...{ sellerName: "Hill Voice OÜ", address: "Pikk 7\n10123 Tallinn", taxNumber: "EE101234567" },
      ...{ note: "IBAN EE38 2200 2210 2014 5685", invoiceNumbers: "HV-{SEQ:4}", creditNoteNumbers: "HVC-{SEQ:4}" },
    };
    expect((await seller.api("PATCH", path, letterhead)).body).toMatchObject({ ...letterhead, version: 1 });
    expect((await seller.api("PUT", `${path}/logo`, aPng({ width: 40, height: 20 }))).body.logo).toMatchObject({
      width: 40,
      height: 20,
    });
    await call(operator, account, [60]);
    await later(afterMonthMs, () => bill(account));
    const [invoice] = await invoiced(account);
    expect(invoice).toMatchObject({
      number: `${seller.account}-HV-0001`,
      sellerBlock: { name: "Hill Voice OÜ", lines: ["Pikk 7", "10123 Tallinn"], taxNumber: "EE101234567" },
      note: letterhead.note,
      logo: { width: 40, height: 20 },
      filesReady: true,
    });
    const credit = `/customers/${account}/invoices/${invoice?.number}/credit-notes`;
    const note = await seller.api("POST", credit, { reason: "Wrong rate" });
    expect(note.body.number).toBe(`${seller.account}-HVC-0001`);
  });

  it("is worded by the reseller itself and by nobody beside it", async () => {
    const [seller, other] = [
      await aReseller(operator.admin, operator.tariff),
      await aReseller(operator.admin, operator.tariff),
    ];
    const path = `/resellers/${seller.account}/letterhead`;
    expect((await other.api("GET", path)).status).toBe(404);
    expect((await other.api("PATCH", path, { note: "Mine" })).status).toBe(404);
    const bad = await seller.api("PATCH", path, { sellerName: "a\nb", invoiceNumbers: "no number", more: 1 });
    expect(bad.status).toBe(422);
    expect(faultsOf(bad).sort()).toEqual(["invoiceNumbers", "more", "sellerName"]);
    expect((await seller.api("PUT", `${path}/logo`, new Uint8Array([1, 2, 3]))).status).toBe(422);
    expect((await seller.api("GET", path)).body.version).toBe(0);
  });
});

describe("a reseller's own invoice", () => {
  it("is issued by who stands above, over all calls below, taxed by its own terms, once, and settled by its payment", async () => {
    const seller = await aReseller(operator.admin, operator.tariff, { ...postpaid, creditLimit: "100" });
    await addRate(seller.api, seller.tariff, "44", { pricePerMinute: "0.09" });
    const buyers = [await itsCustomer(seller, { creditLimit: "0" }), await itsCustomer(seller, { creditLimit: "0" })];
    for (const { account } of buyers) await call(operator, account, [6000]);
    expect(await operator.balance(seller.account)).toBe("-12");
    await later(afterMonthMs, async () => {
      const id = await aRun();
      await Promise.all([carryOut(id), carryOut(await aRun())]);
      const [invoice, ...more] = await invoiced(seller.account);
      expect(more).toEqual([]);
      expect(invoice?.body.lines.map(({ text, calls, net }) => [text, calls, decimalOf(net)])).toEqual([
        ["Calls of customers", 2, "12"],
      ]);
      expect(decimalOf(invoice?.body.gross ?? 0n)).toBe("14.4");
      expect(invoice).toMatchObject({ seller: null, isReseller: true, filesReady: true });
      expect(await operator.balance(seller.account)).toBe("-14.4");
    });
    const read = await seller.api("GET", `/resellers/${seller.account}/invoices`);
    expect(read.body.items).toMatchObject([{ gross: "14.4", open: "14.4", isReseller: true }]);
    const other = await aReseller(operator.admin, operator.tariff);
    expect((await other.api("GET", `/resellers/${seller.account}/invoices`)).status).toBe(404);
    expect((await pay(operator.admin, `/resellers/${seller.account}`, "14.4")).body.allocations).toHaveLength(1);
    const paid = await seller.api("GET", `/resellers/${seller.account}/invoices/${read.body.items[0].number}`);
    expect(paid.body).toMatchObject({ status: "PAID", open: "0" });
  });

  it("is issued before its time by a run for it alone, over what was used until then, and by nobody but the operator's people", async () => {
    const seller = await aReseller(operator.admin, operator.tariff, { ...postpaid, creditLimit: "100" });
    await addRate(seller.api, seller.tariff, "44", { pricePerMinute: "0.09" });
    await call(operator, (await itsCustomer(seller, { creditLimit: "10" })).account, [6000]);
    const asked = { account: seller.account, closeNow: true };
    expect((await seller.api("POST", "/billing-runs", asked)).status).toBe(403);
    await carryOut(await aRun(seller.account));
    expect(await invoiced(seller.account)).toEqual([]);
    const begun = await operator.admin("POST", "/billing-runs", asked);
    expect(begun).toMatchObject({ status: 202, body: { account: seller.account, closeNow: true } });
    await carryOut(begun.body.id);
    expect((await invoiced(seller.account)).map(({ body }) => decimalOf(body.gross))).toEqual(["7.2"]);
    expect(await operator.balance(seller.account)).toBe("-7.2");
    expect(faultsOf(await operator.admin("POST", "/billing-runs", { account: "C00000000" }))).toEqual(["account"]);
  });

  it("is credited or made void by who stands above, with its numbers and letterhead, and by nobody else", async () => {
    const top = await aReseller(operator.admin, operator.tariff, { ...postpaid, creditLimit: "1000" });
    await addRate(top.api, top.tariff, "44", { pricePerMinute: "0.07" });
    const letterhead = { sellerName: "Top Voice OÜ", creditNoteNumbers: "TVC-{SEQ:4}" };
    await top.api("PATCH", `/resellers/${top.account}/letterhead`, letterhead);
    const sub = await aReseller(top.api, top.tariff, { ...postpaid, creditLimit: "500" });
    await addRate(sub.api, sub.tariff, "44", { pricePerMinute: "0.09" });
    await call(operator, (await itsCustomer(sub, { creditLimit: "100" })).account, [6000]);
    await later(afterMonthMs, async () => carryOut(await aRun()));
    const [invoice] = await invoiced(sub.account);
    // 100 minutes at 0.07, and 20 % of tax.
    expect([invoice?.seller, decimalOf(invoice?.body.gross ?? 0n)]).toEqual([top.account, "8.4"]);
    const before = await operator.balance(sub.account);
    const path = `/resellers/${sub.account}/invoices/${invoice?.number}`;
    const part = { reason: "Agreed", lines: [{ line: 1, net: "2" }] };
    const other = await aReseller(operator.admin, operator.tariff);
    expect((await other.api("POST", `${path}/credit-notes`, part)).status).toBe(404);
    expect((await sub.api("POST", `${path}/credit-notes`, part)).status).toBe(403);
    const note = await top.api("POST", `${path}/credit-notes`, part);
    expect(note).toMatchObject({ status: 201, body: { number: `${top.account}-TVC-0001`, net: "2", gross: "2.4" } });
    expect(sum([before, "2.4"])).toBe(await operator.balance(sub.account));
    const stored = await getCreditNote(sub.account, note.body.number);
    expect(stored?.sellerBlock.name).toBe("Top Voice OÜ");
    await writeFilesOf(sub.account, "credit-note", note.body.number);
    const file = await sub.api("GET", `/resellers/${sub.account}/credit-notes/${note.body.number}/pdf`);
    expect(file.status).toBe(302);
    const rest = await top.api("POST", `${path}/void`, { reason: "All of it" });
    expect(rest.body).toMatchObject({ number: `${top.account}-TVC-0002`, gross: "6", voids: true });
    expect((await top.api("POST", `${path}/void`, { reason: "Again" })).status).toBe(409);
    const { items } = (await sub.api("GET", `/resellers/${sub.account}/credit-notes`)).body;
    expect(items.map(({ gross }: { gross: string }) => gross)).toEqual(["2.4", "6"]);
    expect((await sub.api("GET", path)).body).toMatchObject({ status: "VOID", credited: "8.4" });
  });
});

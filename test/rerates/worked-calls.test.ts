import { beforeAll, describe, expect, it, vi } from "vitest";

/** A table of its own: a job is about the customers of all tests. */
vi.hoisted(() => Object.assign(process.env, { TABLE_NAME: `${process.env["TABLE_NAME"]}-worked-rerates` }));

import { balanceOf } from "../../functions/ledger/ledger.store.ts";
import { checkAccount } from "../../functions/ledger-checks/check-account.flow.ts";
import { decimalOf, type Nano, nanoOf } from "../../functions/money/money.ts";
import { addRate, anOperator, type Operator } from "../support/charging.ts";
import { aCustomer, aTariff } from "../support/customers.ts";
import { bill, call, invoiced } from "../support/invoicing.ts";
import { aReseller, itsCustomer } from "../support/resellers.ts";
import { createTable } from "../support/table.ts";
import { approved, reprice, tried } from "./world.ts";

/** What re-rating makes of a call, worked out by hand. Prices are per minute and by the second where nothing else is said. */

let operator: Operator;
beforeAll(async () => {
  await createTable(process.env["TABLE_NAME"] ?? "");
  operator = await anOperator();
});

const tax = (taxFlag: string, taxMode: string, ...percents: string[]) => ({
  ...{ taxFlag, taxMode, taxNumber: "GB123" },
  taxes: percents.map((percent, i) => ({ name: ["VAT", "City", "State"][i], percent })),
});
const postpaid = { billingType: "POSTPAID", maxCreditLimit: "100" };
const [dear, cheap] = [{ pricePerMinute: "0.06" }, { pricePerMinute: "0.03" }];
/** From when the second rate has held all along. */
const mended = { effectiveFrom: "2021-01-01T00:00:00Z" };

const prices = [
  {
    because: "the price was too high",
    ...{ seconds: 90, was: dear, is: { pricePerMinute: "0.04" } },
    ...{ before: ["0.09", "0"], after: ["0.06", "0"] },
  },
  {
    because: "the price was too low",
    ...{ seconds: 90, was: dear, is: { pricePerMinute: "0.10" } },
    ...{ before: ["0.09", "0"], after: ["0.15", "0"] },
  },
  {
    because: "whole minutes were billed, and seconds had been agreed",
    ...{ seconds: 61, was: { ...dear, firstIncrement: 60, nextIncrement: 60 }, is: dear },
    ...{ before: ["0.12", "0"], after: ["0.061", "0"] },
  },
  {
    because: "the connect fee had been forgotten",
    ...{ seconds: 60, was: dear, is: { ...dear, connectFee: "0.01" } },
    ...{ before: ["0.06", "0"], after: ["0.07", "0"] },
  },
  {
    because: "the first half minute of each call is free: 60 of 90 seconds are billed",
    ...{ seconds: 90, was: dear, is: { ...dear, freeSeconds: 30 } },
    ...{ before: ["0.09", "0"], after: ["0.06", "0"] },
  },
  {
    because: "the call lies within its free seconds: 0 is its price, it is not one without a price",
    ...{ seconds: 20, was: dear, is: { ...dear, freeSeconds: 30 } },
    ...{ before: ["0.02", "0"], after: ["0", "0"] },
  },
  {
    because: "the seconds were free, and should not have been",
    ...{ seconds: 90, was: { ...dear, freeSeconds: 90 }, is: dear },
    ...{ before: ["0", "0"], after: ["0.09", "0"] },
  },
  {
    because: "a call of up to 6 seconds costs nothing, its connect fee included",
    ...{ seconds: 6, was: { ...dear, connectFee: "0.01" }, is: { ...dear, connectFee: "0.01", graceSeconds: 6 } },
    ...{ before: ["0.016", "0"], after: ["0", "0"] },
  },
  {
    because: "prepaid, 20 % come on top of either price",
    ...{ terms: tax("VAT", "EXCLUSIVE", "20"), seconds: 60, was: dear, is: cheap },
    ...{ before: ["0.072", "0.012"], after: ["0.036", "0.006"] },
  },
  {
    because: "20 % are in either price: a sixth of it",
    ...{ terms: tax("VAT", "INCLUSIVE", "20"), seconds: 60, was: dear, is: cheap },
    ...{ before: ["0.06", "0.01"], after: ["0.03", "0.005"] },
  },
  {
    because: "10, 5 and 2 % are summed, not compounded",
    ...{ terms: tax("TAX", "EXCLUSIVE", "10", "5", "2"), seconds: 60, was: dear, is: cheap },
    ...{ before: ["0.0702", "0.0102"], after: ["0.0351", "0.0051"] },
  },
  {
    because: "postpaid, tax that comes on top is taken at the invoice, so none moves with the calls",
    ...{ terms: { ...tax("VAT", "EXCLUSIVE", "20"), ...postpaid }, seconds: 60, was: dear, is: cheap },
    ...{ before: ["0.06", "0"], after: ["0.03", "0"] },
  },
  {
    because: "the calls were charged by another tariff than they should have been",
    ...{ seconds: 60, was: dear, is: dear, instead: cheap },
    ...{ before: ["0.06", "0"], after: ["0.03", "0"] },
  },
];

const unchanged = [
  { because: "nothing of the tariff has changed", terms: {}, prefix: undefined, is: dear },
  { because: "the price that changed is that of another prefix", terms: {}, prefix: "4499", is: cheap },
  {
    because: "the price changed and the rounded charge did not",
    terms: { billingDecimals: 2 },
    is: { pricePerMinute: "0.061" },
  },
  {
    because: "the price is the same by larger steps",
    terms: {},
    is: { ...dear, firstIncrement: 60, nextIncrement: 60 },
  },
];

/** Within the hour that is asked for. */
const recently = () => Date.now() - 20 * 60_000;

async function aCall(was: object, terms: object, seconds: number) {
  const { admin } = operator;
  const tariff = await aTariff(admin);
  await addRate(admin, tariff, "44", was);
  const { account } = await aCustomer(admin, tariff, terms);
  await call(operator, account, [seconds], recently());
  return { tariff, account };
}

const chargeOf = async (account: string) => {
  const { charge, tax: part } = (await operator.calls(account)).items[0];
  return [charge, part];
};
const findingsOf = async (account: string) => (await checkAccount(account, 0))?.findings;
const minus = (amount: string): string => decimalOf(-nanoOf(amount));

describe("a call that is rated again", () => {
  it.each(prices)("costs $after.0, not $before.0: $because", async (row) => {
    const { terms = {}, seconds, was, is, instead } = { terms: {}, instead: undefined, ...row };
    const { tariff, account } = await aCall(was, terms, seconds);
    expect(await chargeOf(account)).toEqual(row.before);
    await addRate(operator.admin, tariff, "44", { ...is, ...mended });
    const withTariff = instead && (await aTariff(operator.admin));
    if (withTariff) await addRate(operator.admin, withTariff, "44", instead);
    const { id, totals } = await tried(operator.admin, { account, ...(withTariff ? { withTariff } : {}) });
    const [before, taxBefore, after, taxAfter] = [...row.before, ...row.after] as [string, string, string, string];
    expect(totals).toMatchObject([
      { looked: 1, changed: 1, lost: 0, chargeBefore: before, chargeAfter: after, taxBefore, taxAfter },
    ]);
    await approved(operator.admin, id);
    expect(await chargeOf(account)).toEqual(row.after);
    expect(await operator.balance(account)).toBe(minus(after));
    expect(await findingsOf(account)).toEqual([]);
  });

  it.each(unchanged)("stays as it is, without a line of the ledger: $because", async ({ terms, prefix, is }) => {
    const { tariff, account } = await aCall(dear, terms, 60);
    if (is !== dear) await addRate(operator.admin, tariff, prefix ?? "44", { ...is, ...mended });
    const { id, totals } = await tried(operator.admin, { account });
    expect(totals).toMatchObject([{ looked: 1, changed: 0, difference: "0" }]);
    expect((await operator.admin("POST", `/rerates/${id}/approve`)).status).toBe(409);
    expect(await operator.balance(account)).toBe("-0.06");
    const statement = `/customers/${account}/statement?from=2020-01-01&to=2999-01-01`;
    const { rows } = (await operator.admin("GET", statement)).body;
    expect(rows.filter(({ activity }: { activity: string }) => activity === "RERATE")).toEqual([]);
  });
});

/** A minute that costs its customer 0.06 and its reseller 0.02. */
const chains = [
  { because: "only the customer paid a wrong price", own: "0.05", above: undefined, moved: ["-0.01", "0"] },
  { because: "only the reseller did", own: undefined, above: "0.03", moved: ["0", "0.01"] },
  { because: "both did, either way", own: "0.09", above: "0.01", moved: ["0.03", "-0.01"] },
];

describe("a call below a reseller", () => {
  it.each(chains)("moves each level by its own price: $because", async ({ own, above, moved }) => {
    const { admin } = operator;
    const buy = await aTariff(admin);
    await addRate(admin, buy, "44", { pricePerMinute: "0.02" });
    const reseller = await aReseller(admin, buy);
    await addRate(reseller.api, reseller.tariff, "44");
    const { account } = await itsCustomer(reseller);
    await call(operator, account, [60], recently());
    const balances = async () =>
      Promise.all([account, reseller.account].map(async (one) => (await balanceOf(one))?.bal ?? 0n));
    const before = await balances();
    if (own) await reprice(reseller.api, reseller.tariff, own);
    if (above) await reprice(admin, buy, above);
    const { id, totals } = await tried(admin, { account });
    expect(totals).toMatchObject([{ changed: 1, difference: moved[0] }]);
    expect((await admin("GET", `/rerates/${id}/accounts`)).body.items[0].above).toMatchObject([
      { name: reseller.account, difference: moved[1] },
    ]);
    await approved(admin, id);
    const after = await balances();
    expect(after.map((bal, i) => decimalOf((before[i] as Nano) - bal))).toEqual(moved);
    expect([await findingsOf(account), await findingsOf(reseller.account)]).toEqual([[], []]);
  });
});

/** Ten minutes at 0.06, which should have been 0.03. */
const invoices = [
  {
    because: "postpaid, 20 % on top: the next invoice gives the net back and its tax with it",
    ...{ terms: { ...tax("VAT", "EXCLUSIVE", "20"), ...postpaid } },
    ...{ first: ["0.6", "0.12", "0.72"], line: ["-0.3", "-0.06", "-0.36"], balance: "-0.36" },
  },
  {
    because: "postpaid, 20 % within: what is given back has its tax within, too",
    ...{ terms: { ...tax("VAT", "INCLUSIVE", "20"), ...postpaid } },
    ...{ first: ["0.5", "0.1", "0.6"], line: ["-0.25", "-0.05", "-0.3"], balance: "-0.3" },
  },
  {
    because: "prepaid, 20 % on top: tax went with the calls and comes back with them",
    ...{ terms: tax("VAT", "EXCLUSIVE", "20") },
    ...{ first: ["0.6", "0.12", "0.72"], line: ["-0.3", "-0.06", "-0.36"], balance: "-0.36" },
  },
  {
    because: "without tax",
    ...{ terms: postpaid },
    ...{ first: ["0.6", "0", "0.6"], line: ["-0.3", "0", "-0.3"], balance: "-0.3" },
  },
];

describe("a call that was invoiced", () => {
  const sums = (of: { net: Nano; tax: Nano; gross: Nano } | undefined) =>
    of && [of.net, of.tax, of.gross].map((nano) => decimalOf(nano));

  it.each(invoices)("stays on its invoice, and the difference stands on the next: $because", async (row) => {
    const { tariff, account } = await aCall(dear, row.terms, 600);
    await bill(account, true);
    const [first] = await invoiced(account);
    expect(sums(first?.body)).toEqual(row.first);
    await reprice(operator.admin, tariff, "0.03");
    await approved(operator.admin, (await tried(operator.admin, { account })).id);
    await bill(account, true);
    const [same, next, ...more] = await invoiced(account);
    expect([same, more]).toEqual([first, []]);
    expect(next?.body.lines).toMatchObject([{ kind: "RERATED", calls: 1 }]);
    expect(sums(next?.body)).toEqual(row.line);
    expect(await operator.balance(account)).toBe(row.balance);
    expect(await findingsOf(account)).toEqual([]);
  });

  it("after it was corrected stands there as it was first charged, with the difference as a line below", async () => {
    const { tariff, account } = await aCall(dear, { ...tax("VAT", "EXCLUSIVE", "20"), ...postpaid }, 600);
    await reprice(operator.admin, tariff, "0.03");
    await approved(operator.admin, (await tried(operator.admin, { account })).id);
    await bill(account, true);
    const [only] = await invoiced(account);
    expect(only?.body.lines).toMatchObject([
      { kind: "CALLS", net: nanoOf("0.6") },
      { kind: "RERATED", net: nanoOf("-0.3") },
    ]);
    expect(sums(only?.body)).toEqual(["0.3", "0.06", "0.36"]);
    expect(await operator.balance(account)).toBe("-0.36");
  });
});

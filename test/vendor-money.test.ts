import { beforeAll, describe, expect, it, vi } from "vitest";

/** A table of its own: the check looks at whatever is kept anywhere. Read before the modules are loaded. */
vi.hoisted(() => Object.assign(process.env, { TABLE_NAME: `${process.env["TABLE_NAME"]}-vendor-money` }));

import { checkVendor } from "../functions/ledger-checks/check-vendor.flow.ts";
import { runCheck } from "../functions/ledger-checks/run-ledger-check.flow.ts";
import { env } from "../functions/platform/env.ts";
import { keys } from "../functions/platform/keys.ts";
import { write } from "../functions/platform/table.ts";
import { bookCosts } from "../functions/vendor-money/book-costs.flow.ts";
import { runVendorMoney } from "../functions/vendor-money/run-vendor-money.flow.ts";
import { getVendor } from "../functions/vendors/vendor.store.ts";
import { type Caller, signInAs, uniqueName } from "./support/api.ts";
import { aBatch, aCallOf, addRate, anOperator, type Operator, rate } from "./support/charging.ts";
import { aTariff, faultsOf } from "./support/customers.ts";
import { aReseller } from "./support/resellers.ts";
import { createTable } from "./support/table.ts";

let operator: Operator;
let tariffId: string;
beforeAll(async () => {
  await createTable(env.TABLE_NAME);
  operator = await anOperator();
  tariffId = await aTariff(operator.admin, "EUR");
  await addRate(operator.admin, tariffId, "44", { pricePerMinute: "0.03", firstIncrement: 60, nextIncrement: 60 });
});

const made = async (path: string, body: object) => {
  const reply = await operator.admin("POST", path, body);
  expect(reply).toMatchObject({ status: 201 });
  return reply.body;
};

/** A vendor that takes 0.03 for each begun minute, with a gateway by whose name calls say that they were its. */
async function aCarrier(fields: object = {}) {
  const { id } = await made("/vendors", { name: uniqueName(), currency: "EUR", tariffId, ...fields });
  const gateway = uniqueName();
  await made(`/vendors/${id}/gateways`, { name: uniqueName(), host: "192.0.2.1", aliases: [gateway] });
  return { id, gateway };
}

const callsBy = (account: string, gateway: string, count: number) =>
  aBatch(
    operator.source,
    Array.from({ length: count }, () => aCallOf(account, operator.source, { gateway })),
  );
const book = async (id: string) => {
  const vendor = await getVendor(id);
  if (vendor) await bookCosts(vendor);
};
const read = async (id: string, what: string, by: Caller = operator.admin) =>
  (await by("GET", `/vendors/${id}/${what}`)).body;
const pay = (id: string, body: object, key = uniqueName()) =>
  operator.admin(
    "POST",
    `/vendors/${id}/payments`,
    { kind: "PAYMENT", ...body },
    { headers: { "idempotency-key": key } },
  );
const lowMails = async (to: string) => {
  const { items } = (await operator.admin("GET", "/mails?kind=VENDOR_LOW_BALANCE&limit=200")).body;
  return items.filter((mail: { to: string[] }) => mail.to.includes(to));
};

describe("a vendor's ledger", () => {
  it("has what its calls cost, a line a day, once however many runs there are and however often the calls come", async () => {
    const { id, gateway } = await aCarrier();
    const account = await operator.newAccount();
    const batch = callsBy(account, gateway, 5);
    await rate(batch);
    await rate({ ...batch, delivery: uniqueName() });
    await Promise.all(Array.from({ length: 6 }, () => book(id)));
    expect(await read(id, "balance")).toMatchObject({ currency: "EUR", balance: "-0.15", available: "-0.15" });
    await rate(callsBy(account, gateway, 2));
    await Promise.all(Array.from({ length: 6 }, () => book(id)));
    const { rows, closing, totals } = await read(id, "statement");
    expect(rows.map(({ activity, debit }: Record<string, string>) => [activity, debit])).toEqual([
      ["VENDOR_COST", "0.15"],
      ["VENDOR_COST", "0.06"],
    ]);
    expect(rows[0].detail).toMatch(/^5 calls charged on \d{4}-\d\d-\d\d \(UTC\), 300 seconds$/);
    expect([closing, totals.usage]).toEqual(["-0.21", "0.21"]);
    expect(await checkVendor(id)).toEqual([]);
  });

  it("stands in the list of vendors as it does by itself, also of one that nothing was booked with", async () => {
    const low = { creditLimit: "5", lowBalanceThreshold: "20" };
    const [{ id: owed }, { id: untouched }] = [await aCarrier(low), await aCarrier({ creditLimit: "7.5" })];
    await pay(owed, { amount: "12.25" });
    const listed = (await operator.admin("GET", "/vendors?limit=200")).body.items;
    for (const id of [owed, untouched]) {
      const { balance, available, isLow } = listed.find((line: { id: string }) => line.id === id);
      expect(await read(id, "balance")).toMatchObject({ balance, available, isLow });
    }
    const line = listed.find(({ id }: { id: string }) => id === owed);
    expect(line).toMatchObject({ balance: "12.25", available: "17.25", isLow: true });
  });

  it("counts nothing of calls whose cost is not known", async () => {
    const { id, gateway } = await aCarrier({ tariffId: null });
    await rate(callsBy(await operator.newAccount(), gateway, 1));
    await book(id);
    expect((await read(id, "statement")).rows).toEqual([]);
  });

  it("takes each payment once for its key, back once, and is no customer's payment", async () => {
    const { id } = await aCarrier({ creditLimit: "10" });
    const key = uniqueName();
    const replies = await Promise.all(
      Array.from({ length: 8 }, () => pay(id, { amount: "100", reference: "Bank 7" }, key)),
    );
    expect(new Set(replies.map(({ body }) => body.id)).size).toBe(1);
    expect((await pay(id, { amount: "101" }, key)).status).toBe(409);
    const [first] = replies;
    await pay(id, { kind: "CREDIT_REDUCE", amount: "30", note: "Monthly fee" });
    expect(await read(id, "balance")).toMatchObject({ balance: "70", creditLimit: "10", available: "80" });
    const path = `/vendors/${id}/payments/${first?.body.id}/reversal`;
    const back = () =>
      operator.admin("POST", path, { note: "Typed twice" }, { headers: { "idempotency-key": uniqueName() } });
    expect([(await back()).status, (await back()).status]).toEqual([201, 409]);
    expect(await read(id, "balance")).toMatchObject({ balance: "-30" });
    const { items } = await read(id, "payments");
    expect(items.map(({ kind, amount }: Record<string, string>) => [kind, amount])).toEqual([
      ["REVERSAL", "100"],
      ["CREDIT_REDUCE", "30"],
      ["PAYMENT", "100"],
    ]);
    const all = (await operator.admin("GET", "/payments?limit=200")).body.items;
    expect(all.filter((one: { account: string }) => one.account === id)).toEqual([]);
    expect(await checkVendor(id)).toEqual([]);
  });

  it.each([
    { body: { amount: "-1" }, faults: ["amount"], because: "it has a sign" },
    { body: { amount: "0.001" }, faults: ["amount"], because: "there is no tenth of a cent" },
    { body: { amount: "NaN" }, faults: ["amount"], because: "it is no number" },
    { body: { amount: "1", kind: "TEMP_CREDIT" }, faults: ["kind"], because: "a vendor lends nothing for a while" },
  ])("refuses a payment by name where $because", async ({ body, faults }) => {
    const { id } = await aCarrier();
    const reply = await pay(id, body);
    expect([reply.status, faultsOf(reply)]).toEqual([422, faults]);
  });

  it("follows a change of the credit limit", async () => {
    const { id } = await aCarrier();
    await pay(id, { amount: "5" });
    expect((await operator.admin("PATCH", `/vendors/${id}`, { creditLimit: "20" })).status).toBe(200);
    expect(await read(id, "balance")).toMatchObject({ balance: "5", creditLimit: "20", available: "25" });
    expect(await checkVendor(id)).toEqual([]);
  });

  it("is for the operator's own people", async () => {
    const { id } = await aCarrier();
    const seller = await aReseller(operator.admin, operator.tariff, { creditLimit: "0" });
    const username = uniqueName();
    await operator.newAccount({ username });
    const customer = await signInAs(username, "Tr0ub4dor&3x");
    for (const caller of [seller.api, customer])
      for (const what of ["balance", "statement", "payments"])
        expect((await caller("GET", `/vendors/${id}/${what}`)).status).toBe(403);
  });
});

describe("a low balance at a vendor", () => {
  it("is told once by mail, however many runs there are, and again after it was higher", async () => {
    const alertEmail = `${uniqueName()}@example.net`.toLowerCase();
    const { id, gateway } = await aCarrier({ lowBalanceThreshold: "50", alertEmail });
    await pay(id, { amount: "50.03" });
    const run = () => Promise.all(Array.from({ length: 4 }, () => runVendorMoney(() => 60_000)));
    await run();
    expect(await lowMails(alertEmail)).toEqual([]);
    await rate(callsBy(await operator.newAccount(), gateway, 2));
    await run();
    await run();
    expect(await lowMails(alertEmail)).toMatchObject([{ subject: expect.stringContaining("49.97 EUR left") }]);
    expect(await read(id, "balance")).toMatchObject({ isLow: true });
    await pay(id, { amount: "10" });
    expect(await read(id, "balance")).toMatchObject({ isLow: false });
    await pay(id, { kind: "REFUND", amount: "20" });
    await run();
    expect(await lowMails(alertEmail)).toHaveLength(2);
  });
});

describe("the ledger check", () => {
  it("finds a vendor's balance that its ledger does not explain, and costs that are said to be booked and are not", async () => {
    const { id, gateway } = await aCarrier();
    await rate(callsBy(await operator.newAccount(), gateway, 1));
    await book(id);
    await write({ kind: "update", key: keys.balance(id), change: "SET #bal = #bal + :x", values: { x: 1 } });
    const day = (await read(id, "statement")).rows[0].reference;
    await write({
      kind: "update",
      key: keys.vendorBooked(id, day),
      change: "SET #cost = #cost + :x",
      values: { x: 1 },
    });
    const codes = (await checkVendor(id)).map(({ code }) => code);
    expect(codes).toEqual(expect.arrayContaining(["BALANCE_NOT_LEDGER", "COSTS_NOT_LEDGER"]));
    const check = (await operator.admin("POST", "/ledger-checks", { full: false })).body;
    await runCheck(check.id, () => 600_000);
    const { findings } = (await operator.admin("GET", `/ledger-checks/${check.id}`)).body;
    expect(findings.filter(({ subject }: { subject: string }) => subject === id).length).toBeGreaterThan(1);
  });
});

import { beforeAll, describe, expect, it } from "vitest";
import { getCustomer } from "../functions/customers/customer.store.ts";
import { decimalOf } from "../functions/money/money.ts";
import { now } from "../functions/platform/clock.ts";
import { keys } from "../functions/platform/keys.ts";
import { write } from "../functions/platform/table.ts";
import { type Caller, staff, uniqueName } from "./support/api.ts";
import { anOperator } from "./support/charging.ts";
import { later } from "./support/clock.ts";
import { aCustomer, aTariff, demoFields, faultsOf } from "./support/customers.ts";
import { bill, call, invoiced } from "./support/invoicing.ts";

let admin: Caller;
let tariffId: string;
beforeAll(async () => {
  admin = await staff();
  tariffId = await aTariff(admin);
});

const pay = (account: string, kind: string, amount: string) =>
  admin("POST", `/customers/${account}/payments`, { kind, amount }, { headers: { "idempotency-key": uniqueName() } });
const aDemo = async (fields: object = {}) => {
  const customer = await aCustomer(admin, tariffId, { ...demoFields, ...fields });
  return { customer, path: `/customers/${customer.account}` };
};

describe("making a demo customer live", () => {
  it.each([
    {
      kind: "CREDIT_ADD",
      amount: "5",
      entry: { kind: "CREDIT_REDUCE", amount: "6" },
      because: "play money is taken out",
    },
    {
      kind: "CREDIT_REDUCE",
      amount: "1.25",
      entry: { kind: "CREDIT_ADD", amount: "0.25" },
      because: "play debt is let off",
    },
  ])("brings the balance to zero by an entry of the ledger and keeps the rest: $because", async (one) => {
    const { customer, path } = await aDemo({ creditLimit: "7", tags: ["trial"] });
    await pay(customer.account, one.kind, one.amount);
    const reply = await admin("POST", `${path}/promote`);
    expect(reply.status).toBe(200);
    expect(reply.body).toEqual({
      ...customer,
      ...{ customerType: "LIVE", demoUntil: null, version: 2, balance: "0", available: "7" },
    });
    expect((await admin("GET", path)).body).toEqual(reply.body);
    const [newest] = (await admin("GET", `${path}/payments`)).body.items;
    expect(newest).toMatchObject({ ...one.entry, method: "DEMO" });
    const [line] = (await admin("GET", `/customers?account=${customer.account}`)).body.items;
    expect(line).toMatchObject({ customerType: "LIVE", balance: "0", available: "7" });
    const [entry] = (await admin("GET", `/audit?account=${customer.account}`)).body.items;
    expect(entry).toMatchObject({
      action: "customer.promote",
      before: { customerType: "DEMO" },
      after: { customerType: "LIVE" },
    });
  });

  it("has no way back", async () => {
    const { path } = await aDemo();
    expect((await admin("POST", `${path}/promote`)).status).toBe(200);
    const back = await admin("PATCH", path, { customerType: "DEMO" });
    expect([back.status, faultsOf(back)]).toEqual([422, ["customerType"]]);
    expect((await admin("POST", `${path}/promote`)).status).toBe(409);
  });

  it("happens once when six ask at once, with one entry", async () => {
    const { customer, path } = await aDemo();
    await pay(customer.account, "CREDIT_ADD", "5");
    const replies = await Promise.all(Array.from({ length: 6 }, () => admin("POST", `${path}/promote`)));
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409, 409]);
    expect((await admin("GET", `${path}/payments`)).body.items).toHaveLength(3);
    expect((await admin("GET", path)).body).toMatchObject({ customerType: "LIVE", balance: "0", version: 2 });
  });

  it("leaves no play money when some is booked at the same time", async () => {
    const { customer, path } = await aDemo();
    const [promoted, paid] = await Promise.all([
      admin("POST", `${path}/promote`),
      pay(customer.account, "CREDIT_ADD", "3"),
    ]);
    expect([promoted.status, paid.status]).toEqual([200, 201]);
    const { balance } = (await admin("GET", path)).body;
    const entries = (await admin("GET", `${path}/payments`)).body.items as { kind: string; amount: string }[];
    // Booked before: taken out again with the opening credit. Booked after: the credit of a live customer.
    const taken = entries.find(({ kind }) => kind === "CREDIT_REDUCE")?.amount;
    expect([taken, balance]).toEqual(taken === "4" ? ["4", "0"] : ["1", "3"]);
  });

  it("is refused while a call is on, when it is closed, and without the right to move money", async () => {
    const { customer, path } = await aDemo();
    const set = (held: bigint) =>
      write({ kind: "update", key: keys.balance(customer.account), change: "SET #reserved = :held", values: { held } });
    await set(1n);
    expect((await admin("POST", `${path}/promote`)).status).toBe(409);
    await set(0n);
    const clerk = await staff(["customers:read", "customers:write"]);
    expect((await clerk("POST", `${path}/promote`)).status).toBe(403);
    expect((await admin("DELETE", `${path}?confirmBalance=1`)).status).toBe(204);
    expect((await admin("POST", `${path}/promote`)).status).toBe(409);
    expect((await getCustomer(customer.account))?.customerType).toBe("DEMO");
  });

  it("ends its period: what was played is on no invoice", async () => {
    const operator = await anOperator();
    const account = await operator.newAccount({ ...demoFields, billingType: "POSTPAID", creditLimit: "10" });
    await call(operator, account, [60]);
    expect((await operator.admin("POST", `/customers/${account}/promote`)).status).toBe(200);
    expect(await operator.balance(account)).toBe("0");
    await later(1000, () => call(operator, account, [120], now()));
    await later(2000, () => bill(account, true));
    const invoices = await invoiced(account);
    expect(invoices.map(({ body }) => [decimalOf(body.gross), decimalOf(body.account.opening)])).toEqual([
      ["0.12", "0"],
    ]);
    expect((await operator.admin("GET", `/customers/${account}/ledger-check`)).body.findings).toEqual([]);
  });
});

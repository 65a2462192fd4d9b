import { beforeAll, describe, expect, it } from "vitest";
import { getCustomer } from "../functions/customers/customer.store.ts";
import { Customer } from "../functions/customers/customer.ts";
import { keys } from "../functions/platform/keys.ts";
import { getMany, write } from "../functions/platform/table.ts";
import { type Caller, goodPassword, signInAs, staff, uniqueName } from "./support/api.ts";
import { aCustomer, aTariff, demoFields, faultsOf } from "./support/customers.ts";

let admin: Caller;
let tariffId: string;
beforeAll(async () => {
  admin = await staff();
  tariffId = await aTariff(admin);
});

describe("editing a customer", () => {
  it("changes what was sent, nothing else, and counts the version", async () => {
    const before = await aCustomer(admin, tariffId);
    const change = { company: "Beta Telecom", maxCallSessions: 99 };
    const reply = await admin("PATCH", `/customers/${before.account}`, change, { headers: { "if-match": '"1"' } });
    expect(reply.status).toBe(200);
    expect(reply.body).toEqual({ ...before, ...change, version: 2 });
    expect(await getCustomer(before.account)).toEqual(Customer.parse(reply.body));
    const listed = await admin("GET", `/customers?account=${before.account}`);
    expect(listed.body.items).toMatchObject([{ company: "Beta Telecom", maxCallSessions: 99 }]);
  });

  it("refuses a version that is no longer the newest, and lets one of two rivals win", async () => {
    const { account } = await aCustomer(admin, tariffId);
    const edits = ["One", "Two", "Three", "Four"].map((company) =>
      admin("PATCH", `/customers/${account}`, { company }, { headers: { "if-match": '"1"' } }),
    );
    expect((await Promise.all(edits)).map((reply) => reply.status).sort()).toEqual([200, 409, 409, 409]);
    const late = await admin("PATCH", `/customers/${account}`, { company: "Late" }, { headers: { "if-match": '"1"' } });
    expect(late.status).toBe(409);
    expect((await getCustomer(account))?.version).toBe(2);
  });

  it("moves the credit that calls may use together with the granted limit", async () => {
    const { account } = await aCustomer(admin, tariffId, { creditLimit: "10" });
    const reply = await admin("PATCH", `/customers/${account}`, { creditLimit: "25.5" });
    expect(reply.body.available).toBe("25.5");
    const over = await admin("PATCH", `/customers/${account}`, { creditLimit: "1000.01" });
    expect([over.status, faultsOf(over)]).toEqual([422, ["creditLimit"]]);
    const lower = await admin("PATCH", `/customers/${account}`, { maxCreditLimit: "25" });
    expect([lower.status, faultsOf(lower)]).toEqual([422, ["creditLimit"]]);
  });

  it("ends the portal's sessions and the old password when the password is reset", async () => {
    const customer = await aCustomer(admin, tariffId);
    const portal = await signInAs(customer.username, goodPassword);
    const next = "N3w-secret!x";
    expect((await admin("PATCH", `/customers/${customer.account}`, { password: next })).status).toBe(200);
    expect((await portal("GET", "/session")).status).toBe(401);
    await expect(signInAs(customer.username, goodPassword)).rejects.toThrow("401");
    await signInAs(customer.username, next);
  });

  it("moves the login to another user name and frees the old one", async () => {
    const customer = await aCustomer(admin, tariffId);
    const username = uniqueName();
    expect((await admin("PATCH", `/customers/${customer.account}`, { username })).status).toBe(200);
    await signInAs(username, goodPassword);
    await aCustomer(admin, tariffId, { username: customer.username });
    const taken = await admin("PATCH", `/customers/${customer.account}`, { username: customer.username });
    expect([taken.status, faultsOf(taken)]).toEqual([409, ["username"]]);
  });

  it("shuts the portal at once when the customer is blocked", async () => {
    const customer = await aCustomer(admin, tariffId);
    const portal = await signInAs(customer.username, goodPassword);
    await admin("PATCH", `/customers/${customer.account}`, { status: "BLOCKED" });
    expect((await portal("GET", "/session")).status).toBe(401);
    await expect(signInAs(customer.username, goodPassword)).rejects.toThrow("401");
  });

  it.each([
    { change: { currency: "USD" }, field: "currency", because: "the balance is kept in it" },
    { change: { timeZone: "Asia/Tokyo" }, field: "timeZone", because: "the statement's days are cut in it" },
    { change: { customerType: "DEMO" }, field: "customerType", because: "there is no way back from live" },
    { change: { status: "CLOSED" }, field: "status", because: "closing is an action of its own" },
    { change: { account: "C00000001" }, field: "account", because: "it never changes" },
  ])("refuses another $field: $because", async ({ change, field }) => {
    const { account } = await aCustomer(admin, tariffId);
    const reply = await admin("PATCH", `/customers/${account}`, change);
    expect(reply.status).toBe(422);
    expect(faultsOf(reply)).toContain(field);
  });

  it("makes a demo live only when no play money is left", async () => {
    const { account } = await aCustomer(admin, tariffId, demoFields);
    const set = (bal: bigint) =>
      write({ kind: "update", key: keys.balance(account), change: "SET #bal = :bal", values: { bal } });
    await set(5_000_000_000n);
    const early = await admin("PATCH", `/customers/${account}`, { customerType: "LIVE" });
    expect([early.status, faultsOf(early)]).toEqual([409, ["customerType"]]);
    await set(0n);
    expect((await admin("PATCH", `/customers/${account}`, { customerType: "LIVE" })).body.customerType).toBe("LIVE");
  });

  it("moves the billing cycle of the balance along", async () => {
    const { account } = await aCustomer(admin, tariffId);
    await admin("PATCH", `/customers/${account}`, { billingCycle: "WEEKLY", billingDay: 3 });
    expect(await getMany([keys.balance(account)])).toMatchObject([{ cycle: "WEEKLY", cycleDay: 3 }]);
    const bad = await admin("PATCH", `/customers/${account}`, { billingDay: 9 });
    expect([bad.status, faultsOf(bad)]).toEqual([422, ["billingDay"]]);
  });

  it("shows what changed in the audit, before and after, without the password", async () => {
    const { account } = await aCustomer(admin, tariffId);
    await admin("PATCH", `/customers/${account}`, { company: "Gamma", password: "N3w-secret!x" });
    const [entry] = (await admin("GET", `/audit?account=${account}`)).body.items;
    expect(entry).toMatchObject({
      action: "customer.change",
      before: { company: "Acme Voice" },
      after: { company: "Gamma", password: "***" },
    });
  });
});

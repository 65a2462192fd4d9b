import { describe, expect, it } from "vitest";
import { claimLogin } from "../functions/auth/login.store.ts";
import { loginOfCustomer } from "../functions/customers/add-customer.flow.ts";
import { editCustomer } from "../functions/customers/change-customer.flow.ts";
import { addCustomer, getCustomer } from "../functions/customers/customer.store.ts";
import type { Customer } from "../functions/customers/customer.ts";
import { linesThatFit } from "../functions/customers/list-customers.flow.ts";
import { getListing, listState } from "../functions/customers/listing.store.ts";
import { listedCustomer } from "../functions/customers/listing.ts";
import { markCustomers } from "../functions/customers/mark-customers.flow.ts";
import { addIpDevice, dropIpDevice } from "../functions/devices/ip-device.flow.ts";
import type { BalanceRow } from "../functions/ledger/balance.ts";
import { firstRow, openWith, usageWrite } from "../functions/ledger/ledger.store.ts";
import { nanoOf } from "../functions/money/money.ts";
import { now } from "../functions/platform/clock.ts";
import { transact, write } from "../functions/platform/table.ts";
import { listedCustomers, newOwner } from "./support/listings.ts";

const actor = { id: "usr_test", kind: "admin", permissions: ["customers:read"] } as const;
const noEnd = () => 60_000;
const dayOf = (daysAgo: number): string => new Date(now() - daysAgo * 86_400_000).toISOString().slice(0, 10);

/** Customers of a new owner, each with the balance that is said. */
async function listOf(wanted: { creditLimit?: string; bal?: string; day?: Partial<BalanceRow["day"]> }[]) {
  const owner = newOwner();
  const lines = wanted.map(({ creditLimit = "0" }, n) => ({
    ...{ company: `Marked ${n}`, name: "Ann Lee", status: "ACTIVE" as const, creditLimit },
  }));
  const customers = listedCustomers(owner, lines);
  for (const [n, customer] of customers.entries()) {
    const row = firstRow({ ...customer, billingCycle: "MONTHLY", billingDay: 1 }, now());
    const { bal = "0", day = {} } = wanted[n] ?? {};
    const moved = { ...row, bal: nanoOf(bal), day: { ...row.day, ...day } };
    await transact([...addCustomer(customer), openWith(customer.account, moved)]);
  }
  return { owner, customers };
}

const marksOf = async (customer: Customer) => {
  const line = await getListing(customer);
  return line && listedCustomer(line).marks;
};

async function found(owner: string, mark: "DEMO" | "NO_DEVICE" | "OVER_80_CREDIT" | "NO_CALLS_30_DAYS") {
  const page = await linesThatFit(owner, { filters: { mark }, sort: "account", limit: 100, after: undefined });
  return page.lines.map(({ company }) => company).sort();
}

describe("a customer is marked", () => {
  it.each([
    { creditLimit: "100", bal: "-80.0001", over: true, because: "more than 80 % of the credit is used" },
    { creditLimit: "100", bal: "-80", over: false, because: "80 % is not over 80 %" },
    { creditLimit: "100", bal: "80.5", over: false, because: "it is the customer's own money" },
    { creditLimit: "0", bal: "-5", over: false, because: "there is no credit of which it could be a part" },
  ])("as over 80 % of credit: $over, because $because", async ({ creditLimit, bal, over }) => {
    const { owner } = await listOf([{ creditLimit, bal }]);
    await markCustomers(owner, now(), noEnd);
    expect(await found(owner, "OVER_80_CREDIT")).toEqual(over ? ["Marked 0"] : []);
  });

  it("as without calls until a call is charged, and again 30 days after the last", async () => {
    const { owner, customers } = await listOf([
      { day: { date: dayOf(0), n: 1 } },
      { day: { date: dayOf(31), n: 5 } },
      { day: { date: dayOf(29), n: 5 } },
      { day: { date: dayOf(0), n: 0 } },
      { day: { date: dayOf(0), n: 0 } },
    ]);
    const usage = { kind: "USAGE" as const, date: dayOf(9), at: now(), opening: 0n, n: 3, sec: 9, charge: 0n, tax: 0n };
    await transact([usageWrite((customers[3] as Customer).account, { ...usage, below: 0n })]);
    await markCustomers(owner, now(), noEnd);
    // A payment of today tells nothing of calls; the ledger's line of nine days ago does.
    expect(await found(owner, "NO_CALLS_30_DAYS")).toEqual(["Marked 1", "Marked 4"]);
    await markCustomers(owner, now() + 31 * 86_400_000, noEnd);
    expect(await found(owner, "NO_CALLS_30_DAYS")).toHaveLength(5);
  });

  it("once: a second look at what has not moved writes nothing", async () => {
    const { owner } = await listOf([{ creditLimit: "10", bal: "-9" }, {}]);
    await markCustomers(owner, now(), noEnd);
    const { version } = await listState(owner);
    await markCustomers(owner, now(), noEnd);
    expect((await listState(owner)).version).toBe(version);
  });

  it("as without a device, as long as it has none of either kind", async () => {
    const { owner, customers } = await listOf([{}, {}]);
    const customer = customers[0] as Customer;
    const device = (ip: string) => ({
      ...{ ip, dialPrefix: `${Math.floor(Math.random() * 1e9)}%`, description: "", maxCallSessions: 1 },
      ...{ callSessionsPerSecond: 1, status: "ACTIVE" as const, switchAccounts: [], tariffId: null },
    });
    const [one, two] = [
      await addIpDevice(customer, device("198.18.77.1"), actor, now()),
      await addIpDevice(customer, device("198.18.77.2"), actor, now()),
    ];
    expect(await found(owner, "NO_DEVICE")).toEqual(["Marked 1"]);
    await dropIpDevice(customer, one, actor, now());
    expect(await found(owner, "NO_DEVICE")).toEqual(["Marked 1"]);
    await dropIpDevice(customer, two, actor, now());
    expect(await found(owner, "NO_DEVICE")).toEqual(["Marked 0", "Marked 1"]);
  });

  it("as nothing once it is closed", async () => {
    const { owner, customers } = await listOf([{ creditLimit: "10", bal: "-9" }]);
    const customer = customers[0] as Customer;
    await markCustomers(owner, now(), noEnd);
    expect(await marksOf(customer)).toEqual(["NO_DEVICE", "OVER_80_CREDIT", "NO_CALLS_30_DAYS"]);
    await write(claimLogin(loginOfCustomer(customer, "no hash", 1)));
    const seen = (await getCustomer(customer.account)) as Customer;
    await editCustomer(seen, { status: "CLOSED" } as never, actor, now());
    expect(await marksOf(customer)).toEqual([]);
    expect(await found(owner, "OVER_80_CREDIT")).toEqual([]);
    await markCustomers(owner, now(), noEnd);
    expect((await getListing(customer))?.marks).toEqual([]);
  });
});

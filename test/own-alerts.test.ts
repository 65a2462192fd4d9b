import { beforeAll, describe, expect, it } from "vitest";
import { type Caller, goodPassword, signInAs, staff } from "./support/api.ts";
import { aCustomer, aTariff, faultsOf } from "./support/customers.ts";
import { aReseller } from "./support/resellers.ts";
import { cookieOf, switchTo, withCookie } from "./support/switched.ts";

let admin: Caller;
let tariffId: string;
beforeAll(async () => {
  admin = await staff();
  tariffId = await aTariff(admin);
});

describe("a customer's own alerts", () => {
  it("are the fields that staff see, change nothing else, and stand in the audit under the customer", async () => {
    const { account, username } = await aCustomer(admin, tariffId);
    const me = await signInAs(username, goodPassword);
    expect((await me("GET", "/own-alerts")).body).toEqual({ lowBalanceThreshold: null, creditAlertPercents: [] });
    const before = (await admin("GET", `/customers/${account}`)).body;
    const wanted = { lowBalanceThreshold: "12.5", creditAlertPercents: [80, 95] };
    expect(await me("PUT", "/own-alerts", wanted)).toMatchObject({ status: 200, body: wanted });
    const after = (await admin("GET", `/customers/${account}`)).body;
    expect(after).toEqual({ ...before, ...wanted, version: before.version + 1 });
    const [entry] = (await admin("GET", `/audit?account=${account}`)).body.items;
    expect(entry).toMatchObject({ actor: account, action: "customer.change" });
  });

  it("are refused with every fault named, and nothing else of the customer can be set by them", async () => {
    const { username } = await aCustomer(admin, tariffId);
    const me = await signInAs(username, goodPassword);
    const bad = await me("PUT", "/own-alerts", { lowBalanceThreshold: "-1", creditAlertPercents: [0, 101] });
    expect([bad.status, [...new Set(faultsOf(bad).map((path) => path.split(".")[0]))].sort()]).toEqual([
      422,
      ["creditAlertPercents", "lowBalanceThreshold"],
    ]);
    const more = { lowBalanceThreshold: "5", creditAlertPercents: [], creditLimit: "1000000" };
    expect((await me("PUT", "/own-alerts", more)).status).toBe(422);
  });

  it("are nobody's who is no customer, and not changed by whoever switched to the customer", async () => {
    const { account } = await aCustomer(admin, tariffId);
    const wanted = { lowBalanceThreshold: "5", creditAlertPercents: [] };
    const reseller = await aReseller(admin, tariffId);
    for (const one of [admin, reseller.api]) {
      expect((await one("GET", "/own-alerts")).status).toBe(404);
      expect((await one("PUT", "/own-alerts", wanted)).status).toBe(404);
    }
    const [, both] = await switchTo(await cookieOf(reseller.username), account);
    expect((await withCookie(both)("PUT", "/own-alerts", wanted)).status).not.toBe(200);
  });
});

import { beforeAll, describe, expect, it } from "vitest";
import { getCustomer } from "../functions/customers/customer.store.ts";
import { decimalOf } from "../functions/money/money.ts";
import { creditGranted, getReseller } from "../functions/resellers/reseller.store.ts";
import { type Caller, goodPassword, signInAs, staff, uniqueName } from "./support/api.ts";
import { aCustomer, aTariff, customerBody, faultsOf } from "./support/customers.ts";
import { aReseller, itsCustomer, type ResellerWorld, resellerBody } from "./support/resellers.ts";

let admin: Caller;
/** Of the operator, in EUR. */
let tariff: string;
/** Directly below the operator, with one below it; and one beside it. */
let top: ResellerWorld;
let sub: ResellerWorld;
let other: ResellerWorld;

beforeAll(async () => {
  admin = await staff();
  tariff = await aTariff(admin);
  top = await aReseller(admin, tariff, { creditLimit: "1000" });
  sub = await aReseller(top.api, top.tariff, { creditLimit: "100" });
  other = await aReseller(admin, tariff);
});

const accountsOf = async (api: Caller, path = "/customers?limit=200"): Promise<string[]> =>
  (await api("GET", path)).body.items.map(({ account }: { account: string }) => account);

describe("a tariff for a reseller", () => {
  const asked = (owner: string, fields: object = {}) => ({ name: "For it", currency: "EUR", owner, ...fields });

  it("is made by the operator, sold by the reseller alone, and never given to another one", async () => {
    const made = await admin("POST", "/tariffs", asked(sub.account));
    expect([made.status, made.body.owner]).toEqual([201, sub.account]);
    const path = `/tariffs/${made.body.id}`;
    expect((await sub.api("GET", path)).status).toBe(200);
    for (const api of [top.api, other.api]) expect((await api("GET", path)).status).toBe(404);
    const lists = await Promise.all(
      [sub, top].map(async ({ api }) => (await api("GET", "/tariffs?limit=200")).body.items),
    );
    expect(lists.map((items) => items.some(({ id }: { id: string }) => id === made.body.id))).toEqual([true, false]);
    expect((await itsCustomer({ ...sub, tariff: made.body.id })).account).toMatch(/^C/);
    const own = await admin("POST", "/customers", customerBody(made.body.id));
    expect([own.status, faultsOf(own)]).toEqual([422, ["tariffId"]]);
    expect(faultsOf(await admin("PATCH", path, { owner: top.account }))).toEqual(["owner"]);
  });

  it.each([
    { because: "nobody has this account", body: () => asked("C00000000"), paths: ["owner"] },
    {
      because: "it could be given to nobody",
      body: () => asked(top.account, { currency: "USD" }),
      paths: ["currency"],
    },
    { because: "the operator alone buys", body: () => asked(top.account, { kind: "COST" }), paths: ["owner"] },
  ])("is refused where $because", async ({ body, paths }) => {
    const reply = await admin("POST", "/tariffs", body());
    expect([reply.status, faultsOf(reply)]).toEqual([422, paths]);
  });

  it("is not made by another reseller, above or beside it; itself it may name", async () => {
    for (const api of [top.api, other.api]) {
      const reply = await api("POST", "/tariffs", asked(sub.account));
      expect([reply.status, faultsOf(reply)]).toEqual([422, ["owner"]]);
    }
    expect((await sub.api("POST", "/tariffs", asked(sub.account))).body.owner).toBe(sub.account);
  });
});

describe("the tree of resellers", () => {
  it("is kept with the way up, and an answer says the level and not the way", async () => {
    expect(await getReseller(sub.account)).toMatchObject({ parent: top.account, resellers: [top.account] });
    const shown = (await admin("GET", `/resellers/${sub.account}`)).body;
    expect(shown).toMatchObject({ level: 2, parent: top.account, creditLimit: "100", currency: "EUR" });
    expect(shown).not.toHaveProperty("password");
    expect(JSON.stringify(await getReseller(sub.account))).not.toContain(goodPassword);
  });

  it("ends at three levels", async () => {
    const third = await aReseller(sub.api, sub.tariff, { creditLimit: "0" });
    const reply = await third.api("POST", "/resellers", resellerBody(third.tariff));
    expect([reply.status, faultsOf(reply)]).toEqual([422, ["parent"]]);
  });

  it.each(["parent", "currency"])(
    "has no cycles and no exchange of money, because a %s never changes",
    async (field) => {
      const reply = await admin("PATCH", `/resellers/${top.account}`, { [field]: sub.account });
      expect([reply.status, faultsOf(reply)]).toEqual([422, [field]]);
    },
  );

  it("names every fault of a new reseller at once", async () => {
    const empty = await admin("POST", "/resellers", {});
    const mandatory = ["company", "creditLimit", "currency", "name", "tariffId", "username"];
    expect([empty.status, faultsOf(empty).sort()]).toEqual([422, mandatory]);
    const dollars = await aTariff(admin, "USD");
    const wrong = { ...resellerBody(dollars), parent: "C99999999", creditLimit: "-1" };
    expect(faultsOf(await admin("POST", "/resellers", wrong)).sort()).toEqual(["creditLimit", "parent"]);
    const inDollars = { ...resellerBody(sub.tariff), currency: "USD", parent: top.account };
    expect(faultsOf(await admin("POST", "/resellers", inDollars)).sort()).toEqual(["currency", "tariffId"]);
  });

  it("refuses a user name that a customer has, in any spelling", async () => {
    const customer = await aCustomer(admin, tariff);
    const taken = { ...resellerBody(tariff), username: customer.username.toUpperCase() };
    const reply = await admin("POST", "/resellers", taken);
    expect([reply.status, faultsOf(reply)]).toEqual([409, ["username"]]);
  });

  it("shuts a blocked reseller out at once, and lets it in again", async () => {
    const one = await aReseller(admin, tariff);
    await admin("PATCH", `/resellers/${one.account}`, { status: "BLOCKED" });
    expect((await one.api("GET", "/customers")).status).toBe(401);
    await expect(signInAs(one.username, goodPassword)).rejects.toThrow("401");
    await admin("PATCH", `/resellers/${one.account}`, { status: "ACTIVE", username: uniqueName() });
    await expect(signInAs(one.username, goodPassword)).rejects.toThrow("401");
  });

  it("refuses an edit of what was read before somebody else's", async () => {
    const one = await aReseller(admin, tariff);
    const stale = { headers: { "if-match": '"1"' } };
    expect((await admin("PATCH", `/resellers/${one.account}`, { name: "Ann" }, stale)).status).toBe(200);
    expect((await admin("PATCH", `/resellers/${one.account}`, { name: "Bob" }, stale)).status).toBe(409);
    expect((await getReseller(one.account))?.name).toBe("Ann");
  });
});

describe("a customer of a reseller", () => {
  it("stands in the lists of all above it and in no other", async () => {
    const { account } = await itsCustomer(sub, { company: "Deep Below Ltd" });
    expect(await getCustomer(account)).toMatchObject({ reseller: sub.account, resellers: [sub.account, top.account] });
    for (const api of [sub.api, top.api]) expect(await accountsOf(api)).toContain(account);
    expect(await accountsOf(admin, `/customers?account=${account}`)).toEqual([account]);
    expect(await accountsOf(other.api)).not.toContain(account);
    await top.api("PATCH", `/customers/${account}`, { company: "Renamed Below Ltd" });
    for (const api of [sub.api, top.api, admin])
      expect(await accountsOf(api, `/customers?account=${account}&company=renamed`)).toEqual([account]);
    expect(await accountsOf(sub.api, `/customers?account=${account}&company=deep`)).toEqual([]);
  });

  it("is listed by the tree that it belongs to, and nobody's tree but one's own is there", async () => {
    const { account } = await itsCustomer(sub);
    const listed = (api: Caller, reseller: string) => api("GET", `/customers?limit=200&reseller=${reseller}`);
    for (const api of [admin, top.api, sub.api]) {
      const found = (await listed(api, sub.account)).body.items;
      expect(found.map((one: { account: string }) => one.account)).toContain(account);
      expect(found.every((one: { reseller: string }) => one.reseller === sub.account)).toBe(true);
    }
    expect((await listed(sub.api, top.account)).status).toBe(404);
    expect((await listed(sub.api, "C99999999")).status).toBe(404);
    expect((await listed(admin, "nonsense")).status).toBe(422);
  });

  it("may be added by the operator below any reseller, with a tariff of that reseller", async () => {
    const body = { ...customerBody(sub.tariff), reseller: sub.account };
    const reply = await admin("POST", "/customers", body);
    expect([reply.status, reply.body.reseller]).toEqual([201, sub.account]);
    expect(await accountsOf(sub.api)).toContain(reply.body.account);
    const foreign = await admin("POST", "/customers", { ...customerBody(top.tariff), reseller: sub.account });
    expect([foreign.status, faultsOf(foreign)]).toEqual([422, ["tariffId"]]);
  });

  it.each([
    { because: "one beside it", whose: () => other.account },
    { because: "one above it", whose: () => top.account },
    { because: "none", whose: () => "C99999999" },
  ])("cannot be added by a reseller below $because", async ({ whose }) => {
    const reply = await sub.api("POST", "/customers", { ...customerBody(sub.tariff), reseller: whose() });
    expect([reply.status, faultsOf(reply)]).toEqual([422, ["reseller"]]);
  });

  it("has the reseller's currency, because its credit is granted out of the reseller's", async () => {
    const dollars = await aTariff(sub.api, "USD");
    const reply = await sub.api("POST", "/customers", { ...customerBody(dollars), currency: "USD" });
    expect([reply.status, faultsOf(reply)]).toEqual([422, ["currency"]]);
  });

  it("stays its reseller's for good", async () => {
    const { account } = await itsCustomer(sub);
    const reply = await admin("PATCH", `/customers/${account}`, { reseller: top.account });
    expect([reply.status, faultsOf(reply)]).toEqual([422, ["reseller"]]);
    expect(reply.body.error.fields[0].message).toContain("Add another customer");
  });
});

describe("credit that a reseller grants", () => {
  const limits = { maxCreditLimit: "1000" };
  const granted = async (account: string) => decimalOf(await creditGranted(account));

  it("never adds up to more than its own limit, over customers and resellers below it", async () => {
    const one = await aReseller(admin, tariff, { creditLimit: "100" });
    const first = await itsCustomer(one, { ...limits, creditLimit: "60" });
    const much = await one.api("POST", "/customers", { ...customerBody(one.tariff), ...limits, creditLimit: "40.01" });
    expect([much.status, faultsOf(much)]).toEqual([409, ["creditLimit"]]);
    const below = await one.api("POST", "/resellers", { ...resellerBody(one.tariff), creditLimit: "41" });
    expect([below.status, faultsOf(below)]).toEqual([409, ["creditLimit"]]);
    await aReseller(one.api, one.tariff, { creditLimit: "40" });
    expect((await admin("GET", `/resellers/${one.account}`)).body.creditGranted).toBe("100");
    const more = await one.api("PATCH", `/customers/${first.account}`, { creditLimit: "60.000000001" });
    expect([more.status, faultsOf(more)]).toEqual([409, ["creditLimit"]]);
    expect((await one.api("PATCH", `/customers/${first.account}`, { creditLimit: "10" })).status).toBe(200);
    expect(await granted(one.account)).toBe("50");
  });

  it("comes back when a customer is closed and is taken again when it is reopened", async () => {
    const one = await aReseller(admin, tariff, { creditLimit: "10" });
    const { account } = await itsCustomer(one, { ...limits, creditLimit: "10" });
    await one.api("DELETE", `/customers/${account}`);
    expect(await granted(one.account)).toBe("0");
    expect((await one.api("POST", `/customers/${account}/reopen`)).status).toBe(200);
    expect(await granted(one.account)).toBe("10");
  });

  it("holds the operator to what was granted already", async () => {
    const one = await aReseller(admin, tariff, { creditLimit: "10" });
    await itsCustomer(one, { ...limits, creditLimit: "7" });
    const less = await admin("PATCH", `/resellers/${one.account}`, { creditLimit: "6" });
    expect([less.status, faultsOf(less)]).toEqual([409, ["creditLimit"]]);
    expect((await admin("PATCH", `/resellers/${one.account}`, { creditLimit: "7" })).status).toBe(200);
    const byCustomer = await admin("POST", "/customers", {
      ...{ ...customerBody(one.tariff), ...limits, reseller: one.account, creditLimit: "1" },
    });
    expect([byCustomer.status, faultsOf(byCustomer)]).toEqual([409, ["creditLimit"]]);
  });

  it("is not granted twice by requests that meet", async () => {
    const one = await aReseller(admin, tariff, { creditLimit: "10" });
    const body = () => ({ ...customerBody(one.tariff), ...limits, creditLimit: "6" });
    const replies = await Promise.all([1, 2, 3].map(() => one.api("POST", "/customers", body())));
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    expect(await granted(one.account)).toBe("6");
  });
});

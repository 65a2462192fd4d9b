import { beforeAll, describe, expect, it } from "vitest";
import { dialingRouteFor } from "../functions/routing/dialing-route.ts";
import { type Caller, staff, uniqueName } from "./support/api.ts";
import { aCustomer, aTariff, faultsOf } from "./support/customers.ts";

let admin: Caller;
let tariffId: string;
beforeAll(async () => {
  admin = await staff();
  tariffId = await aTariff(admin);
});

const aRoute = async (name = uniqueName()) => (await admin("POST", "/routes", { name })).body;
const fresh = async (): Promise<string> => `/customers/${(await aCustomer(admin, tariffId)).account}/dialing-routes`;

describe("a number's dialing route", () => {
  const routes = ["%", "44%", "4420%", "9|33%"].map((pattern) => ({ id: pattern, routeId: "r", pattern }));
  const cases = [
    { number: "442071234567", takes: "4420%", asks: "442071234567", because: "the longest pattern wins" },
    { number: "441612345678", takes: "44%", asks: "441612345678", because: "and no longer one fits" },
    { number: "933123", takes: "9|33%", asks: "33123", because: "what stands before | is taken away" },
    { number: "12125550100", takes: "%", asks: "12125550100", because: "% is any number" },
  ];
  it.each(cases)("$number takes $takes: $because", ({ number, takes, asks }) => {
    expect(dialingRouteFor(number, routes)).toMatchObject({ route: { pattern: takes }, number: asks });
  });
  it("is none where no pattern fits", () => {
    expect(dialingRouteFor("1", routes.slice(1))).toBeUndefined();
  });
});

describe("routes", () => {
  it("have a name of their own, are changed, and are removed while nothing leads to them", async () => {
    const name = uniqueName();
    const route = await aRoute(name);
    expect(route).toMatchObject({ name, status: "ACTIVE", uses: 0, version: 1 });
    expect(faultsOf(await admin("POST", "/routes", { name: name.toUpperCase() }))).toEqual(["name"]);
    const renamed = await admin("PATCH", `/routes/${route.id}`, { name: `${name}b`, status: "INACTIVE" });
    expect(renamed.body).toMatchObject({ name: `${name}b`, status: "INACTIVE", version: 2 });
    expect((await admin("GET", `/routes/${route.id}`)).body).toEqual(renamed.body);
    expect((await admin("POST", "/routes", { name })).status).toBe(201);
    const stale = await admin("PATCH", `/routes/${route.id}`, { description: "x" }, { headers: { "if-match": '"1"' } });
    expect(stale.status).toBe(409);
    expect((await admin("DELETE", `/routes/${route.id}`)).status).toBe(204);
    expect((await admin("GET", `/routes/${route.id}`)).status).toBe(404);
    expect(faultsOf(await admin("POST", "/routes", { name: "a=>b" }))).toEqual(["name"]);
  });
});

describe("the dialing routes of a customer", () => {
  it("are added, changed and removed, and their routes count them", async () => {
    const [path, premium, standard] = [await fresh(), await aRoute(), await aRoute()];
    const uses = async (id: string) => (await admin("GET", `/routes/${id}`)).body.uses;
    const added = await admin("POST", path, { routeId: premium.id, pattern: "44 %" });
    expect(added).toMatchObject({ status: 201, body: { routeId: premium.id, pattern: "44%" } });
    expect(await uses(premium.id)).toBe(1);
    expect((await admin("DELETE", `/routes/${premium.id}`)).status).toBe(409);
    expect((await admin("PATCH", `${path}/${added.body.id}`, { routeId: standard.id })).status).toBe(200);
    expect([await uses(premium.id), await uses(standard.id)]).toEqual([0, 1]);
    expect((await admin("GET", path)).body.items).toEqual([{ ...added.body, routeId: standard.id }]);
    expect((await admin("PATCH", `/routes/${standard.id}`, { description: "to all" })).status).toBe(200);
    expect(await uses(standard.id)).toBe(1);
    expect((await admin("DELETE", `${path}/${added.body.id}`)).status).toBe(204);
    expect(await uses(standard.id)).toBe(0);
    expect((await admin("GET", path)).body).toMatchObject({ items: [], version: 3 });
  });

  it("have each pattern once, and lead to routes that exist", async () => {
    const [path, route] = [await fresh(), await aRoute()];
    await admin("POST", path, { routeId: route.id, pattern: "944%" });
    const twin = await admin("POST", path, { routeId: route.id, pattern: "9|44%" });
    expect(twin).toMatchObject({ status: 409, body: { error: { fields: [{ path: "pattern" }] } } });
    const nowhere = await admin("POST", path, { routeId: "rte_0", pattern: "1%" });
    expect(nowhere).toMatchObject({ status: 409, body: { error: { fields: [{ path: "routeId" }] } } });
    for (const pattern of ["", "44", "4a%", "%44%", "44%%"])
      expect(faultsOf(await admin("POST", path, { routeId: route.id, pattern }))).toEqual(["pattern"]);
  });

  it("are pasted as pattern => name of the route, with every wrong line named", async () => {
    const [path, route] = [await fresh(), await aRoute()];
    const text = `44% => ${route.name.toUpperCase()}\n\n% => ${route.name}`;
    const put = await admin("PUT", path, { text });
    expect(put.body.items.map(({ pattern }: { pattern: string }) => pattern)).toEqual(["44%", "%"]);
    expect((await admin("GET", `/routes/${route.id}`)).body.uses).toBe(2);
    const wrong = await admin("PUT", path, {
      text: `1% => nowhere\n2 => ${route.name}\n3%\n4%=>${route.name}\n4 %=>${route.name}`,
    });
    expect(faultsOf(wrong)).toEqual(["text.1", "text.2", "text.3", "text.5"]);
    expect((await admin("GET", path)).body.items).toEqual(put.body.items);
    expect((await admin("PUT", path, { text: "" }, { headers: { "if-match": '"0"' } })).status).toBe(409);
    expect((await admin("PUT", path, { text: "" })).status).toBe(200);
    expect((await admin("GET", `/routes/${route.id}`)).body.uses).toBe(0);
  });

  it("never lose an addition of two at once without a word", async () => {
    const [path, route] = [await fresh(), await aRoute()];
    const adds = await Promise.all(
      Array.from({ length: 6 }, (_, index) => admin("POST", path, { routeId: route.id, pattern: `${index}%` })),
    );
    const added = adds.filter(({ status }) => status === 201).length;
    expect((await admin("GET", path)).body.items).toHaveLength(added);
    expect((await admin("GET", `/routes/${route.id}`)).body.uses).toBe(added);
    expect(adds.every(({ status }) => status === 201 || status === 409)).toBe(true);
  });
});

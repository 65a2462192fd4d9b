import { beforeAll, expect, it } from "vitest";
import { selfEditTabs } from "../functions/customers/customer-fields.ts";
import { getIpDevice } from "../functions/devices/device.store.ts";
import { uniqueIp } from "./support/addresses.ts";
import { type Caller, goodPassword, signInAs, staff, uniqueName } from "./support/api.ts";
import { aCustomer, aTariff, faultsOf } from "./support/customers.ts";

let admin: Caller;
let tariff: string;
let account: string;
let portal: Caller;

beforeAll(async () => {
  admin = await staff();
  tariff = await aTariff(admin);
  const customer = await aCustomer(admin, tariff);
  account = customer.account;
  portal = await signInAs(customer.username, goodPassword);
});

const limits = { maxCallSessions: 1, callSessionsPerSecond: 1 };

/** By tab, a change on it and what comes of it where it is allowed. */
const changes: Record<
  (typeof selfEditTabs)[number],
  () => [method: string, path: string, body: object, status: number]
> = {
  "ip-devices": () => ["POST", "ip-devices", { ip: uniqueIp(), dialPrefix: "", ...limits }, 201],
  "sip-devices": () => ["POST", "sip-devices", { login: uniqueName(), extension: "101", ...limits }, 201],
  "dialing-routes": () => ["PUT", "dialing-routes", { text: "" }, 200],
  source: () => ["PUT", "translation-rules/source", { text: "" }, 200],
  destination: () => ["PUT", "translation-rules/destination", { text: "" }, 200],
  "did-source": () => ["PUT", "translation-rules/did-source", { text: "" }, 200],
  "did-destination": () => ["PUT", "translation-rules/did-destination", { text: "" }, 200],
};

const open = (selfEdit: readonly string[]) => admin("PATCH", `/customers/${account}`, { selfEdit });

async function statuses(): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const tab of selfEditTabs) {
    const [method, path, body] = changes[tab]();
    found[tab] = (await portal(method, `/customers/${account}/${path}`, body)).status;
  }
  return found;
}

it("opens nothing to a customer that staff did not open", async () => {
  await open([]);
  expect(await statuses()).toEqual(Object.fromEntries(selfEditTabs.map((tab) => [tab, 403])));
});

it.each(selfEditTabs)("opens %s alone where staff opened it alone, at once", async (tab) => {
  await open([tab]);
  const [, , , status] = changes[tab]();
  const wanted = Object.fromEntries(selfEditTabs.map((each) => [each, each === tab ? status : 403]));
  expect(await statuses()).toEqual(wanted);
});

it("lets a customer read its own tabs whatever is opened", async () => {
  await open([]);
  for (const path of ["", "/ip-devices", "/sip-devices", "/dialing-routes", "/translation-rules/source", "/calls"])
    expect([path, (await portal("GET", `/customers/${account}${path}`)).status]).toEqual([path, 200]);
});

it("never opens the customer's own terms, money or rules of the CLI", async () => {
  await open(selfEditTabs);
  const path = `/customers/${account}`;
  for (const field of [{ selfEdit: [] }, { creditLimit: "1" }, { tariffId: tariff }, { customerType: "DEMO" }])
    expect((await portal("PATCH", path, field)).status).toBe(403);
  const money = { headers: { "idempotency-key": uniqueName() } };
  expect((await portal("POST", `${path}/payments`, { kind: "PAYMENT", amount: "5" }, money)).status).toBe(403);
  expect((await portal("PUT", `${path}/cli-rules`, { text: "" })).status).toBe(403);
  expect((await portal("DELETE", path)).status).toBe(403);
});

it("lets a customer set no tariff and no switch's code on its own device, and keep those that staff set", async () => {
  await open(["ip-devices"]);
  const path = `/customers/${account}/ip-devices`;
  const mine = { ip: uniqueIp(), dialPrefix: "", ...limits };
  const wanted = await portal("POST", path, { ...mine, tariffId: tariff, switchAccounts: [uniqueName()] });
  expect([wanted.status, faultsOf(wanted).sort()]).toEqual([422, ["switchAccounts", "tariffId"]]);
  const byStaff = (await admin("POST", path, { ...mine, tariffId: tariff })).body;
  const kept = await portal("PATCH", `${path}/${byStaff.id}`, { description: "Mine", tariffId: tariff });
  expect(kept.status).toBe(200);
  const other = await portal("PATCH", `${path}/${byStaff.id}`, { tariffId: null });
  expect([other.status, faultsOf(other)]).toEqual([422, ["tariffId"]]);
  expect(await getIpDevice(account, byStaff.id)).toMatchObject({ description: "Mine", tariffId: tariff });
});

it("shows a customer routes by their names alone, for the choice", async () => {
  const name = `Route ${uniqueName()}`;
  await admin("POST", "/routes", { name, description: "By way of our cheapest vendor" });
  const routes = (await portal("GET", "/routes?limit=200")).body.items;
  expect(JSON.stringify(routes)).not.toContain("cheapest");
  expect((await portal("POST", "/routes", { name: "Mine" })).status).toBe(403);
});

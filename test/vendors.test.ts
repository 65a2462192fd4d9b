import { beforeAll, describe, expect, it } from "vitest";
import { staffPermissions } from "../functions/auth/access.ts";
import { now } from "../functions/platform/clock.ts";
import { keys } from "../functions/platform/keys.ts";
import { getMany } from "../functions/platform/table.ts";
import { aliasText } from "../functions/vendors/gateway.ts";
import { type Caller, send, staff, uniqueName } from "./support/api.ts";
import { aTariff, faultsOf } from "./support/customers.ts";

let admin: Caller;
beforeAll(async () => {
  admin = await staff();
});

const aVendor = async (fields: object = {}) => {
  const reply = await admin("POST", "/vendors", { name: uniqueName(), currency: "EUR", ...fields });
  expect(reply).toMatchObject({ status: 201 });
  return reply.body;
};
const aGateway = async (vendorId: string, fields: object = {}) => {
  const body = { name: uniqueName(), host: "sip.carrier.example", ...fields };
  const reply = await admin("POST", `/vendors/${vendorId}/gateways`, body);
  expect(reply).toMatchObject({ status: 201 });
  return reply.body;
};
const ifMatch = (version: number) => ({ headers: { "if-match": `"${version}"` } });

describe("a vendor", () => {
  it("has a name of its own, is read back as it was written, and loses no edit of two at once", async () => {
    const name = uniqueName();
    const tariffId = await aTariff(admin);
    const emails = { billing: "pay@carrier.example", rates: null, noc: "noc@carrier.example" };
    const made = await aVendor({ name, tariffId, emails, tags: ["A-Z"], notes: "Two\nlines", company: "Carrier Ltd" });
    expect(made).toMatchObject({ status: "ACTIVE", billingDecimals: 6, gateways: 0, closedAt: null, version: 1 });
    expect((await admin("GET", `/vendors/${made.id}`)).body).toEqual(made);
    expect(faultsOf(await admin("POST", "/vendors", { name: name.toUpperCase(), currency: "EUR" }))).toEqual(["name"]);
    const change = { status: "INACTIVE", notes: "", tariffId: null };
    const changed = await admin("PATCH", `/vendors/${made.id}`, change, ifMatch(1));
    expect(changed.body).toEqual({ ...made, ...change, version: 2 });
    expect((await admin("PATCH", `/vendors/${made.id}`, { notes: "x" }, ifMatch(1))).status).toBe(409);
    expect((await admin("GET", `/vendors/${made.id}`)).body).toEqual(changed.body);
    expect((await admin("PATCH", `/vendors/${made.id}`, { name: `${name}b` })).status).toBe(200);
    expect((await admin("POST", "/vendors", { name, currency: "EUR" })).status).toBe(201);
  });

  it("is billed in its own currency: a cost tariff of another one is refused", async () => {
    const dollars = await aTariff(admin, "USD");
    const body = { name: uniqueName(), currency: "EUR", tariffId: dollars };
    const refused = await admin("POST", "/vendors", body);
    expect([refused.status, faultsOf(refused)]).toEqual([422, ["tariffId"]]);
    const { id } = await aVendor();
    for (const tariffId of [dollars, "trf_0"])
      expect(faultsOf(await admin("PATCH", `/vendors/${id}`, { tariffId }))).toEqual(["tariffId"]);
    expect(faultsOf(await admin("PATCH", `/vendors/${id}`, { currency: "USD" }))).not.toEqual([]);
  });

  it("is refused with every faulty field named", async () => {
    const body = { name: "", currency: "XXX", tags: ["x".repeat(31)], emails: { billing: "no" }, status: "CLOSED" };
    const refused = await admin("POST", "/vendors", body);
    expect(refused.status).toBe(422);
    expect(new Set(faultsOf(refused).map((path) => path.split(".")[0]))).toEqual(
      new Set(["name", "currency", "tags", "emails", "status"]),
    );
  });

  it("that is closed keeps its record, gives its gateways and their names free, and is edited no more", async () => {
    const [name, gateway] = [uniqueName(), uniqueName()];
    const made = await aVendor({ name });
    await aGateway(made.id, { name: gateway, aliases: [gateway] });
    expect((await admin("DELETE", `/vendors/${made.id}`)).status).toBe(204);
    const closed = (await admin("GET", `/vendors/${made.id}`)).body;
    expect(closed).toMatchObject({ name, status: "CLOSED", gateways: 0, closedAt: expect.stringContaining("T") });
    expect((await admin("DELETE", `/vendors/${made.id}`)).status).toBe(204);
    expect((await admin("GET", `/vendors/${made.id}/gateways`)).body.items).toEqual([]);
    expect((await admin("PATCH", `/vendors/${made.id}`, { notes: "x" })).status).toBe(409);
    const late = await admin("POST", `/vendors/${made.id}/gateways`, { name: uniqueName(), host: "192.0.2.1" });
    expect(late.status).toBe(409);
    const again = await aVendor({ name });
    await aGateway(again.id, { name: gateway, aliases: [gateway] });
  });

  it("leaves what changed, by whom, in the audit", async () => {
    const { id } = await aVendor();
    await admin("PATCH", `/vendors/${id}`, { notes: "cheap at night" });
    await admin("DELETE", `/vendors/${id}`);
    const day = new Date(now()).toISOString().slice(0, 10);
    const { items } = (await admin("GET", `/audit?day=${day}&limit=200`)).body;
    const own = items.filter(({ subject }: { subject: string }) => subject === id);
    expect(own.map(({ action }: { action: string }) => action).sort()).toEqual([
      "vendor.change",
      "vendor.close",
      "vendor.create",
    ]);
  });

  it("is shown and changed by whoever has the permission, and by nobody else", async () => {
    const { id } = await aVendor();
    const reader = await staff(["vendors:read"]);
    const others = await staff(staffPermissions.filter((one) => !one.startsWith("vendors:")));
    expect((await reader("GET", `/vendors/${id}`)).status).toBe(200);
    expect((await reader("PATCH", `/vendors/${id}`, { notes: "x" })).status).toBe(403);
    expect((await others("GET", "/vendors")).status).toBe(403);
    expect((await others("GET", "/gateways")).status).toBe(403);
    expect((await send("GET", "/api/v1/vendors")).status).toBe(401);
    expect((await admin("GET", "/vendors/ven_0")).status).toBe(404);
  });
});

describe("a gateway", () => {
  it("is added with the usual failover, changed and removed, and its vendor counts it", async () => {
    const vendor = await aVendor();
    const made = await aGateway(vendor.id, { host: "SIP.Carrier.Example." });
    expect(made).toMatchObject({
      vendorId: vendor.id,
      host: "sip.carrier.example",
      port: 5060,
      transport: "UDP",
      rule: "%=>%",
      codecs: [],
      failoverSipCodes: [401, 402, 403, 404, 408, 410, 480, 483, 488, 500, 501, 502, 503, 504],
      failoverCauses: [3, 6],
      aliases: [],
      uses: 0,
      version: 1,
    });
    const path = `/vendors/${vendor.id}/gateways/${made.id}`;
    expect((await admin("GET", path)).body).toEqual(made);
    const change = {
      rule: "44|% => 0044%",
      transport: "TLS",
      port: 5061,
      codecs: ["G729"],
      failoverSipCodes: [503, 500],
    };
    const changed = await admin("PATCH", path, change, ifMatch(1));
    expect(changed.body).toEqual({
      ...made,
      ...change,
      rule: "44|%=>0044%",
      failoverSipCodes: [500, 503],
      version: 2,
    });
    expect((await admin("GET", path)).body).toEqual(changed.body);
    expect((await admin("PATCH", path, { port: 1 }, ifMatch(1))).status).toBe(409);
    expect((await admin("GET", `/vendors/${vendor.id}`)).body.gateways).toBe(1);
    expect((await admin("GET", "/gateways")).body.items).toContainEqual(changed.body);
    expect((await admin("DELETE", path, undefined, ifMatch(1))).status).toBe(409);
    expect((await admin("DELETE", path)).status).toBe(204);
    expect((await admin("GET", path)).status).toBe(404);
    expect((await admin("GET", `/vendors/${vendor.id}`)).body.gateways).toBe(0);
  });

  it("of another vendor is not found", async () => {
    const [one, other] = [await aVendor(), await aVendor()];
    const { id } = await aGateway(one.id);
    for (const method of ["GET", "PATCH", "DELETE"])
      expect(
        (await admin(method, `/vendors/${other.id}/gateways/${id}`, method === "PATCH" ? {} : undefined)).status,
      ).toBe(404);
  });

  it.each([
    { fields: { host: "192.0.2.300" }, path: "host", because: "no such address" },
    { fields: { host: "192.0.2.0/24" }, path: "host", because: "a network is no host" },
    { fields: { host: "carrier" }, path: "host", because: "a bare word means nothing elsewhere" },
    { fields: { host: "-a.example" }, path: "host", because: "a label begins with a letter or digit" },
    { fields: { port: 0 }, path: "port", because: "ports begin at 1" },
    { fields: { port: 70_000 }, path: "port", because: "ports end at 65535" },
    { fields: { transport: "SCTP" }, path: "transport", because: "not one of the three" },
    { fields: { rule: "44%" }, path: "rule", because: "a rewriting rule has two sides" },
    { fields: { rule: "44|%=>" }, path: "rule", because: "and none of them is empty" },
    { fields: { codecs: ["MP3"] }, path: "codecs", because: "no codec of telephony" },
    { fields: { failoverSipCodes: [486] }, path: "failoverSipCodes", because: "busy is the called party's own" },
    { fields: { failoverSipCodes: [487] }, path: "failoverSipCodes", because: "the caller hung up" },
    { fields: { failoverSipCodes: [600] }, path: "failoverSipCodes", because: "busy everywhere" },
    { fields: { failoverSipCodes: [603] }, path: "failoverSipCodes", because: "declined" },
    { fields: { failoverSipCodes: [604] }, path: "failoverSipCodes", because: "exists nowhere" },
    { fields: { failoverSipCodes: [200] }, path: "failoverSipCodes", because: "a success is no failure" },
    { fields: { failoverCauses: [17] }, path: "failoverCauses", because: "user busy" },
    { fields: { aliases: ["a b"] }, path: "aliases", because: "a code has no space" },
    { fields: { name: "a,b" }, path: "name", because: "a comma would part a pasted line" },
  ])("is refused with $fields: $because", async ({ fields, path }) => {
    const { id } = await aVendor();
    const body = { name: uniqueName(), host: "192.0.2.1", ...fields };
    const refused = await admin("POST", `/vendors/${id}/gateways`, body);
    expect(refused.status).toBe(422);
    expect(new Set(faultsOf(refused).map((one) => one.split(".")[0]))).toEqual(new Set([path]));
  });

  it.each([
    { host: "192.0.2.7", kept: "192.0.2.7" },
    { host: "2001:DB8:0:0::7", kept: "2001:db8::7" },
    { host: "[2001:db8::8]", kept: "2001:db8::8" },
    { host: "Gw-1.Carrier.Example", kept: "gw-1.carrier.example" },
  ])("is sent to $host, kept as $kept", async ({ host, kept }) => {
    const { id } = await aVendor();
    expect((await aGateway(id, { host })).host).toBe(kept);
  });

  it("is called so by CDRs alone: an alias is one gateway's, for all sources or for one", async () => {
    const [one, other] = [await aVendor(), await aVendor()];
    const alias = uniqueName();
    const first = await aGateway(one.id, { aliases: [alias, alias.toUpperCase(), { source: "src_1", code: alias }] });
    expect(first.aliases).toHaveLength(2);
    const taken = (aliases: unknown) =>
      admin("POST", `/vendors/${other.id}/gateways`, { name: uniqueName(), host: "192.0.2.1", aliases });
    for (const aliases of [[alias.toUpperCase()], [{ source: "src_1", code: alias }]]) {
      const refused = await taken(aliases);
      expect([refused.status, faultsOf(refused)]).toEqual([409, ["aliases"]]);
    }
    expect((await taken([{ source: "src_2", code: alias }])).status).toBe(201);
    const stored = async () => (await getMany([keys.gatewayAlias("*", alias)])).map(({ gatewayId }) => gatewayId);
    expect(await stored()).toEqual([first.id]);
    await admin("PATCH", `/vendors/${one.id}/gateways/${first.id}`, { aliases: [] });
    expect(await stored()).toEqual([]);
    expect((await taken([alias])).status).toBe(201);
  });

  it("has a name that no other gateway has, whoever's it is", async () => {
    const [one, other, name] = [await aVendor(), await aVendor(), uniqueName()];
    await aGateway(one.id, { name });
    const body = { name: name.toUpperCase(), host: "192.0.2.1" };
    expect(faultsOf(await admin("POST", `/vendors/${other.id}/gateways`, body))).toEqual(["name"]);
  });
});

it("an address means the same alias however it is written", () => {
  expect(aliasText("2001:DB8:0:0::7")).toBe(aliasText("2001:db8::7"));
  expect(aliasText("GW-London")).toBe("gw-london");
});

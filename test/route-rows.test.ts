import { beforeAll, describe, expect, it } from "vitest";
import { staffPermissions } from "../functions/auth/access.ts";
import { type Caller, staff, uniqueName } from "./support/api.ts";
import { aTariff, faultsOf } from "./support/customers.ts";

let admin: Caller;
beforeAll(async () => {
  admin = await staff();
});

const made = async (path: string, body: object) => {
  const reply = await admin("POST", path, body);
  expect(reply).toMatchObject({ status: 201 });
  return reply.body;
};
const aVendor = (fields: object = {}) => made("/vendors", { name: uniqueName(), currency: "EUR", ...fields });
const aGateway = (vendorId: string, fields: object = {}) =>
  made(`/vendors/${vendorId}/gateways`, { name: uniqueName(), host: "192.0.2.1", ...fields });
const aRoute = () => made("/routes", { name: uniqueName() });
const ifMatch = (version: number) => ({ headers: { "if-match": `"${version}"` } });

const usesOf = async ({ vendorId, id }: { vendorId: string; id: string }): Promise<number> =>
  (await admin("GET", `/vendors/${vendorId}/gateways/${id}`)).body.uses;

describe("the rows of a route", () => {
  it("are added, changed and removed, and their gateways know that a route leads to them", async () => {
    const [route, vendor] = [await aRoute(), await aVendor()];
    const [one, two] = [await aGateway(vendor.id), await aGateway(vendor.id)];
    const path = `/routes/${route.id}/rows`;
    const row = await made(path, { prefix: "44%", gatewayId: one.id });
    expect(row).toMatchObject({
      prefix: "44",
      vendorId: vendor.id,
      priority: 1,
      share: 100,
      windows: [],
      status: "ACTIVE",
    });
    await made(path, { prefix: "33", gatewayId: one.id, priority: 2 });
    expect([await usesOf(one), await usesOf(two)]).toEqual([1, 0]);
    const moved = await admin("PATCH", `${path}/${row.id}`, { gatewayId: two.id, share: 50 }, ifMatch(3));
    expect(moved.body).toEqual({ ...row, gatewayId: two.id, share: 50 });
    expect([await usesOf(one), await usesOf(two)]).toEqual([1, 1]);
    const { items, version, total } = (await admin("GET", path)).body;
    expect(items.map(({ prefix }: { prefix: string }) => prefix)).toEqual(["33", "44"]);
    expect([version, total]).toEqual([4, 2]);
    expect((await admin("GET", `${path}?prefix=4`)).body.items).toMatchObject([
      { id: row.id, gateway: two.name, vendor: vendor.name },
    ]);
    expect((await admin("GET", `/routes/${route.id}`)).body).toMatchObject({ rows: 2, version: 4 });
    expect((await admin("DELETE", `${path}/${row.id}`, undefined, ifMatch(3))).status).toBe(409);
    expect((await admin("DELETE", `${path}/${row.id}`)).status).toBe(204);
    expect((await admin("DELETE", `${path}/${row.id}`)).status).toBe(404);
    expect([await usesOf(one), await usesOf(two)]).toEqual([1, 0]);
    expect((await admin("DELETE", `/routes/${route.id}`)).status).toBe(204);
    expect(await usesOf(one)).toBe(0);
  });

  it("are one of each prefix and gateway, and lead to gateways that exist", async () => {
    const [route, vendor] = [await aRoute(), await aVendor()];
    const gateway = await aGateway(vendor.id);
    const path = `/routes/${route.id}/rows`;
    await made(path, { prefix: "44", gatewayId: gateway.id });
    const other = await made(path, { prefix: "", gatewayId: gateway.id });
    const twin = await admin("POST", path, { prefix: "44%", gatewayId: gateway.id });
    expect([twin.status, faultsOf(twin)]).toEqual([409, ["prefix"]]);
    expect((await admin("PATCH", `${path}/${other.id}`, { prefix: "44" })).status).toBe(409);
    const nowhere = await admin("POST", path, { prefix: "1", gatewayId: "gtw_0" });
    expect([nowhere.status, faultsOf(nowhere)]).toEqual([422, ["gatewayId"]]);
    const wrong = { prefix: "4a", gatewayId: "", priority: 0, share: 101, windows: [{ days: [8] }], timeZone: "x" };
    const faults = faultsOf(await admin("POST", path, wrong)).map((one) => one.split(".")[0]);
    expect(new Set(faults)).toEqual(new Set(Object.keys(wrong)));
  });

  it("are pasted all or none, and a row that was there keeps its id", async () => {
    const [route, vendor] = [await aRoute(), await aVendor()];
    const [one, two] = [await aGateway(vendor.id), await aGateway(vendor.id)];
    const path = `/routes/${route.id}/rows`;
    const old = await made(path, { prefix: "44", gatewayId: one.id });
    const wrong = await admin("PUT", path, { text: `33, ${two.name}\n4x, ${two.name}\n1, nowhere` });
    expect([wrong.status, faultsOf(wrong)]).toEqual([422, ["text.2", "text.3"]]);
    expect((await admin("GET", path)).body.total).toBe(1);
    const lines = `44%, ${one.name.toUpperCase()}, 2, 40\n33; ${two.name}\n%\t${two.name}`;
    const merged = await admin("PUT", path, { text: lines }, ifMatch(2));
    expect(merged.body).toMatchObject({ rows: 3, version: 3 });
    const { items } = (await admin("GET", path)).body;
    expect(items.find(({ id }: { id: string }) => id === old.id)).toMatchObject({ priority: 2, share: 40 });
    const { text } = (await admin("GET", `${path}/text`)).body;
    expect((await admin("PUT", path, { text, mode: "REPLACE" })).body).toMatchObject({ rows: 3 });
    expect((await admin("GET", path)).body.items).toEqual(items);
    expect((await admin("PUT", path, { text: `1, ${one.name}`, mode: "REPLACE" })).body).toMatchObject({ rows: 1 });
    expect([await usesOf(one), await usesOf(two)]).toEqual([1, 0]);
    expect((await admin("PUT", path, { text: "", mode: "REPLACE" }, ifMatch(3))).status).toBe(409);
    expect((await admin("PUT", path, { text: "", mode: "REPLACE" })).body).toMatchObject({ rows: 0 });
  });

  it("are many, page by page, and every one comes back", async () => {
    const [route, vendor] = [await aRoute(), await aVendor()];
    const gateway = await aGateway(vendor.id);
    const path = `/routes/${route.id}/rows`;
    const text = Array.from({ length: 1200 }, (_, i) => `${10_000 + i}, ${gateway.name}`).join("\n");
    expect((await admin("PUT", path, { text })).body.rows).toBe(1200);
    const seen = new Set<string>();
    for (let cursor: string | null = ""; cursor !== null; ) {
      const page: { items: { prefix: string }[]; nextCursor: string | null } = (
        await admin("GET", `${path}?limit=200${cursor && `&cursor=${cursor}`}`)
      ).body;
      for (const { prefix } of page.items) seen.add(prefix);
      cursor = page.nextCursor;
    }
    expect(seen.size).toBe(1200);
    expect((await admin("GET", `/routes/${route.id}/try?number=11199123`)).body.outcome).toBe("ROUTED");
  });

  it("of two edits at once lose none without a word", async () => {
    const [route, vendor] = [await aRoute(), await aVendor()];
    const gateway = await aGateway(vendor.id);
    const path = `/routes/${route.id}/rows`;
    const adds = await Promise.all(
      Array.from({ length: 5 }, (_, i) => admin("POST", path, { prefix: String(i), gatewayId: gateway.id })),
    );
    const added = adds.filter(({ status }) => status === 201).length;
    expect(adds.every(({ status }) => status === 201 || status === 409)).toBe(true);
    expect((await admin("GET", path)).body.total).toBe(added);
    expect(await usesOf(gateway)).toBe(1);
  });
});

describe("a gateway that a route leads to", () => {
  it("is not removed, nor its vendor closed, and the refusal names the routes", async () => {
    const [route, vendor] = [await aRoute(), await aVendor()];
    const gateway = await aGateway(vendor.id);
    const row = await made(`/routes/${route.id}/rows`, { prefix: "44", gatewayId: gateway.id });
    for (const path of [`/vendors/${vendor.id}/gateways/${gateway.id}`, `/vendors/${vendor.id}`]) {
      const refused = await admin("DELETE", path);
      expect([refused.status, refused.body.error.message]).toEqual([409, expect.stringContaining(route.name)]);
    }
    expect((await admin("GET", `/vendors/${vendor.id}`)).body).toMatchObject({ status: "ACTIVE", gateways: 1 });
    await admin("DELETE", `/routes/${route.id}/rows/${row.id}`);
    expect((await admin("DELETE", `/vendors/${vendor.id}`)).status).toBe(204);
  });
});

describe("a row is pointed out", () => {
  it("where its gateway or vendor is inactive, no cost is known, or the shares do not add up", async () => {
    const [route, tariffId] = [await aRoute(), await aTariff(admin)];
    await admin("POST", `/tariffs/${tariffId}/rates`, {
      prefix: "4420",
      destination: "London",
      pricePerMinute: "0.01",
      effectiveFrom: "2026-01-01T00:00:00Z",
    });
    const priced = await aVendor({ tariffId });
    const idle = await aVendor({ status: "INACTIVE" });
    const down = await aGateway(priced.id, { status: "INACTIVE" });
    const gateway = await aGateway(priced.id);
    const idles = await aGateway(idle.id);
    const path = `/routes/${route.id}/rows`;
    const codes = async (body: object) => {
      const { id } = await made(path, body);
      const { items } = (await admin("GET", path)).body;
      const found = items.find((row: { id: string }) => row.id === id);
      return found.warnings.map(({ code }: { code: string }) => code);
    };
    expect(await codes({ prefix: "44", gatewayId: gateway.id })).toEqual([]);
    expect(await codes({ prefix: "44208", gatewayId: gateway.id })).toEqual([]);
    expect(await codes({ prefix: "33", gatewayId: gateway.id, share: 50 })).toEqual(["NO_COST_RATE", "SHARES_NOT_100"]);
    expect(await codes({ prefix: "442", gatewayId: down.id })).toEqual(["GATEWAY_INACTIVE"]);
    expect(await codes({ prefix: "1", gatewayId: idles.id })).toEqual(["VENDOR_INACTIVE", "NO_COST_TARIFF"]);
  });
});

describe("trying a number on a route", () => {
  it("gives the turn with the number as sent and what a minute costs, and says what is passed over", async () => {
    const [route, tariffId] = [await aRoute(), await aTariff(admin)];
    await admin("POST", `/tariffs/${tariffId}/rates`, {
      prefix: "44",
      destination: "UK",
      pricePerMinute: "0.012",
      effectiveFrom: "2026-01-01T00:00:00Z",
    });
    const [priced, plain] = [await aVendor({ tariffId }), await aVendor()];
    const rewriting = await aGateway(priced.id, { rule: "44|%=>0044%" });
    const usual = await aGateway(plain.id);
    const any = await aGateway(priced.id);
    const french = await aGateway(plain.id, { rule: "33%=>%" });
    const text = [`44, ${rewriting.name}, 1`, `44, ${usual.name}, 2`, `44, ${french.name}, 3`, `%, ${any.name}`];
    await admin("PUT", `/routes/${route.id}/rows`, { text: text.join("\n") });
    const tried = (
      await admin("GET", `/routes/${route.id}/try?number=${encodeURIComponent("+44 20 7123 4567")}&seed=1`)
    ).body;
    expect(tried).toMatchObject({
      outcome: "ROUTED",
      number: "442071234567",
      turn: [
        {
          gateway: rewriting.name,
          vendor: priced.name,
          numberSent: "00442071234567",
          cost60: "0.012",
          currency: "EUR",
        },
        { gateway: usual.name, numberSent: "442071234567", cost60: null },
      ],
    });
    const outcomes = tried.trace.map(({ outcome }: { outcome: string }) => outcome);
    expect(outcomes.slice(0, 2)).toEqual(["SHORTER_PREFIX", "NUMBER_RULE"]);
    const none = (await admin("GET", `/routes/${route.id}/try?number=33123`)).body;
    expect(none).toMatchObject({ outcome: "NO_ROUTE", turn: [] });
    expect(none.trace.map(({ outcome }: { outcome: string }) => outcome)).toEqual(["NO_COST_RATE", "NO_ROUTE"]);
    await admin("PATCH", `/routes/${route.id}`, { status: "INACTIVE" });
    expect((await admin("GET", `/routes/${route.id}/try?number=4420`)).body.outcome).toBe("ROUTE_INACTIVE");
    expect((await admin("GET", `/routes/${route.id}/try?number=x!`)).status).toBe(422);
  });

  it("does not tell what vendors bill to whoever may not see vendors", async () => {
    const [route, tariffId] = [await aRoute(), await aTariff(admin)];
    await admin("POST", `/tariffs/${tariffId}/rates`, {
      prefix: "44",
      destination: "UK",
      pricePerMinute: "0.012",
      effectiveFrom: "2026-01-01T00:00:00Z",
    });
    const gateway = await aGateway((await aVendor({ tariffId })).id);
    await made(`/routes/${route.id}/rows`, { prefix: "44", gatewayId: gateway.id });
    const router = await staff(staffPermissions.filter((one) => one !== "vendors:read"));
    const { turn } = (await router("GET", `/routes/${route.id}/try?number=4420`)).body;
    expect(turn).toMatchObject([{ gateway: gateway.name, cost60: null }]);
  });
});

import { beforeAll, describe, expect, it } from "vitest";
import { nanoOf } from "../functions/money/money.ts";
import { keys } from "../functions/platform/keys.ts";
import { get } from "../functions/platform/table.ts";
import { rateCall } from "../functions/rating/rate-call.ts";
import { loadTariff, tariffHeads, tariffOfCurrency } from "../functions/tariffs/tariff.store.ts";
import { TariffHead } from "../functions/tariffs/tariff.ts";
import { type Caller, staff } from "./support/api.ts";
import { aCall, someTerms } from "./support/rates.ts";
import { aNewTariff } from "./support/tariffs.ts";

let api: Caller;
beforeAll(async () => {
  api = await staff();
});

const rate = (prefix: string, fields: object = {}) => ({
  prefix,
  destination: "somewhere",
  pricePerMinute: "0.06",
  ...fields,
});

async function chargeBy(tariffId: string, version: number, cld: string): Promise<bigint | string> {
  const outcome = rateCall(aCall(cld, 60), await loadTariff({ tariffId, version }), someTerms());
  return outcome.kind === "rated" ? outcome.charge : outcome.reason;
}

describe("tariffs", () => {
  it("begin as version 1 with one empty card and the settings' price ceiling", async () => {
    const tariff = await aNewTariff(api);
    expect(tariff).toMatchObject({
      version: 1,
      currency: "EUR",
      timeZone: "UTC",
      rounding: "HALF_UP",
      priceCeiling: null,
    });
    expect(tariff.cards).toEqual([
      { id: expect.any(String), name: "Standard", windows: [], account: null, order: 1, rates: 0 },
    ]);
    const row = await get(TariffHead, keys.tariffVersion(tariff.id, 1));
    expect(row).toMatchObject({ tariffId: tariff.id, version: 1, rounding: "HALF_UP" });
  });

  it("name every wrong field at once", async () => {
    const wrong = {
      name: " ",
      currency: "EURO",
      timeZone: "Mars/Base",
      rounding: "DOWN",
      priceCeiling: "1000001",
      more: 1,
    };
    const reply = await api("POST", "/tariffs", wrong);
    expect(reply.status).toBe(422);
    const paths = reply.body.error.fields.map((field: { path: string }) => field.path);
    expect(paths.toSorted()).toEqual(["currency", "more", "name", "priceCeiling", "rounding", "timeZone"]);
  });

  it.each([
    { body: { timeZone: "+05:30" }, path: "timeZone", because: "an offset has no summer" },
    { body: { currency: "eur" }, path: "currency", because: "codes are capitals" },
    { body: { priceCeiling: "0" }, path: "priceCeiling", because: "nothing could be sold" },
    { body: { priceCeiling: "1e9" }, path: "priceCeiling", because: "not a decimal" },
    { body: { priceCeiling: "999999999999999" }, path: "priceCeiling", because: "beyond what can be settled" },
  ])("refuse $body: $because", async ({ body, path }) => {
    const reply = await api("POST", "/tariffs", { name: "x", currency: "EUR", ...body });
    expect(reply.status).toBe(422);
    expect(reply.body.error.fields).toEqual([{ path, message: expect.any(String) }]);
  });

  it("are listed, changed under If-Match, and keep their currency", async () => {
    const tariff = await aNewTariff(api);
    const change = { name: "Gold", rounding: "UP" };
    const stale = await api("PATCH", `/tariffs/${tariff.id}`, change, { headers: { "if-match": '"7"' } });
    expect(stale.status).toBe(409);
    const reply = await api("PATCH", `/tariffs/${tariff.id}`, change, { headers: { "if-match": '"1"' } });
    expect(reply.body).toMatchObject({ name: "Gold", rounding: "UP", version: 2, timeZone: "UTC" });
    expect((await api("PATCH", `/tariffs/${tariff.id}`, { currency: "USD" })).status).toBe(422);
    expect((await api("GET", `/tariffs/${tariff.id}`)).body).toEqual(reply.body);
    const list = await api("GET", "/tariffs?limit=200");
    expect(list.body.items.some((one: { id: string }) => one.id === tariff.id)).toBe(true);
  });

  it("are what a customer of their currency may choose, and no other", async () => {
    const tariff = await aNewTariff(api);
    expect((await tariffOfCurrency(tariff.id, "EUR"))?.tariffId).toBe(tariff.id);
    expect(await tariffOfCurrency(tariff.id, "USD")).toBeUndefined();
    expect(await tariffOfCurrency("trf_none", "EUR")).toBeUndefined();
  });

  it("need their permissions", async () => {
    const reader = await staff(["tariffs:read"]);
    const { id } = await aNewTariff(api);
    expect((await reader("GET", `/tariffs/${id}`)).status).toBe(200);
    expect((await reader("POST", `/tariffs/${id}/rates`, rate("44"))).status).toBe(403);
    expect((await staff(["calls:read"]).then((other) => other("GET", `/tariffs/${id}/rates`))).status).toBe(403);
  });
});

describe("rate cards", () => {
  it("are added at a place, renamed, moved and removed, each as a version", async () => {
    const { id } = await aNewTariff(api);
    const windows = [{ days: [6, 7], from: "00:00", to: "24:00" }];
    const added = await api("POST", `/tariffs/${id}/cards`, { name: "Weekend", windows, order: 1 });
    expect(added.status).toBe(201);
    const cards = await api("GET", `/tariffs/${id}/cards`);
    expect(cards.body.items.map((card: { name: string }) => card.name)).toEqual(["Weekend", "Standard"]);
    const moved = await api("PATCH", `/tariffs/${id}/cards/${added.body.id}`, { name: "Sat and Sun", order: 2 });
    expect(moved.body).toMatchObject({ name: "Sat and Sun", order: 2, windows });
    expect((await api("DELETE", `/tariffs/${id}/cards/${added.body.id}`)).status).toBe(204);
    const left = await api("GET", `/tariffs/${id}`);
    expect(left.body).toMatchObject({ version: 4, cards: [{ name: "Standard", order: 1 }] });
    expect((await api("DELETE", `/tariffs/${id}/cards/${left.body.cards[0].id}`)).status).toBe(409);
    expect((await api("PATCH", `/tariffs/${id}/cards/crd_none`, { name: "x" })).status).toBe(404);
  });

  it("with rates are removed only when the change of the past is confirmed", async () => {
    const { id } = await aNewTariff(api);
    const card = (await api("POST", `/tariffs/${id}/cards`, { name: "Second" })).body.id;
    await api("POST", `/tariffs/${id}/rates`, rate("44", { card }));
    expect((await api("DELETE", `/tariffs/${id}/cards/${card}`)).status).toBe(422);
    expect((await api("DELETE", `/tariffs/${id}/cards/${card}?confirmPastChange=true`)).status).toBe(204);
  });

  it.each([
    { window: { days: [], from: "08:00", to: "18:00" }, path: "windows.0.days" },
    { window: { days: [8], from: "08:00", to: "18:00" }, path: "windows.0.days.0" },
    { window: { days: [1], from: "8:00", to: "18:00" }, path: "windows.0.from" },
    { window: { days: [1], from: "08:00", to: "24:01" }, path: "windows.0.to" },
  ])("refuse the hours $window", async ({ window, path }) => {
    const { id } = await aNewTariff(api);
    const reply = await api("POST", `/tariffs/${id}/cards`, { name: "x", windows: [window] });
    expect(reply.status).toBe(422);
    expect(reply.body.error.fields.map((field: { path: string }) => field.path)).toEqual([path]);
  });
});

describe("single rates", () => {
  it("publish a version each, and every version rates as it did", async () => {
    const { id } = await aNewTariff(api);
    const since = "2026-01-01T00:00:00Z";
    expect((await api("POST", `/tariffs/${id}/rates`, rate("44", { effectiveFrom: since }))).status).toBe(201);
    const dearer = rate("44", { pricePerMinute: "0.12", effectiveFrom: since, confirmPastChange: true });
    expect((await api("PUT", `/tariffs/${id}/rates`, dearer)).status).toBe(200);
    expect((await tariffHeads([id])).get(id)?.version).toBe(3);
    expect(await chargeBy(id, 1, "4420")).toBe("NO_RATE");
    expect(await chargeBy(id, 2, "4420")).toBe(nanoOf("0.06"));
    expect(await chargeBy(id, 3, "4420")).toBe(nanoOf("0.12"));
  });

  it("without a start hold from the beginning where nothing had a price, else from now", async () => {
    const { id } = await aNewTariff(api);
    const first = await api("POST", `/tariffs/${id}/rates`, rate("44"));
    expect(first.body).toMatchObject({
      effectiveFrom: "2000-01-01T00:00:00.000Z",
      effectiveTo: null,
      firstIncrement: 1,
    });
    const longer = await api("POST", `/tariffs/${id}/rates`, rate("4479"));
    expect(Math.abs(Date.parse(longer.body.effectiveFrom) - Date.now())).toBeLessThan(60_000);
  });

  it("change a past price only when that is confirmed", async () => {
    const { id } = await aNewTariff(api);
    await api("POST", `/tariffs/${id}/rates`, rate("44", { effectiveFrom: "2025-01-01T00:00:00Z" }));
    const past = rate("44", { pricePerMinute: "0.09", effectiveFrom: "2025-06-01T00:00:00Z" });
    const refused = await api("POST", `/tariffs/${id}/rates`, past);
    expect(refused.status).toBe(422);
    expect(refused.body.error.fields).toMatchObject([{ path: "confirmPastChange" }]);
    const future = rate("44", { pricePerMinute: "0.09", effectiveFrom: "2099-06-01T00:00:00Z" });
    expect((await api("POST", `/tariffs/${id}/rates`, future)).status).toBe(201);
    expect((await api("POST", `/tariffs/${id}/rates`, { ...past, confirmPastChange: true })).status).toBe(201);
    expect((await api("GET", `/tariffs/${id}`)).body.version).toBe(4);
    const gone = `prefix=44&effectiveFrom=2025-06-01T00:00:00Z`;
    expect((await api("DELETE", `/tariffs/${id}/rates?${gone}`)).status).toBe(422);
    expect((await api("DELETE", `/tariffs/${id}/rates?${gone}&confirmPastChange=true`)).status).toBe(204);
    expect((await api("DELETE", `/tariffs/${id}/rates?${gone}&confirmPastChange=true`)).status).toBe(404);
  });

  it("are added once, and of two editors at once one is told of a conflict", async () => {
    const { id } = await aNewTariff(api);
    const body = rate("44", { effectiveFrom: "2026-01-01T00:00:00Z" });
    await api("POST", `/tariffs/${id}/rates`, body);
    expect((await api("POST", `/tariffs/${id}/rates`, body)).status).toBe(409);
    const both = await Promise.all(["49", "33"].map((prefix) => api("POST", `/tariffs/${id}/rates`, rate(prefix))));
    const statuses = both.map((reply) => reply.status);
    const { version } = (await api("GET", `/tariffs/${id}`)).body;
    expect(statuses.filter((status) => status === 201)).toHaveLength(version - 2);
    expect(statuses.every((status) => status === 201 || status === 409)).toBe(true);
    const rates = (await api("GET", `/tariffs/${id}/rates`)).body.items;
    expect(rates).toHaveLength(version - 1);
  });

  it("are found by a part of the destination's name in any case, page by page and together with the prefix", async () => {
    const { id } = await aNewTariff(api);
    const names = { "33": "France", "336": "France Mobile", "44": "United Kingdom", "447": "United Kingdom Mobile" };
    for (const [prefix, destination] of Object.entries(names))
      await api("POST", `/tariffs/${id}/rates`, rate(prefix, { destination }));
    const listed = async (query: string): Promise<{ prefixes: string[]; next: string | null }> => {
      const { items, nextCursor } = (await api("GET", `/tariffs/${id}/rates?${query}`)).body;
      return { prefixes: items.map((one: { prefix: string }) => one.prefix), next: nextCursor };
    };
    expect((await listed("destination=mobile")).prefixes).toEqual(["336", "447"]);
    expect((await listed("destination=MOBILE&prefix=44")).prefixes).toEqual(["447"]);
    expect((await listed("destination=Mars")).prefixes).toEqual([]);
    const first = await listed("destination=mobile&limit=1");
    expect(first.prefixes).toEqual(["336"]);
    expect((await listed(`destination=mobile&limit=1&cursor=${first.next}`)).prefixes).toEqual(["447"]);
    const { rows, criteria } = (
      await api("POST", "/exports/preview", { kind: "rates", filter: { tariff: id, destination: "mobile" } })
    ).body;
    expect({ rows, criteria }).toMatchObject({
      rows: 2,
      criteria: [expect.stringContaining("tariff"), "destination contains mobile"],
    });
  });

  it("lose the race when the version was published under them", async () => {
    const { id } = await aNewTariff(api);
    const seen = { headers: { "if-match": '"1"' } };
    expect((await api("POST", `/tariffs/${id}/rates`, rate("44"), seen)).status).toBe(201);
    expect((await api("POST", `/tariffs/${id}/rates`, rate("49"), seen)).status).toBe(409);
    expect((await api("GET", `/tariffs/${id}/rates`)).body.items).toHaveLength(1);
  });

  it.each([
    { fields: { prefix: "+44" }, path: "prefix", because: "digits only" },
    { fields: { prefix: "" }, path: "prefix", because: "a price for everything is a mistake" },
    { fields: { prefix: "1".repeat(21) }, path: "prefix", because: "no number is so long" },
    { fields: { destination: "" }, path: "destination", because: "people read it" },
    { fields: { pricePerMinute: "-0.01" }, path: "pricePerMinute", because: "a price is not negative" },
    { fields: { pricePerMinute: 0.01 }, path: "pricePerMinute", because: "money is text, not a float" },
    { fields: { pricePerMinute: "0.0000000001" }, path: "pricePerMinute", because: "ten decimals" },
    { fields: { pricePerMinute: "1000.000000001" }, path: "pricePerMinute", because: "above the ceiling" },
    { fields: { connectFee: "1001" }, path: "connectFee", because: "above the ceiling" },
    { fields: { firstIncrement: 0 }, path: "firstIncrement", because: "something is always billed" },
    { fields: { nextIncrement: 1.5 }, path: "nextIncrement", because: "whole seconds" },
    { fields: { graceSeconds: -1 }, path: "graceSeconds", because: "not negative" },
    { fields: { freeSeconds: 86_401 }, path: "freeSeconds", because: "no call is longer than a day" },
    { fields: { effectiveFrom: "2026-01-01" }, path: "effectiveFrom", because: "an instant, not a day" },
    {
      fields: { effectiveFrom: "2026-01-02T00:00:00Z", effectiveTo: "2026-01-02T00:00:00Z" },
      path: "effectiveTo",
      because: "empty",
    },
  ])("refuse $fields: $because", async ({ fields, path }) => {
    const { id } = await aNewTariff(api);
    const reply = await api("POST", `/tariffs/${id}/rates`, rate("44", fields));
    expect(reply.status).toBe(422);
    expect(reply.body.error.fields.map((field: { path: string }) => field.path)).toEqual([path]);
    expect((await api("GET", `/tariffs/${id}`)).body.version).toBe(1);
  });

  it("are listed in pages by prefix, under a prefix, and as they were at an instant", async () => {
    const { id } = await aNewTariff(api);
    const starts = ["2020-01-01T00:00:00.000Z", "2021-01-01T00:00:00.000Z"];
    for (const prefix of ["49", "44", "447", "1"])
      for (const effectiveFrom of starts)
        await api("POST", `/tariffs/${id}/rates`, rate(prefix, { effectiveFrom, confirmPastChange: true }));
    const seen: string[] = [];
    for (let cursor = ""; ; ) {
      const page = (await api("GET", `/tariffs/${id}/rates?limit=3${cursor}`)).body;
      seen.push(
        ...page.items.map(
          (one: { prefix: string; effectiveFrom: string }) => `${one.prefix} ${one.effectiveFrom.slice(0, 4)}`,
        ),
      );
      if (page.nextCursor === null) break;
      cursor = `&cursor=${page.nextCursor}`;
    }
    const all = ["1", "44", "447", "49"].flatMap((prefix) => [`${prefix} 2020`, `${prefix} 2021`]);
    expect(seen).toEqual(all);
    const under = (await api("GET", `/tariffs/${id}/rates?prefix=44&at=2020-06-01T00:00:00Z`)).body.items;
    expect(under.map((one: { prefix: string; effectiveFrom: string }) => [one.prefix, one.effectiveFrom])).toEqual([
      ["44", starts[0]],
      ["447", starts[0]],
    ]);
    expect((await api("GET", `/tariffs/${id}/rates?cursor=nonsense`)).status).toBe(400);
    expect((await api("GET", `/tariffs/${id}/rates?card=crd_none`)).status).toBe(404);
    expect((await api("GET", "/tariffs/trf_none/rates")).status).toBe(404);
  });
});

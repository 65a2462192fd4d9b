import { beforeAll, expect, it } from "vitest";
import { fxBookFor } from "../../functions/exchange-rates/exchange-rate.flow.ts";
import { now } from "../../functions/platform/clock.ts";
import { type Caller, send, staff } from "../support/api.ts";
import { faultsOf } from "../support/customers.ts";

let admin: Caller;
beforeAll(async () => {
  admin = await staff();
});

const path = "/exchange-rates";
const record = (currency: string, rate: string | null, effectiveFrom: string, more: object = {}) =>
  admin("POST", path, { currency, rate, effectiveFrom, ...more });
const today = new Date(now()).toISOString().slice(0, 10);
const rateOf = async (currency: string, day: string) => {
  const { rates } = await fxBookFor([currency, "EUR"], [Date.parse(`${day}T12:00:00Z`)]);
  return rates.map(({ effectiveFrom, correction, rate }) => `${effectiveFrom}#${correction} ${rate}`);
};

it("a rate holds from its day, is corrected by a further record, and nothing is lost", async () => {
  const first = await record("BBD", "2.1", "2026-01-01", { note: "central bank" });
  expect(first).toMatchObject({ status: 201, body: { base: "EUR", currency: "BBD", rate: "2.1", correction: 0 } });
  expect((await record("BBD", "2.2", "2026-03-01")).status).toBe(201);
  const again = await record("BBD", "2.3", "2026-03-01");
  expect([again.status, faultsOf(again)]).toEqual([409, ["effectiveFrom"]]);
  const corrected = await record("BBD", "2.3", "2026-03-01", { correction: true });
  expect(corrected.body).toMatchObject({ rate: "2.3", correction: 1 });
  const { items } = (await admin("GET", `${path}?currency=BBD`)).body;
  const shown = items.map((one: { rate: string; inForce: boolean }) => `${one.rate} ${one.inForce}`);
  expect(shown).toEqual(["2.3 true", "2.2 false", "2.1 false"]);
  expect((await admin("GET", `${path}?limit=200`)).body.items).toContainEqual(items[0]);
});

it("a withdrawn day lets the rate before it go on, and a batch reads no further than to that", async () => {
  for (const [day, rate] of [
    ["2026-01-01", "3"],
    ["2026-02-01", "4"],
    ["2026-03-01", "5"],
  ] as const)
    await record("BSD", rate, day);
  await record("BSD", null, "2026-03-01", { correction: true });
  expect(await rateOf("BSD", "2026-03-15")).toEqual(["2026-03-01#1 null", "2026-03-01#0 5", "2026-02-01#0 4"]);
  expect(await rateOf("BSD", "2026-01-15")).toEqual(["2026-01-01#0 3"]);
  expect(await rateOf("BSD", "2025-01-15")).toEqual([]);
});

it.each([
  { body: { currency: "XXX" }, fields: ["currency"], because: "there is no such currency" },
  { body: { currency: "EUR" }, fields: ["currency"], because: "the base currency is worth 1" },
  { body: { rate: "0" }, fields: ["rate"], because: "nothing is worth nothing" },
  { body: { rate: "1.0123456789" }, fields: ["rate"], because: "nine decimals are the most" },
  { body: { rate: 1.1 }, fields: ["rate"], because: "a float is no rate" },
  { body: { rate: null }, fields: ["rate"], because: "only a correction withdraws" },
  { body: { effectiveFrom: "2026-02-30" }, fields: ["effectiveFrom"], because: "there is no such day" },
  { body: { correction: true }, fields: ["effectiveFrom"], because: "there is nothing to correct" },
  { body: { rate: "x", effectiveFrom: "y" }, fields: ["rate", "effectiveFrom"], because: "every fault is named" },
])("a rate is refused with $body: $because", async ({ body, fields }) => {
  const refused = await admin("POST", path, { currency: "BTN", rate: "80", effectiveFrom: today, ...body });
  expect(refused.status).toBe(422);
  expect(new Set(faultsOf(refused))).toEqual(new Set(fields));
});

it("of two records of one day at once one is told that it lost", async () => {
  const both = await Promise.all([record("BMD", "1.1", today), record("BMD", "1.2", today)]);
  expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
  expect((await admin("GET", `${path}?currency=BMD`)).body.items).toHaveLength(1);
});

it("is recorded by whoever may change tariffs, and by nobody else", async () => {
  const reader = await staff(["tariffs:read"]);
  expect((await reader("GET", path)).status).toBe(200);
  expect((await reader("POST", path, { currency: "BWP", rate: "14", effectiveFrom: today })).status).toBe(403);
  expect((await send("GET", "/api/v1/exchange-rates")).status).toBe(401);
});

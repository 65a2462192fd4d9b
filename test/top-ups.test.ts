import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";

// The gateway's keys hold for a whole deployment: one of its own.
vi.hoisted(() => {
  process.env["TABLE_NAME"] = `${process.env["TABLE_NAME"]}-cards`;
  process.env["STRIPE_API_URL"] = "http://127.0.0.1:1";
});

import { balanceOf, entriesOf } from "../functions/ledger/ledger.store.ts";
import { decimalOf, nanoOf } from "../functions/money/money.ts";
import { now } from "../functions/platform/clock.ts";
import { env } from "../functions/platform/env.ts";
import { keys } from "../functions/platform/keys.ts";
import { fromGateway, gatewayAmount } from "../functions/top-ups/top-up.ts";
import { type Caller, send, staff } from "./support/api.ts";
import { cardGateway, deliver, eventOf } from "./support/card-gateway.ts";
import { cardKeys } from "./support/card-page.ts";
import { aCustomer, aTariff, faultsOf } from "./support/customers.ts";
import { faultMatrix } from "./support/fault-matrix.ts";
import { readOf, withStaleRead } from "./support/stale-reads.ts";
import { createTable } from "./support/table.ts";

let admin: Caller;
let tariff: string;
let gateway: Awaited<ReturnType<typeof cardGateway>>;
beforeAll(async () => {
  gateway = await cardGateway();
  await createTable(env.TABLE_NAME);
  admin = await staff();
  tariff = await aTariff(admin);
});
afterAll(() => gateway.close());

const topUp = (account: string, amount = "20") => admin("POST", `/customers/${account}/top-ups`, { amount });
const balance = async (account: string) => decimalOf((await balanceOf(account))?.bal ?? 0n);

describe("card payments", () => {
  it("say how they are set up where they are not, and keep the keys to themselves", async () => {
    const { account } = await aCustomer(admin, tariff);
    expect((await admin("GET", "/card-gateway")).body).toMatchObject({ configured: false, keyEnd: null });
    const refused = await topUp(account);
    expect([refused.status, refused.body.error.message]).toEqual([
      409,
      expect.stringContaining("Card payments are not set up"),
    ]);
    expect((await deliver(eventOf({ id: "top_x" }))).status).toBe(409);
    const wrong = await admin("PUT", "/card-gateway", { secretKey: "pk_test_1234567890", webhookSecret: "x" });
    expect(wrong.body.error.fields.map(({ path }: { path: string }) => path)).toEqual(["secretKey", "webhookSecret"]);
    const set = await admin("PUT", "/card-gateway", cardKeys);
    expect(set.body).toMatchObject({ configured: true, mode: "TEST", keyEnd: "1234" });
    expect(JSON.stringify(set.body)).not.toContain("4711");
    const audit = (await admin("GET", "/audit")).body;
    expect(JSON.stringify(audit)).not.toContain("4711abcdef");
  });

  it("open the gateway's page with the account's amount and currency", async () => {
    const { account } = await aCustomer(admin, tariff, { email: "pay@example.net" });
    const { status, body } = await topUp(account, "20.50");
    expect([status, body.status, body.amount, body.currency]).toEqual([201, "OPEN", "20.5", "EUR"]);
    expect(gateway.asked.at(-1)?.fields).toMatchObject({
      ...{ mode: "payment", client_reference_id: body.id, customer_email: "pay@example.net" },
      ...{ "line_items[0][price_data][unit_amount]": "2050", "line_items[0][price_data][currency]": "eur" },
    });
    expect(body.url).toMatch(/^https:\/\/checkout\.stripe\.com\//);
  });

  it("are not for demos, and not for what the currency has no coins for", async () => {
    const demo = await aCustomer(admin, tariff, {
      customerType: "DEMO",
      maxCallSessions: 1,
      callSessionsPerSecond: 1,
      maxCallMinutes: 2,
    });
    expect((await topUp(demo.account)).body.error.message).toContain("play money");
    const { account } = await aCustomer(admin, tariff);
    for (const amount of ["0", "-5", "NaN", "1.005", "1000000", "9999999999999"])
      expect((await topUp(account, amount)).status).toBe(422);
    const { asked } = gateway;
    const before = asked.length;
    // The gateway counts krónur in hundredths that nobody can pay, and ariary whole although they have fifths.
    for (const { currency, units } of [
      { currency: "ISK", units: "700" },
      { currency: "MGA", units: "7" },
    ]) {
      const other = await aCustomer(admin, await aTariff(admin, currency), { currency });
      expect(faultsOf(await topUp(other.account, "7.5"))).toEqual(["amount"]);
      expect((await topUp(other.account, "7")).status).toBe(201);
      expect(asked.at(-1)?.fields["line_items[0][price_data][unit_amount]"]).toBe(units);
    }
    expect(asked).toHaveLength(before + 2);
  });

  it("told of a hundred times, at once and again, are credited once", async () => {
    const { account } = await aCustomer(admin, tariff);
    const { id } = (await topUp(account)).body;
    const told = eventOf({ id });
    const replies = await Promise.all(Array.from({ length: 70 }, () => deliver(told)));
    for (let n = 0; n < 30; n++)
      replies.push(
        await deliver(
          eventOf({ id, type: n % 2 ? "checkout.session.async_payment_succeeded" : "checkout.session.completed" }),
        ),
      );
    expect(replies.every(({ status }) => status === 200 || status === 503)).toBe(true);
    expect(replies.filter(({ status }) => status === 200).length).toBeGreaterThan(30);
    expect(await balance(account)).toBe("20");
    expect(await entriesOf(account, "2000-01-01", "2999-12-31")).toHaveLength(1);
    const paid = (await admin("GET", `/customers/${account}/top-ups/${id}`)).body;
    expect(paid).toMatchObject({ status: "PAID", url: null });
    const payment = (await admin("GET", `/customers/${account}/payments/${paid.payment}`)).body;
    expect(payment).toMatchObject({ kind: "PAYMENT", amount: "20", method: "CARD", reference: `pi_${id}` });
    // What comes behind it is no fault, or the gateway would send it for days.
    expect((await deliver(eventOf({ id, type: "checkout.session.expired", status: "unpaid" }))).status).toBe(200);
    expect((await admin("GET", `/customers/${account}/top-ups/${id}`)).body.status).toBe("PAID");
  });

  it("of which two events come so close that one overtakes the other are credited once", async () => {
    const { account } = await aCustomer(admin, tariff);
    const { id } = (await topUp(account)).body;
    const tell = () => deliver(eventOf({ id }));
    const late = await withStaleRead(readOf(keys.payment(account, "").pk, "Get"), tell, tell);
    expect([late.status, await balance(account)]).toEqual([200, "20"]);
    expect(await entriesOf(account, "2000-01-01", "2999-12-31")).toHaveLength(1);
  });

  it.each([
    { because: "another secret", over: { secret: "whsec_another_secret" } },
    { because: "an old signature", over: { timestamp: Math.floor(Date.now() / 1000) - 3600 } },
    { because: "a body that was changed by a blank", over: { body: " " } },
  ])("are not believed by $because", async ({ over }) => {
    const { account } = await aCustomer(admin, tariff);
    const { id } = (await topUp(account)).body;
    const told = eventOf({ id });
    const reply = await deliver(told, "body" in over ? { body: ` ${told}` } : over);
    expect(reply.status).toBe(400);
    expect((await send("POST", "/api/v1/card-gateway/events", told)).status).toBe(400);
    expect(await balance(account)).toBe("0");
  });

  it.each([
    { told: { amount: 1999 }, status: "MISMATCH", because: "less was paid" },
    { told: { amount: null }, status: "MISMATCH", because: "no amount is named" },
    { told: { currency: "usd" }, status: "MISMATCH", because: "another currency was paid" },
    { told: { status: "unpaid" }, status: "OPEN", because: "the bank has not paid yet" },
    { told: { type: "checkout.session.expired", status: "unpaid" }, status: "EXPIRED", because: "nobody paid" },
    {
      told: { type: "checkout.session.async_payment_failed", status: "unpaid" },
      status: "FAILED",
      because: "the bank refused",
    },
    { told: { type: "customer.created" }, status: "OPEN", because: "it is about something else" },
  ])("are credited nothing where $because", async ({ told, status }) => {
    const { account } = await aCustomer(admin, tariff);
    const { id } = (await topUp(account)).body;
    expect((await deliver(eventOf({ id, ...told }))).status).toBe(200);
    expect((await admin("GET", `/customers/${account}/top-ups/${id}`)).body.status).toBe(status);
    expect(await balance(account)).toBe("0");
  });

  it("are read by nobody else", async () => {
    const [one, other] = [await aCustomer(admin, tariff), await aCustomer(admin, tariff)];
    const { id } = (await topUp(one.account)).body;
    expect((await admin("GET", `/customers/${other.account}/top-ups/${id}`)).status).toBe(404);
    for (const unknown of ["top_unknown", null]) expect((await deliver(eventOf({ id: unknown }))).status).toBe(200);
    for (const { account } of [one, other]) expect(await balance(account)).toBe("0");
  });
});

describe("a card payment that the gateway tells of while writes fail", () => {
  faultMatrix([
    {
      name: "a card payment",
      async prepare() {
        const { account } = await aCustomer(admin, tariff);
        const { id } = (await topUp(account)).body;
        const told = eventOf({ id });
        return {
          ask: () => deliver(told, { timestamp: Math.floor(now() / 1000) }),
          look: async () => [
            await balance(account),
            (await entriesOf(account, "2000-01-01", "2999-12-31")).length,
            (await admin("GET", `/customers/${account}/top-ups/${id}`)).body.status,
          ],
        };
      },
    },
  ]);
});

it("money goes to the gateway and comes back as the same, in every currency", () => {
  const currency = fc.constantFrom("EUR", "USD", "JPY", "KWD", "ISK", "UGX", "MGA", "INR");
  fc.assert(
    fc.property(currency, fc.integer({ min: 1, max: 99_999_999 }), (code, units) => {
      expect(gatewayAmount(decimalOf(fromGateway(units, code)), code)).toBe(units);
    }),
    { numRuns: 5000 },
  );
  expect(gatewayAmount("0.001", "EUR")).toBeUndefined();
  expect(nanoOf("1")).toBe(fromGateway(100, "EUR"));
});

import { beforeAll, describe, expect, it, vi } from "vitest";

/** A table of its own: what is due anywhere is tried again here. Read before the modules are loaded. */
vi.hoisted(() => Object.assign(process.env, { TABLE_NAME: `${process.env["TABLE_NAME"]}-estimates` }));

import { now } from "../functions/platform/clock.ts";
import { env } from "../functions/platform/env.ts";
import { retryDue } from "../functions/suspense/retry-due.flow.ts";
import { uniqueName } from "./support/api.ts";
import { aBatch, aCallOf, addRate, anOperator, aPricedTariff, type Operator, rate } from "./support/charging.ts";
import { aCustomer } from "./support/customers.ts";
import { createTable } from "./support/table.ts";

let operator: Operator;
beforeAll(async () => {
  await createTable(env.TABLE_NAME);
  operator = await anOperator();
});

const run = () => retryDue(now() + 3_600_000);
const ninety = 90 * 86_400_000;
const charge = (amount: string) => ({ currency: "EUR", amount, kind: "CHARGE" });

describe("the money at stake of a record that waits", () => {
  it.each([
    { over: { setupMs: Date.now() - ninety - 60_000 }, estimate: charge("0.06"), because: "its rate is known" },
    { over: { endedMs: 1_700_000_000_000 }, estimate: charge("0.06"), because: "its talk time and rate are known" },
    { over: { cldReceived: "999123" }, estimate: null, because: "there is no rate, which is not 0" },
  ])("is $estimate because $because, in list and counts", async ({ over, estimate }) => {
    const account = await operator.newAccount();
    await rate(aBatch(operator.source, [aCallOf(account, operator.source, over)]));
    expect(await operator.waiting(account)).toMatchObject([{ account, estimate, seconds: 60 }]);
    const { items } = (await operator.admin("GET", "/suspense/counts")).body;
    const own = items.filter((one: { source: string }) => one.source === operator.source);
    if (estimate) expect(JSON.stringify(own)).toContain('"money":[{"currency":"EUR"');
    else expect(own).toContainEqual(expect.objectContaining({ money: [], unpriced: { count: 1, seconds: 60 } }));
  });

  it("is unknown, with its talk time, where nobody knows whose it is", async () => {
    const code = `pbx-${uniqueName()}`;
    await rate(aBatch(operator.source, [aCallOf(code, operator.source)]));
    expect(await operator.waiting(code)).toMatchObject([{ account: null, estimate: null, seconds: 60 }]);
  });

  it("is the difference to what was charged in a conflict, found among the calls of a busy second by the first run", async () => {
    const account = await operator.newAccount();
    const setupMs = Math.floor((Date.now() - 600_000) / 1000) * 1000;
    const calls = Array.from({ length: 2500 }, (_, n) =>
      aCallOf(account, operator.source, { setupMs: setupMs + (n % 900) }),
    );
    const cdr = aCallOf(account, operator.source, { setupMs });
    for (const some of [[...calls.slice(0, 1200), cdr], calls.slice(1200)]) await rate(aBatch(operator.source, some));
    const shorter = { billableMs: 30_000, endedMs: setupMs + 32_000 };
    await rate(aBatch(operator.source, [{ ...cdr, ...shorter }]));
    const [parked] = await operator.waiting(cdr.callId);
    expect(parked).toMatchObject({ reason: "CONFLICT", estimate: null, wait: { by: "TIME" } });
    await run();
    const [tried] = await operator.waiting(cdr.callId);
    const estimate = { currency: "EUR", amount: "-0.03", kind: "DIFFERENCE" };
    expect(tried).toMatchObject({ reason: "CONFLICT", estimate, wait: { by: "PERSON" } });
    const { body } = await operator.admin("GET", `/suspense/${parked.id}/conflict`);
    expect(body.posted).toMatchObject({ callId: cdr.callId, charge: "0.06" });
    await run();
    expect(await operator.waiting(cdr.callId)).toEqual([tried]);
  });

  it("leaves the counts with the record when it is charged", async () => {
    const tariff = await aPricedTariff(operator.admin);
    const { account } = await aCustomer(operator.admin, tariff);
    const own = async () =>
      (await operator.admin("GET", "/suspense/counts")).body.items.filter(
        (one: { source: string; reason: string }) => one.source === operator.source && one.reason === "RATE_BLOCKED",
      );
    await addRate(operator.admin, tariff, "449", { blocked: true });
    await rate(aBatch(operator.source, [aCallOf(account, operator.source, { cldReceived: "449123" })]));
    expect(await own()).toMatchObject([{ count: 1, money: [], unpriced: { count: 1, seconds: 60 } }]);
    const [{ id }] = await operator.waiting(account);
    const reply = await operator.admin("POST", `/suspense/${id}/retry`, {});
    expect(reply.body).toMatchObject({ parked: 1, reasons: { RATE_BLOCKED: 1 } });
    expect(await own()).toHaveLength(1);
  });
});

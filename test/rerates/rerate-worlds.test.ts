import fc from "fast-check";
import { beforeAll, describe, expect, it, vi } from "vitest";

vi.hoisted(() => Object.assign(process.env, { TABLE_NAME: `${process.env["TABLE_NAME"]}-rerate-worlds` }));

import { countDay } from "../../functions/analysis/fold-days.flow.ts";
import { callDays } from "../../functions/cdrs/cdr.store.ts";
import { checkAccount } from "../../functions/ledger-checks/check-account.flow.ts";
import { decimalOf, nanoOf } from "../../functions/money/money.ts";
import { replaceSend } from "../../functions/platform/table.ts";
import { uniqueName } from "../support/api.ts";
import { aBatch, aCallOf, addRate, anOperator, type Operator, rate } from "../support/charging.ts";
import { aCustomer, aTariff } from "../support/customers.ts";
import { dyingAt } from "../support/dying.ts";
import { aReseller, type ResellerWorld } from "../support/resellers.ts";
import { createTable } from "../support/table.ts";
import { approved, minutes, tellOfRerate, tried } from "./world.ts";

let operator: Operator;
let reseller: ResellerWorld;
beforeAll(async () => {
  await createTable(process.env["TABLE_NAME"] ?? "");
  operator = await anOperator();
  const buy = await aTariff(operator.admin);
  await addRate(operator.admin, buy, "44", { pricePerMinute: "0.006" });
  reseller = await aReseller(operator.admin, buy, { creditLimit: "1000" });
});

interface Spoken {
  cld: string;
  seconds: number;
}

/** In thousandths a second: so no world has anything to round. */
type Prices = Record<"44" | "4477", number>;
const perMinute = (thousandths: number): string => decimalOf(nanoOf("0.06") * BigInt(thousandths));
/** The second way to the same figure: the price of the longest prefix, call by call. */
const worth = (calls: readonly Spoken[], prices: Prices): bigint =>
  calls.reduce(
    (sum, { cld, seconds }) => sum + 1_000_000n * BigInt(prices[cld.startsWith("4477") ? "4477" : "44"] * seconds),
    0n,
  );

async function aPricedAccount(prices: Prices) {
  const tariff = await aTariff(reseller.api);
  for (const prefix of ["44", "4477"] as const)
    await addRate(reseller.api, tariff, prefix, { pricePerMinute: perMinute(prices[prefix]) });
  return { tariff, account: (await aCustomer(reseller.api, tariff)).account };
}

async function reprice(tariff: string, prices: Prices, year: number): Promise<void> {
  for (const prefix of ["44", "4477"] as const)
    await addRate(reseller.api, tariff, prefix, {
      ...{ pricePerMinute: perMinute(prices[prefix]), effectiveFrom: `${year}-01-01T00:00:00Z` },
    });
}

async function deliver(account: string, calls: readonly Spoken[]): Promise<void> {
  const cdrs = calls.map(({ cld, seconds }, i) =>
    aCallOf(account, operator.source, {
      ...{ cldReceived: cld, billableMs: seconds * 1000, setupMs: Date.now() - (30 + i) * 60_000 },
      ...(seconds === 0 ? { answeredMs: null, sipCode: 486 } : {}),
    }),
  );
  // Many blocks, some of one call and some of several.
  for (let from = 0, many = 1; from < cdrs.length; from += many, many = (many % 3) + 1)
    await rate(aBatch(operator.source, cdrs.slice(from, from + many)));
}

const pay = (account: string, amount: string) =>
  operator.admin(
    "POST",
    `/customers/${account}/payments`,
    { kind: "PAYMENT", amount },
    { headers: { "idempotency-key": uniqueName() } },
  );

/** Balance, list, sums, rollups and ledger all say what the calls are worth. */
async function isRight(account: string, paid: bigint, calls: readonly Spoken[], prices: Prices): Promise<void> {
  const right = worth(calls, prices);
  expect(await operator.balance(account)).toBe(decimalOf(paid - right));
  const { body } = await operator.admin("GET", `/customers/${account}/calls/totals`);
  expect(body).toMatchObject({ calls: calls.length, charge: decimalOf(right) });
  let counted = 0n;
  for (const day of await callDays(account)) for (const cell of await countDay(account, day)) counted += cell.charge;
  expect(decimalOf(counted)).toBe(decimalOf(right));
  expect((await checkAccount(account, 0))?.findings).toEqual([]);
  expect((await checkAccount(reseller.account, 0))?.findings).toEqual([]);
}

const prices = fc.record({ "44": fc.integer({ min: 1, max: 9 }), "4477": fc.integer({ min: 1, max: 9 }) });
const spoken = fc.record({
  cld: fc.constantFrom("442071234567", "447712345678"),
  seconds: fc.integer({ min: 0, max: 200 }),
});

describe("P7: re-rating", () => {
  it("comes to what the calls are worth by the new prices, through kills, postings, payments and repetition", {
    timeout: 240_000,
  }, async () => {
    const world = fc.record({
      calls: fc.array(spoken, { minLength: 1, maxLength: 8 }),
      more: fc.array(spoken, { maxLength: 2 }),
      prices: fc.array(prices, { minLength: 3, maxLength: 3 }),
      kills: fc.array(fc.record({ step: fc.nat(8), before: fc.boolean() }), { maxLength: 3 }),
    });
    const property = fc.asyncProperty(world, async ({ calls, more, prices: [first, second, third], kills }) => {
      const { tariff, account } = await aPricedAccount(first as Prices);
      await deliver(account, calls);
      await reprice(tariff, second as Prices, 2021);
      const { id, totals } = await tried(operator.admin, { account, tariffId: tariff });
      if (totals.some(({ changed }: { changed: number }) => changed > 0)) {
        await operator.admin("POST", `/rerates/${id}/approve`);
        for (const { step, before } of kills) await dyingAt(step, before, () => tellOfRerate(id));
        // Calls by the prices of now, and money, come while it runs; and a second run is at it.
        await Promise.all([
          tellOfRerate(id),
          tellOfRerate(id),
          deliver(account, more),
          pay(account, "7"),
          pay(account, "3"),
        ]);
        await tellOfRerate(id);
        expect((await operator.admin("GET", `/rerates/${id}`)).body).toMatchObject({ status: "DONE" });
      } else {
        await deliver(account, more);
        await pay(account, "10");
      }
      const all = [...calls, ...more];
      await isRight(account, nanoOf("10"), all, second as Prices);
      await reprice(tariff, third as Prices, 2022);
      const again = await tried(operator.admin, { account });
      if (again.totals.some(({ changed }: { changed: number }) => changed > 0))
        await approved(operator.admin, again.id);
      await isRight(account, nanoOf("10"), all, third as Prices);
      expect(
        (await tried(operator.admin, { account })).totals.map(({ changed }: { changed: number }) => changed),
      ).toEqual(worth(all, third as Prices) === 0n && again.totals.length === 0 ? [] : again.totals.map(() => 0));
    });
    await fc.assert(property, { numRuns: 6, endOnFailure: true });
  });

  it("by two runs that have read the same calls is once: the later one reads again", async () => {
    const { tariff, account } = await aPricedAccount({ "44": 2, "4477": 1 });
    await minutes(operator, account, 2);
    await reprice(tariff, { "44": 1, "4477": 1 }, 2021);
    const { id } = await tried(operator.admin, { account });
    await operator.admin("POST", `/rerates/${id}/approve`);
    let isFirst = true;
    const back = replaceSend((inner) => async (command) => {
      const answer = await inner(command);
      const isOfCalls = command.constructor.name === "BatchGetCommand" && JSON.stringify(command.input).includes('"R#');
      if (!isFirst || !isOfCalls) return answer;
      isFirst = false;
      await tellOfRerate(id);
      return answer;
    });
    await tellOfRerate(id).finally(back);
    expect(isFirst).toBe(false);
    expect((await operator.admin("GET", `/rerates/${id}`)).body).toMatchObject({ status: "DONE", done: 2 });
    const calls = [60, 60].map((seconds) => ({ cld: "442071234567", seconds }));
    await isRight(account, 0n, calls, { "44": 1, "4477": 1 });
  });

  it.each([
    { when: "before", before: true },
    { when: "behind", before: false },
  ])("killed $when each of its writes is made whole by the next run, once", async ({ before }) => {
    let killed = 0;
    for (let step = 0; ; step++) {
      const { tariff, account } = await aPricedAccount({ "44": 2, "4477": 1 });
      await minutes(operator, account, 2);
      await reprice(tariff, { "44": 1, "4477": 1 }, 2021);
      const { id } = await tried(operator.admin, { account });
      await operator.admin("POST", `/rerates/${id}/approve`);
      const died = await dyingAt(step, before, () => tellOfRerate(id));
      await tellOfRerate(id);
      expect((await operator.admin("GET", `/rerates/${id}`)).body).toMatchObject({ status: "DONE", done: 2 });
      const calls = [60, 60].map((seconds) => ({ cld: "442071234567", seconds }));
      await isRight(account, 0n, calls, { "44": 1, "4477": 1 });
      if (!died) break;
      killed++;
    }
    // Looking, being looked at, correcting, saying how far it is, and being done.
    expect(killed).toBeGreaterThanOrEqual(4);
  });
});

import fc from "fast-check";
import { expect, it } from "vitest";
import { type BalanceRow, firstBalance, move } from "../../functions/ledger/balance.ts";
import { decimalOf, nanoOf } from "../../functions/money/money.ts";
import { rateCall } from "../../functions/rating/rate-call.ts";
import { affordableSeconds, grossCost, type Price } from "../../functions/switch/affordable.ts";
import { aCall, aRate, aTariff, someTerms } from "../support/rates.ts";

/**
 * An account whose calls ask first, as authorise, reauthorise and the posting of CDRs move its money. The switch ends each
 * call within the time that it was granted; calls run side by side and their CDRs come in any order.
 */

const micro = (most: number) => fc.integer({ min: 0, max: most }).map((n) => decimalOf(BigInt(n) * 1000n));
const sale = fc.record({
  rate: fc.record({
    ...{ pricePerMinute: micro(3_000_000), connectFee: micro(200_000) },
    ...{ firstIncrement: fc.integer({ min: 1, max: 120 }), nextIncrement: fc.integer({ min: 1, max: 60 }) },
    ...{ graceSeconds: fc.nat(10), freeSeconds: fc.nat(90) },
  }),
  rounding: fc.constantFrom("HALF_UP" as const, "UP" as const),
  terms: fc
    .record({
      billingDecimals: fc.integer({ min: 0, max: 8 }),
      billingType: fc.constantFrom("PREPAID" as const, "POSTPAID" as const),
      taxFlag: fc.constantFrom("NONE" as const, "VAT" as const),
      taxMode: fc.constantFrom("EXCLUSIVE" as const, "INCLUSIVE" as const),
      percent: fc.constantFrom("0", "7.7", "20"),
    })
    .map(({ percent, ...terms }) => someTerms({ ...terms, taxes: [{ name: "VAT", percent }] })),
});
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("ask" as const),
      sale: fc.nat(2),
      slice: fc.option(fc.integer({ min: 1, max: 300 }), { nil: 7200 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("extend" as const),
      which: fc.nat(),
      slice: fc.integer({ min: 1, max: 300 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("end" as const),
      which: fc.nat(),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant("pay" as const), amount: fc.bigInt({ min: 1n, max: 2_000_000_000n }) }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;
type Sale = typeof sale extends fc.Arbitrary<infer One> ? One : never;

const most = 7200;
const at = Date.UTC(2026, 9, 13, 12);
const still = { periodAt: at, calls: 0, seconds: 0, charge: 0n, tax: 0n, pay: 0n, adj: 0n };

class Account {
  row: BalanceRow;
  private readonly sales: readonly Sale[];
  private running: { sale: Sale; price: Price; granted: number; held: bigint }[] = [];

  constructor(sales: readonly Sale[], creditLimit: bigint) {
    this.sales = sales;
    this.row = firstBalance(
      { currency: "EUR", creditLimit, maxSessions: 100, zone: "UTC", cycle: "MONTHLY", cycleDay: 1 },
      at,
    );
  }

  private hold(amount: bigint): void {
    const { row } = this;
    this.row = { ...row, avail: row.avail - amount, reserved: row.reserved + amount };
  }

  go(one: Step): void {
    if (one.do === "pay") this.row = move(this.row, { ...still, pay: one.amount });
    if (one.do === "ask") this.ask(this.sales[one.sale % this.sales.length] as Sale, one.slice);
    const n = "which" in one && this.running.length > 0 ? one.which % this.running.length : -1;
    const call = this.running[n];
    if (call && one.do === "extend") this.extend(call, one.slice);
    if (call && one.do === "end") {
      this.running.splice(n, 1);
      this.end(call, one.share);
    }
  }

  private ask(sold: Sale, slice: number): void {
    const { terms } = aRate("44", sold.rate);
    const price = { terms, rounding: sold.rounding, billing: sold.terms };
    const seconds = this.row.avail < 0n ? undefined : affordableSeconds(price, this.row.avail, most);
    if (seconds === undefined) return;
    const granted = Math.min(seconds, slice);
    const held = grossCost(price, granted);
    this.hold(held);
    this.running.push({ sale: sold, price, granted, held });
  }

  private extend(call: Account["running"][number], slice: number): void {
    const seconds = affordableSeconds(call.price, this.row.avail + call.held, most) ?? 0;
    const granted = Math.min(Math.max(seconds, call.granted), call.granted + slice);
    const held = grossCost(call.price, granted);
    this.hold(held - call.held);
    Object.assign(call, { granted, held });
  }

  private end({ sale: { rate, rounding, terms }, granted, held }: Account["running"][number], share: number): void {
    const tariff = aTariff([{ rates: [aRate("44", rate)] }], { rounding });
    const talk = { ...aCall("442071234567", 0), billableMs: Math.floor(granted * 1000 * share) };
    const outcome = rateCall(talk, tariff, terms);
    if (outcome.kind !== "rated") throw new Error("unrated");
    this.hold(-held);
    this.row = move(this.row, {
      ...still,
      calls: 1,
      seconds: outcome.billedSeconds,
      charge: outcome.charge,
      tax: outcome.tax,
    });
  }

  endAll(): void {
    for (const call of this.running.splice(0)) this.end(call, 1);
  }
}

it("P9: is never below its credit limit while the switch ends calls within the seconds that it was granted", () => {
  const story = fc.record({
    sales: fc.array(sale, { minLength: 1, maxLength: 3 }),
    creditLimit: fc.constantFrom(nanoOf("0"), nanoOf("1"), nanoOf("0.333333333")),
    steps: fc.array(step, { maxLength: 20 }),
  });
  let spent = 0;
  fc.assert(
    fc.property(story, ({ sales, creditLimit, steps }) => {
      const account = new Account(sales, creditLimit);
      for (const one of steps) {
        account.go(one);
        const { bal, avail, reserved } = account.row;
        expect(avail).toBe(bal + creditLimit - reserved);
        expect(bal >= -creditLimit && avail >= 0n).toBe(true);
      }
      account.endAll();
      expect(account.row.bal >= -creditLimit).toBe(true);
      if (account.row.roll.charge > 0n) spent++;
    }),
    { numRuns: 10_000 },
  );
  expect(spent).toBeGreaterThan(1000);
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { levelsOf } from "../functions/cdrs/call-levels.ts";
import { passedUp } from "../functions/ledger/passed-up.ts";
import { decimalOf, nanoOf } from "../functions/money/money.ts";

/** A chain of balances, the customer first, moved by the one rule that posting and payments share. */

const money = fc.bigInt({ min: -500n, max: 500n });
const amount = fc.bigInt({ min: 0n, max: 300n });
const depth = 4;

type Event = { kind: "call"; charges: bigint[] } | { kind: "payment"; at: number; payer: number; amount: bigint };

const event: fc.Arbitrary<Event> = fc.oneof(
  fc.record({
    kind: fc.constant("call" as const),
    charges: fc.array(amount, { minLength: depth, maxLength: depth }),
  }),
  fc.record({
    kind: fc.constant("payment" as const),
    at: fc.nat(depth - 1),
    payer: fc.nat(depth),
    amount: money,
  }),
);

/** What comes in from outside and what the top pays, beside the balances: with it the books must add up. */
interface Books {
  balances: bigint[];
  outside: bigint;
}

function charge({ balances, outside }: Books, charges: readonly bigint[]): Books {
  let below = 0n;
  const next = balances.map((before, i) => {
    const after = before - (charges[i] ?? 0n) + below;
    below = passedUp(before, after, below);
    return after;
  });
  return { balances: next, outside: outside - (charges.at(-1) ?? 0n) };
}

/** `payer` stands above `at`; `depth` is the world outside. */
function pay({ balances, outside }: Books, at: number, payer: number, paid: bigint): Books {
  let up = 0n;
  const next = balances.map((before, i) => {
    if (i < at) return before;
    const after = before + (i === at ? paid : up) - (i === payer ? paid : 0n);
    up = passedUp(before, after, after - before);
    return after;
  });
  return { balances: next, outside: payer < depth ? outside : outside + paid };
}

const held = (bal: bigint): bigint => (bal > 0n ? bal : 0n);

/** What the operator owes the tree: the top's balance, and what stands on the balances below. */
const owed = ({ balances }: Books): bigint =>
  balances.reduce((sum, bal, i) => sum + (i === depth - 1 ? bal : held(bal)), 0n);

const run = (events: readonly Event[]): Books =>
  events.reduce<Books>(
    (books, one) => {
      if (one.kind === "call") return charge(books, one.charges);
      return pay(books, one.at, one.payer > one.at ? one.payer : depth, one.amount);
    },
    { balances: Array<bigint>(depth).fill(0n), outside: 0n },
  );

describe("money of a chain", () => {
  it("P10: is what came in from outside less what the top was charged, whatever is called and paid at any level", () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 40 }), (events) => {
        const books = run(events);
        expect(owed(books)).toBe(books.outside);
      }),
      { numRuns: 10_000 },
    );
  });

  it("comes out the same in whatever order calls and payments of outside meet", () => {
    const outside = event.map((one): Event => (one.kind === "payment" ? { ...one, payer: depth } : one));
    fc.assert(
      fc.property(fc.array(outside, { maxLength: 12 }), fc.infiniteStream(fc.nat()), (events, ranks) => {
        const keyed = events.map((one) => ({ one, rank: ranks.next().value as number }));
        const shuffled = keyed.sort((a, b) => a.rank - b.rank).map(({ one }) => one);
        expect(run(shuffled)).toEqual(run(events));
      }),
      { numRuns: 2000 },
    );
  });

  it("never leaves a reseller richer by a payment that it books itself", () => {
    const before = fc.array(money, { minLength: depth, maxLength: depth });
    fc.assert(
      fc.property(before, amount, fc.integer({ min: 1, max: depth - 1 }), (balances, paid, payer) => {
        const after = pay({ balances, outside: 0n }, 0, payer, paid);
        expect(after.balances[payer]).toBeLessThanOrEqual(balances[payer] as bigint);
        expect(after.outside).toBe(0n);
      }),
      { numRuns: 10_000 },
    );
  });

  it("passes up at a call no more than the level below was charged, and never less than nothing", () => {
    fc.assert(
      fc.property(money, amount, (before, charged) => {
        const up = passedUp(before, before - charged, 0n);
        expect(up >= 0n && up <= charged).toBe(true);
      }),
    );
  });
});

describe("what a call brings each level", () => {
  const level = (account: string, charge: string, tax: string) => ({
    ...{ account, charge: nanoOf(charge), tax: nanoOf(tax) },
    ...{ tariffId: "trf_1", tariffVersion: 1, terms: null },
  });
  const row = {
    charge: nanoOf("0.12"),
    tax: nanoOf("0.02"),
    upper: [level("C2", "0.06", "0"), level("C3", "0.05", "0.01")],
  };

  it("is what the level below pays less what it pays itself, both without tax", () => {
    expect(levelsOf(row, null).map(({ account, charge, margin }) => [account, charge, margin])).toEqual([
      ["C2", "0.06", "0.04"],
      ["C3", "0.05", "0.02"],
    ]);
  });

  it.each([
    { upTo: "C3", seen: ["C2", "C3"], because: "the top sees those below it" },
    { upTo: "C2", seen: ["C2"], because: "what is above is not its business" },
    { upTo: "C1", seen: [], because: "a customer sees its own charge alone" },
  ])("is shown to $upTo of $seen: $because", ({ upTo, seen }) => {
    expect(levelsOf(row, upTo).map(({ account }) => account)).toEqual(seen);
  });

  it("P10: adds up to what the customer pays less what the top pays", () => {
    const parts = fc.record({ charge: fc.bigInt({ min: 0n, max: 10n ** 12n }), share: fc.nat(100) });
    fc.assert(
      fc.property(fc.array(parts, { minLength: 1, maxLength: 4 }), (levels) => {
        const [own, ...upper] = levels.map(({ charge, share }, i) => ({
          ...level(`C${i}`, "0", "0"),
          ...{ charge, tax: (charge * BigInt(share)) / 100n },
        }));
        if (!own) return;
        const margins = levelsOf({ ...own, upper }, null).reduce((sum, { margin }) => sum + nanoOf(margin), 0n);
        const top = upper.at(-1) ?? own;
        expect(decimalOf(margins)).toBe(decimalOf(own.charge - own.tax - (top.charge - top.tax)));
      }),
      { numRuns: 10_000 },
    );
  });
});

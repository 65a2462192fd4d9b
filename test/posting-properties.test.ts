import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SwitchCdr } from "../functions/cdrs/cdr.ts";
import { emptyMarkSet } from "../functions/cdrs/seen.ts";
import { type BalanceRow, firstBalance } from "../functions/ledger/balance.ts";
import { postingLimits } from "../functions/ledger/post-calls.flow.ts";
import { markKey, type PostableCall, type PostingState } from "../functions/ledger/posting-draft.ts";
import { planPosting, type Settled } from "../functions/ledger/posting-plan.ts";
import { aCdr, rated } from "./sim/calls.ts";

/** What becomes of deliveries, decided without a table: limits so low that everything is cut and split. */

const now = Date.UTC(2026, 9, 13, 12);
const day = 86_400_000;
const limits = { ...postingLimits, items: 14, rows: 3, marks: 2, customers: 2 };
const chains = [["C1"], ["C2", "R2"], ["C3", "R3", "R2"]] as const;
const withBalance = ["C1", "C2", "C3", "R2", "R3"];

const call = fc.record({
  chain: fc.nat(chains.length - 1),
  /** One of them has an account without a balance. */
  isKnown: fc.oneof({ weight: 9, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
  ago: fc.oneof(fc.nat(10_000), fc.nat(2 * day), fc.constant(91 * day)),
  seconds: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 4000 })),
});
/** Of which call a line is, and whether it says something else about it. */
const line = fc.record({
  of: fc.nat(5),
  isOther: fc.oneof(...[9, 1].map((weight, n) => ({ weight, arbitrary: fc.constant(n === 1) }))),
});
const story = fc.record({
  calls: fc.array(call, { minLength: 1, maxLength: 6 }),
  lines: fc.array(line, { minLength: 1, maxLength: 12 }),
  /** Into how many batches they are cut, and how many of these come once more. */
  size: fc.integer({ min: 1, max: 6 }),
  again: fc.nat(2),
});
type Story = typeof story extends fc.Arbitrary<infer One> ? One : never;

const opened = (): BalanceRow => {
  const terms = {
    currency: "USD",
    creditLimit: 0n,
    maxSessions: 5,
    zone: "UTC",
    cycle: "MONTHLY",
    cycleDay: 1,
  } as const;
  return firstBalance(terms, now);
};

function linesOf({ calls, lines }: Story): PostableCall[] {
  return lines.map(({ of, isOther }, n) => {
    const at = of % calls.length;
    const { chain, isKnown, ago, seconds } = calls[at] as Story["calls"][number];
    const accounts = isKnown ? (chains[chain] as readonly string[]) : ["NONE"];
    const billableMs = seconds * 1000 + (isOther ? 1000 : 0);
    const cdr: SwitchCdr = aCdr({ callId: `call-${at}`, setupMs: now - ago, billableMs });
    return rated({ chain: accounts, cdr, authorizationId: null }, `dlv-${n >> 1}`, n);
  });
}

/** Posts batches one after another; what each line ended as, the first time that it came. */
function posted(told: Story) {
  const state: PostingState = {
    ...{ balances: new Map(withBalance.map((account) => [account, opened()])), marks: new Map() },
    ...{ reservations: new Map(), named: new Map(), missing: new Map() },
  };
  const lines = linesOf(told);
  const ended = new Map<PostableCall, Settled | "posted">();
  const rows: PostableCall["row"][] = [];
  const batches = Array.from({ length: Math.ceil(lines.length / told.size) }, (_, n) =>
    lines.slice(n * told.size, (n + 1) * told.size),
  );
  for (const batch of [...batches, ...batches.slice(0, told.again)]) {
    for (const { account, row } of batch) {
      const key = markKey(account, row.cdr.setupMs);
      if (!state.marks.has(key)) state.marks.set(key, new Map([["", emptyMarkSet("")]]));
    }
    const plan = planPosting(batch, state, now, limits);
    const all = plan.transactions.flatMap((transaction) => transaction.calls);
    rows.push(...plan.transactions.flatMap(({ blocks }) => blocks.flatMap((block) => block.rows)));
    const outcomes = [
      ...plan.settled,
      ...all.flatMap((one) => [{ call: one, as: "posted" as const }, ...(plan.folded.get(one) ?? [])]),
    ];
    for (const { call: one, as } of outcomes) if (!ended.has(one)) ended.set(one, as);
  }
  return { lines, ended, rows, balances: state.balances };
}

const runs = { numRuns: 10_000 };

describe("what is delivered", () => {
  it("P8: is received = charged + zero + duplicate + parked, and each call is charged at most once", () => {
    fc.assert(
      fc.property(story, (told) => {
        const { lines, ended, rows } = posted(told);
        const count = (...some: (Settled | "posted")[]) => [...ended.values()].filter((as) => some.includes(as)).length;
        expect(rows).toHaveLength(count("posted"));
        expect(new Set(rows.map(({ identity }) => identity)).size).toBe(rows.length);
        const charged = rows.filter((row) => row.charge > 0n).length;
        const zero = rows.filter((row) => row.charge === 0n).length;
        const parked = count("conflict", "too-old", "no-balance");
        expect(charged + zero + count("duplicate", "redelivered") + parked).toBe(lines.length);
        // What has a balance and is young enough is charged, by one of the lines that bring it.
        const due = lines.filter(({ account, row }) => account !== "NONE" && now - row.cdr.setupMs < 90 * day);
        expect(rows).toHaveLength(new Set(due.map(({ row }) => row.identity)).size);
      }),
      runs,
    );
  });

  it("P10: at every level of a chain the period's calls, seconds, charge and tax are the sums of its legs", () => {
    fc.assert(
      fc.property(story, (told) => {
        const { rows, ended, balances } = posted(told);
        const legs = [...ended].flatMap(([{ account, row }, as]) =>
          as === "posted"
            ? [{ account, charge: row.charge, tax: row.tax }, ...row.upper].map((leg) => ({
                ...leg,
                sec: row.billedSeconds,
              }))
            : [],
        );
        expect(legs.length).toBeGreaterThanOrEqual(rows.length);
        for (const [account, { roll, next }] of balances) {
          const own = legs.filter((leg) => leg.account === account);
          const sum = (of: (leg: (typeof own)[number]) => bigint) => own.reduce((total, leg) => total + of(leg), 0n);
          expect([roll.n + next.n, BigInt(roll.sec + next.sec)]).toEqual([own.length, sum(({ sec }) => BigInt(sec))]);
          expect([roll.charge + next.charge, roll.tax + next.tax]).toEqual([
            sum((leg) => leg.charge),
            sum((leg) => leg.tax),
          ]);
        }
      }),
      runs,
    );
  });
});

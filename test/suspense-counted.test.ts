import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SuspenseReason } from "../functions/cdrs/cdr.ts";
import { replaceSend } from "../functions/platform/table.ts";
import { changeRows, park, takeOut } from "../functions/suspense/park.flow.ts";
import { type Suspended, suspendCdr, suspendedDay } from "../functions/suspense/suspended.ts";
import { suspendedRows, waitingCells } from "../functions/suspense/suspense.store.ts";
import { type SuspenseFilter, type SuspensePlace, suspensePage } from "../functions/suspense/suspense-page.store.ts";
import { countWaiting } from "../functions/suspense/waiting.ts";
import { aCdr } from "./sim/calls.ts";
import { staff, uniqueName } from "./support/api.ts";

const start = Date.UTC(2026, 9, 1, 23, 59, 58);

interface Known {
  reason: SuspenseReason;
  amount: bigint | null;
  currency: string;
}

/** Record `n` of a source; the numbers decide day, talk time and leg. */
function record(source: string, n: number, { reason, amount, currency }: Known): Suspended {
  const billableMs = (n % 7) * 1001;
  const cdr = aCdr({
    source,
    switch: source,
    callId: `call-${n}`,
    setupMs: start + n * 1000,
    billableMs,
    billed: n % 3 !== 0,
  });
  const estimate = amount === null ? null : ({ currency, amount, kind: "CHARGE" } as const);
  const why = { reason, detail: "", account: null, estimate, waitsFor: null, nextTryAt: null };
  return suspendCdr(cdr, { source, delivery: "d" }, why, start);
}

const known = fc.record({
  reason: fc.constantFrom<SuspenseReason>("NO_RATE", "UNKNOWN_CUSTOMER", "CONFLICT"),
  amount: fc.option(fc.bigInt({ min: -(2n ** 60n), max: 2n ** 60n })),
  currency: fc.constantFrom("EUR", "USD"),
});
const numbers = fc.uniqueArray(fc.nat({ max: 9 }), { minLength: 1, maxLength: 6 });
const step = fc.oneof(
  fc.record({ do: fc.constant("park" as const), numbers, known }),
  fc.record({ do: fc.constant("retry" as const), numbers, known }),
  fc.record({ do: fc.constant("remove" as const), numbers, known }),
);
/** Steps one after another, some of them two at once, and at which command the answer gets lost. */
const story = fc.array(
  fc.record({ steps: fc.array(step, { minLength: 1, maxLength: 2 }), lostAt: fc.nat({ max: 5 }) }),
  {
    maxLength: 8,
  },
);

type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

const idsOf = (source: string, some: readonly number[]) =>
  some.map((n) => record(source, n, { reason: "NO_RATE", amount: null, currency: "EUR" }).id);

function perform(source: string, { do: act, numbers: some, known: what }: Step): Promise<unknown> {
  const records = some.map((n) => record(source, n, what));
  if (act === "park") return park(records);
  if (act === "remove") return takeOut(idsOf(source, some));
  const tried = (one: Suspended) => (row: Suspended | undefined) =>
    row ? { ...row, reason: one.reason, estimate: one.estimate, tries: row.tries + 1 } : ("leave" as const);
  return changeRows(new Map(records.map((one) => [one.id, tried(one)])));
}

/** The answer of the nth command from now is lost, though it was carried out. */
function loseAnswer(nth: number): () => void {
  let commands = 0;
  return replaceSend((inner) => async (command) => {
    const reply = await inner(command);
    if (++commands === nth) throw new Error("no answer");
    return reply;
  });
}

const numberOf = (records: readonly Suspended[]) => {
  const sums = new Map<string, { count: number; seconds: number; money: Map<string, bigint>; unpriced: number }>();
  for (const one of records) {
    const name = `${one.reason} ${suspendedDay(one)}`;
    const sum = sums.get(name) ?? { count: 0, seconds: 0, money: new Map<string, bigint>(), unpriced: 0 };
    sum.count++;
    if (one.cdr?.billed) sum.seconds += Math.ceil(one.cdr.billableMs / 1000);
    if (one.estimate)
      sum.money.set(one.estimate.currency, (sum.money.get(one.estimate.currency) ?? 0n) + one.estimate.amount);
    else sum.unpriced++;
    sums.set(name, sum);
  }
  return sums;
};

describe("the counts of suspense", () => {
  it("are those of the rows after any order of park, retry, remove and repetition, two at once and with lost answers", async () => {
    await fc.assert(
      fc.asyncProperty(story, async (scenes) => {
        const source = `src_${uniqueName()}`;
        for (const { steps, lostAt } of scenes) {
          const undo = lostAt > 0 ? loseAnswer(lostAt) : () => undefined;
          await Promise.allSettled(steps.map((one) => perform(source, one))).finally(undo);
        }
        const rows = await suspendedRows(idsOf(source, [...Array(10).keys()]));
        const wanted = numberOf([...rows.values()]);
        const cells = (await waitingCells()).filter(({ cell }) => cell.source === source);
        const counted = new Map<string, { n: number; seconds: number; unpriced: number; money: Map<string, bigint> }>();
        for (const { cell, share } of cells) {
          expect(share.n).toBeGreaterThanOrEqual(0);
          const name = `${cell.reason} ${cell.day}`;
          const sum = counted.get(name) ?? { n: 0, seconds: 0, unpriced: 0, money: new Map<string, bigint>() };
          sum.n += share.n;
          sum.seconds += share.seconds;
          sum.unpriced += share.unpriced;
          for (const [currency, amount] of Object.entries(share.money))
            sum.money.set(currency, (sum.money.get(currency) ?? 0n) + amount);
          counted.set(name, sum);
        }
        for (const name of new Set([...wanted.keys(), ...counted.keys()])) {
          const [rowsSay, cellsSay] = [wanted.get(name), counted.get(name)];
          expect([name, cellsSay?.n ?? 0, cellsSay?.seconds ?? 0, cellsSay?.unpriced ?? 0]).toEqual([
            name,
            rowsSay?.count ?? 0,
            rowsSay?.seconds ?? 0,
            rowsSay?.unpriced ?? 0,
          ]);
          for (const currency of ["EUR", "USD"])
            expect(cellsSay?.money.get(currency) ?? 0n).toBe(rowsSay?.money.get(currency) ?? 0n);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("are exact for 12,000 records, and the list has every one of them", async () => {
    const source = `src_${uniqueName()}`;
    const what = { reason: "NO_RATE", amount: 1_000_000n, currency: "EUR" } as const;
    const records = Array.from({ length: 12_000 }, (_, n) =>
      record(source, n, { ...what, amount: n % 2 === 0 ? what.amount : null }),
    );
    await Promise.all([0, 1, 2].map((part) => park(records.slice(part * 4000, part * 4000 + 4000))));
    const admin = await staff();
    const { items } = (await admin("GET", "/suspense/counts")).body;
    const own = items.filter((one: { source: string }) => one.source === source) as {
      count: number;
      money: { currency: string; amount: string }[];
      unpriced: { count: number };
    }[];
    const sum = (of: (one: (typeof own)[number]) => number) => own.reduce((total, one) => total + of(one), 0);
    expect([sum(({ count }) => count), sum(({ unpriced }) => unpriced.count)]).toEqual([12_000, 6000]);
    expect(own.map(({ money }) => money.map(({ currency }) => currency))).toEqual(own.map(() => ["EUR"]));
    expect(sum(({ money }) => Number(money[0]?.amount))).toBeCloseTo(6, 9);
    const found = new Set<string>();
    let from: Awaited<ReturnType<typeof suspensePage>>["after"];
    do {
      const page = await suspensePage({ source, reason: "NO_RATE" }, 1000, from);
      for (const { id } of page.items) found.add(id);
      from = page.after;
    } while (from);
    expect(found.size).toBe(12_000);
    const ofDay = async (filter: SuspenseFilter) => {
      const ids = new Set<string>();
      let pages = 0;
      let place: SuspensePlace | undefined;
      do {
        const page = await suspensePage(filter, 1000, place);
        for (const one of page.items) if (one.source === source) ids.add(one.id);
        place = page.after;
        pages++;
      } while (place);
      return { found: ids.size, pages };
    };
    // The two records of the first day are found at once, not behind those of the other.
    expect(await ofDay({ source, reason: "NO_RATE", day: "2026-10-01" })).toEqual({ found: 2, pages: 1 });
    for (const filter of [{ source }, {}]) {
      expect((await ofDay({ ...filter, day: "2026-10-01" })).found).toBe(2);
      expect((await ofDay({ ...filter, day: "2026-10-02" })).found).toBe(11_998);
    }
    await takeOut(records.slice(0, 1000).map(({ id }) => id));
    const left = countWaiting((await waitingCells()).filter(({ cell }) => cell.source === source));
    expect(left.reduce((total, { count }) => total + count, 0)).toBe(11_000);
  });
});

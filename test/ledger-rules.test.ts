import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { daysOf, withDays } from "../functions/cdrs/day-set.ts";
import {
  type BalanceRow,
  cellOf,
  closePeriod,
  firstBalance,
  move,
  netOf,
  BalanceRow as Schema,
  turnDay,
} from "../functions/ledger/balance.ts";
import { itemBytes, stored } from "../functions/ledger/balance-item.ts";
import { effectOf, type LedgerEntry, type PaymentEntry } from "../functions/ledger/entry.ts";
import { localDay, periodEnd, startOfDay } from "../functions/ledger/period.ts";
import { statementOf } from "../functions/ledger/statement.ts";
import { nanoOf } from "../functions/money/money.ts";
import { keys } from "../functions/platform/keys.ts";

const zones = [
  "UTC",
  "Europe/Berlin",
  "America/New_York",
  "America/Santiago",
  "America/St_Johns",
  "Africa/Cairo",
  "Asia/Kolkata",
  "Asia/Kathmandu",
  "Asia/Beirut",
  "Australia/Lord_Howe",
  "Pacific/Apia",
  "Pacific/Kiritimati",
];
const cycles = [
  { cycle: "DAILY" as const, cycleDay: 1 },
  ...[1, 4, 7].map((cycleDay) => ({ cycle: "WEEKLY" as const, cycleDay })),
  ...[1, 2, 15, 27, 28].map((cycleDay) => ({ cycle: "MONTHLY" as const, cycleDay })),
];
const tenYears = 10 * 366 * 86_400_000;
const start = Date.UTC(2020, 0, 1, 5);

describe("billing periods", () => {
  it.each(zones)("follow each other without gap or overlap for ten years in %s, in every cycle", (zone) => {
    for (const terms of cycles) {
      let at = start;
      let ends = 0;
      while (at < start + tenYears) {
        const end = periodEnd(at, { zone, ...terms });
        expect(end).toBeGreaterThan(at);
        // Whatever instant of the period is asked, its end is the same.
        for (const inside of [at, at + 1, Math.floor((at + end) / 2), end - 1])
          expect(periodEnd(inside, { zone, ...terms })).toBe(end);
        const { date } = localDay(end, zone);
        expect(startOfDay(date, zone)).toBe(end);
        if (terms.cycle === "MONTHLY") expect(Number(date.slice(8))).toBe(terms.cycleDay);
        at = end;
        ends++;
      }
      const wanted = { DAILY: 3659, WEEKLY: 522, MONTHLY: 120 }[terms.cycle];
      expect(Math.abs(ends - wanted)).toBeLessThanOrEqual(2);
    }
  });

  it("count a day of a zone from its first to its last instant, also when the clocks change", () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), fc.integer({ min: start, max: start + tenYears }), (zone, at) => {
        const day = localDay(at, zone);
        expect(startOfDay(day.date, zone)).toBeLessThanOrEqual(at);
        expect(day.until).toBeGreaterThan(at);
        expect(localDay(day.until, zone).date > day.date).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    { cycle: "WEEKLY" as const, cycleDay: 15, day: "2026-10-19", because: "15 is a Monday as 1 is" },
    { cycle: "WEEKLY" as const, cycleDay: 28, day: "2026-10-18", because: "28 is a Sunday as 7 is" },
    { cycle: "MONTHLY" as const, cycleDay: 31, day: "2026-10-28", because: "every month has a 28th" },
  ])("end on $day in a $cycle cycle of day $cycleDay: $because", ({ cycle, cycleDay, day }) => {
    const end = periodEnd(Date.UTC(2026, 9, 13, 9), { zone: "UTC", cycle, cycleDay });
    expect(new Date(end).toISOString().slice(0, 10)).toBe(day);
  });

  it("end only when a person ends them where the cycle is on demand", () => {
    expect(periodEnd(start, { zone: "UTC", cycle: "ON_DEMAND", cycleDay: 1 })).toBe(Date.UTC(9999, 11, 31));
  });
});

describe("a set of days", () => {
  it("keeps every day that was put in, and nothing else", () => {
    const days = fc.array(fc.integer({ min: 20_000, max: 20_400 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(days, (list) => {
        const set = list.reduce((sum, day) => withDays(sum, [day]), "");
        expect(daysOf(set)).toEqual([...new Set(list)].sort((a, b) => a - b));
      }),
    );
  });
});

const newBalance = (zone = "Europe/Berlin") =>
  firstBalance(
    { currency: "EUR", creditLimit: nanoOf("10"), maxSessions: 5, zone, cycle: "DAILY", cycleDay: 1 },
    Date.UTC(2026, 9, 13, 9),
  );

describe("the balance item", () => {
  it("stays within one write unit however much has moved", () => {
    const most = 999_999_999_999_999_999_999_999n;
    const totals = { n: 2 ** 40, sec: 2 ** 45, charge: most, tax: most, pay: most, adj: most, below: 0n };
    const lateDays = withDays(
      "",
      Array.from({ length: 130 }, (_, i) => 20_000 + i),
    );
    const row: BalanceRow = {
      ...newBalance("America/Argentina/ComodRivadavia"),
      ...{ bal: -most, creditLimit: most, reserved: most, avail: -most, opening: -most },
      roll: { ...totals, lateDays },
      next: { ...totals, lateDays: "" },
      day: {
        date: "2026-10-13",
        until: 1_791_936_000_000,
        opening: -most,
        n: 2 ** 40,
        sec: 2 ** 45,
        charge: most,
        tax: most,
        below: 0n,
      },
      // Three years that nothing has folded.
      dirty: withDays(
        "",
        Array.from({ length: 1100 }, (_, i) => 20_000 + i),
      ),
      seq: 2 ** 40,
    };
    const bytesOf = (one: BalanceRow) =>
      itemBytes({ ...keys.balance("C00000001"), ...stored(Schema.parse(one) as BalanceRow) });
    expect(bytesOf(row)).toBeLessThanOrEqual(1024);
    const [roll, next] = [
      { ...row.roll, below: most },
      { ...row.next, below: most },
    ];
    // A reseller has calls of those below it, and no days with blocks of its own.
    expect(bytesOf({ ...row, roll, next, day: { ...row.day, below: most }, dirty: "" })).toBeLessThanOrEqual(1024);
  });
});

type Step = { kind: "call" | "pay"; after: number; setup: number; amount: bigint };

/** Plays a life of an account: calls and payments in time, periods closed when one is needed. */
function live(steps: readonly Step[]) {
  let row = newBalance();
  let at = Date.UTC(2026, 9, 13, 9);
  const entries: LedgerEntry[] = [];
  const frozen: ReturnType<typeof closePeriod>["frozen"][] = [];
  for (const step of steps) {
    at += step.after;
    const periodAt = step.kind === "call" ? at - step.setup : at;
    while (cellOf(row, periodAt).cell === "TOO_FAR") {
      const closed = closePeriod(row);
      frozen.push(closed.frozen);
      row = closed.row;
    }
    const turned = turnDay(row, at);
    if (turned.finished) entries.push(turned.finished);
    const moved = { calls: 0, seconds: 0, charge: 0n, tax: 0n, pay: 0n, adj: 0n };
    const movement =
      step.kind === "call" ? { ...moved, calls: 1, seconds: 60, charge: step.amount } : { ...moved, pay: step.amount };
    row = { ...move(turned.row, { periodAt, ...movement }), seq: row.seq + 1 };
    if (step.kind === "pay") entries.push(paymentOn(row, at, step.amount));
  }
  return { row, entries, frozen, at };
}

const paymentOn = (row: BalanceRow, at: number, amount: bigint): PaymentEntry => ({
  kind: "PAYMENT",
  id: `pay_${row.seq}`,
  date: row.day.date,
  at,
  opening: row.day.opening,
  seq: row.seq,
  amount,
  method: "CASH",
  reference: "",
  note: "",
  by: "usr_1",
});

const hour = 3_600_000;
const lives = fc.array(
  fc.record({
    kind: fc.constantFrom("call" as const, "pay" as const),
    after: fc.integer({ min: 0, max: 30 * hour }),
    setup: fc.integer({ min: 0, max: 80 * hour }),
    amount: fc.bigInt({ min: 1n, max: 10n ** 12n }),
  }),
  { minLength: 1, maxLength: 40 },
);

/** In the order of the ledger's keys: a day's usage behind its payments. */
const inLedgerOrder = (entries: readonly LedgerEntry[]) =>
  [...entries].sort((a, b) => {
    const key = (entry: LedgerEntry) =>
      `${entry.date}#${entry.kind === "USAGE" ? "~" : String(entry.seq).padStart(9, "0")}`;
    return key(a) < key(b) ? -1 : 1;
  });

describe("a life of an account", () => {
  it("has a balance that is the opening and what the open periods moved, and closings that follow each other", () => {
    fc.assert(
      fc.property(lives, (steps) => {
        const { row, frozen } = live(steps);
        expect(row.bal).toBe(row.opening + netOf(row.roll) + netOf(row.next));
        const moved = steps.reduce((sum, { kind, amount }) => sum + (kind === "pay" ? amount : -amount), 0n);
        expect(row.bal).toBe(moved);
        let opening = 0n;
        for (const period of frozen) {
          expect(period.opening).toBe(opening);
          expect(period.closing).toBe(opening + netOf(period.totals));
          opening = period.closing;
        }
        expect(row.opening).toBe(opening);
      }),
    );
  });

  it("reads as a statement whose rows lead from the opening to the balance", () => {
    fc.assert(
      fc.property(lives, (steps) => {
        const { row, entries, at } = live(steps);
        const whole = { from: "2026-01-01", to: "2027-12-31", later: undefined, at, account: "C1" };
        const statement = statementOf({ ...whole, balance: row, entries: inLedgerOrder(entries) });
        expect(statement.opening).toBe("0");
        expect(nanoOf(statement.closing)).toBe(row.bal);
        const sum = statement.rows.reduce((total, line) => total + nanoOf(line.credit) - nanoOf(line.debit), 0n);
        expect(sum).toBe(row.bal);
      }),
    );
  });

  it("reads the same when it is cut in two statements: one's closing is the next one's opening", () => {
    fc.assert(
      fc.property(lives, fc.nat(), (steps, where) => {
        const { row, entries, at } = live(steps);
        const days = [...new Set([...entries.map(({ date }) => date), row.day.date])].sort();
        const to = days[where % days.length] as string;
        const ordered = inLedgerOrder(entries);
        const next = new Date(Date.parse(to) + 24 * hour).toISOString().slice(0, 10);
        const basis = { account: "C1", balance: row, at };
        const before = statementOf({
          ...basis,
          from: "2026-01-01",
          to,
          entries: ordered.filter(({ date }) => date <= to),
          later: ordered.find(({ date }) => date > to),
        });
        const after = statementOf({
          ...basis,
          from: next,
          to: "2027-12-31",
          entries: ordered.filter(({ date }) => date > to),
          later: undefined,
        });
        expect(before.closing).toBe(after.opening);
        expect(nanoOf(after.closing)).toBe(row.bal);
      }),
    );
  });

  it("leaves out of a statement what was booked after its balance was read", () => {
    const { row, entries, at } = live([{ kind: "pay", after: 0, setup: 0, amount: 5n }]);
    const later = paymentOn({ ...row, seq: row.seq + 1 }, at, 7n);
    const basis = { account: "C1", from: "2026-10-01", to: "2026-10-31", balance: row, later: undefined, at };
    const statement = statementOf({ ...basis, entries: [...entries, later] });
    expect(nanoOf(statement.closing)).toBe(row.bal);
    expect(effectOf(later)).toBe(7n);
  });
});

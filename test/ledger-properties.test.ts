import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CallGroup, closingByLedger, draftOf, isWhole } from "../functions/invoices/draft-invoice.ts";
import { bookedBy, type InvoiceBody } from "../functions/invoices/invoice.ts";
import {
  type BalanceRow,
  cellOf,
  closePeriod,
  type FrozenPeriod,
  firstBalance,
  move,
  netOf,
  turnDay,
} from "../functions/ledger/balance.ts";
import { documentBooking } from "../functions/ledger/book-document.ts";
import { type BookableKind, effectOf, type LedgerEntry, signOf } from "../functions/ledger/entry.ts";
import { accountFindings } from "../functions/ledger-checks/check-account.ts";
import { currencyExponent, decimalOf, nanoOf, quantumOf } from "../functions/money/money.ts";
import { bookedOn, type PaymentOrder } from "../functions/payments/book-payment.flow.ts";
import type { BillingTerms } from "../functions/rating/billing-terms.ts";

/**
 * What must be true of an account's books whatever happens to it, with calls, payments, reversals and documents of any
 * size. `functions/ledger/README.md` says where the other properties are proved.
 */

const runs = { numRuns: 10_000 };
const hour = 3_600_000;
const start = Date.UTC(2026, 9, 13, 9);
const kinds = Object.keys(signOf) as BookableKind[];

const percents = fc.array(fc.constantFrom("0", "5", "9", "9.975", "18", "19", "20"), { minLength: 3, maxLength: 3 });
const terms: fc.Arbitrary<BillingTerms> = fc.record({
  billingDecimals: fc.integer({ min: 0, max: 8 }),
  billingType: fc.constantFrom("PREPAID" as const, "POSTPAID" as const),
  taxFlag: fc.constantFrom("NONE" as const, "VAT" as const, "TAX" as const),
  taxMode: fc.constant("EXCLUSIVE" as const),
  taxes: percents.map((all) => all.map((percent, n) => ({ name: `T${n}`, percent }))),
});

const money = fc.bigInt({ min: 0n, max: 10n ** 12n });
const of = <const Kind extends string, Fields extends object>(
  weight: number,
  kind: Kind,
  fields: { [K in keyof Fields]: fc.Arbitrary<Fields[K]> },
) => ({
  weight,
  arbitrary: fc
    .tuple(fc.integer({ min: 0, max: 30 * hour }), fc.record(fields))
    .map(([after, more]) => ({ kind, after, ...(more as Fields) })),
});
const destination = fc.constantFrom("France", "India", "Ukraine");
const paid = {
  what: fc.constantFrom(...kinds),
  amount: fc.bigInt({ min: 1n, max: 10n ** 18n }),
  takesBack: fc.boolean(),
};
const step = fc.oneof(
  of(4, "call", { setup: fc.integer({ min: 0, max: 80 * hour }), amount: money, terms: fc.nat(2), destination }),
  of(2, "pay", paid),
  of(2, "hold", { amount: money }),
  of(1, "release", {}),
  of(1, "limit", { limit: money }),
  of(2, "invoice", {}),
);
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;
const lives = fc.record({
  steps: fc.array(step, { maxLength: 18 }),
  terms: fc.array(terms, { minLength: 3, maxLength: 3 }),
  currency: fc.constantFrom("EUR", "JPY", "KWD"),
});

/** An account without a table: each step as the flows make it. */
class Life {
  row: BalanceRow;
  at = start;
  readonly entries: LedgerEntry[] = [];
  readonly frozen: FrozenPeriod[] = [];
  readonly groups = new Map<number, CallGroup[]>();
  readonly invoices: InvoiceBody[] = [];
  private holds: bigint[] = [];
  private readonly terms: readonly BillingTerms[];
  private readonly currency: string;

  constructor(of: { terms: readonly BillingTerms[]; currency: string }) {
    this.terms = of.terms;
    this.currency = of.currency;
    const limits = { creditLimit: nanoOf("10"), maxSessions: 5 };
    this.row = firstBalance({ currency: of.currency, ...limits, zone: "UTC", cycle: "DAILY", cycleDay: 1 }, start);
  }

  get held(): bigint {
    return this.holds.reduce((sum, one) => sum + one, 0n);
  }

  go(one: Step): void {
    this.at += one.after;
    if (one.kind === "call") this.call(one);
    if (one.kind === "pay") this.pay(one);
    if (one.kind === "invoice") this.invoice();
    if (one.kind === "limit") {
      const { row } = this;
      this.row = { ...row, creditLimit: one.limit, avail: row.avail + one.limit - row.creditLimit };
    }
    if (one.kind === "hold") this.hold(one.amount, 1);
    const [last] = this.holds;
    if (one.kind === "release" && last !== undefined) this.hold(-last, -1);
  }

  private hold(amount: bigint, sessions: 1 | -1): void {
    const { row } = this;
    if (sessions > 0 && row.avail < amount) return;
    this.holds = sessions > 0 ? [...this.holds, amount] : this.holds.slice(1);
    const { reserved, avail } = row;
    this.row = { ...row, reserved: reserved + amount, avail: avail - amount, sessions: row.sessions + sessions };
  }

  private makeRoom(periodAt: number): void {
    while (cellOf(this.row, periodAt).cell === "TOO_FAR") this.close();
  }

  private close(): void {
    const closed = closePeriod(this.row);
    this.frozen.push(closed.frozen);
    this.row = closed.row;
  }

  private took(row: BalanceRow, lines: readonly (LedgerEntry | undefined)[]): void {
    this.row = { ...row, seq: row.seq + 1 };
    this.entries.push(...lines.flatMap((line) => line ?? []));
  }

  private call(one: Extract<Step, { kind: "call" }>): void {
    const of = this.terms[one.terms];
    if (!of) return;
    const periodAt = this.at - one.setup;
    this.makeRoom(this.at);
    const cell = cellOf(this.row, periodAt);
    if (cell.cell === "TOO_FAR") return;
    const tax = of.billingType === "PREPAID" && of.taxFlag !== "NONE" ? one.amount / 7n : 0n;
    const { row, finished } = turnDay(this.row, this.at);
    const moved = { calls: 1, seconds: 60, charge: one.amount, tax, pay: 0n, adj: 0n };
    this.took(move(row, { periodAt, ...moved }), [finished]);
    const group = { late: cell.late, terms: of, destination: one.destination, calls: 1, seconds: 60 };
    const known = this.groups.get(cell.period) ?? [];
    this.groups.set(cell.period, [...known, { ...group, charge: one.amount, tax }]);
  }

  private pay(one: Extract<Step, { kind: "pay" }>): void {
    this.makeRoom(this.at);
    const request = { kind: one.what, amount: decimalOf(one.amount), method: "CASH", reference: "", note: "" };
    const order: PaymentOrder = { account: "C1", request, idempotencyKey: `k${this.row.seq}`, by: "usr_1" };
    const { entry, after: row, finished } = bookedOn(order, this.row, this.at);
    this.took(row, [finished, entry]);
    if (!one.takesBack) return;
    const back = { ...order, request: { ...request, kind: "REVERSAL" as const }, idempotencyKey: `r${this.row.seq}` };
    const undone = bookedOn({ ...back, reverses: { ...entry, kind: one.what } }, this.row, this.at);
    this.took(undone.after, [undone.finished, undone.entry]);
  }

  /** Closes what is over and invoices all that is closed, in order. */
  private invoice(): void {
    while (this.row.periodUntil <= this.at) this.close();
    while (this.invoices.length < this.frozen.length) this.invoiceOf(this.invoices.length);
  }

  basisOf(n: number) {
    const frozen = this.frozen[n];
    const now = this.terms[0];
    if (!frozen || !now) throw new Error("no such period");
    const opening = this.invoices[n - 1]?.account.closing ?? 0n;
    const groups = this.groups.get(frozen.period) ?? [];
    return { frozen, currency: this.currency, opening, groups, entries: this.entries, termsAt: () => now, unrated: [] };
  }

  private invoiceOf(n: number): void {
    const basis = this.basisOf(n);
    const body = draftOf(basis);
    expect(body.account.closing).toBe(closingByLedger(basis, body));
    this.invoices.push(body);
    const amount = bookedBy(body);
    if (amount === 0n) return;
    this.makeRoom(this.at);
    const tax = amount - body.rounding;
    const document = { kind: "INVOICE" as const, id: `I${n}`, amount, tax, note: "", by: "system" };
    const { after: row, entry, finished } = documentBooking(this.row, document, this.at);
    this.took(row, [finished, entry]);
  }
}

function lived(
  of: { steps: readonly Step[]; terms: readonly BillingTerms[]; currency: string },
  look?: (life: Life) => void,
) {
  const life = new Life(of);
  for (const one of of.steps) {
    life.go(one);
    look?.(life);
  }
  return life;
}

const sumOf = (all: readonly bigint[]): bigint => all.reduce((sum, one) => sum + one, 0n);

describe("whatever happens to an account", () => {
  it("P1: its balance is what the lines of its ledger add up to, and the check of the ledger finds nothing", () => {
    fc.assert(
      fc.property(lives, (of) => {
        const { row, entries, frozen, groups } = lived(of);
        expect(sumOf(entries.map(effectOf)) - row.day.charge).toBe(row.bal);
        const calls = new Map(
          [...frozen.map(({ period }) => period), row.openPeriod, row.openPeriod + 1].map((period) => {
            const all = groups.get(period) ?? [];
            const n = all.length;
            return [
              period,
              { n, sec: 60 * n, charge: sumOf(all.map((g) => g.charge)), tax: sumOf(all.map((g) => g.tax)) },
            ];
          }),
        );
        expect(accountFindings({ account: "C1", row, entries, frozen, calls })).toEqual([]);
      }),
      runs,
    );
  });

  it("P2: what is available is balance + credit limit − what calls hold, after every step", () => {
    const look = ({ row, held }: Life) => {
      expect(row.avail).toBe(row.bal + row.creditLimit - row.reserved);
      expect(row.reserved).toBe(held);
    };
    fc.assert(
      fc.property(lives, (of) => void lived(of, look)),
      runs,
    );
  });

  it("P3: calls between two closes leave the same, in whatever order they come", () => {
    const calls = fc.array(fc.tuple(fc.integer({ min: 0, max: 60 * hour }), fc.bigInt({ min: 0n, max: 10n ** 12n })), {
      maxLength: 20,
    });
    const posted = (all: readonly [number, bigint][]) => {
      let row = new Life({ terms: [], currency: "EUR" }).row;
      for (const [ago, charge] of all)
        row = move(row, { periodAt: start - ago, calls: 1, seconds: 60, charge, tax: 0n, pay: 0n, adj: 0n });
      return row;
    };
    const shuffled = calls.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length })),
    );
    fc.assert(
      fc.property(shuffled, ([all, again]) => void expect(posted(again)).toEqual(posted(all))),
      { numRuns: 10_000 },
    );
  });

  it("P5: each invoice opens with what the one before closed with, and the last closing and what moved since are the balance", () => {
    fc.assert(
      fc.property(lives, (of) => {
        const { invoices, frozen, row, entries } = lived({
          ...of,
          steps: [...of.steps, { kind: "invoice", after: 0 }],
        });
        let opening = 0n;
        for (const { account, gross } of invoices) {
          expect(account.opening).toBe(opening);
          expect(account.closing).toBe(opening + account.payments + account.credits + account.creditNotes - gross);
          opening = account.closing;
        }
        expect(invoices).toHaveLength(frozen.length);
        // Tax and rounding of invoices are booked in a later period than the one that they are about.
        const booked = entries.filter((entry) => entry.kind === "INVOICE" && entry.period >= row.openPeriod);
        expect(opening + netOf(row.roll) + netOf(row.next) - sumOf(booked.map(effectOf))).toBe(row.bal);
      }),
      runs,
    );
  });

  it("P6: an invoice's total is its lines, its tax and a rounding of at most half the smallest coin", () => {
    fc.assert(
      fc.property(lives, (of) => {
        const coin = quantumOf(currencyExponent(of.currency));
        const life = lived({ ...of, steps: [...of.steps, { kind: "invoice", after: 0 }] });
        for (const [n, body] of life.invoices.entries()) {
          const { lines, classes, net, tax, rounding, gross } = body;
          expect(sumOf(lines.map((line) => line.net))).toBe(net);
          expect(sumOf(classes.flatMap(({ taxes }) => taxes.map(({ amount }) => amount)))).toBe(tax);
          expect(net + tax + rounding).toBe(gross);
          expect(2n * (rounding < 0n ? -rounding : rounding)).toBeLessThanOrEqual(coin);
          const { groups, frozen } = life.basisOf(n);
          const [charge, taken] = [sumOf(groups.map((g) => g.charge)), sumOf(groups.map((g) => g.tax))];
          expect(net).toBe(charge - taken);
          expect(isWhole(frozen, { n: groups.length, seconds: 60 * groups.length, charge, tax: taken })).toBe(true);
        }
      }),
      runs,
    );
  });
});

import { hash } from "node:crypto";
import type { CallRow } from "../cdrs/call-row.ts";
import { isoInstant } from "../platform/clock.ts";
import type { BeforeAfter, StoredExample, StoredRerateAccount, StoredTotal } from "./rerate.ts";
import type { Rerated } from "./rerate-call.ts";

/** What a trial adds up. */

interface Judged {
  id: string;
  row: CallRow;
  outcome: Rerated;
}

const mostExamples = 10;

type Amounts = Map<string, { before: bigint; after: bigint }>;

function add(to: Amounts, name: string, before: bigint, after: bigint): void {
  const sum = to.get(name) ?? { before: 0n, after: 0n };
  to.set(name, { before: sum.before + before, after: sum.after + after });
}

const listed = (amounts: Amounts): BeforeAfter[] =>
  [...amounts].map(([name, sums]) => ({ name, ...sums })).sort((a, b) => (a.name < b.name ? -1 : 1));

export const noFigures = {
  ...{ looked: 0, changed: 0, lost: 0 },
  ...{ chargeBefore: 0n, chargeAfter: 0n, taxBefore: 0n, taxAfter: 0n },
};

/** All money of a call, in an order that never changes. */
const moneyOf = (of: {
  charge: bigint;
  tax: bigint;
  upper: readonly { charge: bigint; tax: bigint }[];
  vendor: { cost: bigint | null };
}): string =>
  [of.charge, of.tax, ...of.upper.flatMap(({ charge, tax }) => [charge, tax]), of.vendor.cost ?? "none"].join(" ");

function exampleOf({ id, row, outcome }: Judged): StoredExample {
  return {
    ...{ id, setupAt: isoInstant(row.cdr.setupMs), cld: row.cld, destination: row.destination },
    before: row.charge,
    after: outcome.kind === "changed" ? outcome.part.charge : row.charge,
    lost: outcome.kind === "lost" ? outcome.reason : null,
  };
}

/** Adds up the calls of one account. */
export class AccountSums {
  private readonly figures = { ...noFigures };
  private readonly above: Amounts = new Map();
  private readonly costs: Amounts = new Map();
  private readonly examples: { changed: StoredExample[]; lost: StoredExample[] } = { changed: [], lost: [] };
  private print = 0n;
  private readonly withCosts: boolean;

  /** @param withCosts what vendors take is rated again, too */
  constructor(withCosts: boolean) {
    this.withCosts = withCosts;
  }

  take(calls: readonly Judged[]): void {
    for (const call of calls) {
      const { id, row, outcome } = call;
      const after = outcome.kind === "changed" ? outcome.part : row;
      this.figures.looked++;
      this.figures.chargeBefore += row.charge;
      this.figures.chargeAfter += after.charge;
      this.figures.taxBefore += row.tax;
      this.figures.taxAfter += after.tax;
      for (const [i, level] of row.upper.entries())
        add(this.above, level.account, level.charge, after.upper[i]?.charge ?? level.charge);
      const { currency } = after.vendor;
      if (this.withCosts && currency !== null)
        add(this.costs, currency, row.vendor.cost ?? 0n, after.vendor.cost ?? 0n);
      if (outcome.kind === "same") continue;
      this.figures[outcome.kind]++;
      const some = this.examples[outcome.kind];
      if (some.length < mostExamples) some.push(exampleOf(call));
      const told = `${id} ${moneyOf(row)} ${outcome.kind === "changed" ? moneyOf(outcome.part) : outcome.reason}`;
      this.print = BigInt.asUintN(256, this.print + BigInt(`0x${hash("sha256", told, "hex")}`));
    }
  }

  get isEmpty(): boolean {
    return this.figures.looked === 0;
  }

  /**
   * Print of everything that would change, and from what to what: the sum of the calls' hashes, because a day that is put
   * into its file between two looks is read in another order.
   */
  get found(): string {
    return this.print.toString(16);
  }

  of(whose: { account: string; company: string; currency: string }, ttl: number): StoredRerateAccount {
    return {
      ...whose,
      ...this.figures,
      ...{ above: listed(this.above), costs: listed(this.costs) },
      examples: [...this.examples.lost, ...this.examples.changed],
      print: this.found,
      ...{ done: 0, booked: 0n, fault: null, ttl },
    };
  }
}

const absolute = (nano: bigint): bigint => (nano < 0n ? -nano : nano);

/** What all accounts come to, by their currency, and what vendors take by theirs. */
export function totalsOf(accounts: readonly StoredRerateAccount[]): { totals: StoredTotal[]; costs: BeforeAfter[] } {
  const totals = new Map<string, StoredTotal>();
  const costs: Amounts = new Map();
  for (const one of accounts) {
    const sum = totals.get(one.currency) ?? { currency: one.currency, accounts: 0, ...noFigures, moved: 0n };
    totals.set(one.currency, {
      ...{ currency: one.currency, accounts: sum.accounts + 1 },
      ...{ looked: sum.looked + one.looked, changed: sum.changed + one.changed, lost: sum.lost + one.lost },
      ...{ chargeBefore: sum.chargeBefore + one.chargeBefore, chargeAfter: sum.chargeAfter + one.chargeAfter },
      ...{ taxBefore: sum.taxBefore + one.taxBefore, taxAfter: sum.taxAfter + one.taxAfter },
      moved: sum.moved + absolute(one.chargeAfter - one.chargeBefore),
    });
    for (const { name, before, after } of one.costs) add(costs, name, before, after);
  }
  const inOrder = [...totals.values()].sort((a, b) => (a.currency < b.currency ? -1 : 1));
  return { totals: inOrder, costs: listed(costs) };
}

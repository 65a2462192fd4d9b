import type { CallRow } from "../../functions/cdrs/call-row.ts";
import { decimalOf } from "../../functions/money/money.ts";
import { keys } from "../../functions/platform/keys.ts";
import type { StoredRerate } from "../../functions/rerates/rerate.ts";
import type { RerateBook } from "../../functions/rerates/rerate-book.flow.ts";
import type { PricesOfNow } from "../../functions/rerates/rerate-call.ts";
import { correctAccount } from "../../functions/rerates/run-rerate.flow.ts";
import { aRate, aTariff } from "../support/rates.ts";
import { chains } from "./accounts.ts";
import type { MemoryTable } from "./memory-table.ts";
import { Random } from "./random.ts";
import { Violation } from "./scheduler.ts";

/** Jobs of re-rating that run over the calls of a world, any number of times and beside everything else. */

/** Nano a second, so that nothing is rounded: of the customer, and of each account above it. */
interface Job {
  id: string;
  own: bigint;
  above: bigint;
}

const tariffAt = (tariffId: string, perSecond: bigint) =>
  aTariff([{ rates: [aRate("44", { pricePerMinute: decimalOf(perSecond * 60n) })] }], { tariffId, currency: "USD" });

function bookOf({ own, above }: Job): RerateBook {
  const tariffs = new Map([tariffAt("trf_1", own), tariffAt("trf_2", above)].map((one) => [one.tariffId, one]));
  const prices: PricesOfNow = {
    ...{ currency: "USD", instead: undefined, charges: true, costs: false },
    ...{ tariff: (id) => tariffs.get(id), vendor: () => undefined, cross: () => undefined },
  };
  return { pricesFor: async () => prices } as unknown as RerateBook;
}

const storedOf = (id: string): StoredRerate => ({
  ...{ id, status: "RUNNING", progress: 0, by: "usr_1", createdAt: "", totals: [], costs: [], takesTwo: false },
  asked: { from: "2026-01-01T00:00:00Z", to: "2028-01-01T00:00:00Z", what: "CHARGES", reason: "It was wrong." },
  ...{ approvedBy: "usr_2", approvedAt: null, finishedAt: null, done: 0, faults: 0, message: null },
  ...{ versions: {}, after: null, v: 1, ttl: 0 },
});

/** One in so many worlds re-rates: they take longer. */
const oneIn = 6;

export class Rerating {
  private readonly jobs: readonly Job[];
  private readonly random: Random;

  /** Draws from numbers of its own: the other worlds stay as they are. */
  constructor(seed: number) {
    const random = new Random(seed + 7_777_777);
    this.random = random;
    const price = () => BigInt(random.pick([500_000, 1_000_000, 2_000_000]));
    const count = seed % oneIn === 0 ? random.int(1, 2) : 0;
    this.jobs = Array.from({ length: count }, (_, n) => ({ id: `rrt_${n}`, own: price(), above: price() }));
  }

  private runs(job: Job): (() => Promise<void>)[] {
    const of = { job: storedOf(job.id), currency: "USD", isPlay: false, book: bookOf(job) };
    return chains.map(
      ([account]) =>
        () =>
          correctAccount({ ...of, account }, async () => true).then(() => undefined),
    );
  }

  chores(): (() => Promise<void>)[] {
    return this.jobs.flatMap((job) =>
      this.runs(job).flatMap((run) => Array.from({ length: this.random.int(0, 3) }, () => run)),
    );
  }

  /** Job by job, each account once more: what a run that died has left is done by the next one. */
  lastRuns(): (() => Promise<void>)[][] {
    return this.jobs.map((job) => this.runs(job));
  }

  /**
   * Every call costs what its last job makes of it, at every level, and the last job has seen every call. What jobs say
   * that they did is what calls carry.
   * @param present calls as they are read, by account and identity
   */
  check(table: MemoryTable, present: ReadonlyMap<string, CallRow>): void {
    const isPriced = ({ cdr, charge, upper }: CallRow, { own, above }: Job): boolean => {
      const seconds = BigInt(Math.ceil(cdr.billableMs / 1000));
      return charge === seconds * own && upper.every((level) => level.charge === seconds * above);
    };
    const done = new Map<string, number>();
    const last = this.jobs.at(-1);
    for (const [key, row] of present) {
      const steps = row.corrected?.steps ?? [];
      const ids = steps.map(({ id }) => id);
      for (const id of ids) {
        const place = `${key.slice(0, key.indexOf(" "))} ${id}`;
        done.set(place, (done.get(place) ?? 0) + 1);
      }
      if (new Set(ids).size < ids.length) throw new Violation(`${key} was corrected twice by a job`);
      const job = this.jobs.find(({ id }) => id === ids.at(-1));
      if (job && !isPriced(row, job)) throw new Violation(`${key} does not cost what ${job.id} makes of it`);
      if (last && !ids.includes(last.id) && !isPriced(row, last)) throw new Violation(`${key} was left by ${last.id}`);
    }
    for (const { id } of this.jobs)
      for (const [account] of chains) {
        const { pk, sk } = keys.rerateAccount(id, account);
        const said = Number(table.peek(pk, sk)?.["done"] ?? 0);
        const is = done.get(`${account} ${id}`) ?? 0;
        if (said !== is) throw new Violation(`${id} says ${said} calls of ${account}, and ${is} carry it`);
      }
  }
}

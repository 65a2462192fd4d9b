import type { PlacedCall } from "../cdrs/call-order.ts";
import { correctionsWrite } from "../cdrs/correction.store.ts";
import { type BlockCorrections, type CorrectedPart, type Correction, noCorrections } from "../cdrs/correction.ts";
import { withDays } from "../cdrs/day-set.ts";
import { callsOfBlocks } from "../cdrs/read-day.flow.ts";
import { attempt, mostTries, pauseAfter } from "../ledger/attempt.flow.ts";
import type { BalanceRow } from "../ledger/balance.ts";
import { correctionBooking } from "../ledger/book-correction.ts";
import { balanceUpdate, lineWrite, usageWrite } from "../ledger/ledger.store.ts";
import { readyBalance } from "../payments/pass-up.flow.ts";
import { isoDay, now } from "../platform/clock.ts";
import type { Write } from "../platform/table.ts";
import { BillingTerms } from "../rating/billing-terms.ts";
import { costSumWrites } from "../vendor-money/vendor-cost.store.ts";
import { type Costs, costChange, noCosts, plusCosts } from "../vendor-money/vendor-cost.ts";
import { rerated } from "./plan-account.flow.ts";
import { countDone } from "./rerate.store.ts";
import type { StoredRerate } from "./rerate.ts";
import type { RerateBook } from "./rerate-book.flow.ts";

/** Corrects calls of one account: their corrections, the ledger of every level and what vendors take, all or nothing. */

export interface Correcting {
  job: StoredRerate;
  account: string;
  currency: string;
  /** The customer calls with play money, of which nothing goes up. */
  isPlay: boolean;
  book: RerateBook;
}

/** A block of the account, by UTC day and name. */
export interface BlockPlace {
  day: number;
  name: string;
}

/** Calls that may share a line of the ledger: the same terms at every level of the same chain. */
export const chainKey = ({ row }: Pick<PlacedCall, "row">): string =>
  JSON.stringify([row.terms, row.upper.map(({ account, terms }) => [account, terms])]);

/** `seen`: what was corrected of its block when the call was read, which must be so still when it is written. */
type Changed = PlacedCall & { day: number; part: CorrectedPart; seen: BlockCorrections };

/** What of these blocks is to be corrected now: nothing that an earlier run of the job has done. */
async function changesIn(of: Correcting, places: readonly BlockPlace[], chain: string): Promise<Changed[]> {
  const changes: Changed[] = [];
  for (const [day, some] of Map.groupBy(places, (place) => place.day)) {
    const names = some.map(({ name }) => name);
    const blocks = await callsOfBlocks(of.account, day, names);
    const corrections = new Map(blocks.map(({ name, corrections: seen }) => [name, seen]));
    const calls = blocks.flatMap((block) => block.calls).filter((call) => chainKey(call) === chain);
    for (const call of await rerated(of.job, of, calls, of.book)) {
      const seen = corrections.get(call.block) ?? noCorrections;
      if (call.outcome.kind === "changed") changes.push({ ...call, day, part: call.outcome.part, seen });
    }
  }
  return changes;
}

/** A block's corrections with those of the job over them. */
function withChanges(seen: BlockCorrections, job: StoredRerate, changes: readonly Changed[], at: number) {
  const known = seen.jobs.findIndex(({ id }) => id === job.id);
  const place = known === -1 ? seen.jobs.length : known;
  const jobs = known === -1 ? [...seen.jobs, { id: job.id, at, reason: job.asked.reason }] : seen.jobs;
  const rows = new Map(seen.rows.map((one) => [one.row, one]));
  for (const { index, part } of changes) {
    const step = { job: place, charge: part.charge, tax: part.tax, cost: part.vendor.cost };
    const next: Correction = { row: index, part, steps: [...(rows.get(index)?.steps ?? []), step] };
    rows.set(index, next);
  }
  return { v: seen.v, jobs, rows: [...rows.values()].sort((a, b) => a.row - b.row) };
}

/** One write a block, held to what was corrected of it when the calls were read: else the difference would be another. */
const correctionWrites = ({ account, job }: Correcting, changes: readonly Changed[], at: number): Write[] =>
  [...Map.groupBy(changes, ({ day, block }) => `${day} ${block}`).values()].map((some) => {
    const [{ day, block, seen }] = some as [Changed];
    return correctionsWrite({ account, day, block }, withChanges(seen, job, some, at));
  });

interface LevelSum {
  account: string;
  terms: string | null;
  amount: bigint;
  tax: bigint;
}

/** What each level of the chain is debited more, the customer first. All of the calls have the same chain. */
function levelSums(account: string, changes: readonly Changed[]): LevelSum[] {
  const [{ row }] = changes as [Changed];
  const own: LevelSum = { account, terms: row.terms, amount: 0n, tax: 0n };
  const levels = [own, ...row.upper.map((level): LevelSum => ({ ...level, amount: 0n, tax: 0n }))];
  for (const change of changes) {
    const before = [change.row, ...change.row.upper];
    for (const [i, after] of [change.part, ...change.part.upper].entries()) {
      const level = levels[i] as LevelSum;
      level.amount += after.charge - (before[i]?.charge ?? 0n);
      level.tax += after.tax - (before[i]?.tax ?? 0n);
    }
  }
  return levels;
}

const untaxed: BillingTerms = {
  ...{ billingDecimals: 9, billingType: "PREPAID", taxFlag: "NONE" },
  ...{ taxMode: "EXCLUSIVE", taxes: [] },
};

/** The writes of the ledgers. The customer's days are to be counted again, whether or not its own money moved. */
async function moneyWrites(of: Correcting, changes: readonly Changed[], at: number): Promise<Write[]> {
  const writes: Write[] = [];
  let below = 0n;
  for (const { account, terms, amount, tax } of levelSums(of.account, changes)) {
    const isOwn = account === of.account;
    const moves = amount !== 0n || tax !== 0n || below !== 0n;
    if (!isOwn && !moves) {
      below = 0n;
      continue;
    }
    const row = await readyBalance(account, at);
    const { asked, approvedBy, by, id } = of.job;
    const booking = correctionBooking(
      row,
      {
        ...{ id, calls: changes.length, amount, tax, below, note: asked.reason, by: approvedBy ?? by },
        terms: terms === null ? untaxed : BillingTerms.parse(JSON.parse(terms)),
      },
      at,
    );
    const { entry, finished } = booking;
    const after: BalanceRow = isOwn
      ? {
          ...booking.after,
          dirty: withDays(
            booking.after.dirty,
            changes.map(({ day }) => day),
          ),
        }
      : booking.after;
    writes.push(balanceUpdate(account, row, after), ...(finished ? [usageWrite(account, finished)] : []));
    if (moves) writes.push(lineWrite(account, entry));
    below = isOwn && of.isPlay ? 0n : booking.up;
  }
  return writes;
}

/** What vendors take more or less, on the day on which it was found. */
function costWrites(changes: readonly Changed[], at: number): Write[] {
  const sums = new Map<string, Costs>();
  for (const { row, part } of changes) {
    const { vendorId, cost: before } = row.vendor;
    const { cost: after } = part.vendor;
    if (vendorId === null || after === null || after === before) continue;
    const change = costChange(before, after, row.durationSeconds);
    sums.set(vendorId, plusCosts(sums.get(vendorId) ?? noCosts, change));
  }
  return costSumWrites(sums, isoDay(at));
}

/**
 * Corrects the calls of these blocks that have this chain, once: a call that carries the job is done. Reads, decides and
 * writes, and after every refusal reads again.
 * @throws Error where others are at it for too long, or the transaction is refused for what it is; what stands stands
 */
export async function correctBlocks(of: Correcting, places: readonly BlockPlace[], chain: string): Promise<void> {
  for (let tries = 0; tries < mostTries; tries++) {
    const changes = await changesIn(of, places, chain);
    if (changes.length === 0) return;
    const at = now();
    const moved = changes.reduce((sum, { row, part }) => sum + part.charge - row.charge, 0n);
    const outcome = await attempt([
      ...(await moneyWrites(of, changes, at)),
      ...correctionWrites(of, changes, at),
      ...costWrites(changes, at),
      countDone(of.job.id, of.account, changes.length, moved),
    ]);
    if (outcome === "done") return;
    if (outcome === "bug") return correctInHalves(of, places, chain);
    await pauseAfter(outcome, tries);
  }
  throw new Error(`calls of ${of.account} could not be corrected for contention`);
}

/** What is too much for one transaction may fit into two. */
async function correctInHalves(of: Correcting, places: readonly BlockPlace[], chain: string): Promise<void> {
  if (places.length < 2) throw new Error(`a block of ${of.account} cannot be corrected`);
  const half = Math.ceil(places.length / 2);
  await correctBlocks(of, places.slice(0, half), chain);
  await correctBlocks(of, places.slice(half), chain);
}

import { parseBlockName } from "../cdrs/call-id.ts";
import { type CallDay, callDays } from "../cdrs/cdr.store.ts";
import { dayNumber, daysOf } from "../cdrs/day-set.ts";
import { postedOfDay } from "../cdrs/read-day.flow.ts";
import type { BalanceRow, FrozenPeriod } from "../ledger/balance.ts";
import { frozenPeriod } from "../ledger/frozen-period.store.ts";
import { balanceOf, entriesOf } from "../ledger/ledger.store.ts";
import type { Nano } from "../money/money.ts";
import { getReseller } from "../resellers/reseller.store.ts";
import { accountFindings, emptyFold, type Finding, type Fold } from "./check-account.ts";

/** Rows by source: how many are charged and how many stand at 0. */
export type RowCounts = Map<string, { charged: number; zeroRated: number }>;

/** Charges by reseller. */
export type Resold = Map<string, Nano>;

export interface AccountChecked {
  findings: Finding[];
  /** What the calls that were read charge the resellers above. */
  resold: Resold;
  calls: number;
  rows: RowCounts;
}

/** Days on which a period may have calls: its own, those that came late, and before the first period all. */
function daysOfPeriod(
  days: readonly CallDay[],
  of: { period: number; from: number; until: number; late: string },
): CallDay[] {
  const late = new Set(daysOf(of.late));
  const first = of.period === 1 ? 0 : dayNumber(of.from);
  return days.filter(({ day }) => (day >= first && day <= dayNumber(of.until - 1)) || late.has(day));
}

function count(rows: RowCounts, source: string, isCharged: boolean): void {
  const counts = rows.get(source) ?? { charged: 0, zeroRated: 0 };
  counts[isCharged ? "charged" : "zeroRated"]++;
  rows.set(source, counts);
}

interface Counted {
  rows: RowCounts;
  resold: Resold;
}

/** The calls of a period that the balance had seen: a block says by which write of the balance it came. */
async function foldCalls(
  account: string,
  days: readonly CallDay[],
  period: number,
  seq: number,
  { rows, resold }: Counted,
): Promise<Fold> {
  const fold = { ...emptyFold };
  for (const day of days)
    for await (const { calls } of postedOfDay(account, day, period))
      for (const { row, block } of calls) {
        if (parseBlockName(block).seq > seq) continue;
        fold.n++;
        fold.sec += row.billedSeconds;
        fold.charge += row.charge;
        fold.tax += row.tax;
        count(rows, row.source, row.charge > 0n);
        for (const upper of row.upper) resold.set(upper.account, (resold.get(upper.account) ?? 0n) + upper.charge);
      }
  return fold;
}

async function frozenOf(account: string, { openPeriod }: BalanceRow): Promise<FrozenPeriod[]> {
  const found = await Promise.all(Array.from({ length: openPeriod - 1 }, (_, n) => frozenPeriod(account, n + 1)));
  return found.flatMap((one) => one ?? []);
}

/** What a reseller was charged for calls of those below it, in all of its periods. */
export async function chargedInAll(account: string): Promise<Nano> {
  const row = await balanceOf(account);
  if (!row) return 0n;
  const frozen = await frozenOf(account, row);
  return frozen.reduce((sum, { totals }) => sum + totals.charge, row.roll.charge + row.next.charge);
}

const never = Number.MAX_SAFE_INTEGER;

/**
 * Reads an account's books and compares them. Of periods that ended before `sinceMs` the calls are not read again.
 * Undefined for what has no balance.
 */
export async function checkAccount(account: string, sinceMs: number): Promise<AccountChecked | undefined> {
  const row = await balanceOf(account);
  if (!row) return undefined;
  const [entries, frozen, reseller] = await Promise.all([
    entriesOf(account, "0000-01-01", "9999-12-31"),
    frozenOf(account, row),
    getReseller(account),
  ]);
  const counted: Counted = { rows: new Map(), resold: new Map() };
  const calls = new Map<number, Fold>();
  const days = reseller ? [] : await callDays(account);
  const open = [
    { period: row.openPeriod, from: row.periodFrom, until: row.periodUntil, late: row.roll.lateDays },
    { period: row.openPeriod + 1, from: row.periodUntil, until: never, late: row.next.lateDays },
  ];
  const closed = frozen.filter(({ until }) => until >= sinceMs);
  const looked = [...closed.map(({ totals, ...one }) => ({ ...one, late: totals.lateDays })), ...open];
  if (!reseller)
    for (const one of looked)
      calls.set(one.period, await foldCalls(account, daysOfPeriod(days, one), one.period, row.seq, counted));
  const findings = accountFindings({ account, row, entries, frozen, calls: reseller ? undefined : calls });
  return { findings, calls: [...calls.values()].reduce((sum, { n }) => sum + n, 0), ...counted };
}

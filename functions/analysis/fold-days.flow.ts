import { listsOf, type Placed } from "../auth/access.ts";
import { blocksOfDay, callsIn } from "../cdrs/cdr.store.ts";
import { dayName, dayNumber, daysOf } from "../cdrs/day-set.ts";
import type { BalanceRow } from "../ledger/balance.ts";
import { balanceOf, forgetDays } from "../ledger/ledger.store.ts";
import { newId } from "../platform/id.ts";
import { log } from "../platform/log.ts";
import { transact, WriteRefused, write } from "../platform/table.ts";
import { dateIn } from "../time/zone.ts";
import { encodeCells } from "./cell-block.ts";
import { oweDay } from "./owner-day.store.ts";
import { cellsByDate, cellsOf, quarterMs, type TrafficCell } from "./traffic-cell.ts";
import { dayWrites, mostDayBytes, trafficDay } from "./traffic-day.store.ts";

/** The calls of a UTC day, counted. */
export async function countDay(account: string, day: number): Promise<TrafficCell[]> {
  const cells = new Map<string, TrafficCell>();
  for await (const block of blocksOfDay(account, day))
    cellsOf(
      callsIn(account, block).map(({ row }) => row),
      cells,
    );
  return [...cells.values()];
}

/** Somebody wrote there meanwhile, or does at this moment. */
const isTaken = (error: unknown): boolean =>
  error instanceof WriteRefused && ["condition", "conflict"].includes(error.cancellation.kind);

/**
 * Counts a day and writes what comes of it. False where it is not written: it has grown beyond what is stored of a day,
 * or a run that saw more was here. Such a day stays with its balance and is counted whenever it is looked at.
 */
async function foldDay(placed: Placed, day: number, { seq, zone, cur }: BalanceRow): Promise<boolean> {
  const { account } = placed;
  const stored = await trafficDay(account, day);
  if (stored && stored.seq >= seq) return true;
  const cells = await countDay(account, day);
  const full = encodeCells(cells);
  if (full.length > mostDayBytes) {
    log.error(`${dayName(day)} has too many different calls to be kept counted`, { account });
    return false;
  }
  const short = cellsByDate(cells, (quarter) => dateIn(zone, quarter * quarterMs));
  try {
    const date = dayName(day);
    await transact([
      ...dayWrites(account, { date, zone, seq, cells: encodeCells(short) }, full),
      ...oweDay(listsOf(placed), { account, currency: cur }, date, newId("event")),
    ]);
    return true;
  } catch (error) {
    if (isTaken(error)) return false;
    throw error;
  }
}

/**
 * Counts the days of an account that its balance names, and takes those that are over out of it. Safe to run at any time
 * and any number of times at once: a day is counted anew from all its calls, never added to. The days of the owners above
 * are owed from then on.
 * @param at now, epoch ms
 * @returns how many days were counted
 */
export async function foldDays(placed: Placed, at: number): Promise<number> {
  const { account } = placed;
  const row = await balanceOf(account);
  if (!row) return 0;
  const folded: number[] = [];
  for (const day of daysOf(row.dirty)) if (await foldDay(placed, day, row)) folded.push(day);
  const over = folded.filter((day) => day < dayNumber(at));
  if (over.length === 0) return folded.length;
  try {
    await write(forgetDays(account, row, over));
  } catch (error) {
    // Something was posted meanwhile; the next run counts the days again.
    if (!isTaken(error)) throw error;
  }
  return folded.length;
}

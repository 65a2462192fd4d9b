import { listsOf, type Placed } from "../auth/access.ts";
import type { DayPlace } from "../cdrs/cdr.store.ts";
import { type Compaction, isCompact, type ReadDay } from "../cdrs/compact-day.flow.ts";
import { correctionsOfDay, writesIn } from "../cdrs/correction.store.ts";
import { type DayInTable, dayInTable } from "../cdrs/day-blocks.store.ts";
import { dayName, dayNumber, daysOf } from "../cdrs/day-set.ts";
import { callsOfDay } from "../cdrs/read-day.flow.ts";
import type { BalanceRow } from "../ledger/balance.ts";
import { balanceOf, forgetDays } from "../ledger/ledger.store.ts";
import { newId } from "../platform/id.ts";
import { log } from "../platform/log.ts";
import { transact, write } from "../platform/table.ts";
import { isTaken } from "../platform/write-refused.ts";
import { dateIn } from "../time/zone.ts";
import { encodeCells } from "./cell-block.ts";
import { oweDay } from "./owner-day.store.ts";
import { cellsByDate, cellsOf, quarterMs, type TrafficCell } from "./traffic-cell.ts";
import { dayWrites, mostDayBytes, trafficDay, trafficDaysNamed } from "./traffic-day.store.ts";

/** The calls of a UTC day that the balance names, counted, those of its file and those of its blocks. */
export async function countDay(
  account: string,
  { day, object }: Omit<DayPlace, "hasBlocks">,
  read?: DayInTable,
): Promise<TrafficCell[]> {
  const cells = new Map<string, TrafficCell>();
  for await (const calls of callsOfDay(account, { day, object, hasBlocks: true }, read))
    cellsOf(
      calls.map(({ row }) => row),
      cells,
    );
  return [...cells.values()];
}

/** TOO_LARGE: beyond what is stored of a day. OVERTAKEN: a run that saw more was here, or one is at it. */
export type Counted = "COUNTED" | "TOO_LARGE" | "OVERTAKEN";

/**
 * Counts a day and writes what comes of it. A day that is not written stays with its balance and is counted whenever it is
 * looked at.
 */
export async function foldDay(
  placed: Placed,
  day: number,
  { seq, zone, cur }: BalanceRow,
  read: ReadDay,
): Promise<Counted> {
  const { account } = placed;
  const cells = await countDay(account, { day, object: read.object }, read);
  const full = encodeCells(cells);
  if (full.length > mostDayBytes) {
    log.error(`${dayName(day)} has too many different calls to be kept counted`, { account });
    return "TOO_LARGE";
  }
  const short = cellsByDate(cells, (quarter) => dateIn(zone, quarter * quarterMs));
  try {
    const date = dayName(day);
    await transact([
      ...dayWrites(
        account,
        { date, zone, seq, corrections: writesIn(read.corrections), cells: encodeCells(short) },
        full,
      ),
      ...oweDay(listsOf(placed), { account, currency: cur }, date, newId("event")),
    ]);
    return "COUNTED";
  } catch (error) {
    if (isTaken(error)) return "OVERTAKEN";
    throw error;
  }
}

/** How a day that is over and counted is put away. The simulator, which has no files, leaves it as it is. */
export type PutAway = (account: string, day: number, read?: ReadDay) => Promise<Compaction>;

/** Whether all that was posted of a day is where it stays. */
export const isPutAway = ({ kind }: Compaction): boolean => kind === "FILED" || kind === "NOTHING";

/** Takes days out of the balance, unless something was posted since it was read. */
export async function leave(account: string, row: BalanceRow, days: readonly number[]): Promise<boolean> {
  if (days.length === 0) return true;
  try {
    await write(forgetDays(account, row, days));
    return true;
  } catch (error) {
    if (!isTaken(error)) throw error;
    return false;
  }
}

/** Nothing of a day was corrected since it was counted. */
const isCountedWhole = async (account: string, day: number): Promise<boolean> =>
  writesIn(await correctionsOfDay(account, day)) === (await trafficDay(account, day))?.corrections;

/**
 * The same when calls come all the time, mostly of other days: what takes long is done, and to see that no block of
 * these days came since, and no correction, takes a moment.
 */
async function leaveQuickly(account: string, days: readonly number[]): Promise<void> {
  const row = await balanceOf(account);
  if (!row) return;
  const compact: number[] = [];
  for (const day of days)
    if ((await isCompact(account, day)) && (await isCountedWhole(account, day))) compact.push(day);
  await leave(account, row, compact);
}

/**
 * Counts the days of an account that its balance names, puts away those that are over, and takes them out of it. Safe to
 * run at any time and any number of times at once: a day is counted anew from all its calls, never added to. The days of
 * the owners above are owed from then on.
 * @param at now, epoch ms
 * @returns how many days were counted
 */
export async function foldDays(placed: Placed, at: number, putAway: PutAway): Promise<number> {
  const { account } = placed;
  const row = await balanceOf(account);
  if (!row) return 0;
  const folded: number[] = [];
  const over: number[] = [];
  const days = daysOf(row.dirty);
  const counted = await trafficDaysNamed(account, days);
  for (const day of days) {
    const { seq = -1, object } = counted.get(day) ?? {};
    // Counting and putting away go by what is read here; what is posted meanwhile has the balance name the day on.
    const read = seq < row.seq ? { object, ...(await dayInTable(account, day)) } : undefined;
    if (read && (await foldDay(placed, day, row, read)) !== "COUNTED") continue;
    folded.push(day);
    if (day < dayNumber(at) && isPutAway(await putAway(account, day, read))) over.push(day);
  }
  if (!(await leave(account, row, over))) await leaveQuickly(account, over);
  return folded.length;
}

import { dayName, dayNamed, dayNumber, daysOf } from "../cdrs/day-set.ts";
import { balanceOf } from "../ledger/ledger.store.ts";
import { dayMs } from "../time/day.ts";
import type { AnalysisRange } from "./analysis.ts";
import { decodeCells } from "./cell-block.ts";
import { countDay } from "./fold-days.flow.ts";
import { quarterMs, type TrafficCell } from "./traffic-cell.ts";
import { dayInFull, type TrafficDay, trafficDays } from "./traffic-day.store.ts";

export interface TrafficWanted extends AnalysisRange {
  /** False: only dates of this zone are told apart, so days may be read in short. */
  inFull: boolean;
  zone: string;
}

/** Days that are counted at the same time. */
const atOnce = 8;

export const isInside = (day: number, { fromMs, toMs }: AnalysisRange): boolean =>
  day * dayMs >= fromMs && (day + 1) * dayMs <= toMs;

/**
 * The traffic of an account, counted. Days that are over are read as they were counted; those that the balance names,
 * today among them, are counted now, so that nothing that is posted is missing.
 */
export async function readTraffic(account: string, wanted: TrafficWanted): Promise<TrafficCell[]> {
  const [first, last] = [dayNumber(wanted.fromMs), dayNumber(wanted.toMs - 1)];
  // In this order: a day leaves the balance only after it is counted.
  const balance = await balanceOf(account);
  if (!balance) return [];
  const open = new Set(daysOf(balance.dirty).filter((day) => day >= first && day <= last));
  const counted = new Map((await trafficDays(account, dayName(first), dayName(last))).map((day) => [day.date, day]));
  const ofDay = async (day: number): Promise<TrafficCell[]> => {
    const stored = counted.get(dayName(day));
    if (!stored || open.has(day)) return countDay(account, { day, object: stored?.object });
    return decodeCells(
      await bytesOf(account, stored, !wanted.inFull && isInside(day, wanted) ? wanted.zone : undefined),
    );
  };
  const closed = [...counted.keys()].map(dayNamed);
  const days = [...new Set([...open, ...closed])];
  const cells: TrafficCell[][] = [];
  for (let i = 0; i < days.length; i += atOnce)
    cells.push(...(await Promise.all(days.slice(i, i + atOnce).map(ofDay))));
  const [from, to] = [wanted.fromMs / quarterMs, wanted.toMs / quarterMs];
  return cells.flat().filter(({ quarter }) => quarter >= from && quarter < to);
}

/** A day in short where that tells its dates apart in the zone that is asked for, else in full. */
const bytesOf = async (account: string, day: TrafficDay, shortFor: string | undefined): Promise<Uint8Array> =>
  day.zone === shortFor ? day.cells : dayInFull(account, day);

import { decodeCells } from "./cell-block.ts";
import { byHour, byQuarter } from "./day-brief.ts";
import {
  type OwnerDay,
  ownerDay,
  ownerDayHours,
  ownerDayInFull,
  ownerDayQuarters,
  ownerDays,
} from "./owner-day.store.ts";
import type { TrafficCell } from "./traffic-cell.ts";

/** Times that a day is looked for anew which is put anew at this moment. */
const mostLooks = 5;

type BytesOf = (day: OwnerDay) => Promise<Uint8Array | undefined>;

/** Cells of a day by what `bytesOf` reads of it; it says undefined where the day was put anew meanwhile. */
export async function cellsOf(owner: string, stored: OwnerDay, bytesOf: BytesOf): Promise<TrafficCell[]> {
  let day: OwnerDay | undefined = stored;
  for (let looks = 0; day && looks < mostLooks; looks++) {
    const bytes = await bytesOf(day);
    if (bytes) return decodeCells(bytes);
    day = await ownerDay(owner, stored.date);
  }
  throw new Error(`the traffic of ${owner} on ${stored.date} cannot be read`);
}

type Brief = (cells: readonly TrafficCell[]) => TrafficCell[];

/** A day in brief; one of before days were kept so is read in full and put together. */
async function inBrief(owner: string, day: OwnerDay, bytesOf: BytesOf, brief: Brief): Promise<TrafficCell[]> {
  let isFull = false;
  const cells = await cellsOf(owner, day, (seen) => {
    isFull = !seen.isBrief;
    return isFull ? ownerDayInFull(owner, seen) : bytesOf(seen);
  });
  return isFull ? brief(cells) : cells;
}

/** Days of an owner by the quarter, from `first` to `last` (`2026-01-31`), both included; see `byQuarter`. */
export async function quartersOf(owner: string, first: string, last: string): Promise<TrafficCell[]> {
  const days = await ownerDays(owner, first, last);
  const read = days.map((day) => inBrief(owner, day, (seen) => ownerDayQuarters(owner, seen), byQuarter));
  return (await Promise.all(read)).flat();
}

/** A day of the operator by the hour; see `byHour`. */
export async function hoursOf(owner: string, date: string): Promise<TrafficCell[]> {
  const day = await ownerDay(owner, date);
  if (!day) return [];
  return inBrief(owner, day, (seen) => ownerDayHours(owner, seen), byHour);
}

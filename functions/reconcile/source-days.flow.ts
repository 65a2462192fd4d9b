import type { NumberSpan } from "../cdrs/number-span.ts";
import { countingOf } from "../intake/running-number.ts";
import { getSource } from "../intake/source.store.ts";
import type { CdrSource } from "../intake/source.ts";
import { Problem } from "../platform/problem.ts";
import { waitingCellsOf, writtenOffCells } from "../suspense/suspense.store.ts";
import { dateIn } from "../time/zone.ts";
import { daySums } from "./figures.store.ts";
import { figuresOf, parkedName, plus, type Sums } from "./figures.ts";
import { type Counting, gapsOf } from "./number-gaps.ts";
import { dateAfter, daysShown, missingOf, mostDays, type SourceDayView } from "./source-day.ts";
import { numbersBetween } from "./source-numbers.store.ts";

interface Asked {
  from?: string | undefined;
  to?: string | undefined;
}

/** @throws Problem invalid */
function rangeOf({ from, to }: Asked, source: CdrSource, atMs: number): { from: string; to: string } {
  const last = to ?? dateIn(source.timeZone, atMs);
  const first = from ?? dateAfter(last, 1 - daysShown);
  const message = first > last ? "The first day is after the last." : `At most ${mostDays} days at once.`;
  if (first > last || dateAfter(first, mostDays) <= last)
    throw new Problem("invalid", "Please correct: from.", { fields: [{ path: "from", message }] });
  return { from: first, to: last };
}

/** What waits of each day, and what was written off, as figures. */
async function parkedSums(source: string, from: string, to: string): Promise<Map<string, Sums>> {
  const days = new Map<string, Sums>();
  for (const { cell, share } of await waitingCellsOf(source, from, to))
    days.set(cell.day, plus(days.get(cell.day) ?? {}, { [parkedName(cell.reason)]: share.n }));
  for (const { cell, share } of await writtenOffCells(source))
    if (cell.day >= from && cell.day <= to) days.set(cell.day, plus(days.get(cell.day) ?? {}, { writtenOff: share.n }));
  return days;
}

function missingOn(day: string, numbers: ReadonlyMap<string, NumberSpan[]>, counting: Counting) {
  const of = (days: number) => numbers.get(dateAfter(day, days)) ?? [];
  return missingOf(gapsOf(of(0), { before: of(-1), after: of(1) }, counting));
}

/**
 * What became of a source's records, day by day, the latest day first; days without a record are left out.
 * @throws Problem not_found, invalid
 */
export async function sourceDays(id: string, asked: Asked, atMs: number): Promise<SourceDayView[]> {
  const source = await getSource(id);
  if (!source) throw new Problem("not_found", "There is no such CDR source.");
  const { from, to } = rangeOf(asked, source, atMs);
  const counting = countingOf(source);
  const [sums, parked, numbers] = await Promise.all([
    daySums(id, from, to),
    parkedSums(id, from, to),
    counting ? numbersBetween(id, dateAfter(from, -1), dateAfter(to, 1)) : new Map<string, NumberSpan[]>(),
  ]);
  const days = [...new Set([...sums.keys(), ...parked.keys()])].sort().reverse();
  return days
    .map((day) => ({
      day,
      ...figuresOf(plus(sums.get(day) ?? {}, parked.get(day) ?? {})),
      missing: counting ? missingOn(day, numbers, counting) : null,
    }))
    .filter(({ records }) => records > 0);
}

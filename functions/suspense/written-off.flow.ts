import type { SwitchCdr } from "../cdrs/cdr.ts";
import { isoDay } from "../platform/clock.ts";
import { type Suspended, suspendedId } from "./suspended.ts";
import { suspendedRows, writtenOffCells } from "./suspense.store.ts";

/**
 * Which records of a batch were written off, so that neither their redelivery nor a retry charges them. Where a source has
 * none, as nearly always, that costs one small read; else the rows are read of the days that have some.
 */

const dayMs = 86_400_000;

/** The day of a call in any zone is one of these. */
const daysAround = (setupMs: number): string[] => [-dayMs, 0, dayMs].map((by) => isoDay(setupMs + by));

async function daysOf(source: string): Promise<Set<string>> {
  const cells = await writtenOffCells(source);
  return new Set(cells.flatMap(({ cell, share }) => (share.n > 0 ? [cell.day] : [])));
}

/** @returns the rows, by `suspendedId` */
export async function writtenOffAmong(cdrs: readonly SwitchCdr[]): Promise<Map<string, Suspended>> {
  const ids: string[] = [];
  for (const [source, own] of Map.groupBy(cdrs, (cdr) => cdr.source)) {
    const days = await daysOf(source);
    if (days.size === 0) continue;
    for (const cdr of own) if (daysAround(cdr.setupMs).some((day) => days.has(day))) ids.push(suspendedId(cdr));
  }
  const rows = ids.length > 0 ? await suspendedRows(ids) : new Map<string, Suspended>();
  return new Map([...rows].filter(([, { writtenOff }]) => writtenOff !== null));
}

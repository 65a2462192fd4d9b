import { auditEntry } from "../audit/audit.store.ts";
import type { Principal } from "../auth/access.ts";
import type { SwitchCdr } from "../cdrs/cdr.ts";
import { isoDay, now } from "../platform/clock.ts";
import type { Write } from "../platform/table.ts";
import { dayMs } from "../time/day.ts";
import { chargedAmong } from "./charged-call.flow.ts";
import { changeRows } from "./park.flow.ts";
import { type Suspended, suspendedId } from "./suspended.ts";
import { suspendedRows, writtenOffCells } from "./suspense.store.ts";
import type { RowChange } from "./waiting.ts";
import { auditOf, takeBack } from "./write-off.ts";

/**
 * Which records of a batch were written off, so that neither their redelivery nor a retry charges them. Where a source has
 * none, as nearly always, that costs one small read; else the rows are read of the days that have some.
 */

/** The day of a call in any zone is one of these. */
const daysAround = (setupMs: number): string[] => [-dayMs, 0, dayMs].map((by) => isoDay(setupMs + by));

async function daysOf(source: string): Promise<Set<string>> {
  const cells = await writtenOffCells(source);
  return new Set(cells.flatMap(({ cell, share }) => (share.n > 0 ? [cell.day] : [])));
}

async function writtenOffAmong(cdrs: readonly SwitchCdr[]): Promise<Map<string, Suspended>> {
  const ids: string[] = [];
  for (const [source, own] of Map.groupBy(cdrs, (cdr) => cdr.source)) {
    const days = await daysOf(source);
    if (days.size === 0) continue;
    for (const cdr of own) if (daysAround(cdr.setupMs).some((day) => days.has(day))) ids.push(suspendedId(cdr));
  }
  const rows = ids.length > 0 ? await suspendedRows(ids) : new Map<string, Suspended>();
  return new Map([...rows].filter(([, { writtenOff }]) => writtenOff !== null));
}

export const takenBackLine =
  (actor: Principal | undefined, at: number) =>
  (changes: readonly RowChange[]): Write[] => {
    const { told, notes, ...about } = auditOf(changes);
    return [auditEntry({ actor, action: "suspense.take-back", ...about, before: { notes }, after: told }, at)];
  };

/**
 * A call may be charged while its record is written off: neither sees the other. So each looks once more after its own
 * write, and what was charged is taken back, and goes by the next try as what was charged.
 * @returns ids of those
 */
export async function takeBackCharged(records: readonly Suspended[]): Promise<Set<string>> {
  const at = now();
  const charged = new Set((await chargedAmong(records.filter(({ writtenOff }) => writtenOff))).map(({ id }) => id));
  const decide = takeBack({ at });
  await changeRows(new Map([...charged].map((id) => [id, decide])), takenBackLine(undefined, at));
  return charged;
}

/** The rows of those that are given up and not charged all the same, by `suspendedId`. */
export async function givenUpAmong(cdrs: readonly SwitchCdr[]): Promise<Map<string, Suspended>> {
  const rows = await writtenOffAmong(cdrs);
  if (rows.size === 0) return rows;
  const charged = await takeBackCharged([...rows.values()]);
  return new Map([...rows].filter(([id]) => !charged.has(id)));
}

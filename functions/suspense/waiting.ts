import * as z from "zod";
import { SuspenseReason } from "../cdrs/cdr.ts";
import { type Suspended, suspendedDay } from "./suspended.ts";

/** How much waits, by reason, source and day. */

export const WaitingCount = z.object({
  reason: SuspenseReason,
  source: z.string(),
  /** UTC day of the call's setup; of the parking where the line could not be read. `2026-01-31` */
  day: z.iso.date(),
  count: z.number().int(),
  /** Talk time, in seconds, each call's rounded up. Only of records that could be read and whose leg is billed. */
  seconds: z.number().int(),
});
export type WaitingCount = z.infer<typeof WaitingCount>;

const secondsOf = ({ cdr }: Suspended): number => (cdr?.billed ? Math.ceil(cdr.billableMs / 1000) : 0);

/** One figure for each reason, source and day that anything waits for; the latest day first. */
export function countWaiting(records: readonly Suspended[]): WaitingCount[] {
  const counts = new Map<string, WaitingCount>();
  for (const record of records) {
    const { reason, source } = record;
    const day = suspendedDay(record);
    const name = JSON.stringify([reason, source, day]);
    const known = counts.get(name) ?? { reason, source, day, count: 0, seconds: 0 };
    counts.set(name, { ...known, count: known.count + 1, seconds: known.seconds + secondsOf(record) });
  }
  return [...counts.values()].sort((a, b) => (a.day < b.day ? 1 : a.day > b.day ? -1 : b.count - a.count));
}

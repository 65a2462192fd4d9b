import { randomInt } from "node:crypto";
import * as z from "zod";
import type { CallRow } from "../cdrs/call-row.ts";
import { StoredNano } from "../money/money.ts";
import { keys } from "../platform/keys.ts";
import { absent, put, queryAll, unchanged, type Write } from "../platform/table.ts";
import { type Costs, noCosts, plusCosts } from "./vendor-cost.ts";

/** What vendors take for calls: added up in the transaction that charges the calls, so that none is missing or there twice. */

/** As many transactions may add to a vendor's day at the same moment without waiting for each other. */
const shards = 16;

/** The writes of what calls add to their vendors' day, one for each vendor. @param day `yyyy-mm-dd`, UTC, on which they are charged */
export function costWrites(rows: readonly CallRow[], day: string): Write[] {
  const sums = new Map<string, Costs>();
  for (const { vendor, durationSeconds } of rows) {
    const { vendorId, cost } = vendor;
    if (vendorId === null || cost === null) continue;
    const one = { n: 1, sec: durationSeconds, cost, fixed: 0 };
    sums.set(vendorId, plusCosts(sums.get(vendorId) ?? noCosts, one));
  }
  return costSumWrites(sums, day);
}

/** The writes that add to the day of each vendor. */
export const costSumWrites = (sums: ReadonlyMap<string, Costs>, day: string): Write[] =>
  [...sums].map(([vendor, { n, sec, cost, fixed }]) => ({
    kind: "update",
    // At random: a transaction that met another writer meets none when it is tried again.
    key: keys.vendorCosts(vendor, day, randomInt(shards)),
    change: `ADD #n :n, #sec :sec, #cost :cost${fixed === 0 ? "" : ", #fixed :fixed"}`,
    values: { n, sec, cost, ...(fixed === 0 ? {} : { fixed }) },
  }));

const fixed = z.int().default(0);
const Cell = z.object({ sk: z.string(), n: z.int(), sec: z.int(), cost: StoredNano, fixed });

/** Before every day of the books. */
export const firstDay = "0000-01-01";

/** By day from `from` on (`yyyy-mm-dd`, included). */
export async function costsByDay(vendor: string, from: string): Promise<Map<string, Costs>> {
  const { pk, sk } = keys.vendorCosts(vendor, from, 0);
  const byDay = new Map<string, Costs>();
  for (const cell of await queryAll(Cell, { pk, from: sk.slice(0, "2026-01-31".length) })) {
    const day = cell.sk.slice(0, "2026-01-31".length);
    byDay.set(day, plusCosts(byDay.get(day) ?? noCosts, cell));
  }
  return byDay;
}

const Booked = z.object({ sk: z.string(), n: z.int(), sec: z.int(), cost: StoredNano, fixed, v: z.int().positive() });
export type Booked = Costs & { v: number };

/** What is in the ledger, by day from `from` on. */
export async function bookedByDay(vendor: string, from: string): Promise<Map<string, Booked>> {
  const { pk } = keys.vendorBooked(vendor, "");
  return new Map((await queryAll(Booked, { pk, from })).map(({ sk, ...booked }) => [sk, booked]));
}

/** Says that so much of a day is in the ledger now. Fails its condition where somebody has booked more of it. */
export const noteBooked = (of: { vendor: string; day: string }, seen: Booked | undefined, next: Costs): Write =>
  put(
    { ...keys.vendorBooked(of.vendor, of.day), ...next, v: (seen?.v ?? 0) + 1 },
    seen ? unchanged("v", seen.v) : absent,
  );

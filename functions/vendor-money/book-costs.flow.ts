import { attempt, mostTries, pauseAfter } from "../ledger/attempt.flow.ts";
import { type BalanceRow, move, turnDay } from "../ledger/balance.ts";
import type { VendorCostEntry } from "../ledger/entry.ts";
import { balanceUpdate, lineWrite } from "../ledger/ledger.store.ts";
import { now } from "../platform/clock.ts";
import { Problem } from "../platform/problem.ts";
import type { Write } from "../platform/table.ts";
import { daysAfter } from "../time/day.ts";
import type { Vendor } from "../vendors/vendor.ts";
import { readyBook } from "./vendor-book.flow.ts";
import { type Booked, bookedByDay, costsByDay, firstDay, noteBooked } from "./vendor-cost.store.ts";
import { type Costs, movesOf, noCosts } from "./vendor-cost.ts";

/** Days behind the last one that is booked which are looked at again: a charge that was under way at midnight. */
const daysBack = 3;

interface Open {
  day: string;
  all: Costs;
  booked: Booked | undefined;
}

/** Days of which something is not in the ledger yet, the earliest first. */
async function openDays(vendor: string): Promise<Open[]> {
  const [last] = [...(await bookedByDay(vendor, firstDay)).keys()].sort().reverse();
  const from = last === undefined ? firstDay : daysAfter(last, -daysBack);
  // First what is booked: costs that were read before it would lack what another run has booked meanwhile.
  const booked = await bookedByDay(vendor, from);
  const all = await costsByDay(vendor, from);
  return [...all]
    .map(([day, costs]) => ({ day, all: costs, booked: booked.get(day) }))
    .filter((one) => movesOf(one.all) !== movesOf(one.booked ?? noCosts))
    .sort((a, b) => (a.day < b.day ? -1 : 1));
}

/** What is not booked of a day, against the balance as it was read. */
function bookingOf(vendor: string, { day, all, booked }: Open, row: BalanceRow, at: number): Write[] {
  const before = booked ?? noCosts;
  const { row: today } = turnDay(row, at);
  const amount = all.cost - before.cost;
  const entry: VendorCostEntry = {
    ...{ kind: "VENDOR_COST", id: booked ? `${day} (${booked.v + 1})` : day, day },
    ...{ date: today.day.date, at, opening: today.day.opening, seq: row.seq + 1 },
    ...{ n: all.n - before.n, sec: all.sec - before.sec, fixed: all.fixed - before.fixed, amount, by: "system" },
  };
  const nothing = { calls: 0, seconds: 0, charge: 0n, tax: 0n, pay: 0n };
  const after = move(today, { periodAt: Math.max(at, row.periodFrom), ...nothing, adj: -amount });
  return [balanceUpdate(vendor, row, after), lineWrite(vendor, entry), noteBooked({ vendor, day }, booked, all)];
}

/**
 * Books what a vendor's calls cost and is not booked yet, a line a day. Any number of runs may be at it: what is booked of
 * a day stands in the transaction of its line.
 * @throws Problem unavailable where others are at it for too long; what stands by then stands
 */
export async function bookCosts(vendor: Vendor): Promise<void> {
  for (let tries = 0; tries < mostTries; tries++) {
    const [next] = await openDays(vendor.id);
    if (!next) return;
    const at = now();
    const row = await readyBook(vendor, at);
    const outcome = await attempt(bookingOf(vendor.id, next, row, at));
    if (outcome === "bug") throw new Error(`the costs of ${vendor.id} cannot be booked`);
    if (outcome === "done") tries = -1;
    else await pauseAfter(outcome, tries);
  }
  throw new Problem("unavailable", "The vendor's ledger is very busy. Please try again.", { retryAfterSeconds: 5 });
}

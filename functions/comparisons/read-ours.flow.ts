import { operator } from "../auth/access.ts";
import type { PlacedCall } from "../cdrs/call-order.ts";
import { type DayRange, daysWithCalls } from "../cdrs/cdr.store.ts";
import { dayNumber } from "../cdrs/day-set.ts";
import { everyCallOf } from "../cdrs/read-day.flow.ts";
import { accountCodePage } from "../customers/listing.store.ts";
import { type After, pagesOf } from "../platform/pages.ts";
import { dayMs } from "../time/day.ts";
import type { OurCall } from "./compare-calls.ts";
import type { StoredComparison } from "./comparison.ts";
import { numberKey } from "./number-key.ts";

/** Accounts whose days are asked for side by side. */
const atOnce = 25;

/** Which accounts may have calls of the comparison, by UTC day (number since 1970). */
export type AccountsByDay = ReadonlyMap<number, readonly string[]>;

async function accountsOf({ account }: StoredComparison): Promise<string[]> {
  if (account !== null) return [account];
  const accounts: string[] = [];
  const pages = pagesOf((place: After) => accountCodePage(operator, { place, limit: 1000 }));
  for await (const page of pages) accounts.push(...page.accounts);
  return accounts;
}

/** The period and what lies beside it, where a call of theirs by another clock may be; epoch ms, `toMs` is the first that is past it. */
function lookedAt({ from, to, settings }: StoredComparison) {
  const beside = settings.timeToleranceSeconds * 1000;
  return { fromMs: Date.parse(from) - beside, toMs: Date.parse(to) + beside };
}

function daysLookedAt(job: StoredComparison): DayRange {
  const { fromMs, toMs } = lookedAt(job);
  return { first: dayNumber(fromMs), last: dayNumber(toMs - 1) };
}

/** A vendor's calls stand with their customers: every customer's days are looked at, and of these only what has calls is read. */
export async function accountsByDay(job: StoredComparison): Promise<AccountsByDay> {
  const range = daysLookedAt(job);
  const byDay = new Map<number, string[]>();
  const accounts = await accountsOf(job);
  for (let at = 0; at < accounts.length; at += atOnce) {
    const some = accounts.slice(at, at + atOnce);
    const days = await Promise.all(some.map((account) => daysWithCalls(account, range)));
    for (const [i, account] of some.entries())
      for (const day of days[i] ?? []) {
        const known = byDay.get(day);
        if (known) known.push(account);
        else byDay.set(day, [account]);
      }
  }
  return byDay;
}

/** Of a vendor's call: what it bills us, net, as far as it is known. */
function amountOf({ row }: PlacedCall, { vendor, settings }: StoredComparison): bigint | null {
  if (vendor !== null) return row.vendor.cost;
  return settings.taxIncluded ? row.charge : row.charge - row.tax;
}

function ourCallOf(call: PlacedCall, account: string, job: StoredComparison, isBilledOnly: boolean): OurCall {
  const { id, row } = call;
  const { setupMs, answeredMs } = row.cdr;
  const at = job.settings.clock === "ANSWER" ? (answeredMs ?? setupMs) : setupMs;
  // What the customer is billed is nothing to the vendor.
  const billedSeconds = job.vendor === null ? row.billedSeconds : null;
  return {
    ...{ id, account, number: row.cld, key: numberKey(row.cld, job.settings.numberDigits) },
    ...{ atSeconds: Math.floor(at / 1000), setupMs, prefix: row.prefix, destination: row.destination },
    seconds: isBilledOnly ? (billedSeconds ?? row.durationSeconds) : row.durationSeconds,
    ...{ billedSeconds, amount: amountOf(call, job) },
  };
}

/** Our calls of a day: of the period and as long as the tolerance beside it. */
export async function* ourCalls(job: StoredComparison, day: number, accounts: AccountsByDay, isBilledOnly = false) {
  const { fromMs, toMs } = lookedAt(job);
  for (const account of accounts.get(day) ?? [])
    for await (const calls of everyCallOf(account, day))
      for (const call of calls) {
        const { setupMs } = call.row.cdr;
        const isTheirs = job.vendor === null || call.row.vendor.vendorId === job.vendor;
        if (isTheirs && setupMs >= fromMs && setupMs < toMs) yield ourCallOf(call, account, job, isBilledOnly);
      }
}

/** The days of the period and what lies beside it, in their order. */
export function daysOf(job: StoredComparison): number[] {
  const { first, last } = daysLookedAt(job);
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

/** The first second that is no longer of the day. */
export const endOfDay = (day: number): number => ((day + 1) * dayMs) / 1000;

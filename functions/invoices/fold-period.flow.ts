import type { PlacedCall } from "../cdrs/call-order.ts";
import { callDays } from "../cdrs/cdr.store.ts";
import { dayNumber, daysOf } from "../cdrs/day-set.ts";
import { postedOfDay } from "../cdrs/read-day.flow.ts";
import type { FrozenPeriod } from "../ledger/balance.ts";
import { BillingTerms } from "../rating/billing-terms.ts";
import type { CallGroup } from "./draft-invoice.ts";

/** A call of an invoice. `late`: its own period was closed already when it came. */
export interface PeriodCall {
  call: PlacedCall;
  late: boolean;
}

/**
 * The calls of a closed period, day by day (UTC), in the order in which their parts of the day or their blocks end. The first period also has
 * every older call.
 */
export async function* callsOfPeriod(
  account: string,
  { period, from, until, totals }: FrozenPeriod,
): AsyncGenerator<PeriodCall[]> {
  const lateDays = new Set(daysOf(totals.lateDays));
  const first = period === 1 ? 0 : dayNumber(from);
  const days = (await callDays(account)).filter(
    ({ day }) => (day >= first && day <= dayNumber(until - 1)) || lateDays.has(day),
  );
  for (const day of days.reverse())
    for await (const { late, calls } of postedOfDay(account, day, period)) {
      const inOrder = calls.sort((a, b) => a.row.cdr.setupMs - b.row.cdr.setupMs);
      yield inOrder.map((call) => ({ call, late }));
    }
}

export interface Folded {
  groups: CallGroup[];
  /** Of all calls, answered or not. */
  n: number;
  seconds: number;
  charge: bigint;
  tax: bigint;
}

/** The calls of a period by destination and terms, and their totals. */
export async function foldPeriod(account: string, frozen: FrozenPeriod): Promise<Folded> {
  const groups = new Map<string, CallGroup>();
  const folded: Folded = { groups: [], n: 0, seconds: 0, charge: 0n, tax: 0n };
  for await (const calls of callsOfPeriod(account, frozen))
    for (const { call, late } of calls) {
      const { row } = call;
      folded.n++;
      folded.seconds += row.billedSeconds;
      folded.charge += row.charge;
      folded.tax += row.tax;
      if (row.kind === "UNANSWERED" || row.kind === "UNBILLED_LEG") continue;
      const destination = row.destination ?? (row.kind === "EMERGENCY" ? "Emergency" : (row.prefix ?? "Other"));
      const name = JSON.stringify([late, row.terms, destination]);
      const group = groups.get(name) ?? newGroup(late, row.terms, destination);
      group.calls++;
      group.seconds += row.billedSeconds;
      group.charge += row.charge;
      group.tax += row.tax;
      groups.set(name, group);
    }
  return { ...folded, groups: [...groups.values()] };
}

const newGroup = (late: boolean, terms: string, destination: string): CallGroup => ({
  late,
  terms: BillingTerms.parse(JSON.parse(terms)),
  destination,
  calls: 0,
  seconds: 0,
  charge: 0n,
  tax: 0n,
});

/**
 * What a reseller's frozen period says of the calls of those below it, as one line: they stand at accounts whose periods
 * are others than its own.
 */
export function foldedBelow({ totals }: FrozenPeriod, terms: BillingTerms): Folded {
  const { n, sec: seconds, charge, tax } = totals;
  const group = { late: false, terms, destination: "Calls of customers", calls: n, seconds, charge, tax };
  return { groups: n === 0 ? [] : [group], n, seconds, charge, tax };
}

import { type CallFilter, passing } from "../cdrs/call-filter.ts";
import type { PlacedCall } from "../cdrs/call-order.ts";
import type { CallRow } from "../cdrs/call-row.ts";
import { callDays } from "../cdrs/cdr.store.ts";
import { dayNumber } from "../cdrs/day-set.ts";
import { callsOfDay } from "../cdrs/read-day.flow.ts";
import type { NewRerate } from "./rerate.ts";
import type { RerateBook } from "./rerate-book.flow.ts";
import { type Rerated, rerateCall } from "./rerate-call.ts";

/** What a job would make of an account's calls. It reads, and changes nothing. */

export interface PlannedCall extends PlacedCall {
  /** UTC day of its block. */
  day: number;
  outcome: Rerated;
}

export interface Planned {
  id: string;
  asked: NewRerate;
}

const rangeOf = ({ from, to }: NewRerate) => ({ fromMs: Date.parse(from), toMs: Date.parse(to) });

/** Whether a tariff rated the call, at whichever level, or its cost. */
const isOfTariff = ({ tariffId, upper, vendor }: CallRow, id: string): boolean =>
  tariffId === id || vendor.tariffId === id || upper.some((level) => level.tariffId === id);

/** Whether the job is about a call. */
function asking(asked: NewRerate): (row: CallRow) => boolean {
  const { tariffId, tariffVersion, prefix, destination, vendor, what } = asked;
  const filter: CallFilter = {
    ...rangeOf(asked),
    ...(prefix === undefined ? {} : { prefix }),
    ...(destination === undefined ? {} : { destination }),
    ...(vendor === undefined ? {} : { vendor }),
  };
  const passes = passing(filter);
  const hasCharge = (row: CallRow) => what !== "COSTS" && row.kind === "RATED";
  const hasCost = (row: CallRow) => what !== "CHARGES" && row.kind !== "TAKEN_OVER" && row.vendor.vendorId !== null;
  return (row) =>
    (hasCharge(row) || hasCost(row)) &&
    passes(row) &&
    (tariffId === undefined || isOfTariff(row, tariffId)) &&
    (tariffVersion === undefined || row.tariffVersion === tariffVersion);
}

export const isCorrectedBy = (row: CallRow, job: string): boolean =>
  row.corrected?.steps.some(({ id }) => id === job) ?? false;

/** The calls among these that the job is about and has not corrected yet, by the prices of now. */
export async function rerated(
  { id, asked }: Planned,
  of: { account: string; currency: string },
  calls: readonly PlacedCall[],
  book: RerateBook,
): Promise<(PlacedCall & { outcome: Rerated })[]> {
  const isAsked = asking(asked);
  const open = calls.filter(({ row }) => isAsked(row) && !isCorrectedBy(row, id));
  if (open.length === 0) return [];
  const prices = await book.pricesFor(
    open.map(({ row }) => row),
    of.currency,
  );
  return open.map((call) => ({ ...call, outcome: rerateCall(of.account, call.row, prices) }));
}

/** All calls of the days of an account on which the job's time is, some at a time, the earliest day first. */
export async function* callsOfRange(account: string, asked: NewRerate) {
  const { fromMs, toMs } = rangeOf(asked);
  const range = { first: Math.max(0, dayNumber(fromMs)), last: dayNumber(toMs - 1) };
  for (const one of (await callDays(account, range)).reverse())
    for await (const calls of callsOfDay(account, one)) yield { day: one.day, calls };
}

/** What the job would make of each call of the account that it is about. */
export async function* plannedCalls(
  job: Planned,
  of: { account: string; currency: string },
  book: RerateBook,
): AsyncGenerator<PlannedCall[]> {
  for await (const { day, calls } of callsOfRange(of.account, job.asked)) {
    const planned = await rerated(job, of, calls, book);
    if (planned.length > 0) yield planned.map((call) => ({ ...call, day }));
  }
}

import { type CallFilter, passes } from "../cdrs/call-filter.ts";
import type { CallRow } from "../cdrs/call-row.ts";
import { callsIn, daysWithCalls, laterBlocks, type PlacedCall } from "../cdrs/cdr.store.ts";
import { dayNumber } from "../cdrs/day-set.ts";
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

const blocksAtOnce = 20;

const rangeOf = ({ from, to }: NewRerate) => ({ fromMs: Date.parse(from), toMs: Date.parse(to) });

/** Whether a tariff rated the call, at whichever level, or its cost. */
const isOfTariff = ({ tariffId, upper, vendor }: CallRow, id: string): boolean =>
  tariffId === id || vendor.tariffId === id || upper.some((level) => level.tariffId === id);

/** Whether the job is about the call. */
export function isAsked(row: CallRow, asked: NewRerate): boolean {
  const { tariffId, tariffVersion, prefix, destination, vendor, what } = asked;
  const filter: CallFilter = {
    ...rangeOf(asked),
    ...(prefix === undefined ? {} : { prefix }),
    ...(destination === undefined ? {} : { destination }),
    ...(vendor === undefined ? {} : { vendor }),
  };
  const hasCharge = what !== "COSTS" && row.kind === "RATED";
  const hasCost = what !== "CHARGES" && row.vendor.vendorId !== null;
  return (
    (hasCharge || hasCost) &&
    passes(row, filter) &&
    (tariffId === undefined || isOfTariff(row, tariffId)) &&
    (tariffVersion === undefined || row.tariffVersion === tariffVersion)
  );
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
  const open = calls.filter(({ row }) => isAsked(row, asked) && !isCorrectedBy(row, id));
  if (open.length === 0) return [];
  const prices = await book.pricesFor(
    open.map(({ row }) => row),
    of.currency,
  );
  return open.map((call) => ({ ...call, outcome: rerateCall(of.account, call.row, prices) }));
}

/** All calls of an account that stand in the job's time, block by block, the earliest first. */
export async function* callsOfRange(account: string, asked: NewRerate) {
  const { fromMs, toMs } = rangeOf(asked);
  const range = { first: Math.max(0, dayNumber(fromMs)), last: dayNumber(toMs - 1) };
  for (const day of (await daysWithCalls(account, range)).reverse()) {
    let after: string | undefined;
    for (let isLast = false; !isLast; ) {
      const page = await laterBlocks(account, day, { fromMs, after, limit: blocksAtOnce });
      const calls = page.blocks
        .filter(({ firstSetupMs }) => firstSetupMs < toMs)
        .flatMap((block) => callsIn(account, block));
      if (calls.length > 0) yield { day, calls };
      after = page.blocks.at(-1)?.name;
      isLast = page.isLast || after === undefined;
    }
  }
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

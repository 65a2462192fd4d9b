import * as z from "zod";
import { decimalOf, SignedAmount } from "../money/money.ts";
import { type CallFilter, passes } from "./call-filter.ts";
import type { CallRow } from "./call-row.ts";
import { blocksBefore, type CallBlock, callsIn, daysWithCalls } from "./cdr.store.ts";
import { dayNumber } from "./day-set.ts";

const count = z.number().int().nonnegative();

/** What the calls of a filter come to, a part at a time: parts are added up until there is no next one. */
export const CallTotals = z
  .object({
    /** Calls that pass, as the list shows them: a second leg that the source does not bill is one of them. */
    calls: count,
    answered: count,
    /** Talk time, whole seconds a call. */
    seconds: count,
    billedSeconds: count,
    /** What the account was debited, tax included. */
    charge: SignedAmount,
    tax: SignedAmount,
    /** Where the next part begins; null: all calls are counted. */
    nextCursor: z.string().nullable(),
  })
  .meta({ id: "CallTotals" });

/** Behind which block of which day the next part begins. */
const Cursor = z.object({ day: z.number().int(), read: z.string() });

/** Calls that one request looks at before it hands out what it counted. */
const mostLookedAt = 100_000;

function noTotals() {
  return { calls: 0, answered: 0, seconds: 0, billedSeconds: 0, charge: 0n, tax: 0n };
}
type Totals = ReturnType<typeof noTotals>;

function add(totals: Totals, row: CallRow): void {
  totals.calls++;
  if (row.cdr.answeredMs !== null) totals.answered++;
  totals.seconds += row.durationSeconds;
  totals.billedSeconds += row.billedSeconds;
  totals.charge += row.charge;
  totals.tax += row.tax;
}

const overlaps = (block: CallBlock, { fromMs, toMs }: CallFilter): boolean =>
  block.firstSetupMs < toMs && block.lastSetupMs >= fromMs;

/** @returns how many calls were looked at */
function addBlocks(account: string, blocks: readonly CallBlock[], filter: CallFilter, totals: Totals): number {
  let lookedAt = 0;
  for (const block of blocks.filter((one) => overlaps(one, filter)))
    for (const { row } of callsIn(account, block)) {
      lookedAt++;
      if (passes(row, filter)) add(totals, row);
    }
  return lookedAt;
}

/**
 * One part of what the calls of a filter come to.
 * @param after what `after` of the part before was
 * @param most calls that are looked at before the part ends
 */
export async function totalCalls(
  account: string,
  filter: CallFilter,
  after: Record<string, unknown> | undefined,
  most = mostLookedAt,
) {
  const cursor = after ? Cursor.parse(after) : undefined;
  const last = Math.min(dayNumber(filter.toMs - 1), cursor?.day ?? Number.POSITIVE_INFINITY);
  const totals = noTotals();
  let lookedAt = 0;
  for (const day of await daysWithCalls(account, { first: Math.max(0, dayNumber(filter.fromMs)), last })) {
    let read = cursor?.day === day ? cursor.read : undefined;
    for (let isLast = false; !isLast; ) {
      const page = await blocksBefore(account, day, read);
      lookedAt += addBlocks(account, page.blocks, filter, totals);
      read = page.blocks.at(-1)?.name ?? read;
      isLast = page.isLast || read === undefined;
      if (read !== undefined && lookedAt >= most) return { ...shown(totals), after: { day, read } };
    }
  }
  return { ...shown(totals), after: undefined };
}

const shown = ({ charge, tax, ...counts }: Totals) => ({ ...counts, charge: decimalOf(charge), tax: decimalOf(tax) });

import * as z from "zod";
import { decimalOf, SignedAmount } from "../money/money.ts";
import type { CallFilter } from "./call-filter.ts";
import type { FoundCall } from "./call-order.ts";
import type { SeenCall } from "./call-row.ts";
import { walkDown } from "./list-calls.flow.ts";

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

/** Calls that one request looks at before it hands out what it counted. */
const mostLookedAt = 100_000;

function noTotals() {
  return { calls: 0, answered: 0, seconds: 0, billedSeconds: 0, charge: 0n, tax: 0n };
}
type Totals = ReturnType<typeof noTotals>;

function add(totals: Totals, row: SeenCall): void {
  totals.calls++;
  if (row.cdr.answeredMs !== null) totals.answered++;
  totals.seconds += row.durationSeconds;
  totals.billedSeconds += row.billedSeconds;
  totals.charge += row.charge;
  totals.tax += row.tax;
}

/**
 * One part of what the calls of a filter come to.
 * @param after what `after` of the part before was
 * @param most calls that are looked at before the part ends, some more when they are packed together
 */
export async function totalCalls(
  account: string,
  filter: CallFilter,
  after: Record<string, unknown> | undefined,
  most = mostLookedAt,
) {
  const totals = noTotals();
  const visit = ({ seen }: FoundCall) => {
    add(totals, seen);
    return false;
  };
  const next = await walkDown(account, filter, { after, most, visit });
  return { ...shown(totals), after: next && { ...next } };
}

const shown = ({ charge, tax, ...counts }: Totals) => ({ ...counts, charge: decimalOf(charge), tax: decimalOf(tax) });

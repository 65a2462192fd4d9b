import { nanoOf } from "../money/money.ts";
import { Problem } from "../platform/problem.ts";
import type { Write } from "../platform/table.ts";
import { changeTerms } from "./balance.ts";
import { closePeriodsBefore } from "./close-period.flow.ts";
import { frozenWrite } from "./frozen-period.store.ts";
import { type BalanceOpening, balanceOf, balanceUpdate, changeLimits } from "./ledger.store.ts";

const termNames = ["timeZone", "billingCycle", "billingDay"] as const;

/**
 * What an edit of the customer changes in its balance, for the customer's own transaction: limits alone are added to
 * what is there; a new cycle or zone also ends the open period now. Fails its condition when the balance moved meanwhile.
 * @param seen the customer as it is stored now
 */
export async function limitWrites(seen: BalanceOpening, next: BalanceOpening, at: number): Promise<Write[]> {
  const sameLimits = seen.creditLimit === next.creditLimit && seen.maxCallSessions === next.maxCallSessions;
  if (termNames.every((name) => seen[name] === next[name]))
    return sameLimits ? [] : [changeLimits(seen.account, next, seen)];
  await closePeriodsBefore(seen.account, at);
  const row = await balanceOf(seen.account);
  if (!row) throw new Problem("not_found", `Account ${seen.account} has no balance.`);
  const terms = { zone: next.timeZone, cycle: next.billingCycle, cycleDay: next.billingDay };
  const changed = changeTerms(row, terms, at);
  const after = { ...changed.row, creditLimit: nanoOf(next.creditLimit), maxSessions: next.maxCallSessions };
  return [balanceUpdate(seen.account, row, after), frozenWrite(seen.account, changed.frozen)];
}

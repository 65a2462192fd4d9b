import { decimalOf, nanoOf } from "../money/money.ts";
import { newId } from "../platform/id.ts";
import { Problem } from "../platform/problem.ts";
import type { Write } from "../platform/table.ts";
import { type BalanceRow, changeTerms, turnDay } from "./balance.ts";
import { closePeriodsBefore } from "./close-period.flow.ts";
import { frozenWrite } from "./frozen-period.store.ts";
import { type BalanceOpening, balanceOf, balanceUpdate, changeLimits } from "./ledger.store.ts";
import { memoWrite } from "./memo.store.ts";

const termNames = ["timeZone", "billingCycle", "billingDay"] as const;

/** What the statement says of a new credit limit. */
function memoWrites(seen: BalanceOpening, next: BalanceOpening, row: BalanceRow, by: string, at: number): Write[] {
  if (nanoOf(seen.creditLimit) === nanoOf(next.creditLimit)) return [];
  const { row: today } = turnDay(row, at);
  const note = `Credit limit ${decimalOf(nanoOf(seen.creditLimit))} → ${decimalOf(nanoOf(next.creditLimit))}`;
  const { date, opening } = today.day;
  return [memoWrite(seen.account, { kind: "MEMO", id: newId("entry"), date, at, opening, seq: row.seq, note, by })];
}

/**
 * What an edit of the customer changes in its balance, for the customer's own transaction: limits alone are added to
 * what is there; a new cycle or zone also ends the open period now. Fails its condition when the balance moved meanwhile.
 * @param seen the customer as it is stored now
 * @param by id of the user or key; `system` for what the product does by itself
 */
export async function limitWrites(
  seen: BalanceOpening,
  next: BalanceOpening,
  by: string,
  at: number,
): Promise<Write[]> {
  const sameLimits = seen.creditLimit === next.creditLimit && seen.maxCallSessions === next.maxCallSessions;
  const sameTerms = termNames.every((name) => seen[name] === next[name]);
  if (sameTerms && sameLimits) return [];
  if (!sameTerms) await closePeriodsBefore(seen.account, at);
  const row = await balanceOf(seen.account);
  if (!row) throw new Problem("not_found", `Account ${seen.account} has no balance.`);
  const memos = memoWrites(seen, next, row, by, at);
  if (sameTerms) return [changeLimits(seen.account, next, seen), ...memos];
  const terms = { zone: next.timeZone, cycle: next.billingCycle, cycleDay: next.billingDay };
  const changed = changeTerms(row, terms, at);
  const after = { ...changed.row, creditLimit: nanoOf(next.creditLimit), maxSessions: next.maxCallSessions };
  return [balanceUpdate(seen.account, row, after), frozenWrite(seen.account, changed.frozen), ...memos];
}

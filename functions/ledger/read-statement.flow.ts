import { now } from "../platform/clock.ts";
import { Problem } from "../platform/problem.ts";
import { dayMs } from "../time/day.ts";
import { balanceOf, entriesOf, firstEntryAfter } from "./ledger.store.ts";
import { localDay } from "./period.ts";
import { type Statement, statementOf } from "./statement.ts";

/** Days that are shown when nothing is said. */
const usualDays = 30;

/**
 * The statement of the days from `from` to `to` (`yyyy-mm-dd` of the account's zone, both included); the last 30 days
 * where they are left out. The balance is read first, and entries that came after it are left out.
 */
export async function readStatement(account: string, from?: string, to?: string): Promise<Statement> {
  const balance = await balanceOf(account);
  if (!balance) throw new Problem("not_found", `Account ${account} has no balance.`);
  const at = now();
  const today = localDay(at, balance.zone).date;
  const last = to ?? [today, balance.day.date].sort().at(-1) ?? today;
  const first = from ?? new Date(Date.parse(last) - usualDays * dayMs).toISOString().slice(0, 10);
  const entries = await entriesOf(account, first, last);
  const isQuiet = entries.every(({ kind }) => kind === "MEMO");
  const later = isQuiet ? await firstEntryAfter(account, last) : undefined;
  return statementOf({ account, from: first, to: last, balance, entries, later, at });
}

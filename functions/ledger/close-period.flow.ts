import { Problem } from "../platform/problem.ts";
import { attempt, mostTries, pauseAfter } from "./attempt.flow.ts";
import { type BalanceRow, changeTerms, closePeriod, type FrozenPeriod } from "./balance.ts";
import { frozenWrite } from "./frozen-period.store.ts";
import { balanceOf, balanceUpdate } from "./ledger.store.ts";

/** Periods closed by one transaction, so that an account that slept for a year of daily periods is not 365 of them. */
const mostAtOnce = 25;

type Close = (row: BalanceRow) => { row: BalanceRow; frozen: FrozenPeriod };

function closings(row: BalanceRow, until: (row: BalanceRow) => boolean, close: Close) {
  let after = row;
  const frozen: FrozenPeriod[] = [];
  while (frozen.length < mostAtOnce && !until(after)) {
    const closed = close(after);
    after = closed.row;
    frozen.push(closed.frozen);
  }
  return { after, frozen };
}

/**
 * Closes the account's open period, and the following ones, until `until` is true of the balance. Each period is frozen
 * in the transaction that opens the next. Safe to run at once with postings, payments and itself.
 */
async function closeUntil(
  account: string,
  until: (row: BalanceRow) => boolean,
  close: Close = closePeriod,
): Promise<void> {
  for (let tries = 0; tries < mostTries; tries++) {
    const row = await balanceOf(account);
    if (!row) throw new Problem("not_found", `Account ${account} has no balance.`);
    const { after, frozen } = closings(row, until, close);
    if (frozen.length === 0) return;
    const outcome = await attempt([
      balanceUpdate(account, row, after),
      ...frozen.map((period) => frozenWrite(account, period)),
    ]);
    if (outcome === "bug") throw new Error(`the period of ${account} cannot be closed`);
    if (outcome === "done") tries = -1;
    else await pauseAfter(outcome, tries);
  }
  throw new Problem("unavailable", "The account is very busy. Please try again.", { retryAfterSeconds: 5 });
}

/** Closes every period that ended before the instant. */
export const closePeriodsBefore = (account: string, instant: number): Promise<void> =>
  closeUntil(account, (row) => row.periodUntil > instant);

/** Closes so many periods that the instant lies in the open one or the one after it. */
export const makeRoomFor = (account: string, instant: number): Promise<void> =>
  closeUntil(account, (row) => instant < row.periodUntil || instant < closePeriod(row).row.periodUntil);

/**
 * Ends the open period at the instant, before its time; what ended before that is closed first. Once for an instant:
 * asked again with the same one, nothing is closed.
 */
export async function closePeriodAt(account: string, instant: number): Promise<void> {
  await closePeriodsBefore(account, instant);
  await closeUntil(
    account,
    (row) => row.periodFrom >= instant,
    (row) => changeTerms(row, row, instant),
  );
}

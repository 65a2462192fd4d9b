import { operator } from "../auth/access.ts";
import { compactDay } from "../cdrs/compact-day.flow.ts";
import { daysOf } from "../cdrs/day-set.ts";
import { getCustomer } from "../customers/customer.store.ts";
import { accountPage, behindAccount } from "../customers/listing.store.ts";
import { balanceOf } from "../ledger/ledger.store.ts";
import { now } from "../platform/clock.ts";
import { log } from "../platform/log.ts";
import { write } from "../platform/table.ts";
import { foldDays } from "./fold-days.flow.ts";
import { lastFold, noteStop } from "./traffic-day.store.ts";

const accountsAtOnce = 100;

/** One account; what cannot be counted is logged and keeps nobody waiting: its days stay with its balance. */
async function foldOne(account: string): Promise<number> {
  try {
    const balance = await balanceOf(account);
    // Most accounts had no call since the last run.
    if (!balance || daysOf(balance.dirty).length === 0) return 0;
    const customer = await getCustomer(account);
    return customer ? await foldDays(customer, now(), compactDay) : 0;
  } catch (error) {
    log.error("an account's traffic could not be counted", { account, error });
    return 0;
  }
}

/**
 * Counts the traffic of every customer, until time is up; the next run goes on behind the last one that was counted.
 * @returns how many days were counted, and, of a run that came to the end, before which instant (epoch ms) everything
 * that was posted is counted
 */
export async function foldAccounts(untilMs: number): Promise<{ days: number; through?: number }> {
  const last = await lastFold();
  let after = last?.after || undefined;
  // A run that goes on behind another one has seen the accounts before it no later than that.
  const begunAt = after === undefined ? now() : (last?.begunAt ?? 0);
  let days = 0;
  for (;;) {
    const place = after === undefined ? undefined : behindAccount(operator, after);
    const { rows } = await accountPage(operator, "", { place, limit: accountsAtOnce });
    for (const { account } of rows) {
      if (now() >= untilMs) {
        await write(noteStop(after, begunAt));
        return { days };
      }
      days += await foldOne(account);
      after = account;
    }
    if (rows.length < accountsAtOnce) {
      await write(noteStop(undefined, begunAt));
      return { days, through: begunAt };
    }
  }
}

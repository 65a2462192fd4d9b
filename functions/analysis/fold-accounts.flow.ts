import { operator } from "../auth/access.ts";
import { withOpenDays } from "../cdrs/cdr.store.ts";
import { compactDay } from "../cdrs/compact-day.flow.ts";
import { getCustomer } from "../customers/customer.store.ts";
import { accountCodePage, behindAccount } from "../customers/listing.store.ts";
import { now } from "../platform/clock.ts";
import { log } from "../platform/log.ts";
import { write } from "../platform/table.ts";
import { foldDays } from "./fold-days.flow.ts";
import { lastFold, noteStop } from "./traffic-day.store.ts";

/** Accounts of which is asked in one request whether calls came: most had none since the last run. */
const accountsInPage = 100;
/** Accounts that are counted side by side: what takes long is waiting for table and bucket. */
const atOnce = 4;

/** One account; what cannot be counted is logged and keeps nobody waiting: its days stay with its balance. */
async function foldOne(account: string): Promise<number> {
  try {
    const customer = await getCustomer(account);
    return customer ? await foldDays(customer, now(), compactDay) : 0;
  } catch (error) {
    log.error("an account's traffic could not be counted", { account, error });
    return 0;
  }
}

/** @returns how many days were counted, and, where time was up before the last, the first account that was not looked at */
async function foldAll(
  called: readonly string[],
  untilMs: number,
): Promise<{ days: number; next?: string | undefined }> {
  let days = 0;
  for (let at = 0; at < called.length; at += atOnce) {
    if (now() >= untilMs) return { days, next: called[at] };
    for (const counted of await Promise.all(called.slice(at, at + atOnce).map(foldOne))) days += counted;
  }
  return { days };
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
  while (now() < untilMs) {
    const place = after === undefined ? undefined : behindAccount(operator, after);
    const page = await accountCodePage(operator, { place, limit: accountsInPage });
    const { accounts } = page;
    const done = await foldAll(await withOpenDays(accounts), untilMs);
    days += done.days;
    const left = done.next === undefined ? accounts.length : accounts.indexOf(done.next);
    after = accounts[left - 1] ?? after;
    if (done.next !== undefined || page.after) continue;
    await write(noteStop(undefined, begunAt));
    return { days, through: begunAt };
  }
  await write(noteStop(after, begunAt));
  return { days };
}

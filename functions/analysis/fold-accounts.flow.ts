import { operator } from "../auth/access.ts";
import { accountPage, behindAccount } from "../customers/listing.store.ts";
import { now } from "../platform/clock.ts";
import { log } from "../platform/log.ts";
import { write } from "../platform/table.ts";
import { foldDays } from "./fold-days.flow.ts";
import { noteStop, stoppedBehind } from "./traffic-day.store.ts";

const accountsAtOnce = 100;

/** One account; what cannot be counted is logged and keeps nobody waiting: its days stay with its balance. */
async function foldOne(account: string): Promise<number> {
  try {
    return await foldDays(account, now());
  } catch (error) {
    log.error("an account's traffic could not be counted", { account, error });
    return 0;
  }
}

/**
 * Counts the traffic of every customer, until time is up; the next run goes on behind the last one that was counted.
 * @returns how many days were counted
 */
export async function foldAccounts(untilMs: number): Promise<number> {
  let after = await stoppedBehind();
  let days = 0;
  for (;;) {
    const place = after === undefined ? undefined : behindAccount(operator, after);
    const { rows } = await accountPage(operator, "", { place, limit: accountsAtOnce });
    for (const { account } of rows) {
      if (now() >= untilMs) {
        await write(noteStop(after));
        return days;
      }
      days += await foldOne(account);
      after = account;
    }
    if (rows.length < accountsAtOnce) {
      await write(noteStop(undefined));
      return days;
    }
  }
}

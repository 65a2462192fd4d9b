import { openAlerts } from "../alerts/alert.store.ts";
import { watchAlerts } from "../alerts/watch-alerts.flow.ts";
import { watchBalances } from "../balance-alerts/watch-balances.flow.ts";
import { dunInvoices } from "../dunning/dun.flow.ts";
import { now } from "../platform/clock.ts";
import { lambda } from "../platform/lambda.ts";

/**
 * Runs every ten minutes: tells of low balances, reminds of what is unpaid, suspends whoever does not pay, and raises and
 * closes alerts.
 */
export const handler = lambda("watch-money", async (_event: unknown, { workMsLeft }) => {
  const open = await openAlerts();
  const money = await watchBalances(workMsLeft);
  await dunInvoices(now(), workMsLeft);
  await watchAlerts(open, money, now(), workMsLeft);
});

import { upFrom } from "../auth/access.ts";
import type { Standing } from "../balance-alerts/watch-balances.flow.ts";
import { log } from "../platform/log.ts";
import { allWebhooks } from "../webhooks/webhook.store.ts";
import type { Cause, Found, StoredAlert } from "./alert.ts";
import { alertReaders } from "./alert-addressees.flow.ts";
import { ledgerFaults, numberGaps, overdue, silentSources, unrated, vendorsLow } from "./find-causes.flow.ts";
import { settleAlerts } from "./settle-alerts.flow.ts";
import { triedTestNumbers } from "./test-number-causes.flow.ts";
import { asrFallen, losing } from "./traffic-causes.flow.ts";

/** What of the customers' money is an alert. */
export function moneyCauses(standings: readonly Standing[], isWhole: boolean): Found[] {
  const of = (standing: Standing, subject: string, text: string): Cause => {
    const { account, company } = standing.customer;
    return {
      ...{ subject, account, chain: upFrom(standing.customer), text: `${company}: ${text}` },
      page: `/customers/${account}`,
    };
  };
  const low = standings.filter(({ isLow }) => isLow);
  const used = standings.filter(({ percent }) => percent > 0);
  const spent = standings.filter(({ spends }) => spends !== undefined);
  const spiking = standings.flatMap((one) => (one.spike ? [{ one, text: one.spike }] : []));
  return [
    {
      kind: "LOW_BALANCE",
      isWhole,
      causes: low.map((one) =>
        of(one, one.customer.account, `${one.left} ${one.customer.currency} left, less than ${one.threshold}.`),
      ),
    },
    {
      kind: "CREDIT_USED",
      isWhole,
      causes: used.map((one) =>
        of(one, `${one.customer.account}#${one.percent}`, `${one.percent} % of the credit is used.`),
      ),
    },
    {
      kind: "DAILY_SPEND",
      isWhole,
      causes: spent.map((one) =>
        of(
          one,
          one.customer.account,
          `${one.spends} of ${one.customer.dailySpendCap} ${one.customer.currency} a day are spent.`,
        ),
      ),
    },
    {
      kind: "SPEND_SPIKE",
      // Of one that another run looks at, it is not known here.
      isWhole: isWhole && standings.every(({ spike }) => spike !== null),
      causes: spiking.map(({ one, text }) => of(one, one.customer.account, text)),
    },
  ];
}

/**
 * Looks at all there is to look at. One kind that cannot be looked at keeps no other waiting.
 * @param open what was open before anything was looked at, the money too
 */
export async function watchAlerts(
  open: readonly StoredAlert[],
  money: { standings: readonly Standing[]; isWhole: boolean },
  at: number,
  msLeft: () => number,
): Promise<void> {
  const told = { readers: await alertReaders(), endpoints: await allWebhooks() };
  const looks: (() => Promise<Found[]>)[] = [
    async () => moneyCauses(money.standings, money.isWhole),
    asrFallen,
    () => losing(at),
    ...[
      () => overdue(at),
      vendorsLow,
      unrated,
      () => silentSources(at),
      () => numberGaps(at),
      () => triedTestNumbers(at),
      ledgerFaults,
    ].map((find) => async () => [await find()]),
  ];
  for (const look of looks) {
    if (msLeft() <= 10_000) return;
    try {
      for (const found of await look()) await settleAlerts(found, open, told, at);
    } catch (error) {
      log.error("a kind of alert was not looked at", { error });
    }
  }
}

import { getCustomer, watchedCustomers } from "../customers/customer.store.ts";
import type { Customer } from "../customers/customer.ts";
import type { BalanceRow } from "../ledger/balance.ts";
import { balanceOf, balanceRowsOf } from "../ledger/ledger.store.ts";
import { mailToCustomer } from "../mail/outbox.flow.ts";
import { currencyExponent, fixedDecimalOf, type Nano, nanoOf } from "../money/money.ts";
import { now } from "../platform/clock.ts";
import { log } from "../platform/log.ts";
import { type After, pagesOf } from "../platform/pages.ts";
import { transact, type Write } from "../platform/table.ts";
import { isRefusedForNow } from "../platform/write-refused.ts";
import { getSettings } from "../settings/settings.store.ts";
import { alertStateOf, changeAlertState } from "./balance-alert.store.ts";
import { type AlertState, type Alerts, alertsOf, isLowNow, leftOf, percentUsed } from "./balance-alert.ts";
import { lastSpendRun, noteSpendRun } from "./spend-spike.store.ts";
import { watchSpend } from "./watch-spend.flow.ts";

const watchedOf = (customer: Customer, { bal, creditLimit }: BalanceRow) => ({
  ...{ balance: bal, creditLimit, percents: customer.creditAlertPercents },
  threshold: customer.lowBalanceThreshold === null ? undefined : nanoOf(customer.lowBalanceThreshold),
});

async function mailsOf(customer: Customer, row: BalanceRow, alerts: Alerts, state: AlertState): Promise<Write[]> {
  const { account, currency } = customer;
  const money = (nano: Nano) => fixedDecimalOf(nano, currencyExponent(currency));
  const common = { account, currency, balance: money(row.bal), available: money(row.bal + row.creditLimit) };
  const at = now();
  const cause = `${account} ${state.v}`;
  const low = alerts.low
    ? await mailToCustomer(
        customer,
        { kind: "LOW_BALANCE", cause, values: { ...common, threshold: customer.lowBalanceThreshold ?? "0" } },
        at,
      )
    : [];
  if (alerts.percent === undefined) return low;
  const values = { ...common, percent: String(alerts.percent), limit: money(row.creditLimit) };
  return [...low, ...(await mailToCustomer(customer, { kind: "CREDIT_USED", cause, values }, at))];
}

const wantsMail = ({ lowBalanceThreshold, creditAlertPercents }: Customer): boolean =>
  lowBalanceThreshold !== null || creditAlertPercents.length > 0;

/**
 * How the customer stands after its state was read. The list and the balance that it was found by were read before, and may
 * not know yet of what another run has told it of: it would be told once more.
 */
async function nowOf(account: string) {
  const [customer, row] = await Promise.all([getCustomer(account), balanceOf(account)]);
  return customer && row && wantsMail(customer) ? { customer, row } : undefined;
}

/** Remembers what the customer was told, and writes to it, together or not at all. */
async function tell(listed: Customer, lately: BalanceRow): Promise<void> {
  const { account } = listed;
  const seen = await alertStateOf(account);
  if (!alertsOf(seen, watchedOf(listed, lately)).next) return;
  const standing = await nowOf(account);
  if (!standing) return;
  const alerts = alertsOf(seen, watchedOf(standing.customer, standing.row));
  if (!alerts.next) return;
  const mails = await mailsOf(standing.customer, standing.row, alerts, alerts.next);
  try {
    await transact([changeAlertState(account, seen, alerts.next), ...mails]);
  } catch (error) {
    // Another run told it at this moment; the next one looks again.
    if (!isRefusedForNow(error)) throw error;
    log.info("a customer was told of its balance at this moment", { account, reason: "OVERTAKEN" });
  }
}

/** How a customer stands. */
export interface Standing {
  customer: Customer;
  /** Whether less is left than its threshold. */
  isLow: boolean;
  left: string;
  threshold: string;
  /** The highest of its percentages, or else of the usual ones, of which it has used so much of its credit; 0: none. */
  percent: number;
  /** What it spent today, where that is 80 % of its cap and more. */
  spends: string | undefined;
  /** What is said of its spend within the last hour, where that is unusual; null: another run looks at this moment. */
  spike: string | null | undefined;
}

/** Percent of the credit at which the operator is told of whoever has none of its own. */
const usualPercents = [80, 95];
/** Percent of the cap from which on its spend of the day is told of. */
const spendPercent = 80n;

function standingOf(customer: Customer, row: BalanceRow, at: number): Omit<Standing, "spike"> {
  const watched = watchedOf(customer, row);
  const money = (nano: Nano) => fixedDecimalOf(nano, currencyExponent(customer.currency));
  const spent = at < row.day.until ? row.day.charge : 0n;
  const cap = customer.dailySpendCap === null ? undefined : nanoOf(customer.dailySpendCap);
  return {
    customer,
    isLow: isLowNow(watched),
    left: money(leftOf(watched)),
    threshold: customer.lowBalanceThreshold ?? "",
    percent: percentUsed({ ...watched, percents: watched.percents.length > 0 ? watched.percents : usualPercents }),
    spends: cap !== undefined && cap > 0n && spent * 100n >= cap * spendPercent ? money(spent) : undefined,
  };
}

export interface Watched {
  standings: Standing[];
  /** False: time was up before everybody was looked at. */
  isWhole: boolean;
}

/** Looks at every customer, as far as the time goes. Run again it tells nobody twice. */
export async function watchBalances(msLeft: () => number): Promise<Watched> {
  const standings: Standing[] = [];
  const begunAt = now();
  const rules = { ...(await getSettings()), lastRun: await lastSpendRun() };
  for await (const { customers } of pagesOf((after: After) => watchedCustomers(100, after))) {
    const live = customers.filter(({ status, customerType }) => status !== "CLOSED" && customerType === "LIVE");
    const rows = await balanceRowsOf(
      live.map(({ account }) => account),
      "lately",
    );
    const seen = live.flatMap((customer) => {
      const row = rows.get(customer.account);
      return row ? [{ customer, row }] : [];
    });
    const spikes = await watchSpend(seen, rules, now());
    for (const { customer, row } of seen) {
      if (wantsMail(customer)) await tell(customer, row);
      standings.push({ ...standingOf(customer, row, now()), spike: spikes.get(customer.account) });
    }
    if (msLeft() <= 10_000) return { standings, isWhole: false };
  }
  await noteSpendRun(begunAt);
  return { standings, isWhole: true };
}

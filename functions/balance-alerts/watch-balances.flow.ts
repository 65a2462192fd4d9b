import { watchedCustomers } from "../customers/customer.store.ts";
import type { Customer } from "../customers/customer.ts";
import type { BalanceRow } from "../ledger/balance.ts";
import { balanceRowsOf } from "../ledger/ledger.store.ts";
import { mailToCustomer } from "../mail/outbox.flow.ts";
import { currencyExponent, fixedDecimalOf, type Nano, nanoOf } from "../money/money.ts";
import { now } from "../platform/clock.ts";
import { log } from "../platform/log.ts";
import { type After, pagesOf } from "../platform/pages.ts";
import { transact, type Write, WriteRefused } from "../platform/table.ts";
import { alertStateOf, changeAlertState } from "./balance-alert.store.ts";
import { type AlertState, type Alerts, alertsOf } from "./balance-alert.ts";

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

/** Remembers what the customer was told, and writes to it, together or not at all. */
async function tell(customer: Customer, row: BalanceRow): Promise<void> {
  const { account } = customer;
  const seen = await alertStateOf(account);
  const alerts = alertsOf(seen, watchedOf(customer, row));
  if (!alerts.next) return;
  const mails = await mailsOf(customer, row, alerts, alerts.next);
  try {
    await transact([changeAlertState(account, seen, alerts.next), ...mails]);
  } catch (error) {
    // Another run told it at this moment; the next one looks again.
    if (!(error instanceof WriteRefused) || error.cancellation.kind === "bug") throw error;
    log.info("a customer was told of its balance at this moment", { account, reason: "OVERTAKEN" });
  }
}

/** Looks at every customer that wants to be told, as far as the time goes. Run again it tells nobody twice. */
export async function watchBalances(msLeft: () => number): Promise<void> {
  for await (const { customers } of pagesOf((after: After) => watchedCustomers(100, after))) {
    const live = customers.filter(({ status, customerType }) => status !== "CLOSED" && customerType === "LIVE");
    const rows = await balanceRowsOf(
      live.map(({ account }) => account),
      "lately",
    );
    for (const customer of live) {
      const row = rows.get(customer.account);
      if (row) await tell(customer, row);
    }
    if (msLeft() <= 10_000) return;
  }
}

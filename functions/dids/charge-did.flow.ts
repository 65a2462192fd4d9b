import type { Customer } from "../customers/customer.ts";
import { type BalanceRow, cellOf, move, turnDay } from "../ledger/balance.ts";
import type { DidEntry } from "../ledger/entry.ts";
import { availableAtLeast, balanceUpdate, lineWrite, usageWrite } from "../ledger/ledger.store.ts";
import { passedUp } from "../ledger/passed-up.ts";
import { currencyExponent, type Nano } from "../money/money.ts";
import { accountsAbove } from "../payments/accounts-above.flow.ts";
import { readyBalance } from "../payments/pass-up.flow.ts";
import type { Write } from "../platform/table.ts";
import type { BillingTerms } from "../rating/billing-terms.ts";
import { type PayingAccount, payingReseller } from "../rating/paying-account.ts";
import { billingTermsOf } from "../rating/rate-record.ts";
import { getReseller } from "../resellers/reseller.store.ts";
import { counted } from "../time/counted.ts";
import { daysAfter } from "../time/day.ts";
import { bookCharge } from "./did.store.ts";
import { type DidCharge, debitOf } from "./rent.ts";

/** Who asks, and whether balance and credit must cover it. */
export interface Charging {
  customer: Customer;
  charge: DidCharge;
  /** Id of the user or key; `system` for the clock. */
  by: string;
  at: number;
  mustCover: boolean;
}

/** The writes of a charge; or the account that does not cover it. */
export type Charged = { kind: "writes"; writes: Write[] } | { kind: "uncovered"; account: string };

const words = { SETUP: "Set-up", RENT: "Rent", CANCELLATION: "Cancellation" } as const;
function noteOf({ kind, number, period, extraCalls = 0 }: DidCharge): string {
  const days = period ? `, ${period.from} to ${daysAfter(period.until, -1)}` : "";
  const more = extraCalls > 0 ? `, with ${counted(extraCalls, "more call")} at a time` : "";
  return `${words[kind]} of ${number}${days}${more}`;
}

interface Level {
  account: string;
  /** Its own, by which it is taxed. */
  terms: BillingTerms;
  row: BalanceRow;
  amount: Nano;
  tax: Nano;
  below: Nano;
}

/** The writes of one level, and what it passes up to the next. */
function levelWrites(
  { account, terms, row, amount, tax, below }: Level,
  { customer, charge, by, at, mustCover }: Charging,
) {
  const { row: today, finished } = turnDay(row, at);
  const periodAt = Math.max(at, row.periodFrom);
  const place = cellOf(row, periodAt);
  if (place.cell === "TOO_FAR") throw new Error("a charge beyond the next period needs a close first");
  const nothing = { calls: 0, seconds: 0, charge: 0n, tax: 0n, pay: 0n };
  const after = move(today, { periodAt, ...nothing, adj: -amount, below });
  const { period } = charge;
  const entry: DidEntry = {
    ...{ kind: `DID_${charge.kind}`, id: charge.name, number: charge.number, owner: customer.account },
    ...{ date: today.day.date, at, opening: today.day.opening, seq: row.seq + 1, period: place.period },
    ...{ amount, tax, terms, note: noteOf(charge), by, below },
    ...(period ? { from: period.from, until: period.until } : {}),
  };
  const update = balanceUpdate(account, row, after);
  const writes = [
    mustCover && amount > below ? availableAtLeast(update, amount - below) : update,
    lineWrite(account, entry),
    ...(finished ? [usageWrite(account, finished)] : []),
  ];
  return { writes, up: passedUp(row.bal, after.bal, below) };
}

/** Whoever pays: the customer, and every reseller above it, the nearest first. */
async function payersOf(customer: Customer): Promise<PayingAccount[]> {
  const above = await Promise.all((await accountsAbove(customer.account)).map(getReseller));
  return [customer, ...above.flatMap((reseller) => (reseller ? [payingReseller(reseller)] : []))];
}

/**
 * What books a charge: its guard, and a line in the ledger of the customer and of every reseller above it. A reseller
 * gets what its customer pays and pays the same net, with its own tax, for the number: it is sold on at cost.
 */
export async function chargeWrites(charging: Charging): Promise<Charged> {
  const { customer, charge, at, mustCover } = charging;
  const decimals = currencyExponent(customer.currency);
  const writes = [bookCharge(customer.account, charge, at)];
  const first = debitOf(charge, billingTermsOf(customer, at), decimals);
  // A day of a small rent may come to less than half a coin: it is paid with nothing.
  if (first.amount === 0n) return { kind: "writes", writes };
  const net = first.amount - first.tax;
  let below = 0n;
  for (const payer of await payersOf(customer)) {
    const { account } = payer;
    const terms = billingTermsOf(payer, at);
    const resold = () => debitOf({ price: net }, { ...terms, taxMode: "EXCLUSIVE" }, decimals);
    const row = await readyBalance(account, at);
    const level = { account, terms, row, ...(account === customer.account ? first : resold()), below };
    if (mustCover && row.avail + below < level.amount) return { kind: "uncovered", account };
    const booked = levelWrites(level, charging);
    writes.push(...booked.writes);
    below = booked.up;
  }
  return { kind: "writes", writes };
}

import type { Customer } from "../customers/customer.ts";
import { type BalanceRow, cellOf, move, turnDay } from "../ledger/balance.ts";
import type { DidEntry } from "../ledger/entry.ts";
import { availableAtLeast, balanceUpdate, didChargeWrite, usageWrite } from "../ledger/ledger.store.ts";
import { passedUp } from "../ledger/passed-up.ts";
import { currencyExponent, type Nano } from "../money/money.ts";
import { accountsAbove } from "../payments/accounts-above.flow.ts";
import { readyBalance } from "../payments/pass-up.flow.ts";
import type { Write } from "../platform/table.ts";
import { payerOf } from "../rating/rate-record.ts";
import { bookCharge } from "./did.store.ts";
import { type DidCharge, daysAfter, debitOf } from "./rent.ts";

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
const noteOf = ({ kind, number, period }: DidCharge): string =>
  `${words[kind]} of ${number}${period ? `, ${period.from} to ${daysAfter(period.until, -1)}` : ""}`;

interface Level {
  account: string;
  row: BalanceRow;
  amount: Nano;
  tax: Nano;
  below: Nano;
}

/** The writes of one level, and what it passes up to the next. */
function levelWrites({ account, row, amount, tax, below }: Level, { customer, charge, by, at, mustCover }: Charging) {
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
    ...{ amount, tax, terms: payerOf(customer).terms, note: noteOf(charge), by, below },
    ...(period ? { from: period.from, until: period.until } : {}),
  };
  const update = balanceUpdate(account, row, after);
  const writes = [
    mustCover && amount > below ? availableAtLeast(update, amount - below) : update,
    didChargeWrite(account, entry),
    ...(finished ? [usageWrite(account, finished)] : []),
  ];
  return { writes, up: passedUp(row.bal, after.bal, below) };
}

/**
 * What books a charge: its guard, and a line in the ledger of the customer and of every reseller above it. A reseller
 * gets what its customer pays and pays the same, without tax, for the number: it is sold on at cost.
 */
export async function chargeWrites(charging: Charging): Promise<Charged> {
  const { customer, charge, at, mustCover } = charging;
  const { amount, tax } = debitOf(charge, payerOf(customer).terms, currencyExponent(customer.currency));
  const writes = [bookCharge(customer.account, charge, at)];
  // A day of a small rent may come to less than half a coin: it is paid with nothing.
  if (amount === 0n) return { kind: "writes", writes };
  let below = 0n;
  for (const account of [customer.account, ...(await accountsAbove(customer.account))]) {
    const isOwner = account === customer.account;
    const row = await readyBalance(account, at);
    const level = { account, row, amount: isOwner ? amount : amount - tax, tax: isOwner ? tax : 0n, below };
    if (mustCover && row.avail + below < level.amount) return { kind: "uncovered", account };
    const booked = levelWrites(level, charging);
    writes.push(...booked.writes);
    below = booked.up;
  }
  return { kind: "writes", writes };
}

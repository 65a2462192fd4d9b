import { trafficCharge } from "../analysis/charged-days.flow.ts";
import { editCustomer } from "../customers/change-customer.flow.ts";
import { getCustomer } from "../customers/customer.store.ts";
import type { Customer } from "../customers/customer.ts";
import { convert } from "../exchange-rates/convert.ts";
import { fxBookFor } from "../exchange-rates/exchange-rate.flow.ts";
import type { BalanceRow } from "../ledger/balance.ts";
import { currencyExponent, fixedDecimalOf, type Nano, nanoOf } from "../money/money.ts";
import { isoDay, isoInstant } from "../platform/clock.ts";
import { isOvertaken } from "../platform/guarded.ts";
import { log } from "../platform/log.ts";
import { write } from "../platform/table.ts";
import type { Settings } from "../settings/settings.ts";
import { daysAfter } from "../time/day.ts";
import { minuteText } from "../time/minute-text.ts";
import { changeSpendState, spendStatesOf } from "./spend-spike.store.ts";
import {
  goesOn,
  isNews,
  isSpike,
  type SpendLook,
  type SpendState,
  spentInHour,
  usualHour,
  withLook,
} from "./spend-spike.ts";

/** Looks at what customers spent within the last hour, and suspends those that the settings say are to be. */

interface Seen {
  customer: Customer;
  row: BalanceRow;
}

export type SpendRules = Pick<
  Settings,
  "spendSpikeFloor" | "spendSpikeFactor" | "spendSpikeSuspends" | "baseCurrency"
> & {
  /** When all customers were last looked at, epoch ms. */
  lastRun: number;
};

/** The floor in each currency; one without an exchange rate has none. */
async function floorsIn(currencies: Iterable<string>, settings: SpendRules, at: number): Promise<Map<string, Nano>> {
  const { spendSpikeFloor, baseCurrency } = settings;
  const floors = new Map<string, Nano>();
  if (spendSpikeFloor === null) return floors;
  const distinct = new Set(currencies);
  const book = await fxBookFor([...distinct, baseCurrency], [at]);
  for (const currency of distinct) {
    const floor = convert(nanoOf(spendSpikeFloor), { from: baseCurrency, to: currency }, at, book);
    if (floor.kind === "converted") floors.set(currency, floor.amount);
    else log.warn(`what customers spend in ${currency} within an hour is not looked at`, { reason: "NO_FX" });
  }
  return floors;
}

function lookOf({ day, reserved }: BalanceRow, at: number): SpendLook {
  const isOver = at >= day.until;
  return { at, date: isOver ? "" : day.date, charge: isOver ? 0n : day.charge, held: reserved };
}

/** What is said of a spike; undefined where there is none. */
async function spikeText(
  { customer, row }: Seen,
  looks: readonly SpendLook[],
  floor: Nano,
  rules: SpendRules,
  at: number,
) {
  const spent = spentInHour(looks);
  // Most spend too little for a spike, and nothing is read for them.
  if (spent < floor) return undefined;
  const today = isoDay(at);
  const usual = usualHour(await trafficCharge(customer.account, daysAfter(today, -7), daysAfter(today, -1)));
  if (!isSpike(spent, usual, { floor, factor: rules.spendSpikeFactor })) return undefined;
  const money = (nano: Nano) => fixedDecimalOf(nano, currencyExponent(row.cur));
  return `${money(spent)} ${row.cur} spent or held within an hour, ${money(usual)} in a usual one`;
}

async function suspend({ customer }: Seen, seen: SpendState, next: SpendState, at: number): Promise<void> {
  const { account } = customer;
  const state = { ...next, suspendedAt: isoInstant(at) };
  await editCustomer(customer, { status: "SUSPENDED" }, "SPEND_SPIKE", at, [
    changeSpendState(account, seen, state, at),
  ]);
  log.info("a customer is suspended for what it spent within an hour", { account, reason: "SPEND_SPIKE" });
}

/**
 * As the customer stands after its state was read: the list that it came from was read before, and may not know yet of
 * the suspension that the state tells of.
 */
const isSuspended = async (account: string): Promise<boolean> => (await getCustomer(account))?.status === "SUSPENDED";

/** @returns what is said of it, where it is an alert */
async function lookAt(
  one: Seen,
  seen: SpendState,
  floor: Nano,
  rules: SpendRules,
  at: number,
): Promise<string | undefined> {
  const { customer, row } = one;
  if (seen.suspendedAt !== null && (await isSuspended(customer.account)))
    return `suspended ${minuteText(seen.suspendedAt)} for what it spent within an hour.`;
  const look = lookOf(row, at);
  // Whom somebody let call again begins anew, and so does everybody after a pause.
  const isNew = seen.suspendedAt !== null || !goesOn(rules.lastRun, at);
  const looks = isNew ? [look] : withLook(seen.looks, look);
  const next = { looks, suspendedAt: null, v: seen.v + 1 };
  const text = await spikeText(one, looks, floor, rules, at);
  if (text !== undefined && rules.spendSpikeSuspends && customer.status === "ACTIVE") {
    await suspend(one, seen, next, at);
    return `${text}. It is suspended.`;
  }
  if (seen.suspendedAt !== null || isNews(seen, look)) await write(changeSpendState(customer.account, seen, next, at));
  return text && `${text}.`;
}

/**
 * What is said of those among these customers that spend too much, by account; null: another run looks at this moment.
 * Run again it suspends nobody twice.
 */
export async function watchSpend(
  all: readonly Seen[],
  rules: SpendRules,
  at: number,
): Promise<Map<string, string | null>> {
  const told = new Map<string, string | null>();
  const currencies = all.map(({ row }) => row.cur);
  const floors = await floorsIn(currencies, rules, at);
  const watched = all.filter(({ row }) => floors.has(row.cur));
  const states = await spendStatesOf(watched.map(({ customer }) => customer.account));
  for (const one of watched) {
    const { account } = one.customer;
    const state = states.get(account);
    const floor = floors.get(one.row.cur);
    if (!state || floor === undefined) continue;
    try {
      const text = await lookAt(one, state, floor, rules, at);
      if (text !== undefined) told.set(account, text);
    } catch (error) {
      if (!isOvertaken(error)) throw error;
      log.info("an account was just looked at or changed", { account, reason: "OVERTAKEN" });
      told.set(account, null);
    }
  }
  return told;
}

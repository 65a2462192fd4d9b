import { decimalOf, nanoOf } from "../../../functions/money/money.ts";
import type { SuspenseCount } from "./suspense.api.ts";

/** What some counts come to: records, talk time, and the money of each currency for itself. */
export interface Stake {
  count: number;
  seconds: number;
  money: { currency: string; amount: string }[];
  unpriced: { count: number; seconds: number };
}

/** Currencies are never added to each other. */
export function stakeOf(counts: readonly SuspenseCount[]): Stake {
  const money = new Map<string, bigint>();
  for (const { currency, amount } of counts.flatMap((one) => one.money))
    money.set(currency, (money.get(currency) ?? 0n) + nanoOf(amount));
  const sum = (of: (one: SuspenseCount) => number) => counts.reduce((total, one) => total + of(one), 0);
  return {
    count: sum((one) => one.count),
    seconds: sum((one) => one.seconds),
    money: [...money].sort().map(([currency, amount]) => ({ currency, amount: decimalOf(amount) })),
    unpriced: { count: sum((one) => one.unpriced.count), seconds: sum((one) => one.unpriced.seconds) },
  };
}

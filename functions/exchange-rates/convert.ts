import { type Nano, nanoOf, roundRatio } from "../money/money.ts";
import { type DatedRate, rateInForce } from "./exchange-rate.ts";

/** Money from one currency into another, by the rates of an instant. Never by 1 for want of a rate. */

/** Rates to convert by, and the currency that they are all relative to. */
export interface FxBook {
  base: string;
  rates: readonly DatedRate[];
}

/** `to` over `from`, each the worth of one unit of the base currency: frozen with what was computed by it. */
export interface CrossRate {
  to: string;
  from: string;
}

export type Conversion =
  | { kind: "converted"; amount: Nano; by: CrossRate }
  /** There is no rate in force for one of the currencies. */
  | { kind: "NO_FX"; currency: string };

export interface Currencies {
  from: string;
  to: string;
}

/** Money by rates that are known: the fraction is rounded once, to the nearest nano. */
export const byCross = (amount: Nano, { to, from }: CrossRate): Nano =>
  roundRatio(amount * nanoOf(to), nanoOf(from), "HALF_UP");

/** By the rates in force at the instant of what is converted. The same currency is the same amount and needs no rate. */
export function convert(amount: Nano, { from, to }: Currencies, atMs: number, { base, rates }: FxBook): Conversion {
  if (from === to) return { kind: "converted", amount, by: { to: "1", from: "1" } };
  const worth = (currency: string) =>
    currency === base ? "1" : (rateInForce(rates, { base, currency }, atMs)?.rate ?? undefined);
  const [ofFrom, ofTo] = [worth(from), worth(to)];
  if (ofFrom === undefined) return { kind: "NO_FX", currency: from };
  if (ofTo === undefined) return { kind: "NO_FX", currency: to };
  const by = { to: ofTo, from: ofFrom };
  return { kind: "converted", amount: byCross(amount, by), by };
}

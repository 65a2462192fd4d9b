import { decimalOf, type Nano } from "../money/money.ts";
import { billingTermsOf } from "../rating/rate-record.ts";
import type { TraceStep } from "../rating/trace.ts";
import { rowOfTariff } from "../tariffs/price-at.ts";
import type { RateRow } from "../tariffs/rate.ts";
import { affordableSeconds, leastCost, type Price } from "./affordable.ts";
import type { PayingLevel } from "./chain-level.ts";
import { atLevel, type Refusal, type RefusalCode } from "./refusal.ts";

/** What one account of the chain would pay a call by, and for how long its money lasts. */
export interface PricedLevel {
  account: string;
  rate: RateRow;
  price: Price;
  tariffVersion: number;
}

export type Pricing = { kind: "priced"; level: PricedLevel; step: TraceStep } | { kind: "refused"; refusal: Refusal };

const refusedAt = (code: RefusalCode, level: number, detail: string): Pricing => ({
  kind: "refused",
  refusal: { code: atLevel(code, level), detail },
});

const increments = ({ terms }: RateRow): string => `${terms.firstIncrement}/${terms.nextIncrement}`;

/** The rate of a number at an instant for one account of the chain; `depth` 0 is the customer. */
export function priceAt(level: PayingLevel, depth: number, cld: string, at: number): Pricing {
  const { customer, tariff, tariffId } = level;
  const who = customer.account;
  if (!tariff) return refusedAt("TARIFF_INVALID", depth, `${who} has no tariff ${tariffId}.`);
  if (tariff.currency !== customer.currency)
    return refusedAt("TARIFF_INVALID", depth, `${tariffId} is in ${tariff.currency}, ${who} in ${customer.currency}.`);
  const rate = rowOfTariff(tariff, cld, at, who);
  if (!rate) return refusedAt("NO_RATE", depth, `Version ${tariff.version} of ${tariffId} has no rate for ${cld}.`);
  if (rate.terms.blocked) return refusedAt("RATE_BLOCKED", depth, `${rate.prefix} ${rate.destination} is blocked.`);
  const price = { terms: rate.terms, rounding: tariff.rounding, billing: billingTermsOf(customer, at) };
  const perMinute = decimalOf(BigInt(rate.terms.pricePerMinute));
  const detail = `${who}: ${rate.prefix} ${rate.destination} at ${perMinute} ${tariff.currency} a minute, ${increments(rate)}.`;
  return {
    kind: "priced",
    level: { account: who, rate, price, tariffVersion: tariff.version },
    step: { step: "rate", outcome: rate.prefix, detail },
  };
}

export type Lasting = { kind: "lasts"; seconds: number; step: TraceStep } | { kind: "refused"; refusal: Refusal };

/** For how many seconds, at most `cap`, the money of the account lasts. */
export function lastingOf({ account, price }: PricedLevel, available: Nano, depth: number, cap: number): Lasting {
  const seconds = affordableSeconds(price, available, cap);
  const has = `${account} has ${decimalOf(available)} with its credit`;
  if (seconds === undefined) {
    const detail = `${has}; the least call costs ${decimalOf(leastCost(price))}.`;
    return { kind: "refused", refusal: { code: atLevel("NO_BALANCE", depth), detail } };
  }
  const detail =
    seconds === cap ? `${has}: enough for ${cap} s, the most allowed.` : `${has}: enough for ${seconds} s.`;
  return { kind: "lasts", seconds, step: { step: "money", outcome: `${seconds} s`, detail } };
}

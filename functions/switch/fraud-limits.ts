import { decimalOf, nanoOf } from "../money/money.ts";
import { testNumberOf } from "../settings/test-numbers.ts";
import { minuteOfWeek } from "../tariffs/card-window.ts";
import { counted } from "../time/counted.ts";
import { dayMs } from "../time/day.ts";
import type { Draft } from "./call-draft.ts";
import type { PricedLevel } from "./price-call.ts";
import type { Refusal } from "./refusal.ts";

/** Brakes on stolen accounts: calls at once to a prefix, the hours of the night, prefixes that a new customer may not call, test numbers. */

/** The limit of the longest prefix that the number begins with. */
export function prefixLimitOf(limits: readonly string[], number: string): { prefix: string; most: number } | undefined {
  const fitting = limits
    .map((text) => {
      const [prefix = "", most = ""] = text.split("=");
      return { prefix, most: Number(most) };
    })
    .filter(({ prefix }) => number.startsWith(prefix));
  return fitting.toSorted((a, b) => b.prefix.length - a.prefix.length)[0];
}

/** Name of the counter of calls to a prefix, beside those of devices. */
export const prefixCounter = (account: string, prefix: string): string => `${account}/${prefix}`;

const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/** Whether the instant lies in `22:00-06:00` of the zone: from the first minute on, up to the last without it. */
export function isNight(hours: string | null, timeZone: string, at: number): boolean {
  if (hours === null) return false;
  const [from, until] = [minuteOf(hours.slice(0, 5)), minuteOf(hours.slice(6))];
  const minute = minuteOfWeek(timeZone, at) % 1440;
  return from < until ? minute >= from && minute < until : minute >= from || minute < until;
}

/** Nobody calls a number by which thieves try what goes through. */
export function testNumber({ facts, cld }: Draft): Refusal | undefined {
  const listed = testNumberOf(facts.testNumbers, cld);
  return listed === undefined ? undefined : { code: "TEST_NUMBER", detail: `${listed} is a test number.` };
}

/** A customer of a few days calls no prefix that the operator keeps from new ones. */
export function newCustomer({ facts, cld, terms }: Draft): Refusal | undefined {
  const { createdAt, account } = facts.levels[0].customer;
  const { days, prefixes } = facts.newCustomers;
  const until = Date.parse(createdAt) + days * dayMs;
  const blocked = terms.at < until ? prefixes.find((prefix) => cld.startsWith(prefix)) : undefined;
  if (blocked === undefined) return undefined;
  return {
    code: "NEW_CUSTOMER_PREFIX",
    detail: `${account} may not call ${blocked} in its first ${counted(days, "day")}.`,
  };
}

function atNight({ facts, terms }: Draft, own: PricedLevel): Refusal | undefined {
  const { customer, balance } = facts.levels[0];
  const { nightHours, timeZone, nightMaxCallSessions: most, nightMaxPricePerMinute: dearest } = customer;
  if (!isNight(nightHours, timeZone, terms.at)) return undefined;
  if (most !== null && balance.sessions >= most)
    return {
      code: "NIGHT_CALLS",
      detail: `Calls that are up at night (${nightHours}): ${balance.sessions} of ${most}.`,
    };
  const price = BigInt(own.rate.terms.pricePerMinute);
  if (dearest !== null && price > nanoOf(dearest))
    return {
      code: "NIGHT_PRICE",
      detail: `${decimalOf(price)} a minute is above ${dearest} at night (${nightHours}).`,
    };
  return undefined;
}

/** Calls to the number's prefix that are up; the counter that one more is added to comes with the decision. */
export function guard(draft: Draft, own: PricedLevel): Refusal | undefined {
  const { facts, cld } = draft;
  const limit = prefixLimitOf(facts.levels[0].customer.prefixCallLimits, cld);
  const up = limit ? (facts.prefixCalls.get(limit.prefix) ?? 0) : 0;
  if (limit && up >= limit.most)
    return { code: "PREFIX_LIMIT", detail: `Calls that are up to ${limit.prefix}: ${up} of ${limit.most}.` };
  return atNight(draft, own);
}

import { statusAllows } from "../customers/status-rules.ts";
import { decimalOf, type Nano, nanoOf } from "../money/money.ts";
import { counted } from "../time/counted.ts";
import type { Draft, Step } from "./call-draft.ts";
import type { PayingLevel } from "./chain-level.ts";
import type { PricedLevel } from "./price-call.ts";
import { atLevel, type Refusal } from "./refusal.ts";

/** What stops a call whatever its number is: status, debt, calls that are up, and the customer's own brakes. */

const callsGo = (level: PayingLevel): boolean => statusAllows(level.customer.status, "outgoing");

export const statuses: Step = ({ facts }) => {
  const idle = facts.levels.findIndex((level) => !callsGo(level));
  const { customer } = facts.levels[Math.max(idle, 0)] as PayingLevel;
  if (idle >= 0)
    return {
      code: idle === 0 ? "ACCOUNT_INACTIVE" : "RESELLER_INACTIVE",
      detail: `${customer.account} is ${customer.status}.`,
    };
  const { device, caller } = facts;
  if (caller.lockedTo !== null) return { code: "IP_LOCKED", detail: `${device.id} is locked to ${caller.lockedTo}.` };
  return device.status === "ACTIVE" ? undefined : { code: "DEVICE_INACTIVE", detail: `${device.id} is inactive.` };
};

/** Below zero nothing goes, not even a free call. */
export const floor: Step = ({ facts }) => {
  const depth = facts.levels.findIndex(({ balance }) => balance.avail < 0n);
  if (depth < 0) return undefined;
  const { customer, balance } = facts.levels[depth] as PayingLevel;
  const detail = `${customer.account} has ${decimalOf(balance.avail)} with its credit.`;
  return { code: atLevel("NO_BALANCE", depth), detail };
};

/** Calls up and calls begun, at every level and at the device: the smallest number binds. */
export const sessions: Step = ({ facts, terms }) => {
  const second = Math.floor(terms.at / 1000);
  const { device } = facts;
  const begun = (one: { second: number; begun: number }) => (one.second >= second ? one.begun : 0);
  for (const [depth, { customer, balance }] of facts.levels.entries()) {
    const who = customer.account;
    if (balance.sessions >= balance.maxSessions)
      return {
        code: atLevel("CC_LIMIT", depth),
        detail: `Calls of ${who} that are up: ${balance.sessions} of ${balance.maxSessions}.`,
      };
    if (begun(balance) >= customer.callSessionsPerSecond)
      return {
        code: atLevel("CPS_LIMIT", depth),
        detail: `${who} has begun ${counted(begun(balance), "call")} in this second.`,
      };
  }
  if (device.sessions >= device.maxCallSessions)
    return {
      code: "CC_LIMIT",
      detail: `Calls of ${device.id} that are up: ${device.sessions} of ${device.maxCallSessions}.`,
    };
  if (begun(device) >= device.callSessionsPerSecond)
    return { code: "CPS_LIMIT", detail: `${device.id} has begun ${counted(begun(device), "call")} in this second.` };
  return undefined;
};

/** The customer's own brakes. Its day is the ledger's day in its zone. */
export function brake({ facts, terms }: Draft, own: PricedLevel, held: Nano): Refusal | undefined {
  const { customer, balance } = facts.levels[0];
  const { maxPricePerMinute, dailySpendCap } = customer;
  const price = BigInt(own.rate.terms.pricePerMinute);
  if (maxPricePerMinute !== null && price > nanoOf(maxPricePerMinute))
    return { code: "PRICE_TOO_HIGH", detail: `${decimalOf(price)} a minute is above ${maxPricePerMinute}.` };
  const today = terms.at < balance.day.until ? balance.day.charge : 0n;
  const spent = today + balance.reserved + held;
  if (dailySpendCap !== null && spent > nanoOf(dailySpendCap))
    return {
      code: "SPEND_CAP",
      detail: `With this call ${decimalOf(spent)} of ${dailySpendCap} would be spent today.`,
    };
  return undefined;
}

import { customerFields } from "../customers/customer.ts";

/**
 * How a reseller is charged by whoever stands above it: rounding, tax, when it pays and how many calls of its tree may be
 * up. Rules, words and titles are a customer's, and so is what is meant where nothing is said.
 */

const { billingType, billingDecimals, taxFlag, taxMode, taxes, taxNumber, billingCycle, billingDay } = customerFields;
const { maxCallSessions, callSessionsPerSecond, timeZone } = customerFields;
const { blockLossRoutes, expectedCallSeconds, lossTolerancePercent } = customerFields;

export const termFields = {
  ...{ billingType, billingDecimals, taxFlag, taxMode, taxes, taxNumber, billingCycle, billingDay },
  maxCallSessions: maxCallSessions.meta({
    title: "Maximum call session",
    description: "Concurrent calls of its whole tree.",
  }),
  callSessionsPerSecond: callSessionsPerSecond.meta({
    title: "Call sessions per second",
    description: "Calls of its whole tree that may begin.",
  }),
  ...{ blockLossRoutes, expectedCallSeconds, lossTolerancePercent },
};

/** Fixed for good: the days of its statement are cut in it. */
export const zoneField = timeZone;

export const termDefaults = {
  billingType: "PREPAID",
  billingDecimals: 4,
  taxFlag: "NONE",
  taxMode: "EXCLUSIVE",
  taxes: [],
  taxNumber: null,
  billingCycle: "MONTHLY",
  billingDay: 1,
  maxCallSessions: 1000,
  callSessionsPerSecond: 100,
  blockLossRoutes: false,
  expectedCallSeconds: 180,
  lossTolerancePercent: "0",
  timeZone: "UTC",
} as const;

/** The fields where a request, or a reseller of before there were any, says nothing of them. */
export const termsByDefault = {
  billingType: billingType.default(termDefaults.billingType),
  billingDecimals: billingDecimals.default(termDefaults.billingDecimals),
  taxFlag: taxFlag.default(termDefaults.taxFlag),
  taxMode: taxMode.default(termDefaults.taxMode),
  taxes: taxes.default([]),
  taxNumber: taxNumber.default(null),
  billingCycle: billingCycle.default(termDefaults.billingCycle),
  billingDay: billingDay.default(termDefaults.billingDay),
  maxCallSessions: termFields.maxCallSessions.default(termDefaults.maxCallSessions),
  callSessionsPerSecond: termFields.callSessionsPerSecond.default(termDefaults.callSessionsPerSecond),
  blockLossRoutes: blockLossRoutes.default(termDefaults.blockLossRoutes),
  expectedCallSeconds: expectedCallSeconds.default(termDefaults.expectedCallSeconds),
  lossTolerancePercent: lossTolerancePercent.default(termDefaults.lossTolerancePercent),
  timeZone: zoneField.default(termDefaults.timeZone),
};

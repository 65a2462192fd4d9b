import * as z from "zod";
import { fraudFields, noFraudLimits } from "../customers/fraud-fields.ts";
import { TestNumbers } from "./test-numbers.ts";

/** What the operator sets against calls that a thief would make: a part of the settings. */

const newDays = "Must be a whole number from 0 to 365.";

export const brakeFields = {
  dailySpendCap: fraudFields.dailySpendCap.meta({
    title: "Daily spend cap of new customers",
    description:
      "In the customer's currency, for one that is added without a cap of its own. Calls that would exceed it are refused. Empty: none.",
  }),
  maxPricePerMinute: fraudFields.maxPricePerMinute.meta({
    title: "Max price per minute of new customers",
    description: "In the same way: dearer calls are refused. Empty: none.",
  }),
  prefixCallLimits: fraudFields.prefixCallLimits.meta({
    title: "Calls at once to a prefix of new customers",
    description: "44=10: at most ten calls at a time to numbers that begin with 44. Empty: none.",
  }),
  nightHours: fraudFields.nightHours.meta({
    title: "Night hours of new customers",
    description: "In the customer's zone, such as 22:00-06:00. Empty: no night.",
  }),
  nightMaxCallSessions: fraudFields.nightMaxCallSessions.meta({
    title: "Maximum call session at night of new customers",
    description: "Calls at the same time in these hours. Empty: no limit of the night.",
  }),
  nightMaxPricePerMinute: fraudFields.nightMaxPricePerMinute.meta({
    title: "Max price per minute at night of new customers",
    description: "Dearer calls are refused in these hours. Empty: none.",
  }),
  newCustomerDays: z.int(newDays).min(0, newDays).max(365, newDays).meta({
    title: "Days for which a customer counts as new",
    description: "0: no customer does.",
  }),
  newCustomerBlockedPrefixes: z
    .array(z.string().regex(/^\d{1,15}$/, "Must be 1 to 15 digits."))
    .max(200, "Must be at most 200 prefixes.")
    .meta({
      title: "Prefixes that new customers may not call",
      description: "Dialled numbers that begin with one of them are refused while a customer counts as new.",
    }),
  testNumbers: TestNumbers.meta({
    title: "Test numbers",
    description:
      "Numbers, or beginnings of numbers, that thieves call first: calls to them are refused to everybody and raise an alert. Up to 1,000, one a line.",
  }),
};

export const brakeDefaults = {
  ...noFraudLimits,
  prefixCallLimits: [],
  newCustomerDays: 0,
  newCustomerBlockedPrefixes: [],
  testNumbers: [],
};

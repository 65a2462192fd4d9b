import * as z from "zod";
import { Money, optional, rule, Sessions } from "./customer-fields.ts";

/** Brakes on calls that a thief would make: to one dear destination at a time, at night, for much money. All are off until set. */

const limitRule = "Must be a prefix and a number of calls, such as 4477=5.";
const hoursRule = "Must be two different times such as 22:00-06:00.";

export const fraudFields = {
  dailySpendCap: optional(Money).meta({ title: "Daily spend cap" }),
  maxPricePerMinute: optional(Money).meta({ title: "Max price per minute" }),
  prefixCallLimits: z
    .array(z.string({ error: rule(limitRule) }).regex(/^\d{1,15}=([1-9]\d{0,3})$/, { error: rule(limitRule) }))
    .max(20, "Must be at most 20 prefixes.")
    .refine(
      (limits) => new Set(limits.map((one) => one.split("=")[0])).size === limits.length,
      "A prefix must stand there once.",
    )
    .meta({
      title: "Calls at once to a prefix",
      description: "44=10: at most ten calls at a time to numbers that begin with 44; the longest prefix counts.",
    }),
  nightHours: optional(
    z
      .string({ error: rule(hoursRule) })
      .regex(/^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/, { error: rule(hoursRule) })
      .refine((text) => text.slice(0, 5) !== text.slice(6), hoursRule),
  ).meta({ title: "Night hours", description: "In the customer's zone; empty: no night." }),
  nightMaxCallSessions: optional(Sessions).meta({ title: "Maximum call session at night" }),
  nightMaxPricePerMinute: optional(Money).meta({ title: "Max price per minute at night" }),
};

export const noFraudLimits = {
  dailySpendCap: null,
  maxPricePerMinute: null,
  prefixCallLimits: [],
  nightHours: null,
  nightMaxCallSessions: null,
  nightMaxPricePerMinute: null,
} as const;

export type Brakes = { [Name in keyof typeof fraudFields]: z.output<(typeof fraudFields)[Name]> };
export const brakeNames = Object.keys(fraudFields) as (keyof Brakes)[];

/** Of a customer that is added: what it names, of which null is to have none, else what is usual by the settings. */
export const brakesOfNew = (asked: { [Name in keyof Brakes]?: Brakes[Name] | undefined }, usual: Brakes): Brakes =>
  Object.fromEntries(
    brakeNames.map((name) => [name, asked[name] === undefined ? usual[name] : asked[name]]),
  ) as unknown as Brakes;

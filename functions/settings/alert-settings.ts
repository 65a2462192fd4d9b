import * as z from "zod";
import { optional } from "../customers/customer-fields.ts";
import { Amount } from "../money/money.ts";

/** From when on traffic and spend are an alert. A part of the settings. */

const points = "Must be a whole number from 5 to 90.";
const hours = "Must be a whole number from 1 to 24.";
const attempts = "Must be a whole number from 10 to 1000000.";
const calls = "Must be a whole number from 1 to 1000000.";
const factor = "Must be a whole number from 2 to 100.";

export const alertFields = {
  asrDropPoints: z.int(points).min(5, points).max(90, points).nullable().meta({
    title: "Fall of the ASR that is an alert",
    description:
      "Percentage points below the mean of the seven days before: of all calls, of an account, of a vendor. Empty: never.",
  }),
  asrDropHours: z.int(hours).min(1, hours).max(24, hours).meta({
    title: "Hours that are looked at for it",
    description: "The last whole hours that are counted.",
  }),
  asrDropAttempts: z.int(attempts).min(10, attempts).max(1_000_000, attempts).meta({
    title: "Attempts from which on it counts",
    description: "Fewer attempts in those hours say nothing.",
  }),
  lossAlertAmount: optional(Amount).meta({
    title: "Loss of a day that is an alert",
    description:
      "In the base currency: what calls of a customer cost more than they brought on a day, those alone that did. Empty: never.",
  }),
  lossAlertCalls: z.int(calls).min(1, calls).max(1_000_000, calls).meta({
    title: "Calls at a loss from which on it counts",
    description: "Fewer on a day are no alert, whatever they cost.",
  }),
  spendSpikeFloor: optional(Amount).meta({
    title: "Spend of an hour that is an alert",
    description:
      "In the base currency: what a customer spent or holds for calls within an hour. Less is none, however unusual. Empty: never.",
  }),
  spendSpikeFactor: z.int(factor).min(2, factor).max(100, factor).meta({
    title: "Times of its usual hour",
    description: "It is one where it is so many times the mean hour of the customer's seven days before.",
  }),
  spendSpikeSuspends: z.boolean().meta({
    title: "Suspend the customer then",
    description: "It calls no more, and calls that are up get no more time, until somebody lets it call again.",
  }),
};

export const alertDefaults = {
  asrDropPoints: 20,
  asrDropHours: 3,
  asrDropAttempts: 200,
  lossAlertAmount: "5",
  lossAlertCalls: 10,
  spendSpikeFloor: "100",
  spendSpikeFactor: 3,
  spendSpikeSuspends: false,
};

import * as z from "zod";
import { byCross, type CrossRate } from "../exchange-rates/convert.ts";
import { Amount, asText, Currency, type Nano, nanoOf } from "../money/money.ts";
import type { RateTerms } from "../tariffs/rate.ts";
import { NewTariff } from "../tariffs/tariff.ts";

/** A price list made from what vendors bill: so much percent on top, so much more, at least so much left, rounded up. */

const percentRule = "Must be a percentage from -99 to 10000 with at most 4 decimals.";
const stepRule = asText("Must be a number above 0");
const secondsRule = "Must be whole seconds from 1 to 7200.";
const incrementRule = "Must be whole seconds from 1 to 3600.";
const Increment = z.int(incrementRule).min(1, incrementRule).max(3600, incrementRule);

export const PricingRule = z
  .strictObject({
    currency: Currency.meta({ title: "Currency" }),
    /** Ids of vendors; empty: all that are active and have a cost tariff. */
    vendors: z
      .array(z.string().max(64))
      .max(200)
      .default([])
      .meta({ title: "Vendors", description: "None chosen: all that are active and have a cost tariff." }),
    basis: z.enum(["CHEAPEST", "DEAREST"], "Must be CHEAPEST or DEAREST.").default("CHEAPEST").meta({
      title: "Cost taken",
      description: "Of the vendors that sell a prefix: the cheapest, or the dearest so that a call may go to any.",
    }),
    percent: z
      .string(percentRule)
      .regex(/^-?\d{1,5}(\.\d{1,4})?$/, percentRule)
      .refine((text) => !/^-?\d/.test(text) || (Number(text) >= -99 && Number(text) <= 10_000), percentRule)
      .default("0")
      .meta({ title: "Percent on top" }),
    plus: Amount.default("0").meta({ title: "Plus per minute" }),
    /** Null: none is asked for, and a percentage below 0 sells below cost. */
    minMargin: Amount.nullable().default(null).meta({ title: "Least margin per minute" }),
    roundTo: Amount.refine((text) => /[1-9]/.test(text), stepRule)
      .default("0.0001")
      .meta({ title: "Rounded up to a multiple of" }),
    /** COST: as the vendor bills, with the percent on top. NONE: none is charged. */
    connectFee: z.enum(["COST", "NONE"], "Must be COST or NONE.").default("COST").meta({ title: "Connect fee" }),
    /** Null: those of the vendor. */
    firstIncrement: Increment.nullable().default(null).meta({ title: "First increment" }),
    nextIncrement: Increment.nullable().default(null).meta({ title: "Next increment" }),
    /** Talk time in seconds by which the cheapest is found and losses are told. */
    expectedCallSeconds: z
      .int(secondsRule)
      .min(1, secondsRule)
      .max(7200, secondsRule)
      .default(180)
      .meta({ title: "Expected call duration" }),
  })
  .meta({ id: "PricingRule" });
export type PricingRule = z.output<typeof PricingRule>;

export const TariffFromCost = PricingRule.extend({ name: NewTariff.shape.name }).meta({ id: "TariffFromCost" });
export type TariffFromCost = z.output<typeof TariffFromCost>;

const hundred = nanoOf("100");

/** Up, so that no rounding takes what was asked for. */
const upTo = (amount: Nano, step: Nano): Nano => {
  const whole = amount < 0n ? 0n : amount;
  return ((whole + step - 1n) / step) * step;
};

const withPercent = (amount: Nano, percent: string): Nano => {
  const raised = amount * (hundred + nanoOf(percent));
  return (raised + hundred - 1n) / hundred;
};

/**
 * What we take for a minute and a call that costs so much.
 * @param by from the vendor's currency into ours
 */
export function termsFromCost(
  cost: RateTerms,
  by: CrossRate,
  rule: Pick<
    PricingRule,
    "percent" | "plus" | "minMargin" | "roundTo" | "connectFee" | "firstIncrement" | "nextIncrement"
  >,
): RateTerms {
  const step = nanoOf(rule.roundTo);
  const minute = byCross(BigInt(cost.pricePerMinute), by);
  const wanted = withPercent(minute, rule.percent) + nanoOf(rule.plus);
  const least = rule.minMargin === null ? 0n : minute + nanoOf(rule.minMargin);
  const fee =
    rule.connectFee === "NONE" ? 0n : upTo(withPercent(byCross(BigInt(cost.connectFee), by), rule.percent), step);
  return {
    pricePerMinute: Number(upTo(wanted > least ? wanted : least, step)),
    connectFee: Number(fee),
    firstIncrement: rule.firstIncrement ?? cost.firstIncrement,
    nextIncrement: rule.nextIncrement ?? cost.nextIncrement,
    ...{ graceSeconds: 0, freeSeconds: 0, blocked: false },
  };
}

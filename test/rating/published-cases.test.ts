import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { decimalOf, nanoOf, roundNano } from "../../functions/money/money.ts";
import { rateCall } from "../../functions/rating/rate-call.ts";
import type { Rate } from "../../functions/tariffs/rate.ts";
import { aCall, aRate, aTariff, someTerms } from "../support/rates.ts";

/** Cases that other systems publish, with their sources; `exact_cost` was computed with fractions. */
const Case = z.object({
  id: z.string(),
  rate: z.object({
    connect_fee: z.number().default(0),
    initial_increment: z.number().optional(),
    subsequent_increment: z.number().optional(),
    rate_per_minute: z.number().optional(),
    initial_rate_per_minute: z.number().optional(),
    attempt_fee_only: z.number().optional(),
    vat_pct: z.number().optional(),
    duration_rounding: z.enum(["ceil", "floor"]).optional(),
    rounding: z.object({ mode: z.enum(["up", "down", "half-up"]), decimals: z.number() }).optional(),
    segments: z
      .array(
        z.object({
          from_s: z.number(),
          to_s: z.number().nullable(),
          rate_per_minute: z.number(),
          increment_s: z.number(),
        }),
      )
      .optional(),
  }),
  duration_s: z.number(),
  expected_cost: z.number().nullable(),
  exact_cost: z.number().nullable(),
  expected_billed_s: z.number(),
  status: z.enum(["ok", "peer-artefact"]),
});
type Case = z.infer<typeof Case>;

const { cases } = z
  .object({ cases: z.array(Case) })
  .parse(JSON.parse(readFileSync(new URL("../fixtures/rating-cases.json", import.meta.url), "utf8")));

/** Cases that use what we deliberately do not have. `ours` is what we answer to the nearest thing that can be asked of us. */
const notSold: Record<string, { exact: string; ours: string; because: string }> = {
  "yeti-09-round-down-vendor": {
    exact: "9.5166",
    ours: "9.5167",
    because: "amounts are rounded to the nearest or up, never down",
  },
  "yeti-13-attempt-fee-vat": {
    exact: "2.46",
    ours: "0",
    because: "a call that was not answered costs nothing; there is no attempt fee",
  },
  "yeti-dur-06": {
    exact: "1 s billed",
    ours: "2 s billed",
    because: "milliseconds always become whole seconds upwards; a source that cuts them off sends 1 s",
  },
};

const text = (value: number): string => decimalOf(nanoOf(value.toFixed(9)));

/** A first stretch at a price of its own is a fixed sum once it is over: our connect fee, with as many seconds free. */
function firstStretch(
  seconds: number,
  perMinute: number,
  fee: number,
  rest: { price: number; step: number },
): Partial<Rate> {
  return {
    connectFee: text(fee + (perMinute * seconds) / 60),
    freeSeconds: seconds,
    pricePerMinute: text(rest.price),
    firstIncrement: rest.step,
    nextIncrement: rest.step,
  };
}

function ourRate({ rate, duration_s }: Case): Partial<Rate> {
  const [first, rest] = rate.segments ?? [];
  if (first?.to_s && rest) {
    if (first.rate_per_minute !== rest.rate_per_minute) {
      expect(duration_s, "the mapping holds once the first stretch is over").toBeGreaterThan(first.to_s);
      return firstStretch(first.to_s, first.rate_per_minute, rate.connect_fee, {
        price: rest.rate_per_minute,
        step: rest.increment_s,
      });
    }
    const fields = { firstIncrement: first.increment_s, nextIncrement: rest.increment_s };
    return { ...fields, connectFee: text(rate.connect_fee), pricePerMinute: text(rest.rate_per_minute) };
  }
  const price = rate.rate_per_minute ?? 0;
  const step = rate.subsequent_increment ?? 1;
  if (rate.initial_rate_per_minute !== undefined)
    return firstStretch(rate.initial_increment ?? 1, rate.initial_rate_per_minute, rate.connect_fee, { price, step });
  return {
    connectFee: text(rate.connect_fee),
    pricePerMinute: text(price),
    firstIncrement: rate.initial_increment ?? 1,
    nextIncrement: step,
  };
}

function ours(one: Case): { charge: string; billed: number } {
  const fields = ourRate(one);
  const { rounding, vat_pct } = one.rate;
  const terms = someTerms({
    billingDecimals: rounding?.decimals ?? 9,
    ...(vat_pct ? { taxFlag: "VAT", taxes: [{ name: "VAT", percent: text(vat_pct) }] } : {}),
  });
  const tariff = aTariff([{ rates: [aRate("44", fields)] }], { rounding: rounding?.mode === "up" ? "UP" : "HALF_UP" });
  const outcome = rateCall(aCall("4420", one.duration_s), tariff, terms);
  if (outcome.kind === "unrated") throw new Error(outcome.reason);
  // Seconds that a mapping made free belong to the stretch that its fee pays for.
  return { charge: decimalOf(outcome.charge), billed: outcome.billedSeconds + (fields.freeSeconds ?? 0) };
}

const exactAtNine = (cost: number): string => decimalOf(roundNano(nanoOf(cost.toFixed(9)), 9, "HALF_UP"));
const priced = cases.filter((one) => one.exact_cost !== null && !(one.id in notSold));

describe("the published rating cases", () => {
  it("are all accounted for", () => {
    expect(cases).toHaveLength(43);
    expect(Object.keys(notSold).every((id) => cases.some((one) => one.id === id))).toBe(true);
  });

  it.each(priced.filter((one) => one.status === "ok"))("$id costs exactly $exact_cost", (one) => {
    expect(ours(one).charge).toBe(exactAtNine(one.exact_cost ?? -1));
  });

  it.each(cases.filter((one) => !(one.id in notSold)))("$id bills $expected_billed_s s", (one) => {
    expect(ours(one).billed).toBe(one.expected_billed_s);
  });

  it.each(priced.filter((one) => one.status === "peer-artefact"))(
    "$id: the peer says $expected_cost, exact is $exact_cost",
    (one) => {
      expect(ours(one).charge).toBe(exactAtNine(one.exact_cost ?? -1));
      expect(one.expected_cost).not.toBe(one.exact_cost);
    },
  );

  it.each(Object.entries(notSold).map(([id, rest]) => ({ id, ...rest })))(
    "$id is $exact there and $ours here: $because",
    ({ id, exact, ours: here }) => {
      const one = cases.find((candidate) => candidate.id === id);
      if (!one) throw new Error(id);
      const isBilled = here.endsWith("billed");
      expect(isBilled ? `${ours(one).billed} s billed` : ours(one).charge).toBe(here);
      expect(isBilled ? `${one.expected_billed_s} s billed` : text(one.exact_cost ?? -1)).toBe(exact);
    },
  );
});

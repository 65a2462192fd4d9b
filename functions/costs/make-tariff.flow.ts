import * as z from "zod";
import type { Principal } from "../auth/access.ts";
import { decimalOf } from "../money/money.ts";
import { Problem } from "../platform/problem.ts";
import { getSettings } from "../settings/settings.store.ts";
import { ceilingOf } from "../tariffs/price-ceiling.ts";
import { createTariff } from "../tariffs/publish.flow.ts";
import { faultOfRate, rateOfRow } from "../tariffs/rate.ts";
import { NewTariff, type StoredTariff } from "../tariffs/tariff.ts";
import { type MadeLoss, type MadeRate, madeRates, shownLoss } from "./made-rates.ts";
import type { PricingRule, TariffFromCost } from "./price-from-cost.ts";
import { comparing, sellersAmong } from "./sellers.flow.ts";

/** A tariff made from what vendors bill: first looked at, then made. Nobody has it until a customer is given it. */

export const PricingPreview = z
  .object({
    currency: z.string(),
    expectedCallSeconds: z.int(),
    /** Rates that it would have, blocked ones among them. */
    rates: z.int(),
    /** Prefixes that every vendor blocks. */
    blocked: z.int(),
    losses: z.object({
      /** Prefixes whose price is below the cost that it was made from. */
      ownCost: z.int(),
      /** Prefixes whose price is below the cost of some other vendor that a call may go to. */
      otherVendors: z.int(),
      /** The first 200, one for each prefix and vendor. */
      items: z.array(
        z.object({
          prefix: z.string(),
          destination: z.string(),
          vendor: z.string(),
          /** Whether the price was made from this vendor's cost. */
          isBasis: z.boolean(),
          /** Brought and taken by a call of the expected length, and the difference: below 0. */
          price: z.string(),
          cost: z.string(),
          difference: z.string(),
        }),
      ),
    }),
    /** The first 50 rates. */
    sample: z.array(
      z.object({
        prefix: z.string(),
        destination: z.string(),
        blocked: z.boolean(),
        pricePerMinute: z.string(),
        connectFee: z.string(),
        firstIncrement: z.int(),
        nextIncrement: z.int(),
        /** Whose cost it is made from; null: blocked. */
        vendor: z.string().nullable(),
        /** Left of a call of the expected length. */
        margin: z.string(),
      }),
    ),
  })
  .meta({ id: "PricingPreview" });
export type PricingPreview = z.infer<typeof PricingPreview>;

/** As many as a card takes by a sheet, within what one answer has time for. */
const mostRates = 200_000;
const shownLosses = 200;
const shownRates = 50;

const wrong = (path: string, message: string) =>
  new Problem("invalid", `Please correct: ${path}.`, { fields: [{ path, message }] });

/** @throws Problem invalid without vendors or exchange rates, for too many rates, or for a price above the ceiling */
async function priced(rule: PricingRule, atMs: number): Promise<MadeRate[]> {
  const sellers = await sellersAmong(rule.vendors);
  if (sellers.length === 0) throw wrong("vendors", "No vendor is active and has a cost tariff.");
  const { currency, expectedCallSeconds: expectedSeconds } = rule;
  const asked = await comparing(sellers, { atMs, currency, expectedSeconds });
  const ceiling = ceilingOf({ currency, priceCeiling: null }, await getSettings());
  const made: MadeRate[] = [];
  for (const one of madeRates(sellers, rule, asked)) {
    if (one.kind === "NO_FX")
      throw wrong(
        "currency",
        `There is no exchange rate in force between ${one.currency} of ${one.vendor} and ${currency}.`,
      );
    if (made.length === mostRates) throw wrong("vendors", `A tariff is made of at most ${mostRates} prefixes.`);
    const fault = faultOfRate(rateOfRow(one.rate.row), ceiling);
    if (fault) throw wrong("percent", `The price of ${one.rate.row.prefix} would be above the ceiling of ${ceiling}.`);
    made.push(one.rate);
  }
  if (made.length === 0) throw wrong("vendors", "These vendors have no rates.");
  return made;
}

const sampleOf = ({ row, from, price, cost }: MadeRate): PricingPreview["sample"][number] => {
  const { prefix, destination, blocked, pricePerMinute, connectFee, firstIncrement, nextIncrement } = rateOfRow(row);
  return {
    ...{ prefix, destination, blocked, pricePerMinute, connectFee, firstIncrement, nextIncrement },
    vendor: from?.seller.vendor ?? null,
    margin: decimalOf(price - cost),
  };
};

/** Nothing is made. @throws Problem invalid as above */
export async function previewPricing(rule: PricingRule, atMs: number): Promise<PricingPreview> {
  const made = await priced(rule, atMs);
  const losses: MadeLoss[] = [];
  const counts = { ownCost: 0, otherVendors: 0 };
  for (const rate of made) {
    if (rate.losses.some(({ isBasis }) => isBasis)) counts.ownCost++;
    if (rate.losses.some(({ isBasis }) => !isBasis)) counts.otherVendors++;
    losses.push(...rate.losses.slice(0, Math.max(0, shownLosses - losses.length)));
  }
  return {
    currency: rule.currency,
    expectedCallSeconds: rule.expectedCallSeconds,
    rates: made.length,
    blocked: made.filter(({ row }) => row.terms.blocked).length,
    losses: { ...counts, items: losses.map(shownLoss) },
    sample: made.slice(0, shownRates).map(sampleOf),
  };
}

/** @throws Problem invalid as above */
export async function makeTariff(
  { name, ...rule }: TariffFromCost,
  principal: Principal,
  atMs: number,
): Promise<StoredTariff> {
  const rates = (await priced(rule, atMs)).map(({ row }) => row);
  const asked = NewTariff.parse({ name, currency: rule.currency });
  return createTariff(asked, principal, atMs, rates);
}

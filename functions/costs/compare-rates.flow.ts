import * as z from "zod";
import type { Principal } from "../auth/access.ts";
import { isoInstant } from "../platform/clock.ts";
import { getSettings } from "../settings/settings.store.ts";
import type { LoadedTariff } from "../tariffs/loaded-tariff.ts";
import { tariffOrNotFound } from "../tariffs/publish.flow.ts";
import { loadTariff } from "../tariffs/tariff.store.ts";
import { headOf } from "../tariffs/tariff.ts";
import { allPrefixes } from "./all-prefixes.ts";
import { ComparedLine, type ComparedVerdict, comparedLine } from "./rate-comparison.ts";
import { comparing, sellersAmong } from "./sellers.flow.ts";
import type { Comparing, Seller } from "./vendor-price.ts";

export interface ComparisonAsked {
  /** Id of our tariff; undefined: vendors are compared with each other. */
  tariff: string | undefined;
  currency: string | undefined;
  atMs: number;
  expectedSeconds: number;
}

interface Ready {
  ours: LoadedTariff | undefined;
  sellers: readonly Seller[];
  asked: Comparing;
}

/** @throws Problem not_found for a tariff that is not the principal's */
async function ready({ tariff, currency, atMs, expectedSeconds }: ComparisonAsked, who: Principal): Promise<Ready> {
  const stored = tariff === undefined ? undefined : await tariffOrNotFound(tariff, who);
  const ours = stored && (await loadTariff(headOf(stored)));
  const sellers = await sellersAmong([]);
  // What we sell in is what is compared in; without a tariff what was asked for, else the books' currency.
  const target = ours?.currency ?? currency ?? (await getSettings()).baseCurrency;
  return { ours, sellers, asked: await comparing(sellers, { atMs, currency: target, expectedSeconds }) };
}

function* linesOf({ ours, sellers, asked }: Ready, under: string, after: string): Generator<ComparedLine> {
  const tariffs = [...(ours ? [ours] : []), ...sellers.map(({ tariff }) => tariff)];
  for (const prefix of allPrefixes(tariffs, { under, after, atMs: asked.atMs }))
    yield comparedLine(prefix, ours, sellers, asked);
}

export const RateComparison = z
  .object({
    items: z.array(ComparedLine),
    nextCursor: z.string().nullable(),
    /** Of every amount that names no currency of its own. */
    currency: z.string(),
    at: z.string(),
    /** Talk time of the call that is compared. */
    expectedSeconds: z.int(),
  })
  .meta({ id: "RateComparison" });

export interface LinesWanted {
  under: string;
  destination: string;
  verdict: ComparedVerdict | undefined;
  after: string;
  limit: number;
}

/** Lines that are looked at for one page: a filter that fits nothing must not read a million prefixes at once. */
const mostRead = 50_000;

/** One page of lines. It may be short, or empty, and still have a next one. */
export async function compareRates(asked: ComparisonAsked, wanted: LinesWanted, who: Principal) {
  const made = await ready(asked, who);
  const items: ComparedLine[] = [];
  const text = wanted.destination.toLowerCase();
  let read = 0;
  let last: string | undefined;
  for (const line of linesOf(made, wanted.under, wanted.after)) {
    if (items.length === wanted.limit || read === mostRead) return pageOfLines(made, items, last);
    read++;
    last = line.prefix;
    const fits = wanted.verdict === undefined || line.verdict === wanted.verdict;
    if (fits && (text === "" || line.destination.toLowerCase().includes(text))) items.push(line);
  }
  return pageOfLines(made, items, undefined);
}

const pageOfLines = ({ asked }: Ready, items: ComparedLine[], after: string | undefined) => ({
  items,
  after,
  currency: asked.currency,
  at: isoInstant(asked.atMs),
  expectedSeconds: asked.expectedSeconds,
});

export const BelowCost = z
  .object({
    /** Prefixes that even the cheapest vendor takes more for than the tariff does. */
    losses: z.int(),
    /** Prefixes that some vendor takes more for. */
    someLosses: z.int(),
    /** Prefixes that were compared. */
    compared: z.int(),
    /** False: the tariff and the vendors have more prefixes than are compared at once. */
    complete: z.boolean(),
    expectedSeconds: z.int(),
  })
  .meta({ id: "BelowCost" });
export type BelowCost = z.infer<typeof BelowCost>;

/** How much of a tariff is sold for less than it costs, by what vendors bill now. */
export async function belowCost(asked: ComparisonAsked, who: Principal): Promise<BelowCost> {
  const made = await ready(asked, who);
  const found = { losses: 0, someLosses: 0, compared: 0, complete: true, expectedSeconds: asked.expectedSeconds };
  for (const { verdict } of linesOf(made, "", "")) {
    if (found.compared === mostRead) return { ...found, complete: false };
    found.compared++;
    if (verdict === "LOSS") found.losses++;
    if (verdict === "SOME_LOSS") found.someLosses++;
  }
  return found;
}

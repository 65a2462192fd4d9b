import { indexed, keys } from "../platform/keys.ts";
import { absent, put, queryPage, queryPages, type Write } from "../platform/table.ts";
import { ExchangeRate } from "./exchange-rate.ts";

/** Fails its condition when the same correction was recorded meanwhile. */
export function addExchangeRate(rate: ExchangeRate): Write {
  const listing = indexed(keys.exchangeRateListing().pk, `${rate.createdAt}#${rate.id}`);
  const key = keys.exchangeRate(rate.currency, rate.effectiveFrom, rate.correction);
  return put({ ...key, ...listing, ...rate }, absent);
}

/** All records of a currency and day, the first before its corrections. */
export async function ratesOfDay(currency: string, day: string): Promise<ExchangeRate[]> {
  const { pk } = keys.exchangeRate(currency, day, 0);
  const page = await queryPage({ pk, beginsWith: `${day}#` });
  return page.items.map((item) => ExchangeRate.parse(item));
}

/** A year of days in one read. */
const pageSize = 400;

/** Every record that may be in force on a day of the range: those in it, and back to the last before it that is not withdrawn. */
export async function ratesFor(currency: string, { first, last }: { first: string; last: string }) {
  const found: ExchangeRate[] = [];
  const { pk } = keys.exchangeRate(currency, last, 0);
  for await (const { items } of queryPages({ pk, to: `${last}#~`, newestFirst: true, limit: pageSize }))
    for (const item of items) {
      const rate = ExchangeRate.parse(item);
      const withdrawn = found.some(({ effectiveFrom }) => effectiveFrom === rate.effectiveFrom);
      found.push(rate);
      if (rate.effectiveFrom <= first && rate.rate !== null && !withdrawn) return found;
    }
  return found;
}

/** One page, newest record first; of one currency by its days. What was just recorded may come a moment later without a currency. */
export async function listExchangeRates(
  currency: string | undefined,
  { limit, after }: { limit: number; after: Record<string, unknown> | undefined },
) {
  const range = currency
    ? { pk: keys.exchangeRate(currency, "", 0).pk }
    : { index: "gsi1" as const, pk: keys.exchangeRateListing().pk };
  const page = await queryPage({ ...range, newestFirst: true, limit, ...(after ? { after } : {}) });
  return { items: page.items.map((item) => ExchangeRate.parse(item)), after: page.after };
}

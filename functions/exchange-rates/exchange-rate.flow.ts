import { auditEntry } from "../audit/audit.store.ts";
import type { Principal } from "../auth/access.ts";
import { isoDay, isoInstant } from "../platform/clock.ts";
import { guarded, transactGuarded } from "../platform/guarded.ts";
import { newId } from "../platform/id.ts";
import { getSettings } from "../settings/settings.store.ts";
import type { FxBook } from "./convert.ts";
import { addExchangeRate, ratesFor, ratesOfDay } from "./exchange-rate.store.ts";
import { type ExchangeRate, type NewExchangeRate, rateInForce, recordOf } from "./exchange-rate.ts";

const lostWord = "Someone else recorded a rate of this day meanwhile. Load them again.";

/** @throws Problem conflict for a second rate of a day that is no correction; invalid for what cannot be meant */
export async function recordExchangeRate(asked: NewExchangeRate, actor: Principal, at: number): Promise<ExchangeRate> {
  const { baseCurrency } = await getSettings();
  const known = await ratesOfDay(asked.currency, asked.effectiveFrom);
  const record = recordOf(asked, baseCurrency, known);
  const rate: ExchangeRate = {
    id: newId("exchangeRate"),
    ...record,
    createdAt: isoInstant(at),
    createdBy: actor.id,
  };
  const entry = auditEntry(
    { actor, action: "exchange-rate.record", subject: rate.id, before: known.at(-1) ?? {}, after: rate },
    at,
  );
  await transactGuarded(guarded([addExchangeRate(rate), entry], lostWord));
  return rate;
}

/** Ids of the records among these that are in force at an instant, each asked of all records of its currency. */
export async function inForceAmong(rates: readonly ExchangeRate[], at: number): Promise<Set<string>> {
  const { baseCurrency: base } = await getSettings();
  const day = isoDay(at);
  const inForce = new Set<string>();
  for (const currency of new Set(rates.map((rate) => rate.currency))) {
    const found = rateInForce(await ratesFor(currency, { first: day, last: day }), { base, currency }, at);
    if (found) inForce.add(found.id);
  }
  return inForce;
}

/**
 * What conversions among these currencies at these instants need, in a read or two a currency. None for the base
 * currency, and none at all where there is nothing to convert.
 */
export async function fxBookFor(currencies: Iterable<string>, instants: readonly number[]): Promise<FxBook> {
  const distinct = new Set(currencies);
  if (distinct.size < 2 || instants.length === 0) return { base: "", rates: [] };
  const { baseCurrency: base } = await getSettings();
  const [first, last] = [Math.min(...instants), Math.max(...instants)].map(isoDay) as [string, string];
  const wanted = [...distinct].filter((currency) => currency !== base);
  const rates = await Promise.all(wanted.map((currency) => ratesFor(currency, { first, last })));
  return { base, rates: rates.flat() };
}

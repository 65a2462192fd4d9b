import { operator, type Principal } from "../auth/access.ts";
import { dayName, dayNamed, dayNumber } from "../cdrs/day-set.ts";
import { isoInstant } from "../platform/clock.ts";
import { resellerInReach } from "../resellers/in-reach.flow.ts";
import { getSettings } from "../settings/settings.store.ts";
import { type AnalysisAsked, checkLength, checkVendors, isSet, shownGroups } from "./analyse.flow.ts";
import { figuresOf, type OverallAnalysis, type OverallQuery, rangeOf } from "./analysis.ts";
import { groupTraffic, passesFilter, type TrafficBy, type TrafficFilter } from "./group-traffic.ts";
import { cellsOf as cellsOfStored } from "./owner-cells.flow.ts";
import { type OwnerDay, ownerDayInFull, ownerDays } from "./owner-day.store.ts";
import { isInside, type TrafficWanted } from "./read-traffic.flow.ts";
import { added, noSums, type Sums } from "./traffic.ts";
import { quarterMs, type TrafficCell } from "./traffic-cell.ts";
import { lastFold } from "./traffic-day.store.ts";

/** A day in short where that tells its dates apart in the zone that is asked for, else in full. */
function cellsOfDay(owner: string, stored: OwnerDay, wanted: TrafficWanted): Promise<TrafficCell[]> {
  const isShort = !wanted.inFull && isInside(dayNamed(stored.date), wanted);
  return cellsOfStored(owner, stored, async (day) =>
    isShort && day.zone === wanted.zone ? day.cells : ownerDayInFull(owner, day),
  );
}

/** Days that are read at the same time; of large ones no more are held than these. */
const atOnce = 4;

async function* cellsOf(owner: string, wanted: TrafficWanted): AsyncGenerator<TrafficCell[]> {
  const [first, last] = [dayName(dayNumber(wanted.fromMs)), dayName(dayNumber(wanted.toMs - 1))];
  const [from, to] = [wanted.fromMs / quarterMs, wanted.toMs / quarterMs];
  const days = await ownerDays(owner, first, last);
  for (let at = 0; at < days.length; at += atOnce)
    for (const cells of await Promise.all(days.slice(at, at + atOnce).map((day) => cellsOfDay(owner, day, wanted))))
      yield cells.filter(({ quarter }) => quarter >= from && quarter < to);
}

/** Sums by key, by currency: money adds up in one only. */
type Grouped = Map<string, Map<string, Sums>>;

async function grouped(owner: string, wanted: TrafficWanted, by: TrafficBy, filter: TrafficFilter): Promise<Grouped> {
  const all: Grouped = new Map();
  for await (const cells of cellsOf(owner, wanted)) {
    const passing = cells.filter((cell) => passesFilter(cell, filter));
    for (const [currency, some] of Map.groupBy(passing, (cell) => cell.currency ?? "")) {
      const groups = all.get(currency) ?? new Map<string, Sums>();
      all.set(currency, groups);
      for (const [key, sums] of groupTraffic(some, by, wanted.zone))
        groups.set(key, added(groups.get(key) ?? noSums, sums));
    }
  }
  return all;
}

const whole = (groups: Iterable<Sums>): Sums => [...groups].reduce(added, noSums);
const sizeOf = ({ attempts, refused }: Sums): number => attempts + refused;
const noMoney = { charge: 0n, tax: 0n, revenue: 0n, margin: 0n, costUnknown: 0 };

/** All currencies together: counts of all calls, money of those in one currency. */
function together(all: Grouped, currency: string): Map<string, Sums> {
  const groups = new Map<string, Sums>();
  for (const [of, some] of all)
    for (const [key, sums] of some)
      groups.set(key, added(groups.get(key) ?? noSums, of === currency ? sums : { ...sums, ...noMoney }));
  return groups;
}

/** The currency with the most calls first. */
function currenciesOf(all: Grouped): string[] {
  const sizes = [...all].map(([currency, groups]) => ({ currency, size: sizeOf(whole(groups.values())) }));
  return sizes.sort((a, b) => b.size - a.size || (a.currency < b.currency ? -1 : 1)).map(({ currency }) => currency);
}

const noAmounts = { charge: null, tax: null, cost: null, margin: null, marginPercent: null, costUnknown: null };

/** Figures of all groups; amounts are told where a call has them, and where there is no call. */
function figuresIn(groups: ReadonlyMap<string, Sums>, isTold: boolean, seesCost: boolean) {
  const figures = figuresOf(whole(groups.values()), seesCost);
  return isTold || groups.size === 0 ? figures : { ...figures, ...noAmounts };
}

/** The currency in which money is told. */
export const chosenOf = (asked: string | undefined, own: string, there: readonly string[]): string =>
  asked ?? (there.includes(own) ? own : (there[0] ?? own));

interface Whose {
  /** The operator, or the account of a reseller. */
  owner: string;
  /** A reseller's currency, which all below it have; undefined: the operator's. */
  currency: string | undefined;
}

export const operatorsOwn: Whose = { owner: operator, currency: undefined };

/** Whose customers are analysed: those of the reseller that is asked for, else those of whoever asks. @throws Problem not_found */
export async function analysedBy(principal: Principal, reseller: string | undefined): Promise<Whose> {
  const account = reseller ?? principal.account;
  if (account === undefined) return operatorsOwn;
  const { currency } = await resellerInReach(account, principal);
  return { owner: account, currency };
}

/**
 * What is to be read for a question. Days in short are put together by the operator's dates.
 * @throws Problem invalid, where the range is too long; forbidden, where vendors are asked for by who may not see them
 */
export function overallReading(query: OverallQuery, { seesCost, at }: AnalysisAsked, ownZone: string) {
  const { from: _from, to: _to, by, timeZone, currency: _currency, reseller: _reseller, ...filter } = query;
  checkVendors(query, seesCost);
  const [zone, range] = [timeZone ?? ownZone, rangeOf(query, at)];
  const inFull = by !== "day" || isSet(filter) || zone !== ownZone;
  checkLength(range, inFull);
  return { zone, range, inFull, filter };
}

/**
 * Analyses the calls of all customers of the operator or of a reseller, from days that were added up: never from calls.
 * @throws Problem as `overallReading`
 */
export async function analyseAll(whose: Whose, query: OverallQuery, asked: AnalysisAsked): Promise<OverallAnalysis> {
  const { by } = query;
  const { seesCost } = asked;
  const settings = await getSettings();
  const { zone, range, inFull, filter } = overallReading(query, asked, settings.timeZone);
  const earlier = { fromMs: range.fromMs - (range.toMs - range.fromMs), toMs: range.fromMs };
  // Read first: what is counted meanwhile is in the days, too.
  const fold = await lastFold();
  const of = (part: typeof range) => grouped(whose.owner, { ...part, inFull, zone }, by, filter);
  const [here, before] = [await of(range), await of(earlier)];
  const currencies = currenciesOf(here);
  const currency = chosenOf(query.currency, whose.currency ?? settings.baseCurrency, currencies);
  const [all, allBefore] = [together(here, currency), together(before, currency)];
  const groups = await shownGroups(all, by, seesCost);
  const told = here.get(currency);
  return {
    ...{ from: isoInstant(range.fromMs), to: isoInstant(range.toMs), by, timeZone: zone, currency, currencies },
    countedUpTo: fold?.through ? isoInstant(fold.through) : null,
    totals: figuresIn(all, told !== undefined, seesCost),
    before: figuresIn(allBefore, before.has(currency), seesCost),
    groups: groups.map((group) => (told?.has(group.key) ? group : { ...group, ...noAmounts })),
  };
}

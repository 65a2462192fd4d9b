import { groupTraffic, totalOf } from "../analysis/group-traffic.ts";
import { chosenOf } from "../analysis/overall.flow.ts";
import { quartersOf } from "../analysis/owner-cells.flow.ts";
import { noSums, type Sums } from "../analysis/traffic.ts";
import { quarterMs, type TrafficCell } from "../analysis/traffic-cell.ts";
import { lastFold } from "../analysis/traffic-day.store.ts";
import { operator, ownerOf, type Principal, seesVendors } from "../auth/access.ts";
import { dayName, dayNumber } from "../cdrs/day-set.ts";
import { isoInstant } from "../platform/clock.ts";
import { resellerInReach } from "../resellers/in-reach.flow.ts";
import { getSettings } from "../settings/settings.store.ts";
import { type FiguresSeen, type HomeTraffic, homeFigures } from "./home.ts";
import { type HomeDays, homeDays, hoursIn, type Span } from "./home-day.ts";

/** How today goes, out of days that were added up: two days are read, never a call. */

const readSpan = ({ from, end }: Span, owner: string): Promise<TrafficCell[]> =>
  quartersOf(owner, dayName(dayNumber(from)), dayName(dayNumber(end - 1)));

const inside = (cells: readonly TrafficCell[], { from, until }: Pick<Span, "from" | "until">): TrafficCell[] =>
  cells.filter(({ quarter }) => quarter * quarterMs >= from && quarter * quarterMs < until);

/** The currencies of calls, the one with the most first. */
function currenciesOf(cells: readonly TrafficCell[]): string[] {
  const sizes = new Map<string, number>();
  for (const { currency, attempts } of cells)
    if (currency !== null) sizes.set(currency, (sizes.get(currency) ?? 0) + attempts);
  return [...sizes].sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1)).map(([currency]) => currency);
}

/** Counts of all calls, money of those in one currency. */
function told(cells: readonly TrafficCell[], currency: string, seen: Omit<FiguresSeen, "isTold">) {
  const own = cells.filter((cell) => cell.currency === currency);
  const isTold = cells.length === 0 || own.length > 0;
  return homeFigures(totalOf(cells), totalOf(own), { ...seen, isTold });
}

function hoursOf(cells: readonly TrafficCell[], cellsBefore: readonly TrafficCell[], days: HomeDays, zone: string) {
  const { today, before } = days;
  const now = groupTraffic(inside(cells, today), "hour", zone);
  const then = new Map<string, number>();
  const sums: Map<string, Sums> = groupTraffic(inside(cellsBefore, { ...before, until: before.end }), "hour", zone);
  for (const { at, clock } of hoursIn(before, zone))
    then.set(clock, (then.get(clock) ?? 0) + (sums.get(at)?.attempts ?? 0));
  return hoursIn(today, zone).map(({ at, clock }) => {
    const isCounted = Date.parse(at) < today.until;
    const { attempts, answered } = now.get(at) ?? noSums;
    const figures = isCounted ? { attempts, answered } : { attempts: null, answered: null };
    return { at, clock, ...figures, before: then.get(clock) ?? null };
  });
}

/** @param at now, epoch ms */
export async function homeTraffic(
  principal: Principal,
  timeZone: string | undefined,
  at: number,
): Promise<HomeTraffic> {
  const owner = ownerOf(principal);
  // Read first: what is counted meanwhile is in the days, too.
  const [settings, fold] = await Promise.all([getSettings(), lastFold()]);
  const own = owner === operator ? settings.baseCurrency : (await resellerInReach(owner, principal)).currency;
  const zone = timeZone ?? settings.timeZone;
  const days = homeDays(zone, at, fold?.through || undefined);
  const { today, before } = days;
  const [cells, cellsBefore] = await Promise.all([readSpan(today, owner), readSpan(before, owner)]);
  const [here, there] = [inside(cells, today), inside(cellsBefore, before)];
  const currencies = currenciesOf(here);
  const currency = chosenOf(undefined, own, currencies.length > 0 ? currencies : currenciesOf(there));
  const seen = { seesCost: seesVendors(principal), isOperator: owner === operator };
  return {
    ...{ date: today.date, from: isoInstant(today.from), until: isoInstant(today.until), beforeDate: before.date },
    countedUpTo: fold?.through ? isoInstant(fold.through) : null,
    ...{ currency, currencies, hours: hoursOf(cells, cellsBefore, days, zone) },
    today: today.until === today.from ? null : told(here, currency, seen),
    before: told(there, currency, seen),
  };
}

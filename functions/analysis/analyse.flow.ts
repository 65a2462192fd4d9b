import { checkVendorFilters } from "../cdrs/call-filter.ts";
import { getCustomers } from "../customers/customer.store.ts";
import type { Customer } from "../customers/customer.ts";
import { isoInstant } from "../platform/clock.ts";
import { Problem } from "../platform/problem.ts";
import { allGateways } from "../vendors/gateway.store.ts";
import { getVendors } from "../vendors/vendor.store.ts";
import { type Analysis, type AnalysisQuery, type AnalysisRange, figuresOf, rangeOf, tooLong } from "./analysis.ts";
import { causeText } from "./cause-text.ts";
import { groupTraffic, inOrder, passesFilter, type TrafficBy, type TrafficFilter, totalOf } from "./group-traffic.ts";
import { readTraffic, type TrafficWanted } from "./read-traffic.flow.ts";
import type { Sums } from "./traffic.ts";

/** What a key is called for people; those without a name of their own are called as they are. */
async function namesOf(by: TrafficBy, keys: readonly string[]): Promise<(key: string) => string> {
  const ids = keys.filter((key) => key !== "");
  switch (by) {
    case "cause":
      return (key) => causeText(key).meaning;
    case "vendor": {
      const vendors = await getVendors(ids);
      return (key) => vendors.get(key)?.name ?? key;
    }
    case "gateway": {
      const gateways = new Map((await allGateways()).map(({ id, name }) => [id, name]));
      return (key) => gateways.get(key) ?? key;
    }
    case "customer": {
      const customers = await getCustomers(ids);
      return (key) => customers.get(key)?.company ?? key;
    }
    default:
      return (key) => key;
  }
}

/** Whether any filter is. */
export const isSet = (filter: TrafficFilter): boolean => Object.values(filter).some((value) => value !== undefined);

const isVendors = (by: string): boolean => by === "vendor" || by === "gateway";

/** @throws Problem forbidden, where vendors are asked for by who may not see them */
export function checkVendors({ by, vendor, gateway }: { by: string } & TrafficFilter, seesCost: boolean): void {
  checkVendorFilters({ vendor: isVendors(by) ? by : vendor, gateway }, seesCost);
}

/** @throws Problem invalid, where the range is too long */
export function checkLength(range: AnalysisRange, inFull: boolean): void {
  const long = tooLong(range, inFull);
  if (long) throw new Problem("invalid", "The range is too long.", { fields: [{ path: "to", message: long }] });
}

/** Groups as they are answered, in their order and with names for people. */
export async function shownGroups(groups: ReadonlyMap<string, Sums>, by: TrafficBy, seesCost: boolean) {
  const ordered = inOrder(groups, by);
  const nameOf = await namesOf(
    by,
    ordered.map(([key]) => key),
  );
  return ordered.map(([key, sums]) => ({
    ...{ key, label: nameOf(key), remedy: by === "cause" ? causeText(key).remedy : null },
    ...figuresOf(sums, seesCost),
  }));
}

/** Who asks, and when. */
export interface AnalysisAsked {
  /** Whether whoever asks may see how calls were terminated, and what they cost. */
  seesCost: boolean;
  /** Epoch ms. */
  at: number;
}

/**
 * What is to be read for a question.
 * @throws Problem invalid, where the range is too long; forbidden, where vendors are asked for by who may not see them
 */
export function analysisReading(query: AnalysisQuery, { seesCost, at }: AnalysisAsked) {
  const { from: _from, to: _to, by, timeZone: _zone, ...filter } = query;
  checkVendors(query, seesCost);
  const range = rangeOf(query, at);
  const inFull = by !== "day" || isSet(filter);
  checkLength(range, inFull);
  return { range, inFull, filter };
}

/**
 * Analyses a customer's calls.
 * @throws Problem as `analysisReading`
 */
export async function analyse(customer: Customer, query: AnalysisQuery, asked: AnalysisAsked): Promise<Analysis> {
  const { by, timeZone } = query;
  const { seesCost } = asked;
  const { range, inFull, filter } = analysisReading(query, asked);
  const zone = timeZone ?? customer.timeZone;
  const read = async (wanted: TrafficWanted) =>
    (await readTraffic(customer.account, wanted)).filter((cell) => passesFilter(cell, filter));
  const length = range.toMs - range.fromMs;
  const [cells, earlier] = await Promise.all([
    read({ ...range, inFull, zone }),
    read({ fromMs: range.fromMs - length, toMs: range.fromMs, inFull, zone }),
  ]);
  return {
    ...{ from: isoInstant(range.fromMs), to: isoInstant(range.toMs), by, timeZone: zone, currency: customer.currency },
    totals: figuresOf(totalOf(cells), seesCost),
    before: figuresOf(totalOf(earlier), seesCost),
    groups: await shownGroups(groupTraffic(cells, by, zone), by, seesCost),
  };
}

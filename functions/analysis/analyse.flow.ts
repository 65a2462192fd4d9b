import type { Customer } from "../customers/customer.ts";
import { isoInstant } from "../platform/clock.ts";
import { Problem } from "../platform/problem.ts";
import { getVendors } from "../vendors/vendor.store.ts";
import { type Analysis, type AnalysisQuery, figuresOf, rangeOf, tooLong } from "./analysis.ts";
import { causeText } from "./cause-text.ts";
import { groupTraffic, inOrder, passesFilter, type TrafficBy, totalOf } from "./group-traffic.ts";
import { readTraffic, type TrafficWanted } from "./read-traffic.flow.ts";

/** What a key is called for people; those without a name of their own are called as they are. */
async function namesOf(by: TrafficBy, keys: readonly string[]): Promise<(key: string) => string> {
  if (by === "cause") return (key) => causeText(key).meaning;
  if (by !== "vendor") return (key) => key;
  const vendors = await getVendors(keys.filter((key) => key !== ""));
  return (key) => vendors.get(key)?.name ?? key;
}

const isVendors = (by: string): boolean => by === "vendor" || by === "gateway";

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
  if (!seesCost && (isVendors(by) || filter.vendor !== undefined || filter.gateway !== undefined))
    throw new Problem("forbidden", "Vendors and gateways are the operator's own business.");
  const range = rangeOf(query, at);
  const inFull = by !== "day" || Object.values(filter).some((value) => value !== undefined);
  const long = tooLong(range, inFull);
  if (long) throw new Problem("invalid", "The range is too long.", { fields: [{ path: "to", message: long }] });
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
  const groups = inOrder(groupTraffic(cells, by, zone), by);
  const nameOf = await namesOf(
    by,
    groups.map(([key]) => key),
  );
  return {
    ...{ from: isoInstant(range.fromMs), to: isoInstant(range.toMs), by, timeZone: zone, currency: customer.currency },
    totals: figuresOf(totalOf(cells), seesCost),
    before: figuresOf(totalOf(earlier), seesCost),
    groups: groups.map(([key, sums]) => ({
      ...{ key, label: nameOf(key), remedy: by === "cause" ? causeText(key).remedy : null },
      ...figuresOf(sums, seesCost),
    })),
  };
}

import * as z from "zod";
import { causeOf } from "../cdrs/release-cause.ts";
import { isoInstant } from "../platform/clock.ts";
import { dateIn, offsetAt } from "../time/zone.ts";
import { added, noSums, type Sums } from "./traffic.ts";
import { type CellPlace, quarterMs, sumsOf, type TrafficCell } from "./traffic-cell.ts";

/** By what traffic can be told apart. */
export const TrafficBy = z.enum([
  /** Dates of the time zone, `2026-01-31`. */
  "day",
  /** Hours of the zone's clocks, by the instant at which each begins. */
  "hour",
  /** Weekday (ISO 8601, 1 = Monday) and hour of the zone's clocks, `1-09`. */
  "weekdayHour",
  "destination",
  "prefix",
  "direction",
  "vendor",
  "gateway",
  "device",
  /** Account codes, where the calls of several customers are analysed. */
  "customer",
  /** How attempts ended: SIP code and Q.850 cause, `486/17`; or the code of a refusal of ours. */
  "cause",
]);
export type TrafficBy = z.infer<typeof TrafficBy>;

const hourMs = 3_600_000;

const wallOf = (zone: string, { quarter }: CellPlace): number =>
  quarter * quarterMs + offsetAt(zone, quarter * quarterMs);

/** When the hour of the zone's clock began in which the quarter lies. */
export function hourOf(zone: string, { quarter }: Pick<CellPlace, "quarter">): string {
  const at = quarter * quarterMs;
  return isoInstant(at - ((at + offsetAt(zone, at)) % hourMs));
}

function weekdayHourOf(zone: string, cell: CellPlace): string {
  const wall = new Date(wallOf(zone, cell));
  return `${wall.getUTCDay() || 7}-${String(wall.getUTCHours()).padStart(2, "0")}`;
}

/** What a cell stands under. Empty: the calls have none, such as a destination of a call that was not rated. */
const keyOf: Record<TrafficBy, (cell: CellPlace, zone: string) => string> = {
  day: ({ quarter }, zone) => dateIn(zone, quarter * quarterMs),
  hour: (cell, zone) => hourOf(zone, cell),
  weekdayHour: (cell, zone) => weekdayHourOf(zone, cell),
  destination: ({ destination }) => destination ?? "",
  prefix: ({ prefix }) => prefix ?? "",
  direction: ({ direction }) => direction,
  vendor: ({ vendorId }) => vendorId ?? "",
  gateway: ({ gatewayId }) => gatewayId ?? "",
  device: ({ deviceId }) => deviceId ?? "",
  customer: ({ account }) => account ?? "",
  cause: causeOf,
};

/** Which cells count, AND-ed; an empty text means those that have none. */
export interface TrafficFilter {
  destination?: string | undefined;
  prefix?: string | undefined;
  direction?: string | undefined;
  vendor?: string | undefined;
  gateway?: string | undefined;
  device?: string | undefined;
  customer?: string | undefined;
  cause?: string | undefined;
}

export const passesFilter = (cell: CellPlace, filter: TrafficFilter): boolean =>
  (Object.keys(filter) as (keyof TrafficFilter)[]).every(
    (name) => filter[name] === undefined || keyOf[name](cell, "UTC") === filter[name],
  );

/** Sums by key, in no order. */
export function groupTraffic(cells: Iterable<TrafficCell>, by: TrafficBy, zone: string): Map<string, Sums> {
  const groups = new Map<string, Sums>();
  for (const cell of cells) {
    const key = keyOf[by](cell, zone);
    groups.set(key, added(groups.get(key) ?? noSums, sumsOf(cell)));
  }
  return groups;
}

export function totalOf(cells: Iterable<TrafficCell>): Sums {
  let total = noSums;
  for (const cell of cells) total = added(total, sumsOf(cell));
  return total;
}

/** What adds up along the clock stands in its order; the rest by how many attempts it had, then by name. */
export function inOrder(groups: ReadonlyMap<string, Sums>, by: TrafficBy): [string, Sums][] {
  const entries = [...groups];
  if (by === "day" || by === "hour" || by === "weekdayHour") return entries.sort(([a], [b]) => (a < b ? -1 : 1));
  const size = ({ attempts, refused }: Sums) => attempts + refused;
  return entries.sort(([a, one], [b, other]) => size(other) - size(one) || (a < b ? -1 : 1));
}

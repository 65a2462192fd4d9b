import { type Disposition, dispositionOf } from "../cdrs/call.ts";
import type { CallRow } from "../cdrs/call-row.ts";
import type { Nano } from "../money/money.ts";
import { RefusalCode } from "../switch/refusal.ts";
import { pddBucketOf } from "./pdd.ts";
import { noSums, pddOf, type Sums } from "./traffic.ts";

/** Calls that agree in everything by which they are grouped or filtered, counted together. */
export interface TrafficCell extends CellPlace {
  attempts: number;
  seconds: number;
  billedSeconds: number;
  charge: Nano;
  tax: Nano;
  revenue: Nano;
  margin: Nano;
  costUnknown: number;
  pddSumMs: number;
}

export interface CellPlace {
  /** Quarter hours since 1970, UTC, of the setup: zones differ from UTC by whole quarters. */
  quarter: number;
  direction: string;
  prefix: string | null;
  destination: string | null;
  vendorId: string | null;
  gatewayId: string | null;
  deviceId: string | null;
  disposition: Disposition;
  sipCode: number | null;
  q850: number | null;
  /** Index into `pddBuckets`; null = the switch did not tell. */
  pddBucket: number | null;
  /** Code of our policy by which the call was refused. */
  refusal: RefusalCode | null;
}

export const quarterMs = 900_000;

/** Which refusal of ours a switch wrote into its record. A switch that writes none counts as one that tried. */
function refusalOf({ answeredMs, causeText }: CallRow["cdr"]): RefusalCode | null {
  if (answeredMs !== null || causeText === null) return null;
  return RefusalCode.options.find((code) => causeText.split(/[^A-Z0-9_]+/).includes(code)) ?? null;
}

const placeOf = (row: CallRow): CellPlace => ({
  quarter: Math.floor(row.cdr.setupMs / quarterMs),
  direction: row.cdr.direction,
  prefix: row.prefix,
  destination: row.destination,
  vendorId: row.vendor.vendorId,
  gatewayId: row.vendor.gatewayId,
  deviceId: row.deviceId,
  disposition: dispositionOf(row.cdr),
  sipCode: row.cdr.sipCode,
  q850: row.cdr.q850,
  pddBucket: row.cdr.pddMs === null ? null : pddBucketOf(row.cdr.pddMs),
  refusal: refusalOf(row.cdr),
});

/** What the account at the top pays for a call, net. */
function revenueOf(row: CallRow): Nano {
  const top = row.upper.at(-1) ?? row;
  return top.charge - top.tax;
}

const nameOf = (place: CellPlace): string =>
  JSON.stringify([
    ...[place.quarter, place.direction, place.prefix, place.destination, place.vendorId, place.gatewayId],
    ...[place.deviceId, place.disposition, place.sipCode, place.q850, place.pddBucket, place.refusal],
  ]);

/**
 * Calls counted by place, in no order. Legs that the source does not bill are the same call seen twice and are left out
 * (decision `UNBILLED_LEG`).
 */
export function cellsOf(rows: Iterable<CallRow>, into = new Map<string, TrafficCell>()): Map<string, TrafficCell> {
  for (const row of rows) {
    if (row.kind === "UNBILLED_LEG") continue;
    const place = placeOf(row);
    const name = nameOf(place);
    const cell = into.get(name) ?? emptyCell(place);
    const { margin } = row.vendor;
    cell.attempts++;
    cell.seconds += row.cdr.answeredMs === null ? 0 : row.durationSeconds;
    cell.billedSeconds += row.billedSeconds;
    cell.charge += row.charge;
    cell.tax += row.tax;
    cell.revenue += margin === null ? 0n : revenueOf(row);
    cell.margin += margin ?? 0n;
    cell.costUnknown += margin === null && row.cdr.answeredMs !== null ? 1 : 0;
    cell.pddSumMs += row.cdr.pddMs ?? 0;
    into.set(name, cell);
  }
  return into;
}

const emptyCell = (place: CellPlace): TrafficCell => ({
  ...place,
  ...{ attempts: 0, seconds: 0, billedSeconds: 0, costUnknown: 0, pddSumMs: 0 },
  ...{ charge: 0n, tax: 0n, revenue: 0n, margin: 0n },
});

/** Rejected by the called party: SIP 603, Q.850 21. */
const isRejected = ({ sipCode, q850 }: CellPlace): boolean => sipCode === 603 || (sipCode !== 403 && q850 === 21);

/** A 408 came to the called party only if it rang; the switch says so by its PDD. */
const isReached = (cell: CellPlace): boolean =>
  cell.disposition === "ANSWERED" ||
  cell.disposition === "BUSY" ||
  (cell.disposition === "NO_ANSWER" && (cell.sipCode !== 408 || cell.pddBucket !== null)) ||
  isRejected(cell);

/** A cell as sums. What our own policy refused is in a bucket of its own. */
export function sumsOf(cell: TrafficCell): Sums {
  const { attempts, seconds, billedSeconds, charge, tax, revenue, margin, costUnknown, pddSumMs, pddBucket } = cell;
  if (cell.refusal !== null) return { ...noSums, refused: attempts };
  return {
    ...{ attempts, seconds, billedSeconds, charge, tax, revenue, margin, costUnknown, pddSumMs },
    answered: cell.disposition === "ANSWERED" ? attempts : 0,
    reached: isReached(cell) ? attempts : 0,
    refused: 0,
    pddCount: pddBucket === null ? 0 : attempts,
    pdd: pddOf(pddBucket, attempts),
  };
}

function addTo(cell: TrafficCell, more: TrafficCell): void {
  for (const name of ["attempts", "seconds", "billedSeconds", "costUnknown", "pddSumMs"] as const)
    cell[name] += more[name];
  for (const name of ["charge", "tax", "revenue", "margin"] as const) cell[name] += more[name];
}

/** How a cell counts, and nothing else of how its calls ended. */
function endOf(cell: CellPlace): Pick<CellPlace, "disposition" | "sipCode" | "q850"> {
  const disposition = cell.disposition === "ANSWERED" ? "ANSWERED" : isReached(cell) ? "BUSY" : "FAILED";
  return { disposition, sipCode: null, q850: null };
}

const nowhere = { prefix: null, destination: null, vendorId: null, gatewayId: null, deviceId: null };

/**
 * The cells of one day put together by what `dateOf` says of their quarters: a year of such days is read at once. Their
 * sums are the same; by anything but date and direction they can no longer be told apart.
 */
export function cellsByDate(cells: readonly TrafficCell[], dateOf: (quarter: number) => string): TrafficCell[] {
  const firsts = new Map<string, number>();
  for (const { quarter } of cells) {
    const date = dateOf(quarter);
    firsts.set(date, Math.min(quarter, firsts.get(date) ?? quarter));
  }
  const by = new Map<string, TrafficCell>();
  for (const cell of cells) {
    const { direction, pddBucket, refusal } = cell;
    const quarter = firsts.get(dateOf(cell.quarter)) ?? cell.quarter;
    const place = { ...nowhere, quarter, direction, pddBucket, refusal, ...endOf(cell) };
    const sum = by.get(nameOf(place)) ?? emptyCell(place);
    addTo(sum, cell);
    by.set(nameOf(place), sum);
  }
  return [...by.values()];
}

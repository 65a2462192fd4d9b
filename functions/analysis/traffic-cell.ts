import { type Disposition, dispositionOf } from "../cdrs/call.ts";
import type { CallRow } from "../cdrs/call-row.ts";
import { refusalOf } from "../cdrs/release-cause.ts";
import type { Nano } from "../money/money.ts";
import type { RefusalCode } from "../switch/refusal.ts";
import { pddBucketOf } from "./pdd.ts";
import { noSums, pddOf, type Sums } from "./traffic.ts";

/** Calls that agree in everything by which they are grouped or filtered, counted together. */
export type TrafficCell = CellPlace & Pick<Sums, (typeof cellCounts)[number] | (typeof cellAmounts)[number]>;

/** What a cell adds up; the rest of its sums follows from its place. */
export const cellCounts = ["attempts", "seconds", "billedSeconds", "costUnknown", "pddSumMs", "lossCalls"] as const;
/** Nano. */
export const cellAmounts = ["charge", "tax", "revenue", "margin", "net", "loss"] as const;

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
  /** Whose the call is, and its currency, where the calls of several accounts are counted together; else null. */
  account: string | null;
  currency: string | null;
}

export const quarterMs = 900_000;
export const quartersInHour = 4;

const ofOneAccount = { account: null, currency: null };

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
  ...ofOneAccount,
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
    ...[place.account, place.currency],
  ]);

export type Cells = Map<string, TrafficCell>;

/** Counts calls into the cell of their place. */
export function addTo(cells: Cells, place: CellPlace, more: Omit<TrafficCell, keyof CellPlace>): void {
  const name = nameOf(place);
  const cell = cells.get(name);
  if (!cell) return void cells.set(name, { ...more, ...place });
  for (const count of cellCounts) cell[count] += more[count];
  for (const amount of cellAmounts) cell[amount] += more[amount];
}

function sumsOfCall(row: CallRow): Omit<TrafficCell, keyof CellPlace> {
  const { margin } = row.vendor;
  const isAnswered = row.cdr.answeredMs !== null;
  return {
    attempts: 1,
    seconds: isAnswered ? row.durationSeconds : 0,
    billedSeconds: row.billedSeconds,
    charge: row.charge,
    tax: row.tax,
    revenue: margin === null ? 0n : revenueOf(row),
    margin: margin ?? 0n,
    net: revenueOf(row),
    lossCalls: (margin ?? 0n) < 0n ? 1 : 0,
    loss: (margin ?? 0n) < 0n ? -(margin ?? 0n) : 0n,
    costUnknown: margin === null && isAnswered ? 1 : 0,
    pddSumMs: row.cdr.pddMs ?? 0,
  };
}

/**
 * Calls counted by place, in no order. Legs that the source does not bill are the same call seen twice and are left out
 * (decision `UNBILLED_LEG`), calls that were taken over from another system as well: they brought nothing here.
 */
export function cellsOf(rows: Iterable<CallRow>, into: Cells = new Map()): Cells {
  for (const row of rows)
    if (row.kind !== "UNBILLED_LEG" && row.kind !== "TAKEN_OVER") addTo(into, placeOf(row), sumsOfCall(row));
  return into;
}

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
  const { net, lossCalls, loss } = cell;
  if (cell.refusal !== null) return { ...noSums, refused: attempts };
  return {
    ...{ attempts, seconds, billedSeconds, charge, tax, revenue, margin, costUnknown, pddSumMs, net, lossCalls, loss },
    answered: cell.disposition === "ANSWERED" ? attempts : 0,
    reached: isReached(cell) ? attempts : 0,
    refused: 0,
    pddCount: pddBucket === null ? 0 : attempts,
    pdd: pddOf(pddBucket, attempts),
  };
}

/** How a cell counts, and nothing else of how its calls ended. */
export function endOf(cell: CellPlace): Pick<CellPlace, "disposition" | "sipCode" | "q850"> {
  const disposition = cell.disposition === "ANSWERED" ? "ANSWERED" : isReached(cell) ? "BUSY" : "FAILED";
  return { disposition, sipCode: null, q850: null };
}

export const nowhere = {
  ...{ prefix: null, destination: null, vendorId: null, gatewayId: null, deviceId: null },
  account: null,
};

/** Adds an account's cells to those of all accounts: whose they are is told apart, by which device no longer. */
export function addAccountCells(
  into: Map<string, TrafficCell>,
  cells: readonly TrafficCell[],
  whose: { account: string; currency: string },
): void {
  for (const cell of cells) addTo(into, { ...cell, ...whose, deviceId: null }, cell);
}

/**
 * The cells of one day put together by what `dateOf` says of their quarters: a year of such days is read at once. Their
 * sums are the same; by anything but date, direction and currency they can no longer be told apart.
 */
export function cellsByDate(cells: readonly TrafficCell[], dateOf: (quarter: number) => string): TrafficCell[] {
  const firsts = new Map<string, number>();
  for (const { quarter } of cells) {
    const date = dateOf(quarter);
    firsts.set(date, Math.min(quarter, firsts.get(date) ?? quarter));
  }
  const by: Cells = new Map();
  for (const cell of cells) {
    const { direction, pddBucket, refusal, currency } = cell;
    const quarter = firsts.get(dateOf(cell.quarter)) ?? cell.quarter;
    addTo(by, { ...nowhere, quarter, direction, pddBucket, refusal, currency, ...endOf(cell) }, cell);
  }
  return [...by.values()];
}

import { addTo, type Cells, endOf, nowhere, quartersInHour, type TrafficCell } from "./traffic-cell.ts";

/**
 * An owner's day in two short forms, beside the one in full: what the home page and the alerts look at many times a day.
 */

/** By the quarter and currency; what our policy refused stays apart. */
export function byQuarter(cells: Iterable<TrafficCell>): TrafficCell[] {
  const by: Cells = new Map();
  for (const cell of cells) {
    const { quarter, refusal, currency } = cell;
    addTo(by, { ...nowhere, direction: "", pddBucket: null, quarter, refusal, currency, ...endOf(cell) }, cell);
  }
  return [...by.values()];
}

/**
 * By the hour of UTC: once for each account and once for each vendor, of whose cells the account is null. Our refusals are
 * left out.
 */
export function byHour(cells: Iterable<TrafficCell>): TrafficCell[] {
  const by: Cells = new Map();
  for (const cell of cells) {
    if (cell.refusal !== null) continue;
    const quarter = cell.quarter - (cell.quarter % quartersInHour);
    const place = { ...nowhere, direction: "", pddBucket: null, refusal: null, quarter, ...endOf(cell) };
    const { account, currency, vendorId } = cell;
    addTo(by, { ...place, account, currency }, cell);
    if (vendorId !== null) addTo(by, { ...place, vendorId, currency: null }, cell);
  }
  return [...by.values()];
}

/**
 * Talk time becomes billed time: a call is sold in a first increment and then in steps, as "30/6" says. A grace makes
 * short calls free, free seconds are taken off the front of every call.
 */
export interface Increments {
  firstIncrement: number;
  nextIncrement: number;
  graceSeconds: number;
  freeSeconds: number;
}

/** Talk time in whole seconds, a begun second counting as one. The only place where milliseconds are given up. */
export const wholeSeconds = (billableMs: number): number => Math.ceil(billableMs / 1000);

/** True for a call that costs nothing, connect fee included: no talk time, or no more than the grace (JeraSoft's "up to 5 s are free"). */
export const isWithinGrace = (seconds: number, terms: Increments): boolean =>
  seconds <= 0 || seconds <= terms.graceSeconds;

/**
 * Seconds to bill for `seconds` of talk. Steps count from the end of the first increment (Yeti, ASTPP, Kazoo), not from
 * zero (MagnusBilling, OV500): 26 s at 25/8 are 33 s.
 */
export function billedSeconds(seconds: number, terms: Increments): number {
  if (isWithinGrace(seconds, terms)) return 0;
  const charged = seconds - terms.freeSeconds;
  if (charged <= 0) return 0;
  if (charged <= terms.firstIncrement) return terms.firstIncrement;
  return terms.firstIncrement + Math.ceil((charged - terms.firstIncrement) / terms.nextIncrement) * terms.nextIncrement;
}

import type { SwitchCdr } from "./cdr.ts";

/** Why a record counts as a duplicate though its content is another one. */
export const coarserCopy = "COARSER_COPY";

/** What tells, of two records of one identity and one account, whether they are one call in two layouts. */
type Written = Pick<SwitchCdr, "setupMs" | "answeredMs" | "billableMs" | "precision" | "cldReceived">;

const inWholeSeconds = (ms: number): boolean => ms % 1000 === 0;

/** A layout that has no milliseconds cuts, rounds or raises what it says by less than this. */
const secondMs = 1000;

/** Talk time as a switch states it once exactly and once in its own whole seconds. */
const isSameTalk = (a: Written, b: Written): boolean =>
  a.precision !== b.precision && Math.abs(a.billableMs - b.billableMs) < secondMs;

/** The same talk time to the millisecond, and a setup of which one record has the second only. */
const isSameSetup = (a: Written, b: Written): boolean =>
  a.billableMs === b.billableMs && inWholeSeconds(a.setupMs) !== inWholeSeconds(b.setupMs);

/**
 * Decision `COARSER_COPY`: a record with the identity of a charged call says the same call in a layout that is coarser,
 * or finer, and counts as its duplicate. Of the two exactly one is written in whole seconds; whichever came first stays.
 * Whose call it is is not compared: marks are kept for each account, so both are the same account's.
 */
export const isCoarserCopy = (a: Written, b: Written): boolean =>
  a.cldReceived === b.cldReceived &&
  (a.answeredMs === null) === (b.answeredMs === null) &&
  Math.floor(a.setupMs / secondMs) === Math.floor(b.setupMs / secondMs) &&
  (isSameTalk(a, b) || isSameSetup(a, b));

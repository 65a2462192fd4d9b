import * as z from "zod";
import type { Nano } from "../money/money.ts";

/**
 * What can be different about a call of which we and a customer or vendor both have a record, or only one of us. A call is
 * of one class: the first of these that fits.
 */
export const DifferenceClass = z.enum([
  /** We have the call; no line of theirs is it. */
  "ONLY_OURS",
  /** They have the call; we have none that is it. */
  "ONLY_THEIRS",
  /** A line of theirs like one that is matched already: same number and length, setups within the tolerance. */
  "TWICE",
  /** The lengths differ by more than the tolerance. */
  "DURATION",
  /** The length is the same, and the amounts differ by no more than rounding does; or other increments explain them. */
  "ROUNDING",
  /** The length is the same, and the amounts differ by more than rounding; or we have no amount. */
  "RATE",
]);
export type DifferenceClass = z.infer<typeof DifferenceClass>;
export const differenceClasses = DifferenceClass.options;

/** Which calls that differ to list. */
export const DifferenceFilters = z.object({
  class: DifferenceClass.optional(),
  /** The destination's name, whole. */
  destination: z.string().min(1).max(128).optional(),
});
export type DifferenceFilters = z.infer<typeof DifferenceFilters>;

/** What counts as no difference. */
export interface Tolerances {
  durationToleranceSeconds: number;
  /** Amounts that differ by no more are the same. */
  amountTolerance: Nano;
  /** Amounts that differ by no more were rounded in another way. */
  roundingTolerance: Nano;
}

/** One side's record of a call. */
export interface Told {
  /** Length by which calls are compared: of talk, or what is billed where a file has nothing else. */
  seconds: number;
  /** What is billed; null where it is not told. */
  billedSeconds: number | null;
  /** Null where it is not told. */
  amount: Nano | null;
}

const distance = (a: Nano, b: Nano): Nano => (a > b ? a - b : b - a);

/** Whether they ask the same for a second, and bill another number of them: other increments. */
function isOtherIncrement(our: Told, their: Told, most: Nano): boolean {
  if (!our.billedSeconds || !their.billedSeconds || our.billedSeconds === their.billedSeconds) return false;
  const [ours, theirs] = [BigInt(our.billedSeconds), BigInt(their.billedSeconds)];
  return distance((their.amount ?? 0n) * ours, (our.amount ?? 0n) * theirs) <= most * ours;
}

/** What is different about a matched call; undefined where nothing is. A file that tells no amounts is compared without. */
export function differenceOf(our: Told, their: Told, tolerances: Tolerances): DifferenceClass | undefined {
  if (Math.abs(our.seconds - their.seconds) > tolerances.durationToleranceSeconds) return "DURATION";
  if (their.amount === null) return undefined;
  if (our.amount === null) return "RATE";
  const apart = distance(our.amount, their.amount);
  if (apart <= tolerances.amountTolerance) return undefined;
  const { roundingTolerance } = tolerances;
  return apart <= roundingTolerance || isOtherIncrement(our, their, roundingTolerance) ? "ROUNDING" : "RATE";
}

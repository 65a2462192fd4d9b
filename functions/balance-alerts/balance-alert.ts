import * as z from "zod";
import type { Nano } from "../money/money.ts";

/**
 * When a customer is told that its money runs out: once when what is left falls below its threshold, and once for
 * each percentage of its credit that it has used. It is told again only after it was above in between.
 */

export const AlertState = z.object({
  /** It was told that little is left, and has not had more since. */
  isLow: z.boolean(),
  /** The highest of its percentages that it was told of and still uses; 0: none. */
  percent: z.number().int(),
  /** Counts the changes: what makes each crossing's mail one of its own. */
  v: z.number().int(),
});
export type AlertState = z.infer<typeof AlertState>;

export const nothingTold: AlertState = { isLow: false, percent: 0, v: 0 };

export interface Watched {
  /** Nano. */
  balance: Nano;
  creditLimit: Nano;
  /** Undefined: it is not told of a low balance. */
  threshold: Nano | undefined;
  /** Of the credit limit, 1 to 100. */
  percents: readonly number[];
}

/** What is left for calls. What running calls hold counts as left: it comes and goes, and nobody is told of that. */
export const leftOf = ({ balance, creditLimit }: Pick<Watched, "balance" | "creditLimit">): Nano =>
  balance + creditLimit;

export const isLowNow = (watched: Watched): boolean =>
  watched.threshold !== undefined && leftOf(watched) < watched.threshold;

/** The highest of the customer's percentages of which it has used so much of its credit; 0: none. */
export function percentUsed({ balance, creditLimit, percents }: Watched): number {
  const used = balance < 0n ? -balance : 0n;
  if (creditLimit <= 0n) return 0;
  return Math.max(0, ...percents.filter((percent) => used * 100n >= creditLimit * BigInt(percent)));
}

export interface Alerts {
  /** What is remembered from now on; undefined: nothing has changed. */
  next: AlertState | undefined;
  low: boolean;
  /** Told of now; undefined: of none. */
  percent: number | undefined;
}

export function alertsOf(seen: AlertState, watched: Watched): Alerts {
  const [isLow, percent] = [isLowNow(watched), percentUsed(watched)];
  const isSame = isLow === seen.isLow && percent === seen.percent;
  return {
    next: isSame ? undefined : { isLow, percent, v: seen.v + 1 },
    low: isLow && !seen.isLow,
    percent: percent > seen.percent ? percent : undefined,
  };
}

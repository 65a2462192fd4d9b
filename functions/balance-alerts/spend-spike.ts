import * as z from "zod";
import { type Nano, StoredNano } from "../money/money.ts";

/**
 * A customer that spends far more within an hour than it is used to: who stole an account calls for as much as it can
 * before anybody looks. What calls that are up hold counts, since their records come only when they are over.
 */

const minuteMs = 60_000;
/** The hour that is looked at. */
const windowMs = 60 * minuteMs;
/** After a longer pause nobody knows when what came between was spent. */
const longestPauseMs = 30 * minuteMs;

/** Whether a look goes on from those before. @param lastRun when all customers were last looked at, epoch ms */
export const goesOn = (lastRun: number, at: number): boolean => at - lastRun <= longestPauseMs;

/** The mean hour is that of so many hours of seven days. */
const usualHours = 7n * 24n;

const SpendLook = z.object({
  /** Epoch ms. */
  at: z.number().int(),
  /** The customer's day of `charge`; empty: nothing was charged on it yet. */
  date: z.string(),
  /** Charged on the day, and held by running calls. */
  charge: StoredNano,
  held: StoredNano,
});
export type SpendLook = z.infer<typeof SpendLook>;

export const SpendState = z.object({
  /** What was seen, the latest last; those of the last hour and one before. */
  looks: z.array(SpendLook),
  /** When it was suspended for it; null: it was not, or somebody let it call again. */
  suspendedAt: z.string().nullable(),
  v: z.number().int(),
});
export type SpendState = z.infer<typeof SpendState>;

export const nothingSpent: SpendState = { looks: [], suspendedAt: null, v: 0 };

/** What came between two looks. Of a day that began between them what the one before still charged is not known. */
const between = (before: SpendLook, after: SpendLook): Nano =>
  after.charge - (before.date === after.date ? before.charge : 0n) + after.held - before.held;

/** What was spent or is held newly within the hour before the last look. */
export function spentInHour(looks: readonly SpendLook[]): Nano {
  const last = looks.at(-1);
  if (!last) return 0n;
  return looks.reduce((sum, look, i) => {
    const before = looks[i - 1];
    return before && look.at > last.at - windowMs ? sum + between(before, look) : sum;
  }, 0n);
}

/** The looks with one more: of older ones only the last that the hour begins with is kept. */
export function withLook(looks: readonly SpendLook[], look: SpendLook): SpendLook[] {
  const all = [...looks, look];
  const first = all.findIndex(({ at }) => at > look.at - windowMs);
  return all.slice(Math.max(0, first - 1));
}

/** Whether a look says something new. As long as the hour has spend in it, time alone does. */
export function isNews({ looks }: SpendState, look: SpendLook): boolean {
  const last = looks.at(-1);
  return !last || between(last, look) !== 0n || last.date !== look.date || spentInHour(looks) !== 0n;
}

/** The mean hour of seven days, by what they were charged. */
export const usualHour = (charged: Nano): Nano => charged / usualHours;

export interface SpikeRule {
  /** Nano of the customer's currency. */
  floor: Nano;
  factor: number;
}

export const isSpike = (spent: Nano, usual: Nano, { floor, factor }: SpikeRule): boolean =>
  spent > 0n && spent >= floor && spent >= usual * BigInt(factor);

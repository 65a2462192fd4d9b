import { type Nano, roundRatio } from "../money/money.ts";
import { pddBuckets } from "./pdd.ts";

/**
 * What call analysis counts. Sums only, so that cells can be added in any order; every ratio is made from sums, at the
 * end. Definitions: ITU-T E.411 and E.425 (ASR, NER), and the manual's page on call analysis.
 */
export interface Sums {
  /** Distinct calls that were tried, refusals by our own policy left out. */
  attempts: number;
  /** Attempts with an answer. */
  answered: number;
  /** Attempts that came to the called party: answered, busy, not answered, rejected by it. */
  reached: number;
  /** Attempts that our own policy refused. In no ratio. */
  refused: number;
  /** Whole seconds of talk. */
  seconds: number;
  billedSeconds: number;
  /** Nano of the account's currency, tax included. */
  charge: Nano;
  /** Part of `charge`. */
  tax: Nano;
  /** Nano that the account at the top pays, net of tax, for the calls whose margin is known. */
  revenue: Nano;
  /** Nano of `revenue` that is left after the vendors' cost. */
  margin: Nano;
  /** Answered calls whose cost, and thus margin, is not known. */
  costUnknown: number;
  /** Nano that the account at the top pays, net of tax, for all calls, whether their cost is known or not. */
  net: Nano;
  /** Calls whose cost is more than what the account at the top pays for them. */
  lossCalls: number;
  /** Nano by which it is more, of those calls alone. */
  loss: Nano;
  /** Attempts of which the switch told when it rang. */
  pddCount: number;
  pddSumMs: number;
  /** Those attempts by bucket of `pddBuckets`. */
  pdd: readonly number[];
}

const noBuckets: readonly number[] = [...pddBuckets, 0].map(() => 0);

export const noSums: Sums = {
  ...{ attempts: 0, answered: 0, reached: 0, refused: 0, seconds: 0, billedSeconds: 0 },
  ...{ charge: 0n, tax: 0n, revenue: 0n, margin: 0n, costUnknown: 0, net: 0n, lossCalls: 0, loss: 0n },
  ...{ pddCount: 0, pddSumMs: 0, pdd: noBuckets },
};

export const added = (a: Sums, b: Sums): Sums => ({
  attempts: a.attempts + b.attempts,
  answered: a.answered + b.answered,
  reached: a.reached + b.reached,
  refused: a.refused + b.refused,
  seconds: a.seconds + b.seconds,
  billedSeconds: a.billedSeconds + b.billedSeconds,
  charge: a.charge + b.charge,
  tax: a.tax + b.tax,
  revenue: a.revenue + b.revenue,
  margin: a.margin + b.margin,
  costUnknown: a.costUnknown + b.costUnknown,
  net: a.net + b.net,
  lossCalls: a.lossCalls + b.lossCalls,
  loss: a.loss + b.loss,
  pddCount: a.pddCount + b.pddCount,
  pddSumMs: a.pddSumMs + b.pddSumMs,
  pdd: b.pddCount === 0 ? a.pdd : a.pdd.map((count, i) => count + (b.pdd[i] ?? 0)),
});

/** The buckets of one PDD bucket with that many attempts; null = no PDD was told. */
export const pddOf = (bucket: number | null, count: number): readonly number[] =>
  bucket === null ? noBuckets : noBuckets.map((_, i) => (i === bucket ? count : 0));

/**
 * The upper bound, in ms, of the bucket in which the 95th percentile lies (nearest rank). Null where nothing rang, or the
 * percentile lies beyond the last bound.
 */
export function pddP95({ pdd, pddCount }: Sums): number | null {
  const rank = Math.ceil(pddCount * 0.95);
  let below = 0;
  for (const [i, count] of pdd.entries()) {
    below += count;
    if (rank > 0 && below >= rank) return pddBuckets[i] ?? null;
  }
  return null;
}

/** Per mille of a part, rounded half up; null of nothing. */
const perMille = (part: number, whole: number): number | null =>
  whole === 0 ? null : Math.round((part * 1000) / whole);

/** `12.5` of 125 per mille. */
const percentOf = (value: number | null): string | null => (value === null ? null : (value / 10).toFixed(1));

/** Answered of all attempts, in percent with one decimal. */
export const asrOf = ({ answered, attempts }: Sums): string | null => percentOf(perMille(answered, attempts));
/** Network effectiveness: attempts that came to the called party, in percent with one decimal. */
export const nerOf = ({ reached, attempts }: Sums): string | null => percentOf(perMille(reached, attempts));
/** Mean talk time of the answered, whole seconds. */
export const acdOf = ({ seconds, answered }: Sums): number | null =>
  answered === 0 ? null : Math.round(seconds / answered);
/** Mean PDD, ms. */
export const meanPddOf = ({ pddSumMs, pddCount }: Sums): number | null =>
  pddCount === 0 ? null : Math.round(pddSumMs / pddCount);

/** Margin of revenue, in percent with one decimal; null where nothing came in. */
export function marginPercentOf({ margin, revenue }: Sums): string | null {
  if (revenue <= 0n) return null;
  return percentOf(Number(roundRatio(margin * 1000n, revenue, "HALF_UP")));
}

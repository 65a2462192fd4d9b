/** Upper bounds (ms, included) of the buckets that post-dial delays are counted in; what is longer has the last bucket. */
export const pddBuckets: readonly number[] = [
  ...Array.from({ length: 20 }, (_, i) => (i + 1) * 100),
  ...Array.from({ length: 16 }, (_, i) => 2500 + i * 500),
  ...[15_000, 20_000, 30_000, 60_000],
];

export function pddBucketOf(pddMs: number): number {
  const at = pddBuckets.findIndex((bound) => pddMs <= bound);
  return at === -1 ? pddBuckets.length : at;
}

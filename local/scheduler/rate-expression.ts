const unitMs: Record<string, number> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/**
 * Milliseconds between two runs of a schedule such as `rate(5 minutes)` (EventBridge user guide, "Schedule types").
 * @throws Error for anything else: a schedule that is not understood must not be one that never runs
 */
export function rateMs(expression: string): number {
  const [, count, unit] = /^rate\(([1-9]\d*) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  const ms = unit && unitMs[unit];
  if (!ms) throw new Error(`the local scheduler knows rate(n minutes|hours|days), not ${expression}`);
  return Number(count) * ms;
}

import { hasFigures } from "../reconcile/figures.store.ts";
import { silenceOf } from "./silence.ts";
import type { CdrSource } from "./source.ts";
import { daysKept, daysOf } from "./source-day.store.ts";
import type { SourceDay } from "./source-day.ts";
import type { SourceView } from "./source-standing.ts";
import { summaryOf } from "./source-summary.ts";

const saysWhen = (days: readonly SourceDay[]): boolean => days.some(({ lastRecordMs }) => lastRecordMs !== undefined);

/** How the deliveries of these sources stand, in their order. Only of one that has long been silent is more than a week read. */
export async function standingsOf(sources: readonly CdrSource[], atMs: number): Promise<SourceView[]> {
  const week = await daysOf(
    sources.map(({ id }) => id),
    atMs,
  );
  return Promise.all(
    sources.map(async (source): Promise<SourceView> => {
      const recent = week.get(source.id) ?? [];
      const days = saysWhen(recent) ? recent : ((await daysOf([source.id], atMs, daysKept)).get(source.id) ?? []);
      const cameBefore = saysWhen(days) || (await hasFigures(source.id));
      const { source: _id, ...summary } = summaryOf(source.id, recent);
      return { ...source, ...summary, silence: silenceOf(source, days, cameBefore, atMs) };
    }),
  );
}

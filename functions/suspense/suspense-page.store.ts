import * as z from "zod";
import { SuspenseReason } from "../cdrs/cdr.ts";
import { queryPage } from "../platform/table.ts";
import { Suspended, type SuspenseState } from "./suspended.ts";
import { listedUnder, waitingCells, writtenOffCells } from "./suspense.store.ts";

/** Lists records in suspense page by page. Every filter but the account code is a range of the index, so all of it is paged to its end. */

export interface SuspenseFilter {
  /** What waits, where it is left out. */
  state?: SuspenseState | undefined;
  reason?: SuspenseReason | undefined;
  source?: string | undefined;
  /** The account code as the switch sent it. */
  code?: string | undefined;
  /** `2026-01-31`, see `suspendedDay`. */
  day?: string | undefined;
}

/** Part of the index: a reason's records, or those of one source among them. */
const Span = z.object({ reason: SuspenseReason, source: z.string().optional() });
type Span = z.infer<typeof Span>;

/** Where a list goes on: in this part, behind this key. */
export const SuspensePlace = Span.extend({ after: z.record(z.string(), z.unknown()).optional() });
export type SuspensePlace = z.infer<typeof SuspensePlace>;

/** Which sources have records of the day, by the counts: without a source a day is no range of the index. */
async function sourcesOfDay({ reason, day, state }: SuspenseFilter): Promise<Span[]> {
  const cells = state === "WRITTEN_OFF" ? await writtenOffCells() : await waitingCells(reason);
  const spans = cells.flatMap(({ cell, share }) =>
    cell.day === day && share.n > 0 && (reason === undefined || cell.reason === reason)
      ? [{ reason: cell.reason, source: cell.source }]
      : [],
  );
  return [...new Map(spans.map((span) => [JSON.stringify(span), span])).values()];
}

const order = (reason: SuspenseReason): number => SuspenseReason.options.indexOf(reason);
const compare = (a: Span, b: Span): number => {
  const [one, other] = [a.source ?? "", b.source ?? ""];
  return order(a.reason) - order(b.reason) || (one < other ? -1 : one > other ? 1 : 0);
};

async function spansOf(filter: SuspenseFilter): Promise<Span[]> {
  const { reason, source, day } = filter;
  if (day !== undefined && source === undefined) return (await sourcesOfDay(filter)).sort(compare);
  return (reason ? [reason] : SuspenseReason.options).map((one) => ({ reason: one, source }));
}

function rangeOf({ reason, source }: Span, { day, state }: SuspenseFilter) {
  const within = source === undefined ? {} : { beginsWith: day === undefined ? `${source}#` : `${source}#${day}#` };
  return { index: "gsi1" as const, pk: listedUnder(reason, state), ...within };
}

/** Records that one page looks at; an account code that few of them have still answers soon, with fewer and a place to go on. */
const mostLookedAt = 5000;

/**
 * One page, reason by reason, each one's by source and day of the call, what was parked first before the rest. The index
 * follows a moment behind.
 * @returns `after` where there may be more; fewer records than `limit` do not say that there are none
 */
export async function suspensePage(filter: SuspenseFilter, limit: number, from: SuspensePlace | undefined) {
  const items: Suspended[] = [];
  let lookedAt = 0;
  for (const span of await spansOf(filter)) {
    if (from && compare(span, from) < 0) continue;
    let after = from && compare(span, from) === 0 ? from.after : undefined;
    do {
      const place: SuspensePlace = { ...span, after };
      if (items.length >= limit || lookedAt >= mostLookedAt) return { items, after: place };
      const page = await queryPage({
        ...rangeOf(span, filter),
        limit: limit - items.length,
        ...(after ? { after } : {}),
      });
      lookedAt += page.items.length;
      const records = page.items.map((item) => Suspended.parse(item));
      items.push(...records.filter(({ cdr }) => filter.code === undefined || cdr?.accountCode === filter.code));
      after = page.after;
    } while (after);
  }
  return { items, after: undefined };
}

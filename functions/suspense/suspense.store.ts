import { SuspenseReason } from "../cdrs/cdr.ts";
import { indexed, keys } from "../platform/keys.ts";
import { get, put, queryPage, remove, transact, type Write, write } from "../platform/table.ts";
import { Suspended, suspendedDay } from "./suspended.ts";

/** By reason in the index, so that a missing tariff that parks everything does not fall on one partition with the rest. */
const listedUnder = (reason: SuspenseReason) => `SUSPENSE#${reason}`;

/** The write that parks a record, for those who write more in the same transaction. */
export const suspendWrite = (one: Suspended): Write =>
  put({
    ...keys.suspended(one.id),
    ...indexed(listedUnder(one.reason), `${one.source}#${one.parkedAt}#${one.id}`),
    ...one,
  });

/** Items of one transaction: each at most 12 KB, so the whole stays far below 4 MB. */
const atOnce = 90;

/** Parks records. The same record again overwrites itself, so that a redelivery parks nothing twice. */
export async function suspend(records: readonly Suspended[]): Promise<void> {
  const unique = [...new Map(records.map((record) => [record.id, record])).values()];
  for (let from = 0; from < unique.length; from += atOnce)
    await transact(unique.slice(from, from + atOnce).map(suspendWrite));
}

export const getSuspended = (id: string): Promise<Suspended | undefined> => get(Suspended, keys.suspended(id));

/** Takes a record out: it was charged, or is known to have been. */
export const release = (id: string): Promise<void> => write(remove(keys.suspended(id)));

export interface SuspenseFilter {
  reason?: SuspenseReason | undefined;
  source?: string | undefined;
  /** The account code as the switch sent it. */
  code?: string | undefined;
  /** `2026-01-31`, see `suspendedDay`. */
  day?: string | undefined;
}

const matches = (record: Suspended, { code, day }: SuspenseFilter): boolean =>
  (code === undefined || record.cdr?.accountCode === code) && (day === undefined || suspendedDay(record) === day);

/** Records that one page looks at; a filter that matches few of them still answers soon, with fewer and a place to go on. */
const mostLookedAt = 5000;

interface Place {
  reason: SuspenseReason;
  after?: Record<string, unknown> | undefined;
}

/** One page, reason by reason, each one's oldest first. The index follows a moment behind. */
export async function suspensePage(filter: SuspenseFilter, limit: number, from: Place | undefined) {
  const reasons = filter.reason ? [filter.reason] : SuspenseReason.options;
  const items: Suspended[] = [];
  let place: Place | undefined = from ?? { reason: reasons[0] as SuspenseReason };
  let lookedAt = 0;
  while (place && items.length < limit && lookedAt < mostLookedAt) {
    const { reason, after }: Place = place;
    const page = await queryPage({
      index: "gsi1",
      pk: listedUnder(reason),
      limit: limit - items.length,
      ...(filter.source ? { beginsWith: `${filter.source}#` } : {}),
      ...(after ? { after } : {}),
    });
    lookedAt += page.items.length;
    items.push(...page.items.map((item) => Suspended.parse(item)).filter((record) => matches(record, filter)));
    const next: SuspenseReason | undefined = reasons[reasons.indexOf(reason) + 1];
    place = page.after ? { reason, after: page.after } : next ? { reason: next } : undefined;
  }
  return { items, after: place };
}

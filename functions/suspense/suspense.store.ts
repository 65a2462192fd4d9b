import * as z from "zod";
import { SuspenseReason } from "../cdrs/cdr.ts";
import { indexed, keys, waitingIndexed } from "../platform/keys.ts";
import {
  type Condition,
  get,
  getMany,
  type Item,
  put,
  queryAll,
  queryPage,
  remove,
  unchanged,
  type Write,
  WriteRefused,
  write,
} from "../platform/table.ts";
import { Suspended, suspendedDay } from "./suspended.ts";
import { type Cell, moneyName, noShare, plus, type RowChange, type Share, StoredCell, sharesOf } from "./waiting.ts";

/** By reason in the index, so that a missing tariff that parks everything does not fall on one partition with the rest. */
const listedUnder = (reason: SuspenseReason) => `SUSPENSE#${reason}`;

const waitsFor = (cause: string) => `WAITS#${cause}`;
/** What waits for an instant. */
const forTime = waitsFor("TIME");

/** The place in the index of what waits. Behind the cause stands the last try, so that what was tried since is left out by its key. */
function waiting({ waitsFor: cause, nextTryAt, triedAt, id }: Suspended) {
  if (nextTryAt !== null) return waitingIndexed(forTime, `${nextTryAt}#${id}`);
  return cause === null ? {} : waitingIndexed(waitsFor(cause), `${triedAt}#${id}`);
}

const itemOf = (one: Suspended): Item => ({
  ...keys.suspended(one.id),
  ...indexed(listedUnder(one.reason), `${one.source}#${one.parkedAt}#${one.id}`),
  ...waiting(one),
  ...one,
});

/** The row is still what was read: as it was, or not there. */
const asSeen = (seen: Suspended | undefined): Condition =>
  seen && seen.v > 0 ? unchanged("v", seen.v) : { expression: "attribute_not_exists(#v)" };

function rowWrite({ before, after }: RowChange): Write[] {
  if (after) return [put(itemOf({ ...after, v: (before?.v ?? 0) + 1 }), asSeen(before))];
  return before ? [remove(keys.suspended(before.id), asSeen(before))] : [];
}

const cellKey = ({ reason, source, day, shard }: Cell) => keys.suspenseCell(reason, source, day, shard);

const nameOf = (cell: Cell): string => Object.values(cellKey(cell)).join(" ");

function cellWrite(cell: Cell, share: Share): Write {
  const { n, seconds, unpriced, unpricedSeconds, money } = share;
  const added: Record<string, number | bigint> = { n, seconds, unpriced, unpricedSeconds };
  for (const [currency, amount] of Object.entries(money)) added[moneyName(currency)] = amount;
  const { reason, source, day } = cell;
  return {
    kind: "update",
    key: cellKey(cell),
    change: `SET #reason = :reason, #source = :source, #day = :day ADD ${Object.keys(added)
      .map((name) => `#${name} :${name}`)
      .join(", ")}`,
    values: { reason, source, day, ...added },
  };
}

const isNothing = ({ n, seconds, unpriced, unpricedSeconds, money }: Share): boolean =>
  n === 0 &&
  seconds === 0 &&
  unpriced === 0 &&
  unpricedSeconds === 0 &&
  Object.values(money).every((one) => one === 0n);

/** The writes of some changed rows and of the counts that they change, for one transaction. No row may be in it twice. */
export function rowWrites(changes: readonly RowChange[]): Write[] {
  const cells = new Map<string, { cell: Cell; share: Share }>();
  for (const { cell, share } of changes.flatMap(sharesOf)) {
    const name = nameOf(cell);
    cells.set(name, { cell, share: plus(cells.get(name)?.share ?? noShare, share) });
  }
  const counted = [...cells.values()].filter(({ share }) => !isNothing(share));
  return [...changes.flatMap(rowWrite), ...counted.map(({ cell, share }) => cellWrite(cell, share))];
}

/** Names of the counts that a change touches: what it leaves and what it enters. */
export const countsOf = (change: RowChange): string[] => sharesOf(change).map(({ cell }) => nameOf(cell));

export const getSuspended = (id: string): Promise<Suspended | undefined> => get(Suspended, keys.suspended(id));

/** Rows by id, read consistently. */
export async function suspendedRows(ids: readonly string[]): Promise<Map<string, Suspended>> {
  const items = await getMany(ids.map(keys.suspended));
  return new Map(items.map((item) => Suspended.parse(item)).map((record) => [record.id, record]));
}

/** The counts of everything that waits, as they are stored. */
export async function waitingCells(): Promise<StoredCell[]> {
  const pages = await Promise.all(
    SuspenseReason.options.map((reason) => queryAll(StoredCell, { pk: keys.suspenseCell(reason, "", "", 0).pk })),
  );
  return pages.flat();
}

/** The counts of a source's records that wait, of the days from `from` to `to` (`2026-01-31`, both included). */
export async function waitingCellsOf(source: string, from: string, to: string): Promise<StoredCell[]> {
  const pages = await Promise.all(
    SuspenseReason.options.map((reason) => {
      const { pk, sk: first } = keys.suspenseCell(reason, source, from, 0);
      return queryAll(StoredCell, { pk, from: first, to: keys.suspenseCell(reason, source, to, "~").sk });
    }),
  );
  return pages.flat();
}

const CellItem = z.object({ pk: z.string(), sk: z.string(), n: z.number().int() });
const empty = { expression: "#n = :zero AND #seconds = :zero AND #unpriced = :zero", values: { zero: 0 } };

/** Takes away counts that nothing is in any more, so that days that are over cost nothing. What is entered meanwhile stays. */
export async function dropEmptyCells(): Promise<void> {
  for (const reason of SuspenseReason.options)
    for (const { pk, sk, n } of await queryAll(CellItem, { pk: keys.suspenseCell(reason, "", "", 0).pk }))
      if (n === 0) await unlessChanged(remove({ pk, sk }, empty));
}

async function unlessChanged(one: Write): Promise<void> {
  try {
    await write(one);
  } catch (error) {
    if (!(error instanceof WriteRefused) || error.cancellation.kind !== "condition") throw error;
  }
}

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

interface Wanted {
  limit: number;
  after: Record<string, unknown> | undefined;
}

async function waitingPage(pk: string, to: string, { limit, after }: Wanted) {
  const page = await queryPage({ index: "gsi2", pk, to, limit, ...(after ? { after } : {}) });
  return { items: page.items.map((item) => Suspended.parse(item)), after: page.after };
}

/** Records that wait for a cause and were last tried before an instant (ISO 8601, included). The index follows a moment behind. */
export const waitingFor = (cause: string, triedUntil: string, wanted: Wanted) =>
  waitingPage(waitsFor(cause), `${triedUntil}#~`, wanted);

/** Records whose time has come at an instant (ISO 8601). */
export const dueAt = (at: string, wanted: Wanted) => waitingPage(forTime, `${at}#~`, wanted);

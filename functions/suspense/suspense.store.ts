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
  write,
} from "../platform/table.ts";
import { isConditionFailed } from "../platform/write-refused.ts";
import { Suspended, type SuspenseState, suspendedDay } from "./suspended.ts";
import { type Cell, moneyName, noShare, plus, type RowChange, type Share, StoredCell, sharesOf } from "./waiting.ts";

/** By reason in the index, so that a missing tariff that parks everything does not fall on one partition with the rest. */
export const listedUnder = (reason: SuspenseReason, state: SuspenseState = "WAITING") =>
  state === "WAITING" ? `SUSPENSE#${reason}` : `WRITTENOFF#${reason}`;

/** A record's place in its list: its source, then the day of the call. */
const placeInList = (one: Suspended) => `${one.source}#${suspendedDay(one)}#${one.parkedAt}#${one.id}`;

const waitsFor = (cause: string) => `WAITS#${cause}`;
/** What waits for an instant. */
const forTime = waitsFor("TIME");

/** The place in the index of what waits. Behind the cause stands the last try, so that what was tried since is left out by its key. */
function waiting({ waitsFor: cause, nextTryAt, triedAt, writtenOff, id }: Suspended) {
  if (writtenOff) return {};
  if (nextTryAt !== null) return waitingIndexed(forTime, `${nextTryAt}#${id}`);
  return cause === null ? {} : waitingIndexed(waitsFor(cause), `${triedAt}#${id}`);
}

const itemOf = (one: Suspended): Item => ({
  ...keys.suspended(one.id),
  ...indexed(listedUnder(one.reason, one.writtenOff ? "WRITTEN_OFF" : "WAITING"), placeInList(one)),
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

const cellKey = ({ reason, source, day, shard, state }: Cell) =>
  (state === "WAITING" ? keys.suspenseCell : keys.writtenOffCell)(reason, source, day, shard);

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

/** The counts of everything that waits, or of what waits for one reason, as they are stored. */
export async function waitingCells(only?: SuspenseReason): Promise<StoredCell[]> {
  const reasons = only ? [only] : SuspenseReason.options;
  const pages = await Promise.all(
    reasons.map((reason) => queryAll(StoredCell, { pk: keys.suspenseCell(reason, "", "", 0).pk })),
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

const writtenOffCount = keys.writtenOffCell("", "", "", 0).pk;

/** The counts of everything that was written off, or of one source's. */
export const writtenOffCells = (source?: string): Promise<StoredCell[]> =>
  queryAll(StoredCell, { pk: writtenOffCount, ...(source === undefined ? {} : { beginsWith: `${source}#` }) });

const CellItem = z.object({ pk: z.string(), sk: z.string(), n: z.number().int() });
const empty = { expression: "#n = :zero AND #seconds = :zero AND #unpriced = :zero", values: { zero: 0 } };

/** Takes away counts that nothing is in any more, so that days that are over cost nothing. What is entered meanwhile stays. */
export async function dropEmptyCells(): Promise<void> {
  const counts = SuspenseReason.options.map((reason) => keys.suspenseCell(reason, "", "", 0).pk);
  for (const partition of [...counts, writtenOffCount])
    for (const { pk, sk, n } of await queryAll(CellItem, { pk: partition }))
      if (n === 0) await unlessChanged(remove({ pk, sk }, empty));
}

async function unlessChanged(one: Write): Promise<void> {
  try {
    await write(one);
  } catch (error) {
    if (!isConditionFailed(error)) throw error;
  }
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

import { randomInt } from "node:crypto";
import { backOff } from "../platform/pause.ts";
import { transact, type Write } from "../platform/table.ts";
import { isRefusedForNow } from "../platform/write-refused.ts";
import { figureWrites } from "../reconcile/figures.store.ts";
import { fileShares } from "./parked-figures.ts";
import { comeAgain, type Suspended } from "./suspended.ts";
import { countsOf, rowWrites, suspendedRows } from "./suspense.store.ts";
import type { RowChange } from "./waiting.ts";

/** Writes rows of suspense together with their counts: both or neither, so that a count is always that of the rows. */

/** Items of one transaction: DynamoDB takes 100, and one more may be written with them. Each is at most 12 KB, so the whole stays far below 4 MB. */
const itemsAtOnce = 96;
const mostTries = 20;
/** Parts of a count: as many batches as may park for one reason, source and day at the same moment without waiting long. */
const shards = 8;

/** What becomes of a row: another one, gone, or left alone. */
export type Decide = (known: Suspended | undefined) => Suspended | "remove" | "leave";

/** The writes of some changed rows and of all that counts them, for one transaction. No row may be in it twice. */
export const writesOfRows = (changes: readonly RowChange[]): Write[] => [
  ...rowWrites(changes),
  ...figureWrites(changes.flatMap(fileShares)),
];

const namesOf = (change: RowChange): string[] => [
  ...countsOf(change),
  ...fileShares(change).map(({ cell }) => `file ${cell.upload}`),
];

/** As many from the start as one transaction takes. */
function firstOf(changes: readonly RowChange[], items: number): RowChange[] {
  const counts = new Set<string>();
  const taken: RowChange[] = [];
  for (const change of changes) {
    for (const name of namesOf(change)) counts.add(name);
    if (taken.length + 1 + counts.size > items) break;
    taken.push(change);
  }
  return taken;
}

/** Throws what is not a lost race. */
export async function afterLostRace(error: unknown, tries: number): Promise<void> {
  if (!isRefusedForNow(error) || tries > mostTries) throw error;
  await backOff(tries, { firstMs: 10, mostMs: 500 });
}

/** What the rows are now and what they become. Rows that are left alone, or gone already, are not among them. */
export async function changesOf(decisions: ReadonlyMap<string, Decide>, shard: number): Promise<RowChange[]> {
  const rows = await suspendedRows([...decisions.keys()]);
  return [...decisions].flatMap(([id, decide]): RowChange[] => {
    const before = rows.get(id);
    const decided = decide(before);
    if (decided === "leave") return [];
    if (decided === "remove") return before ? [{ before, after: undefined }] : [];
    return [{ before, after: before && before.v > 0 ? decided : { ...decided, shard } }];
  });
}

export const anyShard = (): number => randomInt(shards);

/** What is written with some changes, in their transaction: one item at most. */
type Beside = (changes: readonly RowChange[]) => Write[];

/**
 * Decides each row on what a consistent read says of it, again after every lost race. Safe to repeat at any point.
 * @returns how many rows it changed
 */
export async function changeRows(decisions: ReadonlyMap<string, Decide>, beside: Beside = () => []): Promise<number> {
  const open = new Map(decisions);
  let changed = 0;
  for (let tries = 0; open.size > 0; ) {
    const changes = await changesOf(open, anyShard());
    const changing = new Set(changes.map(({ before, after }) => (before ?? after)?.id));
    for (const id of [...open.keys()]) if (!changing.has(id)) open.delete(id);
    try {
      for (let left = changes; left.length > 0; ) {
        const some = firstOf(left, itemsAtOnce);
        await transact([...writesOfRows(some), ...beside(some)]);
        changed += some.length;
        for (const { before, after } of some) open.delete((before ?? after)?.id ?? "");
        left = left.slice(some.length);
        tries = 0;
      }
    } catch (error) {
      await afterLostRace(error, ++tries);
    }
  }
  return changed;
}

/** What a record that comes becomes: a new row, or the one that is there with what is known now. One that was written off stays so. */
export const parkedAs =
  (record: Suspended): Decide =>
  (known) => {
    if (known?.writtenOff) return "leave";
    return known ? comeAgain(known, record) : record;
  };

/** The line that brought a record first, and under which the record is counted. */
export type FirstLine = Pick<Suspended, "delivery" | "line">;

/**
 * Parks records. The same record again is the same row, so that a redelivery parks and counts nothing twice.
 * @returns by id the line under which each record waits: another one than it came with, where it waited already
 */
export async function park(records: readonly Suspended[]): Promise<Map<string, FirstLine>> {
  const firsts = new Map<string, FirstLine>();
  const decisions = new Map<string, Decide>();
  for (const record of records)
    if (!decisions.has(record.id))
      decisions.set(record.id, (known) => {
        firsts.set(record.id, known ?? record);
        return parkedAs(record)(known);
      });
  await changeRows(decisions);
  return firsts;
}

/** Takes records out: they were charged, or are known to have been. */
export async function takeOut(ids: readonly string[]): Promise<void> {
  await changeRows(new Map(ids.map((id) => [id, () => "remove"])));
}

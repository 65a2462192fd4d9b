import { randomInt } from "node:crypto";
import * as z from "zod";
import { keys } from "../platform/keys.ts";
import { type Key, queryAll, queryPage, type Write } from "../platform/table.ts";
import { nonZero, plus, type Sums, sumsIn } from "./figures.ts";

/** Parts of a figure: as many transactions may add to it at the same moment without waiting for each other. */
const dayShards = 16;
const uploadShards = 8;

/** What is added to: a source's day, or an upload. */
export type Cell = { source: string; day: string } | { upload: string };

const nameOf = (cell: Cell): string => JSON.stringify(cell);

/** A shard at random: a transaction that met another writer of a figure meets none when it is tried again. */
const keyOf = (cell: Cell): Key =>
  "upload" in cell
    ? keys.uploadFigures(cell.upload, randomInt(uploadShards))
    : keys.sourceFigures(cell.source, cell.day, randomInt(dayShards));

/** The writes that add to figures, one for each that changes, for the transaction of what is counted. */
export function figureWrites(added: readonly { cell: Cell; sums: Sums }[]): Write[] {
  const cells = new Map<string, { cell: Cell; sums: Sums }>();
  for (const { cell, sums } of added) {
    const name = nameOf(cell);
    cells.set(name, { cell, sums: plus(cells.get(name)?.sums ?? {}, sums) });
  }
  return [...cells.values()].flatMap(({ cell, sums }): Write[] => {
    const values = nonZero(sums);
    const names = Object.keys(values);
    if (names.length === 0) return [];
    const change = `ADD ${names.map((name) => `#${name} :${name}`).join(", ")}`;
    return [{ kind: "update", key: keyOf(cell), change, values }];
  });
}

const DayItem = z.looseObject({ sk: z.string() });

/** The sums of a source's days from `from` to `to` (`2026-01-31`, both included), by day. Parked records are not among them. */
export async function daySums(source: string, from: string, to: string): Promise<Map<string, Sums>> {
  const { pk } = keys.sourceFigures(source, from, 0);
  const range = { pk, from: keys.sourceFigures(source, from, 0).sk, to: keys.sourceFigures(source, to, "~").sk };
  const byDay = Map.groupBy(await queryAll(DayItem, range), ({ sk }) => sk.slice(0, "2026-01-31".length));
  return new Map([...byDay].map(([day, items]) => [day, sumsIn(items)]));
}

/** Whether a record of the source was ever counted. */
export async function hasFigures(source: string): Promise<boolean> {
  const { items } = await queryPage({ pk: keys.sourceFigures(source, "", 0).pk, limit: 1 });
  return items.length > 0;
}

export async function uploadSums(id: string): Promise<Sums> {
  const { pk, sk } = keys.uploadFigures(id, "");
  return sumsIn(await queryAll(z.looseObject({}), { pk, beginsWith: sk }));
}

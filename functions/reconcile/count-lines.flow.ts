import { backOff } from "../platform/pause.ts";
import { type Key, transact, type Write, WriteRefused } from "../platform/table.ts";
import type { AsideLine } from "./aside-line.ts";
import { type Cell, figureWrites } from "./figures.store.ts";
import { keepLineSet, lineSetKey, lineSets } from "./line-set.store.ts";
import { setOfLine, withLines } from "./line-set.ts";

/** A transaction holds a set of lines, the figures of its file and those of its days: lines of more days than this are cut. */
const mostDays = 90;
const mostTries = 20;

const keyOf = (one: AsideLine): Key =>
  one.as === "joined"
    ? lineSetKey(`joined#${one.upload}`, setOfLine(one.line))
    : lineSetKey(`duplicates#${one.source}#${one.delivery}`, setOfLine(one.line));

function cellsOf(one: AsideLine): Cell[] {
  if (one.as === "joined") return [{ upload: one.upload }];
  const { source, day, upload } = one;
  return upload === null ? [{ source, day }] : [{ upload }, { source, day }];
}

/** Of the lines so many from the start as have few enough days for one transaction. */
function firstOf(lines: readonly AsideLine[]): AsideLine[] {
  const days = new Set<string>();
  const end = lines.findIndex((one) => one.as === "duplicates" && days.add(one.day).size > mostDays);
  return end < 0 ? [...lines] : lines.slice(0, end);
}

/** The write of one set and of the figures that its new lines change; nothing where all were counted. */
async function writesFor(key: Key, lines: readonly AsideLine[], atMs: number): Promise<Write[]> {
  const [known] = await lineSets([key]);
  if (!known) return [];
  const { set, added } = withLines(known, [...new Set(lines.map(({ line }) => line))]);
  if (added.length === 0) return [];
  const byLine = new Map(lines.map((one) => [one.line, one]));
  const counted = added.flatMap((line) => byLine.get(line) ?? []);
  const adds = counted.flatMap((one) => cellsOf(one).map((cell) => ({ cell, sums: { [one.as]: 1 } })));
  return [keepLineSet(key, set, atMs), ...figureWrites(adds)];
}

async function countInto(key: Key, lines: readonly AsideLine[], atMs: number): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      return await transact(await writesFor(key, lines, atMs));
    } catch (error) {
      // Another lane counts lines of the same file at this moment: look again.
      if (!(error instanceof WriteRefused) || error.cancellation.kind === "bug" || tries >= mostTries) throw error;
      await backOff(tries, { firstMs: 10, mostMs: 500 });
    }
  }
}

/** Counts each line once, however often it is counted. Safe to repeat at any point. */
export async function countLines(lines: readonly AsideLine[], atMs: number): Promise<void> {
  const sets = Map.groupBy(lines, (line) => JSON.stringify(keyOf(line)));
  for (const [name, those] of sets)
    for (let left = those; left.length > 0; ) {
      const some = firstOf(left);
      await countInto(JSON.parse(name) as Key, some, atMs);
      left = left.slice(some.length);
    }
}

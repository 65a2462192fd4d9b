import { backOff } from "../platform/pause.ts";
import { type Key, transact, type Write } from "../platform/table.ts";
import { isRefusedForNow } from "../platform/write-refused.ts";
import type { AsideLine } from "./aside-line.ts";
import { type Cell, figureWrites } from "./figures.store.ts";
import type { Sums } from "./figures.ts";
import { keepLineSet, lineSetKey, lineSets } from "./line-set.store.ts";
import { type LineSet, setOfLine, withLines } from "./line-set.ts";

/** Items of one transaction: DynamoDB takes 100. */
const mostItems = 96;
/** Lines of more days than this, of one set, are counted one part after another. */
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

/** A set of lines as it will be, and what its new lines add to figures. */
interface Step {
  name: string;
  write: Write;
  adds: { cell: Cell; sums: Sums }[];
}

/** The steps of the sets in which something is new; the others were counted. */
async function stepsOf(open: ReadonlyMap<string, readonly AsideLine[]>, atMs: number): Promise<Step[]> {
  const names = [...open.keys()];
  const keys = names.map((name) => JSON.parse(name) as Key);
  const sets = await lineSets(keys);
  return names.flatMap((name, i): Step[] => {
    const byLine = new Map((open.get(name) ?? []).map((one) => [one.line, one]));
    const { set, added } = withLines(sets[i] as LineSet, [...byLine.keys()]);
    const counted = added.flatMap((line) => byLine.get(line) ?? []);
    const adds = counted.flatMap((one) => cellsOf(one).map((cell) => ({ cell, sums: { [one.as]: 1 } })));
    return added.length === 0 ? [] : [{ name, write: keepLineSet(keys[i] as Key, set, atMs), adds }];
  });
}

/** Cuts the steps into transactions. */
function transactionsOf(steps: readonly Step[]): Step[][] {
  const cut: Step[][] = [];
  let cells = new Set<string>();
  for (const step of steps) {
    const own = step.adds.map(({ cell }) => JSON.stringify(cell));
    const last = cut.at(-1);
    if (last && last.length + 1 + new Set([...cells, ...own]).size <= mostItems) last.push(step);
    else {
      cut.push([step]);
      cells = new Set();
    }
    for (const name of own) cells.add(name);
  }
  return cut;
}

/** Counts into each set at most once; what is refused, because another lane counts lines of the same file, is looked at again. */
async function countInto(sets: ReadonlyMap<string, readonly AsideLine[]>, atMs: number): Promise<void> {
  const open = new Map(sets);
  for (let tries = 0; open.size > 0; ) {
    const steps = await stepsOf(open, atMs);
    const changing = new Set(steps.map(({ name }) => name));
    for (const name of [...open.keys()]) if (!changing.has(name)) open.delete(name);
    try {
      for (const some of transactionsOf(steps)) {
        await transact([...some.map(({ write }) => write), ...figureWrites(some.flatMap(({ adds }) => adds))]);
        for (const { name } of some) open.delete(name);
      }
    } catch (error) {
      if (!isRefusedForNow(error) || ++tries > mostTries) throw error;
      await backOff(tries, { firstMs: 10, mostMs: 500 });
    }
  }
}

/** Counts each line once, however often it is counted. Safe to repeat at any point. */
export async function countLines(lines: readonly AsideLine[], atMs: number): Promise<void> {
  let left = Map.groupBy(lines, (line) => JSON.stringify(keyOf(line)));
  while (left.size > 0) {
    const now = new Map([...left].map(([name, those]) => [name, firstOf(those)]));
    await countInto(now, atMs);
    const rest = [...left].map(([name, those]) => [name, those.slice(now.get(name)?.length)] as const);
    left = new Map(rest.filter(([, those]) => those.length > 0));
  }
}

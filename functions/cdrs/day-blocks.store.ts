import { keys } from "../platform/keys.ts";
import { type Item, queryPages } from "../platform/table.ts";
import { blockOf, type CallBlock, namesEnd, withCorrections } from "./cdr.store.ts";
import { type Corrections, correctionsIn, isCorrections } from "./correction.store.ts";
import { dayName } from "./day-set.ts";

/** All blocks of a day, the earliest first. @param known what was corrected of the day, where that is known or does not matter */
export async function* blocksOfDay(account: string, day: number, known?: Corrections): AsyncGenerator<CallBlock> {
  const { pk } = keys.callBlock(account, dayName(day), "");
  for await (const { items } of queryPages({ pk, to: namesEnd }))
    yield* known ? items.map((item) => blockOf(item, known)) : await withCorrections(account, day, items);
}

/** What the table holds of a day's calls. */
export interface DayInTable {
  /** The earliest first, packed. */
  blocks: readonly CallBlock[];
  corrections: Corrections;
}

/** All of it at once: one query, where a day is no larger than a page of the table, 1 MB. */
export async function dayInTable(account: string, day: number): Promise<DayInTable> {
  const { pk } = keys.callBlock(account, dayName(day), "");
  const items: Item[] = [];
  for await (const page of queryPages({ pk })) items.push(...page.items);
  const corrections = correctionsIn(items.filter(isCorrections));
  const blocks = items.filter((item) => !isCorrections(item)).map((item) => blockOf(item, corrections));
  return { blocks, corrections };
}

import { keys } from "../platform/keys.ts";
import { absent, getMany, type Key, keyName, put, unchanged, type Write } from "../platform/table.ts";
import { emptySet, LineSet } from "./line-set.ts";

/** Beyond what a stream keeps and a file is read again; then a line can no longer come a second time. */
const keptSeconds = 40 * 86_400;

/** The sets under these keys, in their order, read consistently. */
export async function lineSets(wanted: readonly Key[]): Promise<LineSet[]> {
  const items = new Map((await getMany(wanted)).map((item) => [keyName(item), LineSet.parse(item)]));
  return wanted.map((key) => items.get(keyName(key)) ?? emptySet());
}

export const lineSetKey = keys.countedLines;

/** Keeps a set, if nobody has changed it since it was read. */
export const keepLineSet = (key: Key, set: LineSet, atMs: number): Write =>
  put({ ...key, ...set, ttl: Math.floor(atMs / 1000) + keptSeconds }, set.v === 1 ? absent : unchanged("v", set.v - 1));

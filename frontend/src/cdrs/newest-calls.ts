import type { CallRow } from "./call.api.ts";

/** Lays the newest calls over a list that is on show. */

interface CallPage {
  items: CallRow[];
  nextCursor: string | null;
}

interface Laid {
  pages: CallPage[];
  /** Ids of the calls that were not there before. */
  came: string[];
}

/**
 * @param pages what is on show, newest first
 * @param newest the first page, asked for again
 * @returns undefined where more calls came than a page holds: what lies between is not known then
 */
export function withNewest(pages: readonly CallPage[], newest: CallPage): Laid | undefined {
  const known = new Set(pages.flatMap(({ items }) => items.map(({ id }) => id)));
  const came = newest.items.flatMap(({ id }) => (known.has(id) ? [] : [id]));
  if (newest.nextCursor && known.size > 0 && came.length === newest.items.length) return undefined;
  // A call that is not among the newest is older than all of them, also one that was on show above a late one.
  const isNewest = new Set(newest.items.map(({ id }) => id));
  const older = pages.map((page) => ({ ...page, items: page.items.filter(({ id }) => !isNewest.has(id)) }));
  const [first = newest, ...rest] = older;
  return { pages: [{ ...first, items: [...newest.items, ...(older[0]?.items ?? [])] }, ...rest], came };
}

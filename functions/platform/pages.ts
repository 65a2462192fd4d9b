import type { output, ZodType } from "zod";
import { Problem } from "./problem.ts";

/** Where a list goes on: the last key of a page, opaque to whoever passes it. Undefined: from the beginning. */
export type After = Record<string, unknown> | undefined;

/**
 * The place in a list that a cursor stands for.
 * @throws Problem bad_request for the cursor of another list
 */
export function placeIn<Place extends ZodType>(schema: Place, after: After): output<Place> | undefined {
  if (!after) return undefined;
  const place = schema.safeParse(after);
  if (!place.success) throw new Problem("bad_request", "The cursor is not one that this list gave out.");
  return place.data;
}

/**
 * The pages of a list, one after the other, for as long as the reader goes on.
 * @param read reads one page; it is given what `after` of the page before was
 */
export async function* pagesOf<Place, Page extends { after: Place | undefined }>(
  read: (after: Place | undefined) => Promise<Page>,
): AsyncGenerator<Page, void, undefined> {
  let after: Place | undefined;
  do {
    const page = await read(after);
    yield page;
    after = page.after;
  } while (after);
}

/** Things that one page looks at: of a rare kind it is short, or empty, and has more behind it. */
const mostLookedAt = 1000;

/**
 * A page of those of a list that fit, more than half full where enough do.
 * @param read reads so many at most; it is given what `after` of the page before was
 */
export async function fittingPage<T>(
  { limit, after }: { limit: number; after: After },
  read: (limit: number, after: After) => Promise<{ found: T[]; after: After }>,
  fits: (one: T) => boolean,
): Promise<{ found: T[]; after: After }> {
  const found: T[] = [];
  let next = after;
  let lookedAt = 0;
  do {
    // A page ends where the next one begins, so no more is read than still has its place.
    const left = limit - found.length;
    const part = await read(left, next);
    found.push(...part.found.filter(fits));
    lookedAt += left;
    next = part.after;
  } while (next && found.length * 2 <= limit && lookedAt < mostLookedAt);
  return { found, after: next };
}

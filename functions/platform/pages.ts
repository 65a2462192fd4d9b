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

/** Where a list goes on: the last key of a page, opaque to whoever passes it. Undefined: from the beginning. */
export type After = Record<string, unknown> | undefined;

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

import { coarserCopy, isCoarserCopy } from "../cdrs/coarser-copy.ts";
import { postedCalls } from "../cdrs/posted-call.flow.ts";
import type { PostableCall } from "../ledger/posting-draft.ts";
import { log } from "../platform/log.ts";

/**
 * Which of these calls, that were charged with other content, are the charged call in another layout. Marks tell only that
 * the content is another one, so the charged calls are read: for such sightings alone, each of their blocks once a batch.
 */
export async function coarserCopies(conflicts: readonly PostableCall[]): Promise<Set<PostableCall>> {
  if (conflicts.length === 0) return new Set();
  const posted = await postedCalls(
    conflicts.map(({ account, row: { identity, cdr } }) => ({ account, identity, setupMs: cdr.setupMs })),
  );
  const copies = conflicts.filter(({ row }) => {
    const first = posted.get(row.identity);
    return first !== undefined && isCoarserCopy(first.row.cdr, row.cdr);
  });
  if (copies.length > 0)
    log.info("calls came once more in another layout", { reason: coarserCopy, count: copies.length });
  return new Set(copies);
}

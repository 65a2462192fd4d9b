import type { CdrBatch } from "../cdrs/cdr.ts";
import { noteNumbers } from "../reconcile/note-numbers.flow.ts";
import { countingOf } from "./running-number.ts";
import { getSources } from "./source.store.ts";

/** Notes the running numbers that came with these batches, each source's together. Safe to repeat. */
export async function noteRunningNumbers(batches: readonly CdrBatch[]): Promise<void> {
  const numbered = batches.filter(({ numbers }) => numbers !== undefined);
  const bySource = Map.groupBy(numbered, ({ source }) => source);
  for (const [id, source] of await getSources([...bySource.keys()])) {
    const counting = countingOf(source);
    const numbers = (bySource.get(id) ?? []).flatMap((batch) => batch.numbers ?? []);
    if (counting) await noteNumbers(id, numbers, counting);
  }
}

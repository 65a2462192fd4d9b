import type { DayNumbers } from "../cdrs/number-span.ts";
import { backOff } from "../platform/pause.ts";
import { write } from "../platform/table.ts";
import { isRefusedForNow } from "../platform/write-refused.ts";
import { type Counting, joinedSpans } from "./number-gaps.ts";
import { keepNumbers, numbersOf } from "./source-numbers.store.ts";

const mostTries = 20;

async function noteDay(source: string, day: string, spans: DayNumbers["spans"], counting: Counting): Promise<void> {
  for (let tries = 0; ; tries++) {
    const seen = await numbersOf(source, day);
    const next = joinedSpans([...seen.spans, ...spans], counting);
    if (JSON.stringify(next) === JSON.stringify(seen.spans)) return;
    try {
      return await write(keepNumbers(source, seen, next));
    } catch (error) {
      // Another lane notes numbers of the day at this moment: look again.
      if (!isRefusedForNow(error) || tries >= mostTries) throw error;
      await backOff(tries, { firstMs: 10, mostMs: 500 });
    }
  }
}

/** Notes which running numbers have come. The same numbers again change nothing. */
export async function noteNumbers(source: string, numbers: readonly DayNumbers[], counting: Counting): Promise<void> {
  for (const [day, those] of Map.groupBy(numbers, (one) => one.day))
    await noteDay(
      source,
      day,
      those.flatMap(({ spans }) => spans),
      counting,
    );
}

import type { PostingTransaction } from "../functions/ledger/posting-plan.ts";
import { inventCall, rated } from "../test/sim/calls.ts";
import { Random } from "../test/sim/random.ts";

/** Calls of one customer in the table, without the time that posting them would take. */

const rowsOfBlock = 1000;
const dayMs = 86_400_000;

/**
 * Blocks as the posting writes them; the balance only says on which days there are any.
 * @param counts how many calls there are yesterday, the day before, and so on
 */
export async function fillDays(account: string, counts: readonly number[]): Promise<void> {
  const { keys } = await import("../functions/platform/keys.ts");
  const { transact, write } = await import("../functions/platform/table.ts");
  const { postingWrites } = await import("../functions/ledger/ledger.store.ts");
  const { dayNumber, emptyDaySet, withDays } = await import("../functions/cdrs/day-set.ts");
  const random = new Random(5);
  const today = dayNumber(Date.now());
  const rowAt = (n: number, day: number) => {
    const call = inventCall(random, n, [account], 0);
    const setupMs = day * dayMs + (n % 86_399) * 1000;
    return rated({ ...call, cdr: { ...call.cdr, setupMs, sipUser: `pbx${n % 50}` } }, `del_${n >> 10}`, n % 1024).row;
  };
  const used: number[] = [];
  for (const [at, count] of counts.entries()) {
    const day = today - at - 1;
    for (let from = 0, ordinal = 0; from < count; from += rowsOfBlock, ordinal++) {
      const rows = Array.from({ length: Math.min(rowsOfBlock, count - from) }, (_, n) => rowAt(from + n, day));
      const block = { account, day, period: 1, late: false, rows, bytes: 0, seq: ordinal + 1, ordinal: 0 };
      const none = { calls: [], levels: [], marks: [], releases: [], cameLate: [] };
      await transact(postingWrites({ ...none, blocks: [block] } as PostingTransaction));
    }
    if (count > 0) used.push(day);
  }
  const dirty = withDays(emptyDaySet, used);
  await write({ kind: "update", key: keys.balance(account), change: "SET #dirty = :dirty", values: { dirty } });
}

import { decodeBlock } from "../../functions/cdrs/call-block.ts";
import type { PostableCall } from "../../functions/ledger/posting-draft.ts";
import { ownCustomer } from "./accounts.ts";
import type { MemoryTable } from "./memory-table.ts";

/**
 * A restore that brought balance and marks back to before a block but left the block: transactions reach backups piece
 * by piece. Gives the block's calls, whose posting must not write over it. None where the world has no such block.
 */
export function partlyRestored(table: MemoryTable): PostableCall[] {
  const balance = table.peek(`ACC#${ownCustomer}`, "BAL");
  // One call that no close stands before, so that it comes to the same block whatever periods have been closed since.
  const block = [...table.items()].find(
    ({ pk, sk, n, first }) =>
      (pk as string).startsWith(`CALLS#${ownCustomer}#`) &&
      (sk as string).endsWith(".00") &&
      n === 1 &&
      (first as number) < Number(balance?.["periodUntil"]),
  );
  if (!block || !balance) return [];
  balance["seq"] = Number(/#(\d+)\./.exec(block["sk"] as string)?.[1]) - 1;
  for (const { pk, sk } of [...table.items()])
    if ((pk as string).startsWith(`SEEN#${ownCustomer}#`)) table.expire(pk as string, sk as string);
  return decodeBlock(block["block"] as Uint8Array).map((row) => ({
    account: ownCustomer,
    row,
    place: { day: "2026-01-31", upload: null, currency: "USD" },
  }));
}

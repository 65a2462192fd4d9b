import { createHash } from "node:crypto";
import type { PostableCall } from "../functions/ledger/posting-draft.ts";
import type { MemoryTable } from "../test/sim/memory-table.ts";

/** What the money has to be, found by adding up the calls and by nothing else. */

export type Oracle = ReadonlyMap<string, { calls: number; charge: bigint }>;

export function oracleOf(calls: Iterable<PostableCall>): Oracle {
  const sums = new Map<string, { calls: number; charge: bigint }>();
  for (const { account, row } of calls) {
    const sum = sums.get(account) ?? { calls: 0, charge: 0n };
    sums.set(account, { calls: sum.calls + 1, charge: sum.charge + row.charge });
  }
  return sums;
}

const plain = (_name: string, value: unknown): unknown =>
  typeof value === "bigint"
    ? String(value)
    : value instanceof Uint8Array
      ? Buffer.from(value).toString("base64")
      : value;

/** A digest of every item but the marks: balances, calls, ledger and periods. */
export function moneyDigest(table: MemoryTable): string {
  const texts: string[] = [];
  for (const item of table.items())
    if (typeof item["pk"] === "string" && !item["pk"].startsWith("SEEN#")) texts.push(JSON.stringify(item, plain));
  const hash = createHash("sha256");
  for (const text of texts.sort()) hash.update(text).update("\n");
  return hash.digest("hex").slice(0, 16);
}

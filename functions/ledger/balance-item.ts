import type { Nano } from "../money/money.ts";
import type { BalanceRow } from "./balance.ts";

/** A balance as it is stored: what it takes, and what is left out. */

/** Write units are counted by the KiB: a balance is written for every batch and may not cost two. */
const balanceBytes = 1024;

/** At least the bytes that DynamoDB counts: names, text as it is, numbers at one byte per two digits and one, 3 per container. */
export function itemBytes(value: unknown): number {
  if (typeof value === "string") return Buffer.byteLength(value);
  if (typeof value === "number" || typeof value === "bigint") return Math.ceil(String(value).length / 2) + 2;
  if (value === null || typeof value === "boolean") return 1;
  if (value instanceof Uint8Array) return value.byteLength;
  const members = Array.isArray(value) ? value.map((one) => ["", one] as const) : Object.entries(value as object);
  return members.reduce((sum, [name, one]) => sum + Buffer.byteLength(name) + 1 + itemBytes(one), 3);
}

/** @throws Error where it has grown beyond one unit */
export function inOneUnit<I extends { pk: string }>(item: I): I {
  const bytes = itemBytes(item);
  if (bytes > balanceBytes) throw new Error(`the balance of ${item.pk} has grown to ${bytes} bytes`);
  return item;
}

const lean = <T extends { below: Nano }>({ below, ...rest }: T) => (below === 0n ? rest : { ...rest, below });

/** Without what only resellers have, who in turn have no days of calls of their own: so either kind stays in one unit. */
export const stored = (row: BalanceRow) => ({
  ...row,
  roll: lean(row.roll),
  next: lean(row.next),
  day: lean(row.day),
});

import { Problem } from "../platform/problem.ts";
import type { Suspended } from "./suspended.ts";
import { getSuspended } from "./suspense.store.ts";

export const goneWord = "There is no such record in suspense. It may have been charged already.";

/** @throws Problem conflict for a record that was written off */
export function refuseWrittenOff({ writtenOff }: Suspended): void {
  if (writtenOff) throw new Problem("conflict", "This record was written off. Take it back first.");
}

/** The record, while it waits. @throws Problem not_found, conflict for one that was written off */
export async function waitingRecord(id: string): Promise<Suspended> {
  const record = await getSuspended(id);
  if (!record) throw new Problem("not_found", goneWord);
  refuseWrittenOff(record);
  return record;
}

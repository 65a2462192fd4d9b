import { type FieldFault, isConflict, Problem } from "./problem.ts";
import { transactPatiently, type Write } from "./table.ts";
import { isRefusedForNow, type WriteRefused } from "./write-refused.ts";

/** A write with the sentence for a person whose request its condition refuses. */
export interface Guarded {
  write: Write;
  refused: string;
  /** The field that is to blame. */
  field?: string;
}

export const guarded = (writes: readonly Write[], refused: string, field?: string): Guarded[] =>
  writes.map((write) => ({ write, refused, ...(field === undefined ? {} : { field }) }));

/** Items of one transaction (DynamoDB, TransactWriteItems). */
const mostItems = 100;

function conflict(parts: readonly Guarded[], cause: WriteRefused): Problem {
  const failed = cause.cancellation.kind === "condition" ? cause.cancellation.indexes : [];
  const told = failed.flatMap((index) => parts[index] ?? []);
  const fields = told.flatMap(({ field, refused }): FieldFault[] => (field ? [{ path: field, message: refused }] : []));
  return new Problem("conflict", [...new Set(told.map((part) => part.refused))].join(" "), { fields, cause });
}

/**
 * All of the writes or none. Meets other writers with patience.
 * @throws Problem conflict with the sentences of the conditions that failed; unavailable when the table stays busy;
 * invalid for more than fits into one transaction.
 */
export async function transactGuarded(parts: readonly Guarded[]): Promise<void> {
  if (parts.length > mostItems)
    throw new Problem("invalid", "This is too much for one step. Change the codes and the names one after the other.");
  try {
    await transactPatiently(parts.map((part) => part.write));
  } catch (error) {
    if (!isRefusedForNow(error)) throw error;
    if (error.cancellation.kind === "condition") throw conflict(parts, error);
    throw new Problem("unavailable", "Many people are changing this. Please try again.", { retryAfterSeconds: 2 });
  }
}

/**
 * Does what may stand already, because it was sent twice or somebody else did the same: being refused then is no fault.
 * @throws Problem conflict where it does not stand
 */
export async function doneOnce(stands: () => Promise<boolean>, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!isConflict(error) || !(await stands())) throw error;
  }
}

/** Whether somebody came first or was at it, as a guarded write says it and as a plain one does: the next run looks again. */
export const isOvertaken = (error: unknown): boolean => isConflict(error) || isRefusedForNow(error);

import { hash } from "node:crypto";
import { keys } from "../platform/keys.ts";
import { put, queryAll, remove, unchanged, type Write, write } from "../platform/table.ts";
import { isConditionFailed } from "../platform/write-refused.ts";
import { CauseMark } from "./cause.ts";

/** One name for the same causes, so that a change that comes again is one mark. Many are one item: a transaction has few. */
function keyOf({ causes, account }: Pick<CauseMark, "causes" | "account">) {
  const [first] = causes;
  const name = causes.length === 1 ? first : hash("sha256", JSON.stringify(causes), "hex").slice(0, 32);
  return keys.causeMark(`${name}#${account ?? ""}`);
}

/** Says that causes changed: part of the transaction that changes them. @param account whose records alone it concerns */
export function causeChanged(causes: readonly string[], at: number, account: string | null = null): Write {
  const mark = { causes: [...causes].sort(), at, account };
  return put({ ...keyOf(mark), ...mark });
}

/** Every mark whose records are still to be tried, the oldest first. Read consistently. */
export async function causeMarks(): Promise<CauseMark[]> {
  const marks = await queryAll(CauseMark, { pk: keys.causeMark("").pk });
  return marks.sort((a, b) => a.at - b.at);
}

/** Does nothing where the cause changed once more meanwhile: that mark counts anew. */
async function unlessRenewed(one: Write): Promise<void> {
  try {
    await write(one);
  } catch (error) {
    if (!isConditionFailed(error)) throw error;
  }
}

export const markTried = (mark: CauseMark, triedMs: number): Promise<void> =>
  unlessRenewed(put({ ...keyOf(mark), ...mark, triedMs }, unchanged("at", mark.at)));

export const endMark = (mark: CauseMark): Promise<void> => unlessRenewed(remove(keyOf(mark), unchanged("at", mark.at)));

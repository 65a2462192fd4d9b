import { replaceSend } from "../../functions/platform/table.ts";

/** What a dying run says is not the test's to show. */
class Killed extends Error {}

const writing = /^(Put|Update|Delete|TransactWrite)/;

/**
 * Dies at the n-th write to the table, counted from 0: before it, or when it stands and before the answer. Nothing comes
 * after. @returns whether it came so far
 */
export async function dyingAt(step: number, before: boolean, work: () => Promise<void>): Promise<boolean> {
  let writes = 0;
  let isDead = false;
  const back = replaceSend((inner) => async (command) => {
    if (isDead) throw new Killed();
    if (!writing.test(command.constructor.name) || writes++ !== step) return inner(command);
    isDead = true;
    if (!before) await inner(command);
    throw new Killed();
  });
  try {
    await work();
    return isDead;
  } catch (error) {
    if (!isDead) throw error;
    return true;
  } finally {
    back();
  }
}

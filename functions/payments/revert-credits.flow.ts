import { now } from "../platform/clock.ts";
import { log } from "../platform/log.ts";
import { Problem } from "../platform/problem.ts";
import { write } from "../platform/table.ts";
import { bookedPayment, dueTempCredits, forgetTempCredit, reversalOf, type TempCredit } from "./payment.store.ts";
import { reversePayment } from "./reverse-payment.flow.ts";

const perLook = 100;

async function revert(credit: TempCredit): Promise<void> {
  const { account, id } = credit;
  if (!(await bookedPayment(account, id)) || (await reversalOf(account, id)) !== undefined)
    return write(forgetTempCredit(credit));
  const note = "A temporary credit has run out";
  await reversePayment({ account, id, note, idempotencyKey: `expiry:${id}`, by: "system" });
}

/**
 * Takes back the temporary credits that have run out, until time is up. Any number of runs may be under way: each credit
 * is taken back once.
 */
export async function revertCredits(untilMs: number): Promise<number> {
  let count = 0;
  for (;;) {
    const due = await dueTempCredits(now(), perLook);
    for (const credit of due) {
      if (now() >= untilMs) return count;
      try {
        await revert(credit);
        count++;
      } catch (error) {
        // One that is busy or was taken back at this moment does not keep the others waiting; the next run sees to it.
        if (!(error instanceof Problem)) throw error;
        log.warn("a temporary credit was not reverted", { account: credit.account, job: credit.id, error });
      }
    }
    if (due.length < perLook) return count;
  }
}

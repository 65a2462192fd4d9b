import * as z from "zod";
import { keys } from "./keys.ts";
import { get, type Key, put, remove, unchanged, write } from "./table.ts";
import { WriteRefused } from "./write-refused.ts";

/** One POST that was asked for under a key. Kept for a day. */
export const Answer = z.object({
  /** Hash of path and body: the same key may not stand for another request. */
  request: z.string(),
  /** Changes with every run, so that only the run that holds it may finish it. */
  run: z.string(),
  startedMs: z.int(),
  status: z.int().optional(),
  body: z.string().optional(),
});
export type Answer = z.infer<typeof Answer>;

const keepMs = 24 * 3_600_000;

export const answerKey = (principal: string, key: string): Key => keys.idempotency(principal, key);

/** What stands under the key. One that has outlived its day counts as gone. */
export async function getAnswer(key: Key, at: number): Promise<Answer | undefined> {
  const found = await get(Answer, key);
  return found && at - found.startedMs < keepMs ? found : undefined;
}

/** True when this run is the one that does the work; `stale` is what it takes the place of. */
export async function startAnswer(key: Key, answer: Answer, stale: Answer | undefined): Promise<boolean> {
  const ttl = Math.ceil((answer.startedMs + keepMs) / 1000);
  const expired = {
    expression: "attribute_not_exists(#pk) OR #startedMs <= :old",
    values: { old: answer.startedMs - keepMs },
  };
  try {
    await write(put({ ...key, ...answer, ttl }, stale ? unchanged("run", stale.run) : expired));
    return true;
  } catch (error) {
    if (error instanceof WriteRefused) return false;
    throw error;
  }
}

const ignoringLoss = async (work: Promise<void>): Promise<void> => {
  try {
    await work;
  } catch (error) {
    // Another run took over because this one took too long; its answer counts.
    if (!(error instanceof WriteRefused)) throw error;
  }
};

export const keepAnswer = (key: Key, answer: Answer): Promise<void> =>
  ignoringLoss(
    write({
      kind: "update",
      key,
      change: "SET #status = :status, #body = :body",
      values: { status: answer.status, body: answer.body },
      when: unchanged("run", answer.run),
    }),
  );

export const dropAnswer = (key: Key, answer: Answer): Promise<void> =>
  ignoringLoss(write(remove(key, unchanged("run", answer.run))));

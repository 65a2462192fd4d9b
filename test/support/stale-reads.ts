import { AsyncLocalStorage } from "node:async_hooks";
import { replaceSend, type TableCommand } from "../../functions/platform/table.ts";

/** Reads that are overtaken by others' writes before whoever asked has decided. */

type Wanted = (command: TableCommand) => boolean;

/** A read of something of this partition: of an item, of several together, or of a range. */
export const readOf =
  (pk: string, how: "Get" | "BatchGet" | "Query"): Wanted =>
  ({ constructor: { name }, input }) =>
    name === `${how}Command` && JSON.stringify(input).includes(JSON.stringify(pk));

/**
 * Does the work, and lets `meanwhile` happen between the first answer to such a read and its arrival. What the work asks
 * at the same time is answered after that: of two reads side by side this one is the older.
 */
export async function withStaleRead<T>(isRead: Wanted, meanwhile: () => Promise<unknown>, work: () => Promise<T>) {
  const others = new AsyncLocalStorage<true>();
  let played: Promise<unknown> | undefined;
  const back = replaceSend((inner) => async (command) => {
    if (others.getStore()) return inner(command);
    if (!played && isRead(command)) {
      const answer = inner(command);
      played = answer.then(() => others.run(true, meanwhile));
      await played;
      return answer;
    }
    await played;
    return inner(command);
  });
  try {
    const answer = await work();
    if (!played) throw new Error("nothing was read that could be overtaken");
    return answer as T;
  } finally {
    back();
  }
}

import * as z from "zod";
import { keys } from "../platform/keys.ts";
import { queryAll, write } from "../platform/table.ts";
import { dayMs } from "../time/day.ts";

/** Calls of a customer to test numbers on a day (UTC) that were refused. Forgotten after a week. */
const TestCalls = z.object({
  account: z.string(),
  day: z.string(),
  n: z.int(),
  /** Why the last of them was refused, as a sentence. */
  last: z.string(),
});
type TestCalls = z.infer<typeof TestCalls>;

const keptMs = 7 * dayMs;

export const countTestCall = ({ account, day, last }: Omit<TestCalls, "n">): Promise<void> =>
  write({
    kind: "update",
    key: keys.testCalls(day, account),
    change: "SET #account = :account, #day = :day, #last = :last, #ttl = :ttl ADD #n :one",
    values: { account, day, last, ttl: Math.ceil((Date.parse(day) + keptMs) / 1000), one: 1 },
  });

/** Of all customers, on the day and later. */
export const testCallsSince = (day: string): Promise<TestCalls[]> =>
  queryAll(TestCalls, { pk: keys.testCalls("", "").pk, from: day });

import * as z from "zod";
import { keys } from "../platform/keys.ts";
import { get, put, write } from "../platform/table.ts";

/** How often it runs (lib/jobs-stack.ts). */
export const runEveryMs = 60_000;

/** What the last run by itself did. */
const RetryRun = z.object({
  /** Epoch ms of its start. */
  at: z.number().int(),
  retried: z.number().int(),
  charged: z.number().int(),
  parked: z.number().int(),
  /** Changes whose records are not all tried yet. */
  changes: z.number().int(),
});
export type RetryRun = z.infer<typeof RetryRun>;

export const lastRun = (): Promise<RetryRun | undefined> => get(RetryRun, keys.retryRun());
export const saveRun = (run: RetryRun): Promise<void> => write(put({ ...keys.retryRun(), ...run }));

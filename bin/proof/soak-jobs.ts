import { setTimeout as pause } from "node:timers/promises";
import type { LoadWorld } from "../../bench/load-world.ts";

/** Asks until there is an answer, at most for ten minutes. @throws Error of the last try */
export async function patiently<T>(ask: () => Promise<T>): Promise<T> {
  const end = Date.now() + 10 * 60_000;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (Date.now() > end) throw error;
      await pause(500);
    }
  }
}

/** What the stack does in the background. */
export interface Job {
  id: string;
  status: string;
}

/** As it is when none of these is its status any more; as it is after ten minutes, where it still is. */
export async function past<T extends Job>(world: LoadWorld, path: string, statuses: readonly string[]): Promise<T> {
  const end = Date.now() + 10 * 60_000;
  for (;;) {
    const job = await patiently(() => world.api.get<T>(path));
    if (!statuses.includes(job.status) || Date.now() > end) return job;
    await pause(500);
  }
}

export const overAt = <T extends Job>(world: LoadWorld, path: string): Promise<T> =>
  past(world, path, ["queued", "running"]);

import { now, replaceClock } from "../../functions/platform/clock.ts";

/** Runs with the clock moved on by so many milliseconds and standing still. */
export async function later<T>(ms: number, work: () => Promise<T>): Promise<T> {
  const base = now();
  const back = replaceClock(() => base + ms);
  try {
    return await work();
  } finally {
    back();
  }
}

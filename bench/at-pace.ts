import { setTimeout as pause } from "node:timers/promises";

/** Requests at even distances, whatever the answers take: those who call do not wait for each other. */

export interface Asked {
  /** Milliseconds to each answer, the quickest first. */
  times: number[];
  /** What went wrong, and how often. */
  failures: Map<string, number>;
}

/** With so many open ones none is sent any more, it counts as failed: what waits longer tells nothing new. */
const mostOpen = 1000;

const kindOf = (error: unknown): string => (error instanceof Error ? error.message.slice(0, 60) : String(error));

/** @param ask gives back what went wrong, in few words; nothing where nothing did */
export async function atPace(rate: number, seconds: number, ask: (n: number) => Promise<string>): Promise<Asked> {
  const asked: Asked = { times: [], failures: new Map() };
  const open = new Set<Promise<void>>();
  const fail = (kind: string) => asked.failures.set(kind, (asked.failures.get(kind) ?? 0) + 1);
  const begin = performance.now();
  for (let n = 0; n < seconds * rate; n++) {
    const wait = begin + (n * 1000) / rate - performance.now();
    if (wait > 0) await pause(wait);
    if (open.size >= mostOpen) {
      fail("not sent");
      continue;
    }
    const at = performance.now();
    const answered = ask(n)
      .catch(kindOf)
      .then((failure) => {
        asked.times.push(performance.now() - at);
        if (failure !== "") fail(failure);
        open.delete(answered);
      });
    open.add(answered);
  }
  await Promise.all(open);
  asked.times.sort((a, b) => a - b);
  return asked;
}

/** The time that this share of the answers kept. */
export const quantile = ({ times }: Asked, share: number): number =>
  times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN;

export const failuresOf = (name: string, { failures }: Asked): string[] =>
  [...failures].map(([kind, count]) => `${count} ${name}: ${kind}`);

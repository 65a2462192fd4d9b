/** Epoch milliseconds, UTC. The local stack may start at another instant (`SWITCHBOOK_CLOCK`, ISO 8601) and runs on from there. */
export type Clock = () => number;

const startsAt = process.env["SWITCHBOOK_CLOCK"];
const shift = startsAt ? Date.parse(startsAt) - Date.now() : 0;
if (Number.isNaN(shift)) throw new Error(`SWITCHBOOK_CLOCK is not an ISO instant: ${startsAt}`);

let current: Clock = () => Date.now() + shift;

/** The instant that everything decided in this invocation refers to. Flows pass it on to rules; rules never ask. */
export const now: Clock = () => current();

/** Replaces the clock until the returned function is called. For tests and the simulator. */
export function replaceClock(clock: Clock): () => void {
  const previous = current;
  current = clock;
  return () => {
    current = previous;
  };
}

/** ISO 8601 UTC with milliseconds, the form of every stored and sent instant. Null stays null: an answer that did not come. */
export function isoInstant(epochMs: number): string;
export function isoInstant(epochMs: number | null): string | null;
export function isoInstant(epochMs: number | null): string | null {
  return epochMs === null ? null : new Date(epochMs).toISOString();
}

/** `yyyy-mm-dd` of the UTC day that an instant lies in. */
export const isoDay = (epochMs: number): string => isoInstant(epochMs).slice(0, 10);

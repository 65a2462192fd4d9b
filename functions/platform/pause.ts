type Pause = (ms: number) => Promise<void>;

let wait: Pause = (ms) => new Promise((resume) => setTimeout(resume, ms));

/** Puts another way of waiting in place until the returned function is called. The simulator does not wait. */
export function replacePause(pause: Pause): () => void {
  const previous = wait;
  wait = pause;
  return () => {
    wait = previous;
  };
}

/**
 * Waits before try `attempt` (from 0) of something that others are at as well: anything between nothing and a bound that
 * doubles, because spread-out callers meet less than polite ones ("full jitter", AWS Architecture Blog, 2015).
 */
export const backOff = (attempt: number, bounds: { firstMs: number; mostMs: number }): Promise<void> =>
  wait(Math.random() * Math.min(bounds.mostMs, bounds.firstMs * 2 ** attempt));

/** Waits that long, for what others are doing. */
export const pauseMs = (ms: number): Promise<void> => wait(ms);

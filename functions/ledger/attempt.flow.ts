import { log } from "../platform/log.ts";
import { backOff } from "../platform/pause.ts";
import { transact, type Write } from "../platform/table.ts";
import { WriteRefused } from "../platform/write-refused.ts";

/**
 * One attempt at a transaction, and what its end means:
 * - `done`: it stands.
 * - `again`: a condition failed or another writer was there; read again and decide again.
 * - `unknown`: no answer came, so it may stand, stand later or never; only reading again can tell.
 * - `bug`: refused for what it is; the same writes can never succeed.
 * "Cancelled" never means "duplicate": the marks that are read again say that.
 */
export type Attempt = "done" | "again" | "throttled" | "unknown" | "bug";

/** Refused before it was looked at; the rest of the errors say nothing about what was written. */
const refusedForHaste = new Set([
  "ThrottlingException",
  "ProvisionedThroughputExceededException",
  "RequestLimitExceeded",
]);
const refusedForWhatItIs = new Set(["ValidationException", "ItemCollectionSizeLimitExceededException"]);

export async function attempt(writes: readonly Write[]): Promise<Attempt> {
  try {
    await transact(writes);
    return "done";
  } catch (error) {
    if (error instanceof WriteRefused) {
      switch (error.cancellation.kind) {
        case "condition":
        case "conflict":
          return "again";
        case "throttled":
          return "throttled";
        case "bug":
          log.error("a transaction was refused for what it is", { reason: error.cancellation.detail, error });
          return "bug";
      }
    }
    if (refusedForWhatItIs.has((error as Error).name)) {
      log.error("a transaction was refused for what it is", { error });
      return "bug";
    }
    if (refusedForHaste.has((error as Error).name)) return "throttled";
    log.warn("a transaction ended without an answer", { error });
    return "unknown";
  }
}

/** Tries without progress after which a writer gives up: with full jitter about 15 s of contention. */
export const mostTries = 12;

/** Waits before the next try. A throttle asks for a longer pause than a lost race. */
export const pauseAfter = (outcome: Attempt, tries: number): Promise<void> =>
  backOff(tries, outcome === "throttled" ? { firstMs: 100, mostMs: 5000 } : { firstMs: 10, mostMs: 2000 });

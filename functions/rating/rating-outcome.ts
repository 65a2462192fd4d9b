import type { Nano } from "../money/money.ts";
import type { TraceStep } from "./trace.ts";

/** What of a call its price depends on. */
export interface RatedCall {
  /** Whose call it is: override cards of this account are asked first. Undefined: only what holds for everyone. */
  account?: string;
  /** The one billing number: after translation, before any rewriting towards a vendor. */
  cld: string;
  /** Prices are those of the setup, so that the price a call was let go at is the one it is charged. */
  setupMs: number;
  answered: boolean;
  /** Talk time as the source defines it. */
  billableMs: number;
}

export interface Rated {
  kind: "rated";
  tariffId: string;
  version: number;
  cardId: string;
  prefix: string;
  destination: string;
  durationSeconds: number;
  billedSeconds: number;
  charge: Nano;
  tax: Nano;
  trace: readonly TraceStep[];
}

/** Never a free call: it waits until someone gives the number a price or lifts the block. */
export interface Unrated {
  kind: "unrated";
  reason: "NO_RATE" | "RATE_BLOCKED";
  trace: readonly TraceStep[];
}

export type RatingOutcome = Rated | Unrated;

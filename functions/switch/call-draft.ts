import type { TraceStep } from "../rating/trace.ts";
import type { CallFacts } from "./call-facts.ts";
import type { CallRequest } from "./call-request.ts";
import type { Refusal } from "./refusal.ts";

export interface CallTerms {
  at: number;
  /** Seconds whose price is held at once where the switch asks again. */
  sliceSeconds: number;
}

/** What is known so far of a call that is being decided. */
export interface Draft {
  request: Pick<CallRequest, "cli" | "cld" | "codecs" | "reauthorizes">;
  facts: CallFacts;
  terms: CallTerms;
  cli: string;
  cld: string;
  codecs: string[];
  trace: TraceStep[];
}

/** A step says why the call may not go, or nothing. */
export type Step = (draft: Draft) => Refusal | undefined;

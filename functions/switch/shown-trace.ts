import type { TraceStep } from "../rating/trace.ts";
import type { Verdict } from "./call-request.ts";
import { refusals } from "./refusal.ts";

/**
 * What of a tried call a reseller or a customer may hear: what a reseller pays is that of itself and those above it, so
 * steps that tell of others are left out, and the outcome stays.
 */

/**
 * The accounts of a chain that `account` may hear nothing of; undefined: the operator's people, who hear all.
 * @param resellers those above the customer, the nearest first
 */
export const hiddenFrom = (account: string | undefined, resellers: readonly string[]): readonly string[] =>
  account === undefined ? [] : resellers.slice(resellers.indexOf(account) + 1);

const tellsOf = ({ detail }: TraceStep, hidden: readonly string[]): boolean =>
  hidden.some((account) => detail.includes(account));

/** Of whose level a refusal is, its code tells not; so where one is hidden, none of a reseller's is told in detail. */
const isAbove = (code: string, hidden: readonly string[]): boolean => hidden.length > 0 && code.startsWith("RESELLER_");

export function shownTrace(trace: readonly TraceStep[], hidden: readonly string[]): TraceStep[] {
  return trace.flatMap((step) => {
    if (step.step !== "verdict") return tellsOf(step, hidden) ? [] : [step];
    return tellsOf(step, hidden) || isAbove(step.outcome, hidden) ? [{ ...step, detail: "" }] : [step];
  });
}

export function shownVerdict(verdict: Verdict, hidden: readonly string[]): Verdict {
  if (verdict.verdict === "allow" || !isAbove(verdict.reject.reason, hidden)) return verdict;
  const { reject } = verdict;
  return { ...verdict, reject: { ...reject, text: refusals[reject.reason].text } };
}

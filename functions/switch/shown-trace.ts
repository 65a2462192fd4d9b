import type { TraceStep } from "../rating/trace.ts";
import type { Verdict } from "./call-request.ts";
import { refusals } from "./refusal.ts";

/**
 * What of a tried call whoever asks may see. Gateways are the operator's business alone, and what a reseller pays is
 * that of itself and those above it: the steps that tell of either are left out, and the outcome stays.
 */
export interface Viewer {
  seesGateways: boolean;
  /** Accounts that whoever asks may hear nothing of. */
  hidden: readonly string[];
}

/** @param account who asks; undefined: the operator's people @param resellers those above the customer, the nearest first */
export function viewerOf(account: string | undefined, resellers: readonly string[]): Viewer {
  if (account === undefined) return { seesGateways: true, hidden: [] };
  return { seesGateways: false, hidden: resellers.slice(resellers.indexOf(account) + 1) };
}

const tellsOf = ({ detail }: TraceStep, accounts: readonly string[]): boolean =>
  accounts.some((account) => detail.includes(account));

/** Of whose level a refusal is, its code tells not; so where one is hidden, none of a reseller's is told in detail. */
const isAbove = (code: string, { hidden }: Viewer): boolean => hidden.length > 0 && code.startsWith("RESELLER_");

export function shownTrace(trace: readonly TraceStep[], viewer: Viewer): TraceStep[] {
  return trace.flatMap((step) => {
    if (step.step !== "verdict") return tellsOf(step, viewer.hidden) ? [] : [step];
    return tellsOf(step, viewer.hidden) || isAbove(step.outcome, viewer) ? [{ ...step, detail: "" }] : [step];
  });
}

export function shownVerdict(verdict: Verdict, viewer: Viewer): Verdict {
  if (verdict.verdict === "allow") return viewer.seesGateways ? verdict : { ...verdict, routes: [] };
  const { reject } = verdict;
  if (!isAbove(reject.reason, viewer)) return verdict;
  return { ...verdict, reject: { ...reject, text: refusals[reject.reason].text } };
}

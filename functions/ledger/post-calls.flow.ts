import { marksPerItem } from "../cdrs/seen.ts";
import { isoDay, now } from "../platform/clock.ts";
import { log } from "../platform/log.ts";
import { figureWrites } from "../reconcile/figures.store.ts";
import { sumsOfCall } from "../reconcile/figures.ts";
import { costWrites } from "../vendor-money/vendor-cost.store.ts";
import { type Attempt, attempt, mostTries, pauseAfter } from "./attempt.flow.ts";
import { makeRoomFor } from "./close-period.flow.ts";
import { postingWrites } from "./ledger.store.ts";
import type { PostableCall, PostingLimits } from "./posting-draft.ts";
import { type Posted, type PostingPlan, planPosting } from "./posting-plan.ts";
import { loadPostingState } from "./posting-state.store.ts";

export interface PostingContext {
  /** Epoch ms at which to stop beginning transactions. */
  deadline: number;
  limits?: PostingLimits;
}

export const postingLimits: PostingLimits = {
  items: 90,
  bytes: 3_000_000,
  reservations: 60,
  rows: 2000,
  blockBytes: 200_000,
  marks: marksPerItem,
  customers: 90,
  calls: 4000,
};

/** After a transaction that can never succeed: first a customer alone, then a call alone, so that only what is at fault fails. */
const narrower = (limits: PostingLimits): PostingLimits =>
  limits.customers > 1 ? { ...limits, customers: 1 } : { ...limits, calls: 1 };

interface Progress {
  outcomes: Map<PostableCall, Posted>;
  limits: PostingLimits;
  tries: number;
}

/** The writes of what calls add to the figures of their source's day and of their file, and to what their vendors take. */
export const figuresOfCalls = (calls: readonly PostableCall[]) => [
  ...figureWrites(
    calls.flatMap(({ row, place: { day, upload, currency } }) => {
      const sums = sumsOfCall(row, currency);
      const ofDay = { cell: { source: row.source, day }, sums };
      return upload === null ? [ofDay] : [ofDay, { cell: { upload }, sums }];
    }),
  ),
  ...costWrites(
    calls.map(({ row }) => row),
    isoDay(now()),
  ),
];

/** Writes the plan's transactions in their order until one is refused. True when all of them stand. */
async function carryOut(plan: PostingPlan, progress: Progress, deadline: number): Promise<boolean> {
  for (const transaction of plan.transactions) {
    if (now() >= deadline) return false;
    const outcome = await attempt([...postingWrites(transaction), ...figuresOfCalls(transaction.calls)]);
    if (outcome === "done") {
      for (const call of transaction.calls) settle(call, plan, progress);
      progress.tries = 0;
      continue;
    }
    if (outcome === "bug") giveUpOn(transaction.calls, progress);
    else await waitAfter(outcome, progress);
    return false;
  }
  return true;
}

function settle(posted: PostableCall, plan: PostingPlan, progress: Progress): void {
  progress.outcomes.set(posted, "posted");
  for (const { call, as } of plan.folded.get(posted) ?? []) progress.outcomes.set(call, as);
}

function giveUpOn(calls: readonly PostableCall[], progress: Progress): void {
  if (progress.limits.calls > 1) progress.limits = narrower(progress.limits);
  else for (const call of calls) progress.outcomes.set(call, "failed");
}

async function waitAfter(outcome: Attempt, progress: Progress): Promise<void> {
  await pauseAfter(outcome, progress.tries);
  progress.tries++;
}

/**
 * Charges rated calls exactly once. Reads, plans and writes, and after every refusal reads and plans again; nothing is
 * remembered between attempts but what the table says.
 * @returns the outcomes in the order of the calls
 */
export async function postCalls(calls: readonly PostableCall[], context: PostingContext): Promise<Posted[]> {
  const progress: Progress = { outcomes: new Map(), limits: context.limits ?? postingLimits, tries: 0 };
  const open = () => calls.filter((call) => !progress.outcomes.has(call));
  for (let left = open(); left.length > 0; left = open()) {
    if (now() >= context.deadline) break;
    if (progress.tries >= mostTries) {
      log.error("calls could not be posted", { reason: "contention", count: left.length });
      break;
    }
    const plan = planPosting(left, await loadPostingState(left), now(), progress.limits);
    for (const { call, as } of plan.settled) progress.outcomes.set(call, as);
    for (const { account, setupMs } of plan.closeFirst) await makeRoomFor(account, setupMs);
    await carryOut(plan, progress, context.deadline);
  }
  return calls.map((call) => progress.outcomes.get(call) ?? "unposted");
}

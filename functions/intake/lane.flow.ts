import type { SwitchCdr } from "../cdrs/cdr.ts";
import type { LanedBatch } from "../platform/stream.ts";
import type { Outcome } from "./checked.ts";
import { isParked } from "./formats/format.ts";
import { callerKey, laneOf } from "./lane.ts";
import { batchesOf, type Delivery } from "./normalise.ts";
import { numbersIn } from "./running-number.ts";
import type { CdrSource } from "./source.ts";
import { byCall, type CallOutcomes } from "./whole-call.ts";
import { resolveCallers } from "./whose-call.flow.ts";

/** A caller's lane may be this old. It is a hint: the rating function finds the customer again. */
const keptMs = 60_000;
const mostKept = 100_000;

const known = new Map<string, { lane: string; untilMs: number }>();

/** Finds the lanes of callers that are not known, one record of each standing for all. A caller that nobody knows goes by its own name. */
async function learn(cdrs: readonly SwitchCdr[], source: CdrSource, atMs: number): Promise<void> {
  const unknown = new Map<string, SwitchCdr>();
  for (const cdr of cdrs) {
    const caller = callerKey(cdr, source);
    const kept = known.get(caller);
    if (!kept || kept.untilMs <= atMs) unknown.set(caller, cdr);
  }
  if (unknown.size === 0) return;
  if (known.size > mostKept) known.clear();
  const asked = [...unknown];
  const callers = await resolveCallers(
    asked.map(([, cdr]) => cdr),
    new Map([[source.id, source]]),
  );
  for (const [index, [caller]] of asked.entries()) {
    const resolved = callers[index];
    const top = resolved?.kind === "known" ? resolved.chain.at(-1) : undefined;
    known.set(caller, { lane: laneOf(top ?? caller), untilMs: atMs + keptMs });
  }
}

/**
 * What tells the lane: the caller in a record, and in a call whose halves are both there. A half alone goes by the name
 * of its call, which both halves have: a BYE need not name the caller.
 */
function laneAsks({ outcomes: [first], halves }: CallOutcomes): { cdr: SwitchCdr } | { name: string | undefined } {
  if (!isParked(first)) return { cdr: first };
  return halves?.begun && halves.ended ? { cdr: halves.begun.cdr } : { name: halves?.call };
}

/** The outcomes by lane, those of one call side by side; lines that are no record have a lane of their own. */
export async function byLane(
  outcomes: readonly Outcome[],
  source: CdrSource,
  atMs: number,
): Promise<Map<string, Outcome[]>> {
  const calls = byCall(outcomes).map((one) => ({ outcomes: one.outcomes, asks: laneAsks(one) }));
  await learn(
    calls.flatMap(({ asks }) => ("cdr" in asks ? [asks.cdr] : [])),
    source,
    atMs,
  );
  const lanes = new Map<string, Outcome[]>();
  for (const { outcomes: those, asks } of calls) {
    const lane =
      "cdr" in asks
        ? (known.get(callerKey(asks.cdr, source))?.lane ?? laneOf(source.id))
        : laneOf(asks.name ?? source.id);
    const list = lanes.get(lane);
    if (list) list.push(...those);
    else lanes.set(lane, [...those]);
  }
  return lanes;
}

/** The outcomes as batches with their lanes, numbered from `part`. */
export async function lanedBatches(
  outcomes: readonly Outcome[],
  source: CdrSource,
  delivery: Delivery,
  context: { atMs: number; part: number },
): Promise<LanedBatch[]> {
  const batches: LanedBatch[] = [];
  for (const [lane, list] of await byLane(outcomes, source, context.atMs))
    for (const batch of batchesOf(list, delivery, context.part + batches.length)) batches.push({ lane, batch });
  // All of them with one batch: by lanes the numbers would come in pieces.
  const [first] = batches;
  const numbers = first ? numbersIn(outcomes, source) : [];
  if (first && numbers.length > 0) first.batch.numbers = numbers;
  return batches;
}

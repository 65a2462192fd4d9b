import type { SwitchCdr } from "../cdrs/cdr.ts";
import type { LanedBatch } from "../platform/stream.ts";
import { isParked } from "./formats/format.ts";
import { callerKey, laneOf } from "./lane.ts";
import { batchesOf, type Delivery, type Outcome } from "./normalise.ts";
import type { CdrSource } from "./source.ts";
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

/** The outcomes by lane; parked lines have one of their own. */
export async function byLane(
  outcomes: readonly Outcome[],
  source: CdrSource,
  atMs: number,
): Promise<Map<string, Outcome[]>> {
  await learn(
    outcomes.filter((outcome): outcome is SwitchCdr => !isParked(outcome)),
    source,
    atMs,
  );
  const lanes = new Map<string, Outcome[]>();
  for (const outcome of outcomes) {
    const lane = isParked(outcome)
      ? laneOf(source.id)
      : (known.get(callerKey(outcome, source))?.lane ?? laneOf(source.id));
    const list = lanes.get(lane);
    if (list) list.push(outcome);
    else lanes.set(lane, [outcome]);
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
  return batches;
}

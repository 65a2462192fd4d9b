import type { SwitchCdr } from "../cdrs/cdr.ts";
import { isoInstant } from "../platform/clock.ts";
import { checked, type Outcome } from "./checked.ts";
import { isParked, park } from "./formats/format.ts";
import { type Arrival, callOf, hasBoth, isWhole, type KeptCall, nothingOf, withHalves } from "./half-call.ts";
import type { CdrSource } from "./source.ts";

/** Halves of calls beside each other in what was read at once, which most are. */

/** What was read of one call: a record, a line that is none, or every half of the call. */
export interface CallOutcomes {
  outcomes: [Outcome, ...Outcome[]];
  /** What its halves make together; undefined for what is no half. */
  halves?: KeptCall;
}

const arrivalsIn = (outcomes: readonly Outcome[]): Arrival[] =>
  outcomes.flatMap((outcome) =>
    isParked(outcome) && outcome.half
      ? [{ half: outcome.half, by: { source: outcome.half.cdr.source, delivery: "", line: outcome.line } }]
      : [],
  );

/** The outcomes call by call, each where its first one stood. */
export function byCall(outcomes: readonly Outcome[]): CallOutcomes[] {
  const all: CallOutcomes[] = [];
  const open = new Map<string, CallOutcomes>();
  for (const outcome of outcomes) {
    const call = isParked(outcome) ? outcome.half?.call : undefined;
    const known = call === undefined ? undefined : open.get(call);
    if (known) known.outcomes.push(outcome);
    else {
      const one: CallOutcomes = { outcomes: [outcome] };
      all.push(one);
      if (call !== undefined) open.set(call, one);
    }
  }
  for (const [call, one] of open) one.halves = withHalves(nothingOf(call), arrivalsIn(one.outcomes));
  return all;
}

/** Says of a call that it ends before it was answered, which no clock that goes forward explains. */
export const backwards = ({ answeredMs, endedMs }: SwitchCdr): string =>
  `The BYE came at ${isoInstant(endedMs)}, before the INVITE was answered at ${isoInstant(answeredMs)}.`;

function shownAs({ outcomes, halves }: CallOutcomes, source: CdrSource, atMs: number): Outcome {
  const [first] = outcomes;
  if (!halves) return first;
  // Of several INVITEs or BYEs alone it is the one that counts.
  const waits = (halves.begun ?? halves.ended)?.by.line;
  if (!hasBoth(halves)) return outcomes.find(({ line }) => line === waits) ?? first;
  const cdr = callOf(halves);
  const raw = outcomes.flatMap((outcome) => (isParked(outcome) ? [outcome.raw] : []));
  const record = { line: cdr.line, text: raw.join("\n"), unended: false };
  return isWhole(halves) ? checked(cdr, record, source, atMs) : park(record, "CLOCK", backwards(cdr));
}

/** What these outcomes are by themselves: of halves that are both there the call, without what came before or comes later. */
export const joinedOutcomes = (outcomes: readonly Outcome[], source: CdrSource, atMs: number): Outcome[] =>
  byCall(outcomes).map((one) => shownAs(one, source, atMs));

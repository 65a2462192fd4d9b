import type { SwitchCdr } from "../cdrs/cdr.ts";
import { lineIdentity } from "../cdrs/identity.ts";
import type { Outcome } from "../intake/checked.ts";
import { isParked } from "../intake/formats/format.ts";
import { suspendedId } from "../suspense/suspended.ts";

/**
 * What a line was read as, then and now. A line that reads as another call must not be charged a second time, and marks
 * cannot know it: they stand under the call as it was read then. So each line is compared with its own former reading.
 */

/** What is known of one line of a delivery. An array on one line has several records. */
export interface LineReadings {
  line: number;
  /** What it was when it came. */
  before: readonly Outcome[];
  /** What former replays read in it and `before` does not have. */
  since: readonly Outcome[];
  now: readonly Outcome[];
}

/**
 * UNCHANGED: the same, or the same but for what decides no charge (`DETAILS`). UNREADABLE: still no record.
 * READABLE: it was no record and is one now. NEW: nothing was seen there before. DIFFERS: it was another record, or is
 * none any more.
 */
export type Verdict =
  | { kind: "UNCHANGED" | "DETAILS" | "UNREADABLE" }
  | { kind: "READABLE" | "NEW"; now: Outcome; before: readonly Outcome[] }
  | { kind: "DIFFERS"; line: number; now: Outcome | undefined; before: readonly Outcome[] };

/** The call in a reading, also where it is doubted. */
export const callIn = (outcome: Outcome): SwitchCdr | undefined => (isParked(outcome) ? outcome.cdr : outcome);

/** Whether a reading can have been charged, by itself or as half of a call. */
const isRecord = (outcome: Outcome): boolean =>
  !isParked(outcome) || outcome.cdr !== undefined || outcome.half !== undefined;

/** Two readings with the same id are one record; a record's id is that of its row in suspense. */
export function readingId(outcome: Outcome, source: string): string {
  const call = callIn(outcome);
  if (call) return suspendedId(call);
  if (isParked(outcome) && outcome.half) return JSON.stringify(outcome.half);
  return isParked(outcome) ? lineIdentity(source, outcome.line, outcome.raw) : "";
}

function sameVerdict(now: Outcome, was: Outcome): Verdict {
  if (!isRecord(now)) return { kind: "UNREADABLE" };
  return { kind: JSON.stringify(callIn(now)) === JSON.stringify(callIn(was)) ? "UNCHANGED" : "DETAILS" };
}

const isOfOneCall = (one: Outcome, other: Outcome): boolean => {
  const [a, b] = [callIn(one), callIn(other)];
  return a !== undefined && b !== undefined && a.callId === b.callId && a.leg === b.leg;
};

/**
 * The former readings that a record may have been. Of several records on one line it is the one of the same call; where
 * that is not there, any record whose call is gone may have been it.
 */
function formersOf(now: Outcome, open: readonly Outcome[], formers: readonly Outcome[]): readonly Outcome[] {
  if (open.length === 1) return formers;
  const own = formers.filter((one) => isOfOneCall(one, now));
  if (own.length > 0) return own;
  const gone = formers.filter((one) => isRecord(one) && !open.some((other) => isOfOneCall(one, other)));
  return gone.length > 0 ? gone : formers.filter((one) => !isRecord(one));
}

/** What became of a line's records, one verdict for each, and one for each former record that is there no more. */
export function compareReadings({ line, before, since, now }: LineReadings, source: string): Verdict[] {
  const idOf = (outcome: Outcome) => readingId(outcome, source);
  const left = [...before];
  const verdicts: Verdict[] = [];
  const open: Outcome[] = [];
  for (const one of now) {
    const at = left.findIndex((was) => idOf(was) === idOf(one));
    if (at < 0) open.push(one);
    else verdicts.push(sameVerdict(one, left.splice(at, 1)[0] as Outcome));
  }
  const openIds = new Set(open.map(idOf));
  const formers = [...left, ...since.filter((one) => !openIds.has(idOf(one)))];
  const claimed = new Set<Outcome>();
  for (const one of open) {
    const own = formersOf(one, open, formers);
    for (const former of own) claimed.add(former);
    const records = own.filter(isRecord);
    if (records.length > 0) verdicts.push({ kind: "DIFFERS", line, now: one, before: records });
    else if (!isRecord(one)) verdicts.push({ kind: "UNREADABLE" });
    else verdicts.push({ kind: own.length > 0 ? "READABLE" : "NEW", now: one, before: own });
  }
  for (const lost of left)
    if (isRecord(lost) && !claimed.has(lost)) verdicts.push({ kind: "DIFFERS", line, now: undefined, before: [lost] });
  return verdicts;
}

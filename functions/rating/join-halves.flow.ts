import type { CdrBatch, ParkedLine } from "../cdrs/cdr.ts";
import { keepCall, keptCalls } from "../intake/half-call.store.ts";
import {
  type Arrival,
  callOf,
  hasBoth,
  isSame,
  isWhole,
  joinedLines,
  type KeptCall,
  nothingOf,
  type Part,
  partOf,
  standsFor,
  withHalves,
} from "../intake/half-call.ts";
import { backwards } from "../intake/whole-call.ts";
import { isoInstant } from "../platform/clock.ts";
import { transact, type Write } from "../platform/table.ts";
import {
  afterLostRace,
  anyShard,
  changesOf,
  type Decide,
  parkedAs,
  takeOut,
  writesOfRows,
} from "../suspense/park.flow.ts";
import { type Moment, suspendLine } from "../suspense/suspended.ts";
import type { ZoneOf } from "./aside-lines.ts";
import type { JoinedBatch, JoinedCall } from "./rated-batch.ts";

/**
 * Joins the halves of calls, whether they come together or apart. What has come of a call is one item, which says of a
 * later half that its call is there. A half alone waits in suspense; the write that keeps it puts its row there.
 */

interface Own extends Arrival {
  batch: CdrBatch;
  line: ParkedLine;
}

interface Change {
  was: KeptCall;
  next: KeptCall;
  writes: Write[];
  /** What becomes of its rows in suspense. */
  rows: (readonly [id: string, Decide])[];
}

/**
 * DynamoDB takes 100 items in a transaction. A row brings two counts at most, the one that it leaves and the one that it
 * enters, and the figures of the file that brought it.
 */
const mostWrites = 100;
const writesOf = ({ writes, rows }: Change): number => writes.length + 4 * rows.length;

/** A half waits for its other half, which no retry brings. */
const untilItComes = { waitsFor: null, nextTryAt: null };

/** The row of a call that cannot be charged as it is: of the half that waits, or of both where the end is before the answer. */
function rowOf(next: KeptCall, owns: readonly Own[], moment: Moment) {
  if (hasBoth(next)) {
    const cdr = callOf(next);
    const raw = JSON.stringify({ invite: next.begun.cdr, bye: next.ended }).slice(0, 4096);
    return suspendLine(
      { line: cdr.line, reason: "CLOCK", detail: backwards(cdr), raw },
      next.begun.by,
      untilItComes,
      moment,
    );
  }
  const by = standsFor(next);
  const own = owns.find((one) => one.by === by);
  if (!own) throw new Error("a half that waits came with no line");
  return suspendLine(own.line, own.batch, untilItComes, moment);
}

/** What the halves change of what is kept, and everything that is written with it. */
function changeOf(was: KeptCall, owns: readonly Own[], moment: Moment): Change | undefined {
  const next = withHalves(was, owns);
  if (next === was) return undefined;
  const { at } = moment;
  if (isWhole(next)) return { was, next, writes: [keepCall(next, at)], rows: [] };
  const row = rowOf(next, owns, moment);
  const alone = hasBoth(next) ? undefined : standsFor(next);
  const kept: KeptCall = {
    ...next,
    suspendedId: row.id,
    waited: alone ? [...was.waited, { delivery: alone.delivery, line: alone.line, upload: alone.upload }] : was.waited,
  };
  const old = was.suspendedId;
  const gone = old === undefined || old === row.id ? [] : [[old, (): "remove" => "remove"] as const];
  return { was, next: kept, writes: [keepCall(kept, at)], rows: [[row.id, parkedAs(row)], ...gone] };
}

/** Cuts the changes into transactions. */
function transactionsOf(changes: readonly Change[]): Change[][] {
  const cut: Change[][] = [];
  let room = 0;
  for (const change of changes) {
    room -= writesOf(change);
    const last = cut.at(-1);
    if (last && room >= 0) last.push(change);
    else {
      cut.push([change]);
      room = mostWrites - writesOf(change);
    }
  }
  return cut;
}

/** Keeps what has come of each call, and says what that is. */
async function keepAll(halves: ReadonlyMap<string, Own[]>, at: number, zoneOf: ZoneOf): Promise<Map<string, KeptCall>> {
  const settled = new Map<string, KeptCall>();
  for (let tries = 0, left = [...halves]; left.length > 0; left = left.filter(([call]) => !settled.has(call))) {
    const kept = await keptCalls(left.map(([call]) => call));
    const changes: Change[] = [];
    for (const [call, owns] of left) {
      const was = kept.get(call) ?? nothingOf(call);
      const change = changeOf(was, owns, { at, zone: zoneOf(owns[0]?.batch.source ?? "") });
      if (change) changes.push(change);
      else settled.set(call, was);
    }
    for (const some of transactionsOf(changes))
      try {
        const rows = await changesOf(new Map(some.flatMap((change) => change.rows)), anyShard());
        await transact([...some.flatMap(({ writes }) => writes), ...writesOfRows(rows)]);
        for (const { was, next } of some) settled.set(was.call, next);
      } catch (error) {
        // Another lane keeps one of them at this moment: look again.
        await afterLostRace(error, ++tries);
      }
  }
  return settled;
}

const tooLate = (line: ParkedLine, { begun }: KeptCall): ParkedLine => ({
  line: line.line,
  reason: "CONFLICT",
  detail: `The call was charged from a later INVITE, which was answered at ${isoInstant(begun?.cdr.answeredMs ?? null)}. This one began it.`,
  raw: line.raw,
});

/** Which of a call's lines in one batch stands for the others. */
const weight: Record<Part, number> = { call: 4, waited: 3, again: 2, other: 1, "too late": 0 };

function strongest(kept: KeptCall, owns: readonly Own[]): Part {
  const parts = owns.map((own) => partOf(kept, own));
  return parts.reduce((best, part) => (weight[part] > weight[best] ? part : best));
}

/** What the lines of a batch are beside the one that stands for the call. */
function addAside(joined: JoinedBatch, kept: KeptCall, owns: readonly Own[]): void {
  joined.joined.push(...joinedLines(kept));
  const stands = standsFor(kept);
  if (stands && owns.some(({ by }) => isSame(by, stands))) return;
  const again = owns.find((own) => partOf(kept, own) === "again");
  const [first] = owns.filter((own) => partOf(kept, own) !== "too late");
  if (again) joined.again.push(again);
  else if (first) joined.joined.push(first.by);
}

function addTo(joined: JoinedBatch, kept: KeptCall, owns: readonly Own[]): void {
  addAside(joined, kept, owns);
  if (isWhole(kept)) {
    for (const own of owns) if (partOf(kept, own) === "too late") joined.parked.push(tooLate(own.line, kept));
    const { begun, suspendedId } = kept;
    joined.calls.push({ cdr: callOf(kept), by: begun.by, part: strongest(kept, owns), suspendedId });
    return;
  }
  joined.waiting.push(...owns.map(({ line }) => line));
}

const byCall = (owns: readonly Own[]): Map<string, Own[]> => Map.groupBy(owns, ({ half }) => half.call);

/** @returns what became of the parked lines of each batch, in their order */
export async function joinHalves(batches: readonly CdrBatch[], at: number, zoneOf: ZoneOf): Promise<JoinedBatch[]> {
  const halvesOf = batches.map((batch) => {
    const { source, delivery, upload } = batch;
    return batch.parked.flatMap((line): Own[] => {
      if (!line.half) return [];
      return [{ batch, line, half: line.half, by: { source, delivery, upload, line: line.line } }];
    });
  });
  const kept = await keepAll(byCall(halvesOf.flat()), at, zoneOf);
  return batches.map(({ parked }, i) => {
    const lines = parked.filter(({ half }) => !half);
    const joined: JoinedBatch = { calls: [], parked: lines, waiting: [], joined: [], again: [] };
    for (const [call, owns] of byCall(halvesOf[i] ?? [])) addTo(joined, kept.get(call) ?? nothingOf(call), owns);
    return joined;
  });
}

/** Takes the halves of charged calls out of suspense. What was kept of them stays, so that a half that comes again finds its call. */
export async function releaseHalves(calls: readonly JoinedCall[]): Promise<void> {
  await takeOut(calls.flatMap(({ suspendedId }) => suspendedId ?? []));
}

import type { CdrBatch, ParkedLine, SwitchCdr } from "../cdrs/cdr.ts";
import { fingerprint } from "../cdrs/identity.ts";
import { marksOf } from "../cdrs/seen.store.ts";
import { isParked } from "../intake/formats/format.ts";
import { type Outcome, sorted } from "../intake/normalise.ts";
import type { CdrSource } from "../intake/source.ts";
import { resolveCallers } from "../intake/whose-call.flow.ts";
import { putDeliveries } from "../kept/kept.store.ts";
import { keptAs } from "../kept/kept-delivery.ts";
import { now } from "../platform/clock.ts";
import { rateAndPark } from "../rating/rate-batch.flow.ts";
import { takeOut } from "../suspense/park.flow.ts";
import { suspendedRows } from "../suspense/suspense.store.ts";
import type { Reread } from "./kept-lines.ts";
import { parkRereads } from "./park-reread.flow.ts";
import type { RereadPart } from "./read-again.flow.ts";
import { callIn, compareReadings, readingId, type Verdict } from "./reading.ts";
import { addTally, mostExamples, noTally, type Tally } from "./replay.ts";
import { decide, type KnownState } from "./settlement.ts";

/** What reading again found is settled here: rated, parked as a conflict, or left as it is. Safe to repeat at any point. */

/** The time is up before all of a part is charged. It is begun anew by another run. */
export class OutOfTime extends Error {}

export interface Change {
  reread: Reread;
  verdict: Extract<Verdict, { before: unknown }>;
}

interface Context {
  source: CdrSource;
  /** False: only say what would be done. */
  applies: boolean;
  deadline: number;
}

const changesIn = ({ rereads }: RereadPart, source: CdrSource, tally: Tally): Change[] =>
  rereads.flatMap((reread) =>
    reread.lines
      .flatMap((line) => compareReadings(line, source.id))
      .flatMap((verdict): Change[] => {
        tally.found[foundAs[verdict.kind]]++;
        return "before" in verdict ? [{ reread, verdict }] : [];
      }),
  );

const foundAs = {
  UNCHANGED: "unchanged",
  DETAILS: "details",
  UNREADABLE: "unreadable",
  READABLE: "readable",
  NEW: "new",
  DIFFERS: "differs",
} as const;

/** What suspense and marks know of the changes at this moment. */
async function stateOf(changes: readonly Change[], source: CdrSource): Promise<KnownState> {
  const ids = changes.flatMap(({ verdict: { now, before } }) =>
    [...before, ...(now ? [now] : [])].map((one) => readingId(one, source.id)),
  );
  const asked = changes.flatMap(({ reread, verdict }) => {
    const cdr = verdict.now && callIn(verdict.now);
    return cdr ? [{ cdr, delivery: reread.delivery }] : [];
  });
  const [rows, callers] = await Promise.all([
    suspendedRows([...new Set(ids)]),
    resolveCallers(
      asked.map(({ cdr }) => cdr),
      new Map([[source.id, source]]),
    ),
  ]);
  const accounts = new Map<SwitchCdr, string>();
  const sought = asked.flatMap(({ cdr, delivery }, i) => {
    const caller = callers[i];
    if (caller?.kind !== "known") return [];
    const { account } = caller.customer;
    accounts.set(cdr, account);
    return [{ account, setupMs: cdr.setupMs, cdr, ...fingerprint(cdr, delivery), mark: fingerprint(cdr, delivery) }];
  });
  const marks = await marksOf(sought);
  const charged = [...marks].filter(
    ([{ mark }, found]) => mark.content === found.content && mark.delivery === found.delivery,
  );
  return { rows, accounts, charged: new Set(charged.map(([{ cdr }]) => cdr)) };
}

/** Keeps what is read now, so that a replay to come knows what may have been charged. */
async function keepAgain({ againKey }: RereadPart, changes: readonly Change[], source: CdrSource): Promise<void> {
  const byDelivery = Map.groupBy(changes, ({ reread }) => reread);
  const kept = [...byDelivery].map(([{ delivery, upload, at }, own]) => ({
    ...{ source: source.id, delivery, ...(upload ? { upload } : {}), part: 0 },
    ...sorted(own.flatMap(({ verdict: { now } }) => now ?? [])),
    kept: keptAs(source, at),
  }));
  if (kept.length > 0) await putDeliveries(againKey, kept);
}

interface Rated {
  change: Change;
  now: Outcome;
}

/** A half is joined to its other half by its delivery and line alone: the file's counts had it as unreadable. */
function batchesOf(rated: readonly Rated[], source: CdrSource): CdrBatch[] {
  const isHalf = ({ now }: Rated) => isParked(now) && now.half !== undefined;
  return [...Map.groupBy(rated, ({ change }) => change.reread)].flatMap(([{ delivery, upload }, own]) => {
    const whole = own.filter((one) => !isHalf(one)).map(({ now }) => now);
    const halves = own.filter(isHalf).map(({ now }) => now as ParkedLine);
    const named = { source: source.id, delivery, part: 0 };
    return [
      { ...named, ...(upload ? { upload } : {}), ...sorted(whole) },
      { ...named, cdrs: [], parked: halves },
    ].filter(({ cdrs, parked }) => cdrs.length + parked.length > 0);
  });
}

/** Charges what can be, then takes the lines that it was out of suspense. @throws OutOfTime */
async function rateAll(rated: readonly Rated[], { source, deadline }: Context, tally: Tally): Promise<void> {
  if (rated.length === 0) return;
  const outcomes = await rateAndPark(batchesOf(rated, source), { at: now(), deadline });
  if (outcomes.some(({ settled }) => !settled)) throw new OutOfTime();
  for (const { counts } of outcomes) {
    const { accepted, ...others } = counts;
    Object.assign(tally, addTally(tally, { ...noTally(), rated: { charged: accepted, ...others } }));
  }
  const lines = rated.flatMap(({ change }) => change.verdict.before.map((was) => readingId(was, source.id)));
  await takeOut([...new Set(lines)]);
}

const wordsOf = (outcome: Outcome | undefined): string => {
  const cdr = outcome && callIn(outcome);
  if (cdr) return `${cdr.callId} to ${cdr.cldReceived}, ${cdr.billableMs} ms`;
  return outcome && isParked(outcome) ? `${outcome.reason}: ${outcome.detail}` : "no record";
};

const exampleOf = ({ reread, verdict }: Change) => ({
  delivery: reread.delivery,
  line: verdict.now?.line ?? verdict.before[0]?.line ?? 0,
  found: verdict.kind,
  before: wordsOf(verdict.before.at(-1)).slice(0, 300),
  now: wordsOf(verdict.now).slice(0, 300),
});

/**
 * Settles a part, or says what settling it would do.
 * @throws OutOfTime
 */
export async function settlePart(part: RereadPart, context: Context): Promise<Tally> {
  const { source, applies } = context;
  const tally = { ...noTally(), deliveries: part.deliveries, filesLeft: part.filesLeft };
  const changes = changesIn(part, source, tally);
  if (changes.length === 0) return tally;
  const state = await stateOf(changes, source);
  const settlements = changes.map((change) => ({ change, ...decide(change.verdict, state, source.id) }));
  for (const { as } of settlements) tally.done[as]++;
  tally.examples = changes.slice(0, mostExamples).map(exampleOf);
  if (!applies) return tally;
  await keepAgain(part, changes, source);
  const rated = settlements.flatMap(({ change, as }) => {
    const { now } = change.verdict;
    return as === "rated" && now ? [{ change, now }] : [];
  });
  await rateAll(rated, context, tally);
  await parkRereads(
    settlements.filter(({ as }) => as === "conflicts" || as === "replaced"),
    source,
  );
  return tally;
}

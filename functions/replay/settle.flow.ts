import type { CdrBatch, SwitchCdr } from "../cdrs/cdr.ts";
import { fingerprint } from "../cdrs/identity.ts";
import { marksOf } from "../cdrs/seen.store.ts";
import type { Outcome } from "../intake/checked.ts";
import { isParked } from "../intake/formats/format.ts";
import { sorted } from "../intake/normalise.ts";
import { numbersIn } from "../intake/running-number.ts";
import type { CdrSource } from "../intake/source.ts";
import { resolveCallers } from "../intake/whose-call.flow.ts";
import { putDeliveries } from "../kept/kept.store.ts";
import { keptAs } from "../kept/kept-as.ts";
import { now } from "../platform/clock.ts";
import { rateAndPark } from "../rating/rate-batch.flow.ts";
import type { RatedBatch } from "../rating/rated-batch.ts";
import { takeOut } from "../suspense/park.flow.ts";
import { suspendedRows } from "../suspense/suspense.store.ts";
import { parkRereads } from "./park-reread.flow.ts";
import { callIn, compareReadings, readingId } from "./reading.ts";
import { addTally, mostExamples, noTally, type ReplayRated, type Tally } from "./replay.ts";
import type { Change, RereadPart } from "./reread.ts";
import { decide, type KnownState } from "./settlement.ts";

/** What reading again found is settled here: rated, parked as a conflict, or left as it is. Safe to repeat at any point. */

/** The time is up before all of a part is charged. It is begun anew by another run. */
export class OutOfTime extends Error {}

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

/** The records as their own deliveries brought them, so that they are counted there. */
const batchesOf = (rated: readonly Rated[], source: CdrSource): CdrBatch[] =>
  [...Map.groupBy(rated, ({ change }) => change.reread)].map(([{ delivery, upload }, own]) => {
    const outcomes = own.map(({ now }) => now);
    const named = { source: source.id, delivery, ...(upload ? { upload } : {}), part: 0 };
    return { ...named, ...sorted(outcomes), numbers: numbersIn(outcomes, source) };
  });

/** What became of the records of a batch. */
function ratedOf({ counts: { accepted, duplicates }, waiting, lines, halves }: RatedBatch): ReplayRated {
  const why = [...waiting.map(({ record }) => record), ...lines, ...halves.waiting].map(({ reason }) => reason);
  const reasons = Object.fromEntries(
    [...Map.groupBy(why, (reason) => reason)].map(([name, all]) => [name, all.length]),
  );
  return { charged: accepted, duplicates, parked: why.length, reasons };
}

/** Charges what can be, then takes the lines that it was out of suspense. @throws OutOfTime */
async function rateAll(rated: readonly Rated[], { source, deadline }: Context, tally: Tally): Promise<void> {
  if (rated.length === 0) return;
  const outcomes = await rateAndPark(batchesOf(rated, source), { at: now(), deadline });
  if (outcomes.some(({ settled }) => !settled)) throw new OutOfTime();
  for (const outcome of outcomes) Object.assign(tally, addTally(tally, { ...noTally(), rated: ratedOf(outcome) }));
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

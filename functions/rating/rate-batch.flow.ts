import type { CdrBatch, ParkedLine, SwitchCdr } from "../cdrs/cdr.ts";
import type { Customer } from "../customers/customer.ts";
import type { Part } from "../intake/half-call.ts";
import { noteRunningNumbers } from "../intake/note-numbers.flow.ts";
import { doubtOf } from "../intake/plausible.ts";
import { getSources } from "../intake/source.store.ts";
import type { CdrSource } from "../intake/source.ts";
import { translateCallers } from "../intake/translate-callers.flow.ts";
import { putUploadPart } from "../intake/upload.store.ts";
import { resolveCallers } from "../intake/whose-call.flow.ts";
import type { CallerResolution } from "../intake/whose-call.ts";
import { type Posted, postCalls } from "../ledger/post-calls.flow.ts";
import type { PostableCall } from "../ledger/posting-draft.ts";
import { isoInstant } from "../platform/clock.ts";
import { log } from "../platform/log.ts";
import { write } from "../platform/table.ts";
import type { AsideLine } from "../reconcile/aside-line.ts";
import { countLines } from "../reconcile/count-lines.flow.ts";
import { noteDayAccounts } from "../reconcile/day-accounts.store.ts";
import type { Place } from "../reconcile/figures.ts";
import type { Estimate } from "../suspense/estimate.ts";
import { releasedBefore } from "../suspense/late-call.store.ts";
import { park } from "../suspense/park.flow.ts";
import { type Bringer, type Suspended, suspendCdr, suspendedId, suspendLine } from "../suspense/suspended.ts";
import { waitOf } from "../suspense/waits-for.ts";
import { givenUpAmong } from "../suspense/written-off.flow.ts";
import { dateIn } from "../time/zone.ts";
import { duplicateOf, joinedIn, waitedBefore, type ZoneOf } from "./aside-lines.ts";
import { coarserCopies } from "./coarser-copies.flow.ts";
import { countRated } from "./count-rated.flow.ts";
import { type JoinedBatch, joinHalves, releaseHalves } from "./join-halves.flow.ts";
import { type Prices, pricesFor } from "./prices.flow.ts";
import { type RecordOutcome, type Refusal, type Revenue, rateRecord } from "./rate-record.ts";
import { addCosts } from "./vendor-cost.flow.ts";

/**
 * From batches of CDRs to charged calls: whose is each, what does it cost, charge it once, and park what cannot be
 * charged. Safe to repeat at any point. It throws only when the infrastructure fails, never for what a record says.
 */

export interface BatchOutcome {
  /** False: some of its calls are not charged yet; deliver it again. */
  settled: boolean;
  /** Its records that are charged, now or by an earlier attempt, those that were known already, and those that wait. */
  counts: { accepted: number; duplicates: number; parked: number };
}

interface Entry {
  /** What brought it; of a joined call, what brought its INVITE. */
  batch: Bringer;
  cdr: SwitchCdr;
  /** Of a joined call: what the batch's line is to it. */
  part?: Part;
  /** The customer, where it is known. */
  customer?: Customer;
  /** What it costs, where that is known. */
  call?: PostableCall;
  /** What we have of it. */
  revenue?: Revenue;
  refusal?: Refusal;
  posted?: Posted;
}

const entriesIn = (batch: CdrBatch, { calls }: JoinedBatch): Entry[] => [
  ...batch.cdrs.map((cdr) => ({ batch, cdr })),
  ...calls.map(({ cdr, by, part }) => ({ batch: by, cdr, part })),
];

function rateOne(entry: Entry, resolution: CallerResolution, prices: Prices): RecordOutcome {
  if (resolution.kind === "unknown") return { kind: "refused", refusal: resolution };
  const levels = resolution.chain.map((account, i) => {
    const payer = prices.payers.get(account);
    if (!payer) throw new Error(`no customer ${account} in the chain of ${resolution.customer.account}`);
    return { payer, tariffId: i === 0 ? resolution.tariffId : payer.customer.tariffId };
  });
  const { cli, cld, deviceId, incoming } = resolution;
  return rateRecord(
    { cdr: entry.cdr, delivery: entry.batch.delivery, cli, cld, deviceId, levels, incoming },
    prices.tariffs,
  );
}

const internal: Refusal = {
  reason: "INTERNAL",
  detail: "A fault of ours. The record is kept and the error is logged.",
};

const zoneIn =
  (sources: ReadonlyMap<string, CdrSource>): ZoneOf =>
  (source) =>
    sources.get(source)?.timeZone ?? "UTC";

/** Where a call is counted. */
const placeOf = ({ batch, cdr }: Entry, { currency }: Customer, source: CdrSource | undefined): Place => ({
  day: dateIn(source?.timeZone ?? "UTC", cdr.setupMs),
  upload: batch.upload ?? null,
  currency,
});

function rateAll(
  entries: readonly Entry[],
  resolutions: readonly CallerResolution[],
  prices: Prices,
  sources: ReadonlyMap<string, CdrSource>,
  at: number,
): void {
  for (const [i, entry] of entries.entries()) {
    try {
      const source = sources.get(entry.cdr.source);
      const resolution = resolutions[i] as CallerResolution;
      const doubt = source && doubtOf(entry.cdr, source, at);
      // What is doubtful is rated too: so it is known what it is about.
      const outcome = rateOne(entry, resolution, prices);
      if (resolution.kind === "known") entry.customer = resolution.customer;
      if (outcome.kind === "call" && entry.customer) {
        const { account, row } = outcome;
        const play = entry.customer.customerType === "DEMO";
        entry.call = { account, row, place: placeOf(entry, entry.customer, source), ...(play ? { play } : {}) };
        entry.revenue = outcome.revenue;
      }
      if (doubt) entry.refusal = doubt;
      else if (outcome.kind === "refused") entry.refusal = outcome.refusal;
    } catch (error) {
      // One record that we cannot handle must not stop the lane: it waits for a person, the others are charged.
      log.error("a record could not be rated", { source: entry.batch.source, error });
      entry.refusal = internal;
    }
  }
}

/** What a person gave up is not charged because it comes again: its row says why it was parked, and stays as it is. */
async function holdWrittenOff(entries: readonly Entry[]): Promise<void> {
  const rows = await givenUpAmong(entries.map(({ cdr }) => cdr));
  if (rows.size === 0) return;
  for (const entry of entries) {
    const row = rows.get(suspendedId(entry.cdr));
    if (row) entry.refusal = { reason: row.reason, detail: row.detail };
  }
}

const parkedAs: Partial<Record<Posted, Refusal>> = {
  conflict: { reason: "CONFLICT", detail: "This call was charged with other content." },
  "too-old": { reason: "TOO_OLD", detail: "The call is more than 90 days old." },
  "no-balance": { reason: "INTERNAL", detail: "An account of the chain has no balance." },
  failed: { reason: "INTERNAL", detail: "The call could not be posted; the error is logged." },
};

async function postAll(entries: readonly Entry[], { at, deadline }: RatingContext): Promise<void> {
  const rated = entries.filter(
    (entry): entry is Entry & { call: PostableCall } => entry.call !== undefined && entry.refusal === undefined,
  );
  await noteDayAccounts(
    rated.map(({ call: { account, row, place } }) => ({ source: row.source, day: place.day, account })),
    at,
  );
  const outcomes = await postCalls(
    rated.map(({ call }) => call),
    { deadline },
  );
  const old = rated.filter((_, i) => outcomes[i] === "too-old");
  const released = await releasedBefore(old.map(({ call }) => call.row));
  const others = rated.filter((_, i) => outcomes[i] === "conflict");
  const copies = await coarserCopies(others.map(({ call }) => call));
  for (const [i, entry] of rated.entries()) {
    const outcome = copies.has(entry.call) ? "duplicate" : (outcomes[i] as Posted);
    entry.posted = released[old.indexOf(entry)] ?? outcome;
    const refusal = parkedAs[entry.posted];
    if (refusal) entry.refusal = refusal;
  }
}

/** What the customer would be charged. Of a conflict that says nothing: the call was charged already, otherwise. */
const estimateOf = ({ call, customer, refusal }: Entry): Estimate | null =>
  call && customer && refusal?.reason !== "CONFLICT"
    ? { currency: customer.currency, amount: call.row.charge, kind: "CHARGE" }
    : null;

function suspendedOf(entry: Entry, refusal: Refusal, sources: ReadonlyMap<string, CdrSource>, at: number): Suspended {
  const { cdr, customer } = entry;
  const { reason, detail, tariffId } = refusal;
  const wait = waitOf(reason, { cdr, source: sources.get(cdr.source), tariffId, tries: 0, at });
  const account = customer?.account ?? null;
  return suspendCdr(
    cdr,
    entry.batch,
    { reason, detail, account, estimate: estimateOf(entry), ...wait },
    {
      at,
      zone: zoneIn(sources)(cdr.source),
    },
  );
}

/** A line that was read but is doubted is tried at once, which says what it is about; one that was not is sent again. */
const waitOfLine = ({ cdr }: ParkedLine, at: number) => ({ waitsFor: null, nextTryAt: cdr ? isoInstant(at) : null });

export interface RatedBatch extends BatchOutcome {
  /** Its records that have to wait, each with the call that it would be, where that is known. */
  waiting: {
    record: Suspended;
    call: PostableCall | undefined;
    currency: string | undefined;
    tariffId: string | undefined;
  }[];
  /** Lines that could not be read. */
  lines: Suspended[];
  /** What its halves of calls became. */
  halves: JoinedBatch;
  /** What is to be counted of it that no call and no waiting record counts. */
  aside: AsideLine[];
}

export interface RatingContext {
  /** Now, epoch ms. */
  at: number;
  /** Epoch ms at which to stop beginning transactions. */
  deadline: number;
}

/** Charges what can be charged and says of the rest why not, without parking it. @returns one for each batch, in their order */
export async function rateAndPost(
  batches: readonly CdrBatch[],
  { at, deadline }: RatingContext,
): Promise<RatedBatch[]> {
  const known = await getSources([...new Set(batches.map(({ source }) => source))]);
  const joined = await joinHalves(batches, at, zoneIn(known));
  const entriesOf = batches.map((batch, i) => entriesIn(batch, joined[i] as JoinedBatch));
  const entries = entriesOf.flat();
  const cdrs = entries.map(({ cdr }) => cdr);
  const others = new Set(cdrs.map(({ source }) => source).filter((source) => !known.has(source)));
  const sources = new Map([...known, ...(await getSources([...others]))]);
  const resolutions = await translateCallers(await resolveCallers(cdrs, sources), cdrs, sources);
  rateAll(entries, resolutions, await pricesFor(resolutions), sources, at);
  await addCosts(entries, sources);
  await holdWrittenOff(entries);
  await postAll(entries, { at, deadline });
  // Whoever wrote one of them off while it was charged did not see the charge.
  await givenUpAmong(entries.filter(({ posted, refusal }) => posted && !refusal).map(({ cdr }) => cdr));
  return batches.map((batch, i) => outcomeOf(batch, joined[i] as JoinedBatch, entriesOf[i] ?? [], sources, at));
}

function outcomeOf(
  batch: CdrBatch,
  halves: JoinedBatch,
  own: readonly Entry[],
  sources: ReadonlyMap<string, CdrSource>,
  at: number,
): RatedBatch {
  const zoneOf = zoneIn(sources);
  const waiting = own.flatMap((entry) => {
    const { refusal, call, customer } = entry;
    if (!refusal) return [];
    const record = suspendedOf(entry, refusal, sources, at);
    return [{ record, call, currency: customer?.currency, tariffId: refusal.tariffId }];
  });
  const lines = halves.parked.map((line) =>
    suspendLine(line, batch, waitOfLine(line, at), { at, zone: zoneOf(batch.source) }),
  );
  const known = own.filter(({ posted }) => posted === "duplicate");
  const again = halves.again.map(({ half, by }) => ({ batch: by, cdr: { ...half.cdr, line: by.line } }));
  const duplicates = [...known, ...again].map((record) => duplicateOf(record, zoneOf));
  // A joined call is counted by what brought its INVITE.
  const isOwn = ({ delivery }: { delivery: string }) => delivery === batch.delivery;
  const accepted = own.filter(
    ({ posted, batch: by }) => (posted === "posted" || posted === "redelivered") && isOwn(by),
  );
  return {
    settled: own.every(({ posted }) => posted !== "unposted"),
    counts: {
      accepted: accepted.length,
      duplicates: duplicates.filter(isOwn).length,
      parked: waiting.length + lines.length,
    },
    waiting,
    lines,
    halves,
    aside: [...duplicates, ...joinedIn(halves.joined)],
  };
}

/** Charges what can be charged and parks the rest. @returns one for each batch, in their order */
export async function rateAndPark(batches: readonly CdrBatch[], context: RatingContext): Promise<RatedBatch[]> {
  const rated = await rateAndPost(batches, context);
  const parked = rated.flatMap(({ waiting, lines }) => [...waiting.map(({ record }) => record), ...lines]);
  const firsts = await park(parked);
  await countLines([...rated.flatMap(({ aside }) => aside), ...waitedBefore(parked, firsts)], context.at);
  await noteRunningNumbers(batches);
  await releaseHalves(rated.flatMap(({ settled, halves }) => (settled ? halves.calls : [])));
  return rated;
}

/** @returns one outcome for each batch, in their order */
export async function rateBatch(batches: readonly CdrBatch[], context: RatingContext): Promise<BatchOutcome[]> {
  const rated = await rateAndPark(batches, context);
  countRated(rated, context.at);
  for (const [i, batch] of batches.entries()) {
    if (batch.upload && rated[i]?.settled) await write(putUploadPart(batch.upload, batch.part, context.at));
  }
  return rated.map(({ settled, counts }) => ({ settled, counts }));
}

import type { CdrBatch } from "../cdrs/cdr.ts";
import { noteRunningNumbers } from "../intake/note-numbers.flow.ts";
import { doubtOf } from "../intake/plausible.ts";
import { getSources } from "../intake/source.store.ts";
import type { CdrSource } from "../intake/source.ts";
import { translateCallers } from "../intake/translate-callers.flow.ts";
import { putUploadPart } from "../intake/upload.store.ts";
import { resolveCallers } from "../intake/whose-call.flow.ts";
import type { CallerResolution } from "../intake/whose-call.ts";
import { postCalls } from "../ledger/post-calls.flow.ts";
import type { PostableCall } from "../ledger/posting-draft.ts";
import type { Posted } from "../ledger/posting-plan.ts";
import { log } from "../platform/log.ts";
import { write } from "../platform/table.ts";
import { countLines } from "../reconcile/count-lines.flow.ts";
import { noteDayAccounts } from "../reconcile/day-accounts.store.ts";
import { releasedBefore } from "../suspense/late-call.store.ts";
import { park } from "../suspense/park.flow.ts";
import { suspendedId } from "../suspense/suspended.ts";
import { givenUpAmong } from "../suspense/written-off.flow.ts";
import { waitedBefore } from "./aside-lines.ts";
import { coarserCopies } from "./coarser-copies.flow.ts";
import { countRated } from "./count-rated.flow.ts";
import { joinHalves, releaseHalves } from "./join-halves.flow.ts";
import { type Prices, pricesFor } from "./prices.flow.ts";
import { type RecordOutcome, type Refusal, rateRecord } from "./rate-record.ts";
import {
  type BatchOutcome,
  type Entry,
  entriesIn,
  type JoinedBatch,
  outcomeOf,
  placeOf,
  type RatedBatch,
  zoneIn,
} from "./rated-batch.ts";
import { addCosts } from "./vendor-cost.flow.ts";

/**
 * From batches of CDRs to charged calls: whose is each, what does it cost, charge it once, and park what cannot be
 * charged. Safe to repeat at any point. It throws only when the infrastructure fails, never for what a record says.
 */

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

function rateAll(
  entries: readonly Entry[],
  resolutions: readonly CallerResolution[],
  prices: Prices,
  sources: ReadonlyMap<string, CdrSource>,
  at: number,
): void {
  const zoneOf = zoneIn(sources);
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
        entry.call = { account, row, place: placeOf(entry, entry.customer, zoneOf), ...(play ? { play } : {}) };
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

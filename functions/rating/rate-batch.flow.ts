import type { CdrBatch, ParkedLine, SuspenseReason, SwitchCdr } from "../cdrs/cdr.ts";
import { getCustomers } from "../customers/customer.store.ts";
import type { Customer } from "../customers/customer.ts";
import type { Part } from "../intake/half-call.ts";
import { doubtOf } from "../intake/plausible.ts";
import { getSources } from "../intake/source.store.ts";
import type { CdrSource } from "../intake/source.ts";
import { translateCallers } from "../intake/translate-callers.flow.ts";
import { putUploadPart } from "../intake/upload.store.ts";
import type { PartCounts } from "../intake/upload.ts";
import { resolveCallers } from "../intake/whose-call.flow.ts";
import type { CallerResolution } from "../intake/whose-call.ts";
import { type Posted, postCalls } from "../ledger/post-calls.flow.ts";
import type { PostableCall } from "../ledger/posting-draft.ts";
import { isoDay, isoInstant } from "../platform/clock.ts";
import { putFile } from "../platform/files.ts";
import { log } from "../platform/log.ts";
import { write } from "../platform/table.ts";
import type { Estimate } from "../suspense/estimate.ts";
import { releasedBefore } from "../suspense/late-call.store.ts";
import { park } from "../suspense/park.flow.ts";
import { type Bringer, type Suspended, suspendCdr, suspendedId, suspendLine } from "../suspense/suspended.ts";
import { waitOf } from "../suspense/waits-for.ts";
import { writtenOffAmong } from "../suspense/written-off.flow.ts";
import type { LoadedTariff } from "../tariffs/loaded-tariff.ts";
import { loadTariff, tariffHeads } from "../tariffs/tariff.store.ts";
import { coarserCopies } from "./coarser-copies.flow.ts";
import { type JoinedBatch, joinHalves, releaseHalves } from "./join-halves.flow.ts";
import { type Payer, payerOf, type RecordOutcome, type Refusal, type Revenue, rateRecord } from "./rate-record.ts";
import { vendorParts } from "./vendor-cost.flow.ts";

/**
 * From batches of CDRs to charged calls: whose is each, what does it cost, charge it once, and park what cannot be
 * charged. Safe to repeat at any point. It throws only when the infrastructure fails, never for what a record says.
 */

export interface BatchOutcome {
  /** False: some of its calls are not charged yet; deliver it again. */
  settled: boolean;
  counts: PartCounts;
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

const isRated = (entry: Entry): entry is Entry & { call: PostableCall; revenue: Revenue } =>
  entry.call !== undefined && entry.revenue !== undefined;

const entriesIn = (batch: CdrBatch, { calls }: JoinedBatch): Entry[] => [
  ...batch.cdrs.map((cdr) => ({ batch, cdr })),
  ...calls.map(({ cdr, by, part }) => ({ batch: by, cdr, part })),
];

type Known = Extract<CallerResolution, { kind: "known" }>;

/** Customers' terms and tariffs that these calls need, each loaded once. */
async function pricesFor(resolutions: readonly CallerResolution[]) {
  const known = resolutions.filter((one): one is Known => one.kind === "known");
  const payers = new Map<string, Payer>();
  for (const { customer } of known) if (!payers.has(customer.account)) payers.set(customer.account, payerOf(customer));
  const above = [...new Set(known.flatMap(({ chain }) => chain.slice(1)))].filter((account) => !payers.has(account));
  for (const [account, customer] of await getCustomers(above)) payers.set(account, payerOf(customer));
  const wanted = [
    ...known.map(({ tariffId }) => tariffId),
    ...[...payers.values()].map(({ customer }) => customer.tariffId),
  ];
  const tariffs = new Map<string, LoadedTariff>();
  for (const [id, head] of await tariffHeads([...new Set(wanted)])) tariffs.set(id, await loadTariff(head));
  return { payers, tariffs };
}

type Prices = Awaited<ReturnType<typeof pricesFor>>;

function rateOne(entry: Entry, resolution: CallerResolution, prices: Prices): RecordOutcome {
  if (resolution.kind === "unknown") return { kind: "refused", refusal: resolution };
  const levels = resolution.chain.map((account, i) => {
    const payer = prices.payers.get(account);
    if (!payer) throw new Error(`no customer ${account} in the chain of ${resolution.customer.account}`);
    return { payer, tariffId: i === 0 ? resolution.tariffId : payer.customer.tariffId };
  });
  const { cli, cld, deviceId } = resolution;
  return rateRecord({ cdr: entry.cdr, delivery: entry.batch.delivery, cli, cld, deviceId, levels }, prices.tariffs);
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
  for (const [i, entry] of entries.entries()) {
    try {
      const source = sources.get(entry.cdr.source);
      const resolution = resolutions[i] as CallerResolution;
      const doubt = source && doubtOf(entry.cdr, source, at);
      // What is doubtful is rated too: so it is known what it is about.
      const outcome = rateOne(entry, resolution, prices);
      if (resolution.kind === "known") entry.customer = resolution.customer;
      if (outcome.kind === "call") {
        entry.call = { account: outcome.account, row: outcome.row };
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

/** What each call cost us, put into its row. */
async function addCosts(entries: readonly Entry[], sources: ReadonlyMap<string, CdrSource>): Promise<void> {
  const rated = entries.filter(isRated);
  const parts = await vendorParts(rated, sources);
  for (const [i, entry] of rated.entries()) {
    const vendor = parts[i];
    if (vendor) entry.call = { ...entry.call, row: { ...entry.call.row, vendor } };
  }
}

/** What a person gave up is not charged because it comes again: its row says why it was parked, and stays as it is. */
async function holdWrittenOff(entries: readonly Entry[]): Promise<void> {
  const rows = await writtenOffAmong(entries.map(({ cdr }) => cdr));
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

async function postAll(entries: readonly Entry[], deadline: number): Promise<void> {
  const rated = entries.filter(
    (entry): entry is Entry & { call: PostableCall } => entry.call !== undefined && entry.refusal === undefined,
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
  return suspendCdr(cdr, entry.batch, { reason, detail, account, estimate: estimateOf(entry), ...wait }, at);
}

/** A line that was read but is doubted is tried at once, which says what it is about; one that was not is sent again. */
const waitOfLine = ({ cdr }: ParkedLine, at: number) => ({ waitsFor: null, nextTryAt: cdr ? isoInstant(at) : null });

/** The lines of a batch that are no call, whole, in one file that a repetition overwrites. */
async function keepLines(batch: CdrBatch, { parked, waiting }: JoinedBatch, at: number): Promise<void> {
  const lines = [...parked, ...waiting];
  if (lines.length === 0) return;
  const day = isoDay(at);
  const key = `raw/${batch.source}/${day}/${batch.delivery}-${batch.part}.ndjson`.replace(/[^\w./-]/g, "_");
  const text = lines.map((line) => JSON.stringify(line)).join("\n");
  await putFile({ bucket: "files", key }, `${text}\n`, "application/x-ndjson");
}

function countsOf({ calls, parked, reasons: waiting, again }: JoinedBatch, entries: readonly Entry[]): PartCounts {
  const counted = entries.filter(({ part }) => part === undefined || part === "call");
  const repeated = entries.filter(({ part }) => part === "again");
  const reasons: Partial<Record<SuspenseReason, number>> = {};
  const why = [
    ...[...counted, ...repeated].flatMap(({ refusal }) => refusal?.reason ?? []),
    ...parked.map(({ reason }) => reason),
    ...waiting,
    // Counted as it was when it came: what it met since is counted beside it.
    ...calls.flatMap(({ part }) => (part === "waited" ? (["WAITING_FOR_BYE"] as const) : [])),
  ];
  for (const reason of why) reasons[reason] = (reasons[reason] ?? 0) + 1;
  const was = (...kinds: Posted[]) => counted.filter(({ posted }) => posted && kinds.includes(posted)).length;
  const duplicates = was("duplicate") + repeated.filter(({ refusal }) => !refusal).length + again;
  return { accepted: was("posted", "redelivered"), duplicates, parked: why.length, reasons };
}

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
  const joined = await joinHalves(batches, at);
  const entriesOf = batches.map((batch, i) => entriesIn(batch, joined[i] as JoinedBatch));
  const entries = entriesOf.flat();
  const cdrs = entries.map(({ cdr }) => cdr);
  const sources = await getSources([...new Set(cdrs.map(({ source }) => source))]);
  const resolutions = await translateCallers(await resolveCallers(cdrs, sources), cdrs, sources);
  rateAll(entries, resolutions, await pricesFor(resolutions), sources, at);
  await addCosts(entries, sources);
  await holdWrittenOff(entries);
  await postAll(entries, deadline);
  return batches.map((batch, i) => {
    const own = entriesOf[i] ?? [];
    const settled = own.every(({ posted }) => posted !== "unposted");
    const halves = joined[i] as JoinedBatch;
    const waiting = own.flatMap((entry) => {
      const { refusal, call, customer } = entry;
      if (!refusal) return [];
      const record = suspendedOf(entry, refusal, sources, at);
      return [{ record, call, currency: customer?.currency, tariffId: refusal.tariffId }];
    });
    const lines = halves.parked.map((line) => suspendLine(line, batch, waitOfLine(line, at), at));
    return { settled, counts: countsOf(halves, own), waiting, lines, halves };
  });
}

/** @returns one outcome for each batch, in their order */
export async function rateBatch(batches: readonly CdrBatch[], context: RatingContext): Promise<BatchOutcome[]> {
  const rated = await rateAndPost(batches, context);
  await park(rated.flatMap(({ waiting, lines }) => [...waiting.map(({ record }) => record), ...lines]));
  await releaseHalves(rated.flatMap(({ settled, halves }) => (settled ? halves.calls : [])));
  for (const [i, batch] of batches.entries()) {
    const { settled, counts, halves } = rated[i] as RatedBatch;
    await keepLines(batch, halves, context.at);
    if (batch.upload && settled) await write(putUploadPart(batch.upload, batch.part, counts, context.at));
  }
  return rated.map(({ settled, counts }) => ({ settled, counts }));
}

import type { CdrBatch, ParkedLine, SwitchCdr } from "../cdrs/cdr.ts";
import type { Customer } from "../customers/customer.ts";
import type { Arrival, KeptCall, Part } from "../intake/half-call.ts";
import type { CdrSource } from "../intake/source.ts";
import type { PostableCall } from "../ledger/posting-draft.ts";
import type { Posted } from "../ledger/posting-plan.ts";
import { isoInstant } from "../platform/clock.ts";
import type { AsideLine } from "../reconcile/aside-line.ts";
import type { Place } from "../reconcile/figures.ts";
import type { Estimate } from "../suspense/estimate.ts";
import { type Bringer, type Suspended, suspendCdr, suspendLine } from "../suspense/suspended.ts";
import { waitOf } from "../suspense/waits-for.ts";
import { dateIn } from "../time/zone.ts";
import { duplicateOf, joinedIn, type ZoneOf } from "./aside-lines.ts";
import type { Refusal, Revenue } from "./rate-record.ts";

/** What a batch of CDRs consists of once its halves are joined, and what it became: charged, known already, or waiting. */

export interface JoinedCall {
  cdr: SwitchCdr;
  /** What brought its INVITE. */
  by: Bringer;
  part: Part;
  /** The row of the half that waited. */
  suspendedId: string | undefined;
}

export interface JoinedBatch {
  calls: JoinedCall[];
  /** Lines to write to suspense. */
  parked: ParkedLine[];
  /** Halves that are no call yet; their rows stand already. */
  waiting: ParkedLine[];
  /** Its lines, and such as came before, that are halves of a call for which another line stands. */
  joined: KeptCall["waited"];
  /** INVITEs of calls that are known from another delivery. */
  again: Arrival[];
}

/** One record of a batch, from what brought it to what became of it. */
export interface Entry {
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

export const entriesIn = (batch: CdrBatch, { calls }: JoinedBatch): Entry[] => [
  ...batch.cdrs.map((cdr) => ({ batch, cdr })),
  ...calls.map(({ cdr, by, part }) => ({ batch: by, cdr, part })),
];

/** Of a source that is not there: UTC. */
export const zoneIn =
  (sources: ReadonlyMap<string, CdrSource>): ZoneOf =>
  (source) =>
    sources.get(source)?.timeZone ?? "UTC";

/** Where a call is counted. */
export const placeOf = ({ batch, cdr }: Entry, { currency }: Customer, zoneOf: ZoneOf): Place => ({
  day: dateIn(zoneOf(cdr.source), cdr.setupMs),
  upload: batch.upload ?? null,
  currency,
});

export interface BatchOutcome {
  /** False: some of its calls are not charged yet; deliver it again. */
  settled: boolean;
  /** Its records that are charged, now or by an earlier attempt, those that were known already, and those that wait. */
  counts: { accepted: number; duplicates: number; parked: number };
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
  /** What is to be counted of it that no call and no waiting record counts. */
  aside: AsideLine[];
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
  const why = { reason, detail, account, estimate: estimateOf(entry), ...wait };
  return suspendCdr(cdr, entry.batch, why, { at, zone: zoneIn(sources)(cdr.source) });
}

/** A line that was read but is doubted is tried at once, which says what it is about; one that was not is sent again. */
const waitOfLine = ({ cdr }: ParkedLine, at: number) => ({ waitsFor: null, nextTryAt: cdr ? isoInstant(at) : null });

/** @param own the batch's records, each with what became of it; @param at now, epoch ms */
export function outcomeOf(
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
